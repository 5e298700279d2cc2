import { setTimeout } from 'node:timers/promises';

import { DomainError } from '#kernel';

import { BUSY_MS, type Database } from './open-database.js';
import { isBusy, refusalOf } from './sqlite-error.js';

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
    // SQLite has already rolled back where the disk was full.
    if (db.isTransaction) db.exec('ROLLBACK');
    throw refusalOf(error);
  }
}

function begun(db: Database): boolean {
  if (db.isTransaction) return false; // `work` of this connection asked for one more, which comes after its own
  try {
    withoutWaiting(db, () => {
      db.exec('BEGIN IMMEDIATE');
    });
    return true;
  } catch (error) {
    if (isBusy(error)) return false;
    throw refusalOf(error);
  }
}

/** Runs `work` so that a lock held by another is an error at once; the connection's own patience comes back afterwards. */
export function withoutWaiting<Result>(db: Database, work: () => Result): Result {
  db.exec('PRAGMA busy_timeout = 0');
  try {
    return work();
  } finally {
    db.exec(`PRAGMA busy_timeout = ${BUSY_MS}`);
  }
}
