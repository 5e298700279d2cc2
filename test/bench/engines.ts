import { type Measure, sized, told, unsized } from './measures.js';

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
  budget: { least: 6 },
  ...ALWAYS,
};
const filed: Measure = {
  name: 'the notary files what a store has',
  unit: 'events/s',
  figure: { task: 'copied', pick: told('filed') },
  budget: { least: 5000 },
  ...FROM,
};
const sizeOf = (what: string, task: string, key: string, unit = 'bytes'): Measure => ({
  name: what,
  unit,
  figure: { task, pick: told(key) },
  ...TOLD,
});

const wronglyMaybe = (what: string, key: string): Measure =>
  sizeOf(`streams that are not there and are looked for, ${what}`, 'existence', key, '%');
const waits = (rate: string, key: string): Measure =>
  sizeOf(`a national month, longest wait for a notary of ${rate} events/s`, 'months', key, 's');

const eventStore = {
  unsized: [
    oneByOne,
    pipelined,
    wronglyMaybe('one year in the filter as it comes', 'oneYear'),
    wronglyMaybe('seven years in the filter as it comes', 'asItComes'),
    wronglyMaybe('seven years in a filter by its rule', 'byItsRule'),
    waits('2,500', 'at2500'),
    waits('5,000', 'at5000'),
    waits('10,000', 'at10000'),
    sizeOf('a national month, most imports at once', 'months', 'atOnce', 'imports'),
  ],
  sized: [
    filed,
    sizeOf('an event, its bytes', 'event-sizes', 'bytes'),
    sizeOf('an event, its private part', 'event-sizes', 'private'),
    sizeOf('an event, in the log of a store', 'event-sizes', 'stored'),
    sizeOf('events for each stream', 'event-sizes', 'ofStream', 'events'),
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
    {
      name: 'rows of PostgreSQL, digests that differ from SQLite',
      unit: 'digests',
      figure: { task: 'copied', pick: told('differing') },
      budget: { most: 0 },
      ...ALWAYS,
    },
    sizeOf('an event, its copy in PostgreSQL', 'copied', 'copy'),
    sizeOf('an event, its rows in PostgreSQL', 'copied', 'rows'),
  ],
};

/** What is measured of each engine: at every size of the books, or once. */
export const engines = {
  sqlite: { unsized, sized },
  eventstore: eventStore,
  postgres,
} as const satisfies Readonly<Record<string, Readonly<Record<'sized' | 'unsized', readonly Measure[]>>>>;

/** The engines that `--engine` names. */
export type EngineName = keyof typeof engines;
