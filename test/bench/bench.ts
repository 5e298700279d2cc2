import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { work } from './child.js';
import { type EngineName, engines } from './engines.js';
import type { Measure } from './measures.js';
import { turnsOfSize, turnsWithoutSize } from './turns.js';
import { judge, type RunsBySize } from './verdict.js';

// Ratios in one run: every task is a process of its own, tasks take turns, medians are compared. One JSON line a measure;
// docs/performance.md says what each means. `--lines 10000,100000`, `--runs 5`, `--only extract` (part of a measure's name),
// `--engine eventstore,postgres` (sqlite where it is left out).

const tasksOf = (measures: readonly Measure[]): ReadonlySet<string> =>
  new Set(measures.flatMap(({ figure, yardstick }) => [figure.task, ...(yardstick ? [yardstick.task] : [])]));

interface Asked {
  readonly engine: readonly EngineName[];
  readonly sizes: readonly number[];
  readonly runs: number;
  readonly only: string;
}

/** Measures and prints; whether every budget that was judged is kept. */
function bench(root: string, { engine, sizes, runs, only }: Asked): boolean {
  const asked = (kind: 'sized' | 'unsized') =>
    engine.flatMap((name) => engines[name][kind]).filter(({ name }) => name.includes(only));
  const [always, atEach] = [asked('unsized'), asked('sized')];
  if (always.length + atEach.length === 0) throw new Error(`No measure's name holds "${only}"`);
  const bySize = new Map<number | null, ReturnType<typeof turnsOfSize>>();
  bySize.set(null, turnsWithoutSize({ root, runs, wanted: tasksOf(always) }));
  let kept = print(always, bySize, null);
  for (const lines of sizes) {
    const place = join(root, String(lines));
    bySize.set(lines, turnsOfSize({ root: place, lines, runs, wanted: tasksOf(atEach) }));
    rmSync(place, { recursive: true, force: true });
    kept = print(atEach, bySize, lines) && kept;
  }
  return kept;
}

function print(measures: readonly Measure[], runs: RunsBySize, lines: number | null): boolean {
  const verdicts = measures.map((measure) => judge(measure, runs, lines));
  for (const verdict of verdicts) process.stdout.write(`${JSON.stringify(verdict)}\n`);
  return verdicts.every(({ ok }) => ok !== false);
}

function main(): void {
  const { values } = parseArgs({
    options: {
      lines: { type: 'string', default: '10000,100000,1000000' },
      runs: { type: 'string', default: '3' },
      only: { type: 'string', default: '' },
      engine: { type: 'string', default: 'sqlite' },
    },
  });
  const sizes = values.lines.split(',').map(Number);
  const runs = Number(values.runs);
  if (![runs, ...sizes].every((number) => Number.isInteger(number) && number > 0)) {
    throw new Error('--lines takes numbers of lines with commas between, --runs a number');
  }
  const engine = values.engine.split(',').map((name) => {
    if (!Object.hasOwn(engines, name)) throw new Error(`--engine takes ${Object.keys(engines).join(', ')}`);
    return name as EngineName;
  });
  const root = mkdtempSync(join(tmpdir(), 'bidragsbok-bench-'));
  try {
    // From small to large, so that a measure may be held against a smaller size.
    const kept = bench(root, { engine, sizes: sizes.toSorted((one, other) => one - other), runs, only: values.only });
    // A missed budget is a red run, so that a slower commit is seen.
    process.exitCode = kept ? 0 : 1;
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

const task = process.argv.indexOf('--task');
if (task > 0) await work(process.argv.slice(task + 1));
else main();
