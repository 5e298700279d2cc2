import type { Cost } from './child.js';

/** What the tasks of all turns used, by task; empty where a task was not run, or its program is not installed. */
export type Runs = Readonly<Record<string, readonly Cost[]>>;

/** One number out of the runs of a task: their median. */
export interface Figure {
  readonly task: string;
  readonly pick: (cost: Cost) => number;
  /** The size whose runs are meant; that of the measure where left out. */
  readonly lines?: number;
}

/** A figure that a budget holds, alone or as its ratio to a yardstick of the same run. */
export interface Measure {
  readonly name: string;
  readonly unit: string;
  readonly figure: Figure;
  readonly yardstick?: Figure & { readonly name: string };
  /** The most or the least that the figure, or the ratio where there is a yardstick, may be. Null: told, judged by nobody. */
  readonly budget: { readonly most: number } | { readonly least: number } | null;
  /** The fewest lines that the budget speaks of. */
  readonly from: number;
  /** Why it is not judged below that, or at all. */
  readonly unjudged: string;
}

const MILLION = 1_000_000;
/** A budget that speaks of every size. */
export const ALL_SIZES = 0;
const STARTING = 'below 1,000,000 lines starting up outweighs the work';
const NEVER = '';

const cpu = ({ cpu: seconds }: Cost): number => seconds;
/** The largest resident memory. */
export const mebibytes = (cost: Cost): number => cost.mebibytes;
/** A figure that a task tells. */
export const told =
  (key: string) =>
  ({ told: facts }: Cost): number =>
    facts[key] ?? Number.NaN;

const floor = { name: 'the floor', task: 'floor', pick: cpu };
const grantTo = (name: string, task: string, most: number): Measure => ({
  name: `take in what touches the grant, to ${name}`,
  unit: 's cpu',
  figure: { task: 'take-in-grant', pick: cpu },
  yardstick: { name, task, pick: cpu },
  budget: { most },
  ...{ from: MILLION, unjudged: STARTING },
});

const tableOf = (format: string, task: string): readonly Measure[] => [
  {
    name: `take in all of a list in ${format}, to the SIE file`,
    unit: 's cpu',
    figure: { task, pick: cpu },
    yardstick: { name: 'the SIE file', task: 'take-in-all', pick: cpu },
    budget: null,
    ...{ from: ALL_SIZES, unjudged: 'no budget: told, to be seen when it grows' },
  },
  {
    name: `take in all of a list in ${format}, memory`,
    unit: 'MiB',
    figure: { task, pick: mebibytes },
    budget: { most: 400 },
    ...{ from: ALL_SIZES, unjudged: NEVER },
  },
];

const imports: readonly Measure[] = [
  grantTo('sie-scan', 'sie-scan', 5),
  grantTo('ledger bal', 'ledger', 0.5),
  grantTo('hledger bal', 'hledger', 0.5),
  {
    name: 'take in what touches the grant, memory',
    unit: 'MiB',
    figure: { task: 'take-in-grant', pick: mebibytes },
    budget: { most: 250 },
    ...{ from: ALL_SIZES, unjudged: NEVER },
  },
  {
    name: 'take in all, to the floor',
    unit: 's cpu',
    figure: { task: 'take-in-all', pick: cpu },
    yardstick: floor,
    budget: { most: 2.5 },
    ...{ from: MILLION, unjudged: STARTING },
  },
  {
    name: 'take in all, memory',
    unit: 'MiB',
    figure: { task: 'take-in-all', pick: mebibytes },
    budget: { most: 400 },
    ...{ from: ALL_SIZES, unjudged: NEVER },
  },
  {
    // Flat: SQLite's caches fill to their bounds, and nothing else grows with ten times the lines.
    name: 'take in all, memory to that of 100,000 lines',
    unit: 'MiB',
    figure: { task: 'take-in-all', pick: mebibytes },
    yardstick: { name: '100,000 lines', task: 'take-in-all', pick: mebibytes, lines: 100_000 },
    budget: { most: 1.6 },
    ...{ from: MILLION, unjudged: 'the growth is from 100,000 to 1,000,000 lines' },
  },
  ...tableOf('CSV', 'take-in-csv'),
  ...tableOf('Excel', 'take-in-xlsx'),
];

