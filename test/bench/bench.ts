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

function measureAll(root: string, lines: number, runs: number): void {
  const say = (text: string) => process.stderr.write(`${text}\n`);
  say(`writing books of ${String(lines)} and 10000 lines`);
  const books = writeBooks(join(root, 'books'), { lines, share: 0.01 });
  // As many lines of the project as in the large books, so that only the size around it differs.
  const few = writeBooks(join(root, 'few'), { lines: 10_000, share: Math.min(0.9, (0.9 * books.projectLines) / 3700) });
  const place = (name: string) => {
    const dir = join(root, name);
    rmSync(dir, { recursive: true, force: true });
    mkdirSync(dir, { recursive: true });
    return dir;
  };
  child('take-in-all', place('small'), few.sie);
  const scanner = existsSync(SCANNER);
  const seen: Record<string, Cost[]> = {};
  const scans: number[] = [];
  const peers: Record<string, (number | null)[]> = { ledger: [], hledger: [] };
  const run = (name: string, data: string, file: string) => (seen[name] ??= []).push(child(name, data, file));
  for (let turn = 1; turn <= runs; turn++) {
    say(`turn ${String(turn)} of ${String(runs)}`);
    if (scanner) scans.push(foreign(process.execPath, [SCANNER, 'bal', books.sie]) ?? Number.NaN);
    peers['ledger']?.push(foreign('ledger', ['-f', books.journal, 'bal', '%projekt=28101', '--flat']));
    peers['hledger']?.push(foreign('hledger', ['-f', books.journal, 'bal', 'tag:projekt=28101', '--flat', '-N']));
    run('take-in-grant', place('grant'), books.sie);
    run('floor', place('floor'), books.sie);
    run('take-in-all', place('all'), books.sie);
    run('rebuild', join(root, 'all'), books.sie);
    run('balance', join(root, 'all'), books.sie);
    (seen['balance-few'] ??= []).push(child('balance', join(root, 'small'), few.sie));
  }
  const of = (name: string, pick: (cost: Cost) => number) => median((seen[name] ?? []).map(pick));
  const cpu = (name: string) => of(name, (cost) => cost.cpu);
  const told = (name: string, key: string) => of(name, (cost) => Number(cost.told[key]));
  const peer = (name: string) => {
    const times = (peers[name] ?? []).filter((time) => time !== null);
    return times.length === 0 ? null : median(times);
  };
  const seconds = { unit: 's cpu' };
  const grant = cpu('take-in-grant');
  against('take in what touches the grant', lines, {
    ...seconds,
    value: grant,
    yardstick: 'sie-scan',
    of: scanner ? median(scans) : null,
    most: 5,
  });
  for (const name of ['ledger', 'hledger']) {
    against('take in what touches the grant', lines, {
      ...seconds,
      value: grant,
      yardstick: `${name} bal`,
      of: peer(name),
      most: 0.5,
    });
  }
  limit('take in what touches the grant: memory', lines, {
    value: of('take-in-grant', (cost) => cost.mebibytes),
    unit: 'MiB',
    most: 250,
  });
  against('take in all', lines, {
    ...seconds,
    value: cpu('take-in-all'),
    yardstick: 'floor',
    of: cpu('floor'),
    most: 2.5,
  });
  limit('take in all: memory', lines, { value: of('take-in-all', (cost) => cost.mebibytes), unit: 'MiB', most: 400 });
  against('rebuild every projection', lines, {
    ...seconds,
    value: told('rebuild', 'ownCpu'),
    yardstick: 'floor',
    of: cpu('floor'),
    most: 1,
  });
  limit('rebuild: digests that differ from live', lines, {
    value: (seen['rebuild'] ?? []).filter(({ told: { same } }) => same !== true).length,
    unit: 'digests',
    most: 0,
  });
  limit('balance of a project, p95', lines, { value: told('balance', 'p95'), unit: 'ms', most: 20 });
  against('balance of a project, p95', lines, {
    value: told('balance', 'p95'),
    unit: 'ms',
    yardstick: '10,000 lines',
    of: told('balance-few', 'p95'),
    most: 1.5,
  });
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
    measureAll(root, Number(values.lines), Number(values.runs));
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
  // A missed budget is a red run, so that a slower commit is seen.
  process.exitCode = missed > 0 ? 1 : 0;
}
