import type { ComparedLine, ExtractComparison } from '#intake';

import { facts, heading, page, table } from '../output.js';
import { amountInSwedish, countInSwedish } from '../swedish.js';

const columns = [
  ...[{ title: 'Datum' }, { title: 'Ver' }, { title: 'Konto' }],
  ...[
    { title: 'Belopp', align: 'right' as const },
    { title: 'Rad', align: 'right' as const },
  ],
];
const cells = ({ date, series, number, account, amount, place }: ComparedLine): string[] => [
  ...[date, `${series} ${number}`.trim(), account, amountInSwedish(amount), `${place}`],
];
const list = (title: string, lines: readonly ComparedLine[]): string | null =>
  lines.length === 0 ? null : `${title}\n${table(columns, lines.map(cells))}`;

/** What the system's own extract and ours say differently, line by line, and the sums of both. */
export function comparedExtractText({
  same,
  onlyInFile,
  onlyHere,
  differing,
  refused,
  sums,
}: ExtractComparison): string {
  return page(
    heading('Systemets utdrag mot bidragsbokens'),
    facts([
      ['Lika rader', countInSwedish(same)],
      ['Bara i filen', countInSwedish(onlyInFile.length)],
      ['Bara här', countInSwedish(onlyHere.length)],
      ['Olika', countInSwedish(differing.length)],
      ['Ej läsbara', refused === 0 ? null : countInSwedish(refused)],
      ['Summa i filen', amountInSwedish(sums.file)],
      ['Summa här', amountInSwedish(sums.here)],
      ['Skillnad', amountInSwedish(sums.difference)],
    ]),
    list('Bara i filen', onlyInFile),
    list('Bara här', onlyHere),
    list(
      'Olika, i filen',
      differing.map(({ file }) => file),
    ),
    list(
      'Olika, här',
      differing.map(({ here }) => here),
    ),
  );
}
