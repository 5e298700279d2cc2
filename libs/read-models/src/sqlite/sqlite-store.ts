import { rmSync } from 'node:fs';

import { checkpoint, type Database, openDatabase, rowsOf, transact, UnreadableFile } from '#sqlite';

import { shapes } from '../projections.js';
import type { Batch, Checkpoint, Place, RowStore } from '../row-store.js';
import type { Cell } from '../rows.js';
import { RowsDigest } from '../rows-digest.js';
import { RowSet } from './row-set.js';
import { CHECKPOINT, dropAll, dropNext, isBuilding, makeTables, putNextInPlace, SCHEMA_HASH } from './sqlite-schema.js';
import { SqliteRows } from './sqlite-rows.js';

/** The file of the rows. */
export class SqliteStore implements RowStore {
  /** Some 10 ms, so that whoever waits for the thread or the lock waits no longer. */
  readonly batch = 500;
  readonly rows: SqliteRows;
  private readonly live: RowSet;
  private next: RowSet | null = null;

  private constructor(
    private readonly db: Database,
    path: string,
  ) {
    this.rows = new SqliteRows(db, path);
    this.live = new RowSet(db, 'live');
  }

  /** A file that cannot be read, or has other tables, is dropped and made anew. */
  static open(path: string): SqliteStore {
    try {
      return new SqliteStore(openRows(path), path);
    } catch (error) {
      if (!(UnreadableFile.of(error, path) instanceof UnreadableFile)) throw error;
      for (const suffix of ['', '-wal', '-shm']) rmSync(`${path}${suffix}`, { force: true });
      return new SqliteStore(openRows(path), path);
    }
  }

  checkpoint(place: Place): Promise<Checkpoint | null> {
    if (place === 'live') return Promise.resolve(this.live.checkpoint());
    // Another process may put them in their place between one look at them and the next.
    return this.transact(() => this.setAt(place)?.checkpoint() ?? null);
  }

  project(place: Place, { after, events, checkpoint }: Batch): Promise<boolean> {
    return this.transact(() => {
      const rows = this.setAt(place);
      if (rows?.checkpoint().position !== after) return false;
      rows.fold(events, after, checkpoint);
      return true;
    });
  }

  async begin(): Promise<void> {
    await this.overwriting(() => {
      dropNext(this.db);
      makeTables(this.db, 'next');
    });
  }

  swap(unlike: Checkpoint | null): Promise<boolean> {
    return this.overwriting(() => {
      const next = this.setAt('next')?.checkpoint();
      if (next === undefined) return true;
      const { position, leaf } = this.live.checkpoint();
      if (next.position < position && leaf !== unlike?.leaf) return false;
      putNextInPlace(this.db);
      this.forget();
      return true;
    });
  }

  digest(): Promise<string> {
    const digest = new RowsDigest();
    this.db.exec('BEGIN'); // all of them as they are now, whatever another process does meanwhile
    for (const { name, primaryKey } of shapes) {
      digest.table(name);
      const rows = this.db.prepare(`SELECT * FROM ${name} ORDER BY ${primaryKey}`);
      rows.setReturnArrays(true);
      for (const row of rowsOf<readonly Cell[]>(rows)) digest.row(row);
    }
    this.db.exec('COMMIT');
    return Promise.resolve(digest.end());
  }

  close(): Promise<void> {
    this.rows.close();
    if (this.db.isOpen) this.db.close();
    return Promise.resolve();
  }

  private setAt(place: Place): RowSet | null {
    if (place === 'live') return this.live;
    if (!isBuilding(this.db)) return (this.next = null);
    return (this.next ??= new RowSet(this.db, 'next'));
  }

  /** What is dropped may tell of a year that is pruned: now, or in what of the file would lie free until then. */
  private async overwriting<Result>(work: () => Result): Promise<Result> {
    this.db.exec('PRAGMA secure_delete = 1');
    try {
      const result = await this.transact(work);
      checkpoint(this.db);
      return result;
    } finally {
      this.db.exec('PRAGMA secure_delete = 0');
    }
  }

  private async transact<Result>(work: () => Result): Promise<Result> {
    try {
      return await transact(this.db, work);
    } catch (error) {
      this.forget();
      throw error;
    }
  }

  private forget(): void {
    this.live.forget();
    this.next?.forget();
  }
}

function openRows(path: string): Database {
  const db = openDatabase(path, CHECKPOINT, { synchronous: 'NORMAL', secureDelete: false, cacheKiB: 64_000 });
  db.exec('BEGIN IMMEDIATE');
  const found = db.prepare('SELECT schema FROM checkpoint').get() as { readonly schema: string } | undefined;
  // Tables without a checkpoint are empty, whoever made them.
  if (found?.schema !== SCHEMA_HASH) {
    dropAll(db);
    makeTables(db, 'live');
  }
  db.exec('COMMIT');
  return db;
}
