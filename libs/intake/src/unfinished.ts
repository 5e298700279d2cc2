import { randomUUID } from 'node:crypto';
import { readdirSync, rmSync, statSync } from 'node:fs';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { kill, pid } from 'node:process';

/** A name of this process's own for a file or folder that is gone, or has another name, once the work on it is done. */
export const unfinishedName = (prefix = ''): string => `${prefix}${hostname()}-${pid}-${randomUUID()}`;

const LEFT_BY = /^(.+)-(\d+)-[0-9a-f]{8}-[0-9a-f-]{27}$/;
const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Removes what processes that were killed left beside `own`, under names with the same prefix: those of this machine that are no
 * more, and whatever has lain for a day.
 */
export function sweepUnfinished(own: string, prefix = ''): void {
  const [dir, now] = [dirname(own), statSync(own).mtimeMs];
  const others = readdirSync(dir).filter((name) => name.startsWith(prefix) && name !== basename(own));
  for (const name of others.filter((other) => LEFT_BY.test(other))) {
    const path = join(dir, name);
    const written = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? now;
    if (isOfDead(name.slice(prefix.length)) || now - written > DAY_MS) rmSync(path, { force: true, recursive: true });
  }
}

function isOfDead(name: string): boolean {
  const [, host, number = ''] = LEFT_BY.exec(name) ?? [];
  return host === hostname() && !isAlive(Number.parseInt(number, 10));
}

function isAlive(number: number): boolean {
  try {
    return kill(number, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
