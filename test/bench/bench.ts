import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { writeBooks } from './books.js';
import { tasks, type Told } from './tasks.js';

// Ratios in one run: every task is a process of its own, tasks take turns, medians are compared. One JSON line a measure.

const self = fileURLToPath(import.meta.url);
/** The yardstick scanner lies beside a checkout of the team; where it is absent its measure says so. */
const SCANNER = join(dirname(self), '../../../../shared/tools/sie-scan.mjs');

interface Cost {
  readonly cpu: number;
  readonly mebibytes: number;
  readonly told: Told;
}

function child(name: string, data: string, file: string): Cost {
  const run = spawnSync(process.execPath, [self, '--task', name, data, file], { encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`${name} failed:\n${run.stderr}`);
  return JSON.parse(run.stdout) as Cost;
}

/** The cpu seconds of a foreign command, null where it is not installed. */
function foreign(command: string, args: readonly string[]): number | null {
  const timed = 'TIMEFORMAT="%U %S"; time "$@" >/dev/null 2>/dev/null';
  if (spawnSync('bash', ['-c', 'command -v "$1"', 'bash', command]).status !== 0) return null;
  const run = spawnSync('bash', ['-c', timed, 'bash', command, ...args], { encoding: 'utf8' });
  const [user, system] = run.stderr.trim().split(/\s+/).slice(-2).map(Number);
  return run.status === 0 ? (user ?? 0) + (system ?? 0) : null;
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? Number.NaN;
const rounded = (value: number): number => Number(value.toPrecision(3));

interface Measure {
  readonly measure: string;
  readonly lines: number;
  readonly value: number;
  readonly unit: string;
  readonly yardstick: string | null;
  readonly ratio: number | null;
  readonly budget: string;
  readonly ok: boolean | null;
}
let missed = 0;
function print(measure: Measure): void {
  if (measure.ok === false) missed += 1;
  process.stdout.write(`${JSON.stringify(measure)}\n`);
}

/** A measure that a limit of its own holds: memory, a time, a fact. */
function limit(
  measure: string,
  lines: number,
  { value, unit, most }: { value: number; unit: string; most: number },
): void {
  const budget = `<= ${String(most)} ${unit}`;
  print({ measure, lines, value: rounded(value), unit, yardstick: null, ratio: null, budget, ok: value <= most });
}

interface Against {
  readonly value: number;
  readonly unit: string;
  readonly yardstick: string;
  readonly of: number | null;
  readonly most: number;
}
/** A measure against a yardstick of the same run; without the yardstick it is told and judged by nobody. */
function against(measure: string, lines: number, { value, unit, yardstick, of, most }: Against): void {
  const ratio = of === null ? null : rounded(value / of);
  const head = { measure, lines, value: rounded(value), unit };
  const named = of === null ? `${yardstick} (not here)` : yardstick;
  print({
    ...head,
    yardstick: named,
    ratio,
    budget: `<= ${String(most)} x`,
    ok: ratio === null ? null : ratio <= most,
  });
}

type Costs = Readonly<Record<string, readonly Cost[]>>;
/** What the tasks of all turns used, and the foreign commands beside them; null where one is not installed. */
interface Seen {
  readonly costs: Costs;
  readonly foreign: Readonly<Record<string, readonly (number | null)[]>>;
}

const PEERS: Readonly<Record<string, (journal: string) => readonly string[]>> = {
  ledger: (journal) => ['-f', journal, 'bal', '%projekt=28101', '--flat'],
  hledger: (journal) => ['-f', journal, 'bal', 'tag:projekt=28101', '--flat', '-N'],
};

/** Runs every task in turn, so that a machine that slows down slows all of them. */
function runAll(root: string, { lines, runs }: { lines: number; runs: number }): Seen {
  const say = (text: string) => process.stderr.write(`${text}\n`);
  say(`writing books of ${lines} and 10000 lines`);
  const books = writeBooks(join(root, 'books'), { lines, share: 0.01 });
  // As many lines of the project as in the large books, so that only the size around it differs.
  const few = writeBooks(join(root, 'few'), { lines: 10_000, share: Math.min(0.9, (0.9 * books.projectLines) / 3700) });
  const place = (name: string) => {
    const dir = join(root, name);
    rmSync(dir, { recursive: true, force: true });
    mkdirSync(dir, { recursive: true });
    child('prepare', dir, '');
    return dir;
  };
  child('take-in-all', place('small'), few.sie);
  const costs: Record<string, Cost[]> = {};
  const times: Record<string, (number | null)[]> = {};
  const run = (name: string, data: string, as = name) => (costs[as] ??= []).push(child(name, data, books.sie));
  for (let turn = 1; turn <= runs; turn++) {
    say(`turn ${turn} of ${runs}`);
    const scan = existsSync(SCANNER) ? foreign(process.execPath, [SCANNER, 'bal', books.sie]) : null;
    (times['sie-scan'] ??= []).push(scan);
    for (const [peer, args] of Object.entries(PEERS)) (times[peer] ??= []).push(foreign(peer, args(books.journal)));
    run('take-in-grant', place('grant'));
    run('floor', place('floor'));
    run('take-in-all', place('all'));
    run('rebuild', join(root, 'all'));
    run('balance', join(root, 'all'));
    run('balance', join(root, 'small'), 'balance-few');
  }
  return { costs, foreign: times };
}

function report({ costs, foreign: times }: Seen, lines: number): void {
  const of = (name: string, pick: (cost: Cost) => number) => median((costs[name] ?? []).map(pick));
  const cpu = (name: string) => of(name, (cost) => cost.cpu);
  const told = (name: string, key: string) => of(name, (cost) => Number(cost.told[key]));
  const other = (name: string) => {
    const known = (times[name] ?? []).filter((time) => time !== null);
    return known.length === 0 ? null : median(known);
  };
  const seconds = { unit: 's cpu' };
  const grant = { ...seconds, value: cpu('take-in-grant') };
  const memory = (name: string) => ({ value: of(name, ({ mebibytes }) => mebibytes), unit: 'MiB' });
  const scan = { yardstick: 'sie-scan', of: other('sie-scan'), most: 5 };
  const floor = { yardstick: 'floor', of: cpu('floor') };
  against('take in what touches the grant', lines, { ...grant, ...scan });
  for (const peer of Object.keys(PEERS)) {
    const yardstick = { yardstick: `${peer} bal`, of: other(peer), most: 0.5 };
    against('take in what touches the grant', lines, { ...grant, ...yardstick });
  }
  limit('take in what touches the grant: memory', lines, { ...memory('take-in-grant'), most: 250 });
  against('take in all', lines, { ...seconds, value: cpu('take-in-all'), ...floor, most: 2.5 });
  limit('take in all: memory', lines, { ...memory('take-in-all'), most: 400 });
  against('rebuild every projection', lines, { ...seconds, value: told('rebuild', 'ownCpu'), ...floor, most: 1 });
  const differing = (costs['rebuild'] ?? []).filter((cost) => cost.told['same'] !== true).length;
  limit('rebuild: digests that differ from live', lines, { value: differing, unit: 'digests', most: 0 });
  const p95 = { value: told('balance', 'p95'), unit: 'ms' };
  limit('balance of a project, p95', lines, { ...p95, most: 20 });
  const small = { yardstick: '10,000 lines', of: told('balance-few', 'p95'), most: 1.5 };
  against('balance of a project, p95', lines, { ...p95, ...small });
}

const task = process.argv.indexOf('--task');
if (task > 0) {
  const [name = '', data = '', file = ''] = process.argv.slice(task + 1);
  const told = await tasks[name]?.(data, file);
  const { user, system } = process.cpuUsage();
  const mebibytes = process.resourceUsage().maxRSS / 1024;
  process.stdout.write(JSON.stringify({ cpu: (user + system) / 1e6, mebibytes, told }));
} else {
  const { values } = parseArgs({
    options: { lines: { type: 'string', default: '1000000' }, runs: { type: 'string', default: '3' } },
  });
  const root = mkdtempSync(join(tmpdir(), 'bidragsbok-bench-'));
  try {
    const lines = Number(values.lines);
    report(runAll(root, { lines, runs: Number(values.runs) }), lines);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
  // A missed budget is a red run, so that a slower commit is seen.
  process.exitCode = missed > 0 ? 1 : 0;
}
