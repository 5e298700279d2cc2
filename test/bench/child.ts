import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { Told } from './scene.js';
import { tasks } from './tasks.js';

/** What one run of a task used, as a process of its own, and what it told. */
export interface Cost {
  /** User and system seconds. */
  readonly cpu: number;
  readonly mebibytes: number;
  readonly told: Told;
}

const here = dirname(fileURLToPath(import.meta.url));
const MAIN = join(here, 'bench.js');
/** The yardstick scanner lies beside a checkout of the team; where it is absent its measure says so. */
const SCANNER = join(here, '../../../../shared/tools/sie-scan.mjs');

/** Runs a task in a process of its own. */
export function child(task: string, data: string, file: string): Cost {
  const run = spawnSync(process.execPath, [MAIN, '--task', task, data, file], { encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`${task} failed:\n${run.stderr}`);
  return JSON.parse(run.stdout) as Cost;
}

/** Such a process: works, and says on stdout what it used. */
export async function work([task = '', data = '', file = '']: readonly string[]): Promise<void> {
  const told = await tasks[task]?.(data, file);
  if (told === undefined) throw new Error(`No such task: ${task}`);
  const { user, system } = process.cpuUsage();
  const mebibytes = process.resourceUsage().maxRSS / 1024;
  process.stdout.write(JSON.stringify({ cpu: (user + system) / 1e6, mebibytes, told }));
}

/** The yardstick scanner over a SIE file; undefined where it is not here. */
export const scanner = (sie: string): Cost | undefined =>
  existsSync(SCANNER) ? foreign(process.execPath, [SCANNER, 'bal', sie]) : undefined;

/** The balance of the grant's project as a foreign ledger tells it; undefined where it is not installed. */
export const peers: Readonly<Record<string, (journal: string) => Cost | undefined>> = {
  ledger: (journal) => foreign('ledger', ['-f', journal, 'bal', '%projekt=28101', '--flat']),
  hledger: (journal) => foreign('hledger', ['-f', journal, 'bal', 'tag:projekt=28101', '--flat', '-N']),
};

function foreign(command: string, args: readonly string[]): Cost | undefined {
  if (spawnSync('bash', ['-c', 'command -v "$1"', 'bash', command]).status !== 0) return undefined;
  const timed = 'TIMEFORMAT="%U %S"; time "$@" >/dev/null 2>/dev/null';
  const run = spawnSync('bash', ['-c', timed, 'bash', command, ...args], { encoding: 'utf8' });
  if (run.status !== 0) return undefined;
  const [user = 0, system = 0] = run.stderr.trim().split(/\s+/).slice(-2).map(Number);
  return { cpu: user + system, mebibytes: Number.NaN, told: {} };
}
