import { DatabaseSync } from '@photostructure/sqlite';

/** One open file, with the interface of `node:sqlite`. */
export type Database = InstanceType<typeof DatabaseSync>;
export type Statement = ReturnType<Database['prepare']>;

export interface OpenOptions {
  /** `FULL` for what must survive a power cut; `OFF` for what can be built anew. */
  readonly synchronous: 'FULL' | 'OFF';
  /** Overwrites what is deleted, so that an erased text is gone from the file. */
  readonly secureDelete: boolean;
  readonly cacheKiB?: number;
}

/**
 * Opens a file and asserts what its safety rests on: neither SQLite's defaults nor the library's are these, and a pragma
 * that is not understood is ignored without a word. recursive_triggers: without it INSERT OR REPLACE slips past a
 * delete trigger.
 */
export function openDatabase(path: string, schema: string, options: OpenOptions): Database {
  const { synchronous, secureDelete, cacheKiB = 16_000 } = options;
  const db = new DatabaseSync(path);
  db.exec(`PRAGMA busy_timeout = 5000; PRAGMA cache_size = -${String(cacheKiB)}`);
  const asserted: Readonly<Record<string, string | number>> = {
    journal_mode: 'wal',
    synchronous: synchronous === 'FULL' ? 2 : 0,
    secure_delete: secureDelete ? 1 : 0,
    temp_store: 2,
    recursive_triggers: 1,
  };
  for (const [name, value] of Object.entries(asserted)) {
    db.exec(`PRAGMA ${name} = ${String(value)}`);
    const row = db.prepare(`PRAGMA ${name}`).get() as Record<string, unknown>;
    const [now] = Object.values(row);
    if (now !== value) throw new Error(`PRAGMA ${name} is ${String(now)}, must be ${String(value)}`);
  }
  db.exec(schema);
  return db;
}
