import { randomUUID } from 'node:crypto';
import { statSync } from 'node:fs';
import { hostname } from 'node:os';
import { basename, dirname } from 'node:path';
import { kill, pid } from 'node:process';

/** The end of a temporary file's name, by which it is told whether the process that made it still lives. */
export const ownName = (): string => `${hostname()}-${pid}-${randomUUID()}`;

const MADE_BY = /^(?:\.[a-z]+-(?:[0-9a-f]{64}-)?)?(.+)-(\d+)-[0-9a-f]{8}-[0-9a-f-]{27}$/;
const DAY_MS = 24 * 60 * 60 * 1000;

/** Whether a name is one that `ownName` gave. */
export const isOwnName = (name: string): boolean => MADE_BY.test(name);

/**
 * Whether a temporary file, whose name has a prefix before that of its maker, was left by a process that was killed: one of this
 * machine that is no more, or it has lain for a day.
 */
export function isLeftBehind(path: string, prefix = ''): boolean {
  if (isOfTheDead(basename(path).slice(prefix.length))) return true;
  // By the folder's latest change and no clock, which may be scripted, or jump.
  const now = statSync(dirname(path)).mtimeMs;
  const written = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? now;
  return now - written > DAY_MS;
}

/** Whether a name that `ownName` gave is of a process of this machine that is no more; of another machine nobody knows. */
export function isOfTheDead(name: string): boolean {
  const [, host, number = ''] = MADE_BY.exec(name) ?? [];
  return host === hostname() && !isAlive(Number.parseInt(number, 10));
}

function isAlive(number: number): boolean {
  try {
    return kill(number, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
