import { setTimeout } from 'node:timers/promises';

import { DomainError } from '#kernel';

import type { Database } from './open-database.js';

const SQLITE_BUSY = 5;
const SQLITE_FULL = 13;

/** SQLite's primary result code of an error, or undefined for any other error. */
const codeOf = (error: unknown): number | undefined => {
  const code = (error as { errcode?: unknown }).errcode;
  return typeof code === 'number' ? code & 255 : undefined;
};

/**
 * Runs `work` under the write lock and commits, or rolls back what it did. The wait for the lock is a timer: SQLite's own
 * busy handler would put the whole thread to sleep. Refuses with LOG_BUSY after `patienceMs`, and with DISK_FULL.
 */
export async function transact<Result>(db: Database, work: () => Result, patienceMs = 30_000): Promise<Result> {
  const until = performance.now() + patienceMs;
  while (!begun(db)) {
    if (performance.now() > until) throw new DomainError('LOG_BUSY');
    await setTimeout(1);
  }
  try {
    const result = work();
    db.exec('COMMIT');
    return result;
  } catch (error) {
    if (db.isTransaction) db.exec('ROLLBACK');
    throw codeOf(error) === SQLITE_FULL ? new DomainError('DISK_FULL') : error;
  }
}

function begun(db: Database): boolean {
  if (db.isTransaction) return false; // another caller of this connection is at work
  try {
    db.exec('PRAGMA busy_timeout = 0; BEGIN IMMEDIATE; PRAGMA busy_timeout = 5000');
    return true;
  } catch (error) {
    if (codeOf(error) === SQLITE_BUSY) return false;
    throw codeOf(error) === SQLITE_FULL ? new DomainError('DISK_FULL') : error;
  }
}
