import { statSync } from 'node:fs';

import type { Database } from './open-database.js';
import { refusalOf } from './sqlite-error.js';
import { withoutWaiting } from './transact.js';

/**
 * Moves the write-ahead log into the file and empties it. False where another connection still reads or writes there, so
 * that part of it stays; what was committed is durable either way. Refuses with DISK_FULL.
 */
export function checkpoint(db: Database): boolean {
  try {
    return withoutWaiting(db, () => {
      // Emptying the log keeps writers out as long as it lasts. So the pages are first moved while they go on.
      db.prepare('PRAGMA wal_checkpoint(PASSIVE)').get();
      const row: unknown = db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get();
      return (row as { busy: number }).busy === 0;
    });
  } catch (error) {
    throw refusalOf(error);
  }
}

/** Empties the write-ahead log of one file each time that it has grown by so many bytes. */
export class GrownLogs {
  private next: number;

  constructor(
    private readonly db: Database,
    private readonly path: string,
    private readonly growth = 16_000_000,
  ) {
    this.next = growth;
  }

  /**
   * To be called before a transaction, so that a failure refuses what has not been written yet. `much`: many rows are to be
   * written. Who writes many empties the log at half its size, so that a small transaction beside it never has to.
   */
  checkpoint(much = false): void {
    const size = statSync(`${this.path}-wal`, { throwIfNoEntry: false })?.size ?? 0;
    if (size < (much ? this.next / 2 : this.next)) return;
    // Where a reader is in the way, trying at every transaction would cost more than the longer log does.
    this.next = checkpoint(this.db) ? this.growth : size + this.growth;
  }
}
