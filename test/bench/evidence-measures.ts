import { ALL_SIZES, type Figure, mebibytes, type Measure, told } from './measures.js';

const matchingOf = (
  [what, unit]: readonly [string, string],
  pick: Figure['pick'],
  budget: Measure['budget'],
): Measure => ({
  name: `match 10,000 documents against 100,000 lines, ${what}`,
  unit,
  figure: { task: 'matching', pick },
  budget,
  ...{ from: ALL_SIZES, unjudged: 'no budget: told, to be seen when it changes' },
});

const archivingOf = (
  [what, unit]: readonly [string, string],
  pick: Figure['pick'],
  more: Pick<Measure, 'budget' | 'yardstick'>,
): Measure => ({
  name: `archive 10,000 documents, ${what}`,
  unit,
  figure: { task: 'archiving', pick },
  ...more,
  ...{ from: ALL_SIZES, unjudged: 'no budget: told, to be seen when it changes' },
});
const writing = (key: string) => ({
  budget: null,
  yardstick: { name: 'writing their bytes durably', task: 'archiving-floor', pick: told(key) },
});

/** What evidence costs; the size of the books has no part in it. */
export const evidence: readonly Measure[] = [
  archivingOf(['rate', 'documents/s'], told('documentsPerSecond'), writing('documentsPerSecond')),
  archivingOf(['bytes', 'MiB/s'], told('mebibytesPerSecond'), writing('mebibytesPerSecond')),
  archivingOf(['memory', 'MiB'], mebibytes, { budget: { most: 400 } }),
  archivingOf(['documents that are missing', 'documents'], told('missing'), { budget: { most: 0 } }),
  matchingOf(['false automatic links', 'links'], told('wrong'), { most: 0 }),
  matchingOf(['share of what is true that is linked at once', '%'], told('found'), null),
  matchingOf(['rate', 'lines/s'], told('linesPerSecond'), null),
  matchingOf(['memory', 'MiB'], mebibytes, { most: 400 }),
];
