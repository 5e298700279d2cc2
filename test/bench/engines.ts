import { evidence } from './evidence-measures.js';
import { type Measure, sized, told, unsized } from './measures.js';
import { packages } from './package-measures.js';

const ALWAYS = { from: 0, unjudged: '' } as const;
const TOLD = { budget: null, from: 0, unjudged: 'no budget: docs/scale.md reckons with it' } as const;
/** Where the start of a server and its first statements no longer tell. */
const FROM = { from: 100_000, unjudged: 'below 100,000 lines the start outweighs the work' } as const;

const oneByOne: Measure = {
  name: 'append to a store, one after the other',
  unit: 'events/s',
  figure: { task: 'append-one', pick: told('rate') },
  ...TOLD,
};
const pipelined: Measure = {
  name: 'append to a store, 32 under way, to one after the other',
  unit: 'events/s',
  figure: { task: 'append-pipelined', pick: told('rate') },
  yardstick: { name: 'one after the other', task: 'append-one', pick: told('rate') },
  budget: { least: 4 }, // Half of what a real node gave, with its client beside it on two cores.
  ...ALWAYS,
};
const filed: Measure = {
  name: 'the notary files what a store has',
  unit: 'events/s',
  figure: { task: 'copied', pick: told('filed') },
  budget: { least: 2500 }, // As fast as a store appends, or appends wait for it.
  ...FROM,
};
/** A figure of a task, by its key, that no budget holds. */
const figureOf = (name: string, unit: string, [task, key]: readonly [string, string]): Measure => ({
  name,
  unit,
  figure: { task, pick: told(key) },
  ...TOLD,
});
const weightOf = (what: string, task: string, key: string): Measure =>
  figureOf(`an event, ${what}`, 'bytes', [task, key]);

const wronglyMaybe = (what: string, key: string): Measure =>
  figureOf(`streams that are not there and are looked for, ${what}`, '%', ['existence', key]);
const month = (what: string, key: string): Measure => figureOf(`a national month ${what}`, 's', ['months', key]);

const eventStore = {
  unsized: [
    oneByOne,
    pipelined,
    figureOf('append to a store, 32 under way, cpu of ours for each event', 'µs cpu', [
      'append-pipelined',
      'microseconds',
    ]),
    wronglyMaybe('one year in the filter as it comes', 'oneYear'),
    wronglyMaybe('seven years in the filter as it comes', 'asItComes'),
    wronglyMaybe('seven years in a filter by its rule', 'byItsRule'),
    month('in a week, the longest import', 'week'),
    month('in one hour, the longest import', 'hour'),
    month('in one hour, longest wait for a notary as fast as the store', 'unfiled'),
    month('in one hour, longest wait for a notary half as fast', 'unfiledByHalf'),
  ],
  sized: [
    filed,
    figureOf('the notary, cpu of its own for each event', 'µs cpu', ['copied', 'filingCpu']),
    weightOf('its bytes', 'event-sizes', 'bytes'),
    weightOf('its private part', 'event-sizes', 'private'),
    weightOf('in the log of a store', 'event-sizes', 'stored'),
    figureOf('events for each stream', 'events', ['event-sizes', 'ofStream']),
  ],
};

const postgres = {
  unsized: [],
  sized: [
    {
      name: 'rows of PostgreSQL catch up with the copy of a log',
      unit: 'events/s',
      figure: { task: 'copied', pick: told('projected') },
      budget: { least: 20_000 },
      ...FROM,
    },
    figureOf('rows of PostgreSQL, cpu of ours for each event', 'µs cpu', ['copied', 'projectingCpu']),
    {
      name: 'rows of PostgreSQL, digests that differ from SQLite',
      unit: 'digests',
      figure: { task: 'copied', pick: told('differing') },
      budget: { most: 0 },
      ...ALWAYS,
    },
    weightOf('its copy in PostgreSQL', 'copied', 'copy'),
    weightOf('its rows in PostgreSQL', 'copied', 'rows'),
  ],
};

/** What is measured of each engine: at every size of the books, or once. */
export const engines = {
  sqlite: { unsized: [...evidence, ...unsized], sized: [...sized, ...packages] },
  eventstore: eventStore,
  postgres,
} as const satisfies Readonly<Record<string, Readonly<Record<'sized' | 'unsized', readonly Measure[]>>>>;

/** The engines that `--engine` names. */
export type EngineName = keyof typeof engines;
