import { DatabaseSync } from '@photostructure/sqlite';

import { isBusy, UnreadableFile } from './sqlite-error.js';

/** One open file, with the interface of `node:sqlite`. */
export type Database = InstanceType<typeof DatabaseSync>;
/** A statement of one open file, compiled once. */
export type Statement = ReturnType<Database['prepare']>;

/** What a file is for, and so how it is opened. */
export interface OpenOptions {
  /**
   * `FULL` for what must survive a power cut, and then `checkpoint` is the opener's duty; `NORMAL` for what can be built anew:
   * a power cut takes the last transactions, and leaves the file whole; `OFF` for what nobody needs after one.
   */
  readonly synchronous: 'FULL' | 'NORMAL' | 'OFF';
  /** Overwrites what is deleted, so that an erased text is gone from the file. */
  readonly secureDelete: boolean;
  readonly cacheKiB?: number;
  /** Opens a file that exists and writes nothing to it. */
  readonly readOnly?: boolean;
  /** SQLite's application id: a file with content that bears another one is refused and left as it is. */
  readonly mark?: number;
}

/** How long a read waits, the thread asleep, while another process heals the file after a crash. */
export const BUSY_MS = 5000;
const OPENING_MS = 10_000;

/**
 * Opens a file and asserts what its safety rests on: neither SQLite's defaults nor the library's are these, and a pragma
 * that is not understood is ignored without a word. Throws UnreadableFile for what is no SQLite file, or not ours.
 */
export function openDatabase(path: string, schema: string, options: OpenOptions): Database {
  let db: Database | undefined;
  try {
    db = new DatabaseSync(path, { readOnly: options.readOnly ?? false, timeout: BUSY_MS });
    prepareFile(db, schema, options);
    return db;
  } catch (error) {
    db?.close();
    throw UnreadableFile.of(error, path);
  }
}

function prepareFile(db: Database, schema: string, options: OpenOptions): void {
  if (options.mark !== undefined) assertMark(db, options.mark);
  db.exec(`PRAGMA cache_size = -${options.cacheKiB ?? 16_000}`);
  for (const [name, value] of Object.entries(pragmasOf(options))) assertPragma(db, name, value);
  if (options.readOnly) return;
  if (options.mark !== undefined && pragma(db, 'application_id') === 0) {
    db.exec(`PRAGMA application_id = ${options.mark}`);
  }
  db.exec(schema);
}

/** Of a file that only the checkpoint waits for, one each 16 MB: at every 4 MB a rebuild waits a quarter of its time. */
const syncing = {
  FULL: { synchronous: 2, fullfsync: 1, wal_autocheckpoint: 0 },
  NORMAL: { synchronous: 1, wal_autocheckpoint: 4000 },
  OFF: { synchronous: 0 },
};

/**
 * recursive_triggers: without it INSERT OR REPLACE slips past a delete trigger. wal_autocheckpoint: SQLite keeps silent
 * about a checkpoint of its own that failed, so a durable file gets none but those of `checkpoint`, which speaks up.
 * fullfsync: macOS calls a write durable while it still lies in the disk's own memory.
 */
function pragmasOf({ synchronous, secureDelete }: OpenOptions): Readonly<Record<string, string | number>> {
  const always = { journal_mode: 'wal', secure_delete: secureDelete ? 1 : 0, temp_store: 2, recursive_triggers: 1 };
  return { ...always, ...syncing[synchronous] };
}

/** Sets a pragma and reads it back. Throws where the file does not take it. */
export function assertPragma(db: Database, name: string, value: string | number): void {
  // SQLite does not wait at all for the lock that the change to WAL needs, and two may open a new file at once.
  whenFree(() => {
    db.exec(`PRAGMA ${name} = ${value}`);
  });
  const now = pragma(db, name);
  if (now !== value) throw new Error(`PRAGMA ${name} is ${String(now)}, must be ${value}`);
}

function assertMark(db: Database, mark: number): void {
  const [found, isNew] = [pragma(db, 'application_id'), pragma(db, 'schema_version') === 0];
  if (found !== mark && !(found === 0 && isNew)) throw new UnreadableFile(`The file bears the mark ${String(found)}`);
}

function pragma(db: Database, name: string): unknown {
  return Object.values(db.prepare(`PRAGMA ${name}`).get() as Record<string, unknown>)[0];
}

function whenFree(work: () => void): void {
  for (const until = performance.now() + OPENING_MS; ;) {
    try {
      work();
      return;
    } catch (error) {
      if (!isBusy(error) || performance.now() > until) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2);
    }
  }
}
