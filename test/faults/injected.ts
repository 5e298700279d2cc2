import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** A system call of one process that fails or kills it: the n-th on the named files. */
export interface Injection {
  readonly call: 'pwrite64' | 'fdatasync' | 'fsync' | 'rename' | 'write' | 'ftruncate';
  readonly fault: 'error=EIO' | 'error=ENOSPC' | 'signal=KILL';
  readonly at: number;
}
/** How a process ended. */
export interface Ended {
  readonly status: number | null;
  readonly said: string;
  readonly complained: string;
}

const calls: readonly Injection['call'][] = ['pwrite64', 'write', 'fdatasync', 'fsync', 'rename', 'ftruncate'];

/** Whether processes can be traced here: strace is there, and the system lets it. */
export const canInject = (): boolean => spawnSync('strace', ['-qq', '-o', '/dev/null', 'true']).status === 0;

/** How often a process makes each call on these files when nothing is wrong. */
export function counted(
  args: readonly string[],
  files: readonly string[],
  out: string,
): ReadonlyMap<Injection['call'], number> {
  const trace = join(out, 'trace');
  const { status, stderr } = traced(args, ['-o', trace, `--trace=${calls.join()}`, ...named(files)]);
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${String(status)}: ${stderr}`);
  const lines = readFileSync(trace, 'utf8').split('\n');
  rmSync(trace);
  return new Map(calls.map((call) => [call, lines.filter((line) => line.includes(` ${call}(`)).length]));
}

/** Runs a process with one fault. */
export function injected(args: readonly string[], files: readonly string[], { call, fault, at }: Injection): Ended {
  const inject = ['-o', '/dev/null', `--trace=${call}`, '-e', `inject=${call}:${fault}:when=${at.toString()}`];
  // Only the calls asked for stop the process, which is faster; but strace sends no signal then.
  const isFast = fault !== 'signal=KILL';
  const how = [...(isFast ? ['--seccomp-bpf'] : []), ...inject, ...named(files)];
  const { status, stdout, stderr } = traced(args, how);
  return { status, said: stdout, complained: stderr };
}

const named = (files: readonly string[]): string[] => files.flatMap((file) => ['-P', file]);
const traced = (args: readonly string[], how: readonly string[]) =>
  spawnSync('strace', ['-f', '-qq', ...how, process.execPath, ...args], { encoding: 'utf8' });
