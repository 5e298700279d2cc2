import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { type Books, writeBooks } from './books.js';
import { child, type Cost, peers, scanner } from './child.js';
import { PROJECT_LINES } from './packages.js';

/** What a bench of one size needs to know. */
export interface Asked {
  readonly root: string;
  readonly lines: number;
  readonly runs: number;
  /** The tasks whose figures are wanted; others are run only where these need them. */
  readonly wanted: ReadonlySet<string>;
}

interface Scene {
  readonly root: string;
  readonly books: Books;
}
interface Step {
  readonly task: string;
  readonly run: (scene: Scene) => Cost | undefined;
  /** Steps that work on what this one leaves. */
  readonly neededBy?: readonly string[];
  /** What takes minutes and is held to no ratio is timed in the first turn alone. */
  readonly once?: true;
}

const inFolder = ({ root }: Scene, name: string) => join(root, name);

/** A folder with a log, a book, a grant and its project code, and nothing taken in. */
function fresh(scene: Scene, name: string): string {
  const data = inFolder(scene, name);
  rmSync(data, { recursive: true, force: true });
  mkdirSync(data, { recursive: true });
  child('prepare', data, '');
  return data;
}
const begun = (task: string, neededBy?: readonly string[]): Step => ({
  task,
  run: (scene) => child(task, fresh(scene, task), scene.books.sie),
  ...(neededBy === undefined ? {} : { neededBy }),
});
const ofTable = (format: 'csv' | 'xlsx'): Step => ({
  task: `take-in-${format}`,
  run: (scene) => child('take-in-table', fresh(scene, `take-in-${format}`), inFolder(scene, `books/v.${format}`)),
  once: true,
});
const onAll = (task: string): Step => ({
  task,
  run: (scene) => child(task, inFolder(scene, 'take-in-all'), scene.books.sie),
});

const onPackage = (task: string): Step => ({ task, run: (scene) => child(task, inFolder(scene, 'package'), '') });

/** One turn, in order. */
const steps: readonly Step[] = [
  { task: 'sie-scan', run: ({ books }) => scanner(books.sie) },
  { task: 'ledger', run: ({ books }) => peers['ledger']?.(books.journal) },
  { task: 'hledger', run: ({ books }) => peers['hledger']?.(books.journal), once: true },
  begun('take-in-grant'),
  begun('floor'),
  begun('take-in-all', ['rebuild', 'balance', 'extract', 'verify', 'tree', 'event-sizes', 'copied']),
  ofTable('csv'),
  ofTable('xlsx'),
  onAll('rebuild'),
  onAll('balance'),
  { task: 'balance-few', run: (scene) => child('balance', inFolder(scene, 'few'), '') },
  onAll('extract'),
  onAll('verify'),
  onAll('tree'),
  begun('beside'),
  ...['package', 'package-again', 'package-verified', 'package-of-many'].map(onPackage),
  onAll('event-sizes'),
  onAll('copied'),
];

type Costs = Record<string, Cost[]>;

/** Runs every wanted task in turn, so that a machine that slows down slows all of them. */
export function turnsOfSize({ root, lines, runs, wanted }: Asked): Costs {
  const taken = steps.filter(({ task, neededBy = [] }) => wanted.has(task) || neededBy.some((one) => wanted.has(one)));
  if (taken.length === 0) return {};
  say(`writing books of ${lines} lines`);
  const scene = { root, books: writeBooks(join(root, 'books'), { lines, share: 0.01 }) };
  if (wanted.has('take-in-csv') || wanted.has('take-in-xlsx'))
    child('write-tables', join(root, 'books'), scene.books.sie);
  if (wanted.has('balance-few')) takeInFew(scene);
  if ([...wanted].some((task) => task.startsWith('package'))) beginPackages(scene);
  const costs: Costs = {};
  for (let turn = 1; turn <= runs; turn++) {
    say(`${lines} lines, turn ${turn} of ${runs}`);
    for (const step of taken.filter(({ once }) => once !== true || turn === 1)) note(costs, step.task, step.run(scene));
  }
  return costs;
}

function note(costs: Costs, task: string, cost: Cost | undefined): void {
  if (cost !== undefined) (costs[task] ??= []).push(cost);
}

/** As many lines of the project as in the large books among few others, so that only the size around it differs. */
function takeInFew(scene: Scene): void {
  const share = Math.min(0.9, (0.9 * scene.books.projectLines) / 3700);
  const few = writeBooks(join(scene.root, 'books-few'), { lines: 10_000, share });
  child('take-in-all', fresh(scene, 'few'), few.sie);
}

/** Books as large, in which small ones too have as many vouchers on the project as packages are made of. */
function beginPackages({ root, books }: Scene): void {
  const share = Math.min(0.9, (0.01 * PROJECT_LINES) / books.projectLines);
  const own = share <= 0.01 ? books : writeBooks(join(root, 'books-package'), { lines: books.lines, share });
  child('package-scene', join(root, 'package'), own.sie);
}

const unsizedTasks = [
  'commands',
  'commands-unsafe',
  'append-one',
  'append-pipelined',
  'existence',
  'months',
  'archiving',
  'archiving-floor',
  'matching',
];
/** What takes minutes of waiting for the disk is timed in the first turn alone. */
const onceTasks = ['archiving', 'archiving-floor'];

/** Runs what the size of the books has no part in. */
export function turnsWithoutSize({ root, runs, wanted }: Omit<Asked, 'lines'>): Costs {
  const costs: Costs = {};
  const tasks = unsizedTasks.filter((task) => wanted.has(task));
  for (let turn = 1; turn <= runs; turn++) {
    for (const task of tasks.filter((one) => turn === 1 || !onceTasks.includes(one))) {
      say(`turn ${turn} of ${runs}: ${task}`);
      const data = join(root, task);
      rmSync(data, { recursive: true, force: true });
      note(costs, task, child(task, data, ''));
    }
  }
  return costs;
}

const say = (text: string): void => void process.stderr.write(`${text}\n`);