const readModels: readonly Measure[] = [
  {
    name: 'rebuild every projection, to the floor',
    unit: 's cpu',
    figure: { task: 'rebuild', pick: told('ownCpu') },
    yardstick: floor,
    budget: { most: 1 },
    ...{ from: MILLION, unjudged: STARTING },
  },
  {
    name: 'rebuild, digests that differ from live',
    unit: 'digests',
    figure: { task: 'rebuild', pick: told('differing') },
    budget: { most: 0 },
    ...{ from: ALL_SIZES, unjudged: NEVER },
  },
  {
    name: 'balance of a project, p95',
    unit: 'ms',
    figure: { task: 'balance', pick: told('p95') },
    budget: { most: 20 },
    ...{ from: ALL_SIZES, unjudged: NEVER },
  },
  {
    name: 'balance of a project, p95 to a project as large among 10,000 lines',
    unit: 'ms',
    figure: { task: 'balance', pick: told('p95') },
    yardstick: { name: '10,000 lines', task: 'balance-few', pick: told('p95') },
    budget: { most: 1.5 },
    ...{ from: 100_000, unjudged: 'it is the yardstick itself' },
  },
];

const FEW_ROWS = 'the budget is for the 3,500 rows of 1,000,000 lines';
const extractOf = (name: string, key: string, budget: Measure['budget']): Measure => ({
  name,
  unit: 'ms',
  figure: { task: 'extract', pick: told(key) },
  yardstick: { name: 'bare SELECT of its rows', task: 'extract', pick: told('bare') },
  budget,
  from: MILLION,
  unjudged: budget === null ? 'no budget: texts come out of the log, one event each' : FEW_ROWS,
});

const extracts: readonly Measure[] = [
  extractOf('extract of a project with running balance', 'now', { most: 2 }),
  extractOf('extract of a project as of a position', 'asOf', { most: 2 }),
  extractOf('extract of a project with texts', 'texts', null),
];

const proofs: readonly Measure[] = [
  {
    name: 'verify the whole log, to hashing its bytes and private parts',
    unit: 's cpu',
    figure: { task: 'verify', pick: told('verified') },
    yardstick: { name: 'reading and hashing them', task: 'verify', pick: told('hashed') },
    budget: { most: 2.5 },
    ...{ from: 100_000, unjudged: 'below 100,000 lines the fixed part of the checks outweighs the hashing' },
  },
  {
    name: 'verify, faults found in a whole log',
    unit: 'faults',
    figure: { task: 'verify', pick: told('faults') },
    budget: { most: 0 },
    ...{ from: ALL_SIZES, unjudged: NEVER },
  },
  {
    name: 'the tree, cpu for each event',
    unit: 'µs cpu',
    figure: { task: 'tree', pick: told('microseconds') },
    budget: { most: 10 },
    ...{ from: ALL_SIZES, unjudged: NEVER },
  },
  {
    name: 'the tree, bytes for each event',
    unit: 'bytes',
    figure: { task: 'tree', pick: told('bytes') },
    budget: { most: 40 },
    ...{ from: 100_000, unjudged: 'a table of few rows takes a page all the same' },
  },
];

const waiting = (what: string, key: string): Measure => ({
  name: `beside an import, longest wait of ${what}`,
  unit: 'ms',
  figure: { task: 'beside', pick: told(key) },
  budget: { most: 100 },
  ...{ from: 100_000, unjudged: 'the import is over before much has been asked' },
});

const besideOthers: readonly Measure[] = [
  waiting('a query over HTTP', 'query'),
  waiting('a command over HTTP', 'command'),
  waiting('a command of another process', 'elsewhere'),
  {
    name: 'beside an import, requests that waited more than 100 ms',
    unit: 'requests',
    figure: { task: 'beside', pick: told('late') },
    budget: { most: 0 },
    ...{ from: 100_000, unjudged: 'the import is over before much has been asked' },
  },
];

/** What the size of the books has no part in: measured once. */
export const unsized: readonly Measure[] = [
  {
    name: 'durable commands of 32 clients, to those with synchronous=OFF',
    unit: 'commands/s',
    figure: { task: 'commands', pick: told('rate') },
    yardstick: { name: 'synchronous=OFF', task: 'commands-unsafe', pick: told('rate') },
    budget: { least: 0.6 },
    ...{ from: ALL_SIZES, unjudged: NEVER },
  },
];

/** What is measured at every size. */
export const sized: readonly Measure[] = [...imports, ...readModels, ...extracts, ...proofs, ...besideOthers];
