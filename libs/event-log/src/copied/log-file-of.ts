import { existsSync, rmSync } from 'node:fs';

import { checkpoint } from '#sqlite';
import type { StoredBytes } from '#transparency';

import { LogFile } from '../sqlite/log-file.js';

/**
 * Writes stored events into a new file as SQLite's log has them: one that opens, verifies and goes on as a log of its own. Whatever
 * goes wrong leaves no file behind.
 */
export async function writeLogFile(path: string, batches: AsyncIterable<readonly StoredBytes[]>): Promise<void> {
  if (existsSync(path)) throw new Error('There is a file already');
  const file = new LogFile(path, false);
  let isWhole = false;
  try {
    await file.takeStored(batches);
    checkpoint(file.db);
    isWhole = true;
  } finally {
    file.db.close();
    if (!isWhole) for (const end of ['', '-wal', '-shm']) rmSync(path + end, { force: true });
  }
}
