import { DatabaseSync } from '@photostructure/sqlite';

import type { Database } from './open-database.js';

/**
 * Rows that are more than memory should hold, for as long as one piece of work takes: a file of SQLite's own without a
 * name, gone when it is closed or the process dies, so that nothing of what people wrote stays behind.
 */
export function openScratch(schema: string): Database {
  const db = new DatabaseSync('');
  // 1: sorting too goes to files without a name, and not to memory.
  db.exec('PRAGMA temp_store = 1; PRAGMA synchronous = OFF; PRAGMA journal_mode = OFF; PRAGMA cache_size = -16000');
  db.exec(schema);
  return db;
}
