import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';

import { type EventLog, Prunings, type RecordedEvent } from '#event-log';
import type { EventCatalogue } from '#kernel';
import { checkpoint, type Database, openDatabase, rowsOf, transact, UnreadableFile } from '#sqlite';

import { costLedger } from './cost-ledger.projection.js';
import { grantPosition } from './grant-position.projection.js';
import { importReport } from './import-report.projection.js';
import { mappingList } from './mapping-list.projection.js';
import type { Fold, Projection } from './projection.js';
import { pruned } from './pruned.projection.js';
import { schemaOf, Table } from './table.js';

const projections: readonly Projection[] = [costLedger, grantPosition, importReport, mappingList, pruned];
const shapes = projections.flatMap(({ tables }) => Object.entries(tables).map(([name, shape]) => ({ name, ...shape })));
const SCHEMA = shapes.map(schemaOf).join('\n');
/** Rows of other tables than these are dropped and built again. */
const SCHEMA_HASH = createHash('sha256').update(SCHEMA).digest('hex');

const CHECKPOINT = `CREATE TABLE IF NOT EXISTS checkpoint
  (one INTEGER PRIMARY KEY CHECK (one = 1), position INTEGER NOT NULL, leaf TEXT NOT NULL, schema TEXT NOT NULL,
    pruned INTEGER NOT NULL) STRICT;`;
/** Events in one transaction: some 10 ms, so that whoever waits for the thread or the lock waits no longer. */
const BATCH = 500;

interface Checkpoint {
  readonly position: number;
  /** The leaf hash of the event there, which ties the rows to this log. */
  readonly leaf: string;
  /** The last decision to prune that the rows were begun after: what it took away is in none of them. */
  readonly pruned: number;
}

/** The rows that answer questions, kept in `read.db` beside the log and dropped at will. */
export class ReadModels {
  private readonly tables: readonly Table[];
  private folds: readonly Fold[] = [];
  /** The position that `folds` have followed the log to; null: what they remember is not of these rows. */
  private foldedTo: number | null = null;
  private running: Promise<unknown> = Promise.resolve();

  private constructor(
    readonly db: Database,
    private readonly log: EventLog,
    private readonly catalogue: EventCatalogue,
  ) {
    this.tables = shapes.map((shape) => new Table(db, shape));
  }

  /** Opens `{dir}/read.db`. A file that cannot be read, or has other tables, is dropped and built again. */
  static open(dir: string, log: EventLog, catalogue: EventCatalogue): ReadModels {
    const path = join(dir, 'read.db');
    try {
      return new ReadModels(openRows(path), log, catalogue);
    } catch (error) {
      if (!(UnreadableFile.of(error, path) instanceof UnreadableFile)) throw error;
      for (const suffix of ['', '-wal', '-shm']) rmSync(`${path}${suffix}`, { force: true });
      return new ReadModels(openRows(path), log, catalogue);
    }
  }

  /** Events straight from an append. If others came between, the log is asked. */
  async take(events: readonly RecordedEvent[]): Promise<void> {
    const fresh = events.filter(({ again }) => again !== true);
    const [first] = fresh;
    if (first === undefined) return;
    await this.exclusively(async () => {
      const taken = !fresh.some(isPruning) && (await this.project(fresh, first.position - 1));
      if (!taken) await this.follow();
    });
  }

  /** Every query begins here: batches to the log's end. A checkpoint beyond or unlike the log means rebuild. */
  async catchUp(): Promise<number> {
    return this.exclusively(() => this.follow());
  }

  /** Drops every row and builds it again from the log. */
  async rebuild(progress?: (position: number) => void): Promise<number> {
    return this.exclusively(async () => {
      await this.transact(() => {
        this.clear();
      });
      return this.follow(progress);
    });
  }

  /** SHA-256 over the rows of every table, in an order of their own: equal rows, equal digest. */
  async digest(): Promise<string> {
    await this.catchUp();
    const digest = createHash('sha256');
    for (const { name, primaryKey } of shapes) {
      digest.update(`${name}\n`);
      const rows = this.db.prepare(`SELECT * FROM ${name} ORDER BY ${primaryKey}`);
      rows.setReturnArrays(true);
      for (const row of rowsOf(rows)) digest.update(`${JSON.stringify(row)}\n`);
    }
    return digest.digest('hex');
  }

  close(): void {
    if (this.db.isOpen) this.db.close();
  }

  private async follow(progress?: (position: number) => void): Promise<number> {
    await this.dropUnlessOfThisLog();
    while (await this.takeNext()) progress?.(this.checkpoint().position);
    return this.checkpoint().position;
  }

  /** One more batch of the log; or a beginning anew, where that tells of a year that rows were built of. False at the log's end. */
  private async takeNext(): Promise<boolean> {
    const { position, pruned: known } = this.checkpoint();
    const begunAfter = position === 0 ? (await Prunings.of(this.log)).last : known;
    const events = await this.log.readAll(position, BATCH);
    const decision = events.findLast(isPruning)?.position ?? 0;
    if (position > 0 && decision > begunAfter) await this.dropPruned(decision);
    else if (events.length > 0) await this.project(events, position, begunAfter);
    return events.length > 0;
  }

  /**
   * Rows and checkpoint of a batch in one transaction; false where the rows stand elsewhere than the batch begins. Pruned
   * events are left out of a batch that is read from the log.
   */
  private async project(events: readonly RecordedEvent[], after: number, pruned?: number): Promise<boolean> {
    const position = events.at(-1)?.position ?? after;
    if (pruned === undefined && position !== after + events.length) return false;
    const leaf = await this.log.leafAt(position);
    return this.transact(() => {
      const before = this.checkpoint();
      if (before.position !== after) return false;
      this.fold(events, after);
      const insert = this.db.prepare('INSERT OR REPLACE INTO checkpoint VALUES (1, ?, ?, ?, ?)');
      insert.run(position, leaf ?? '', SCHEMA_HASH, pruned ?? before.pruned);
      this.foldedTo = position;
      return true;
    });
  }

  /**
   * What rows say of a pruned year goes with it: all of them are dropped, overwritten, and built again of what is left. Where
   * another process has done it meanwhile, nothing is dropped.
   */
  private async dropPruned(decision: number): Promise<void> {
    this.db.exec('PRAGMA secure_delete = 1');
    try {
      await this.transact(() => {
        if (this.checkpoint().pruned < decision) this.clear();
      });
      checkpoint(this.db);
    } finally {
      this.db.exec('PRAGMA secure_delete = 0');
    }
  }

  private fold(events: readonly RecordedEvent[], after: number): void {
    // Where another process went on with the rows, what was remembered of them is read again.
    if (this.foldedTo !== after) {
      const byName = Object.fromEntries(this.tables.map((table) => [table.name, table]));
      this.folds = projections.map((projection) => projection.start(byName));
    }
    for (const event of events) {
      const data = this.catalogue.lift(event);
      const lifted = data === event.data ? event : { ...event, data };
      for (const fold of this.folds) fold(lifted);
    }
    for (const table of this.tables) table.flush();
  }

  private async dropUnlessOfThisLog(): Promise<void> {
    const before = this.checkpoint();
    if (before.position === 0 || (await this.log.leafAt(before.position)) === before.leaf) return;
    await this.transact(() => {
      // Unless another process has done it meanwhile.
      if (this.checkpoint().leaf === before.leaf) this.clear();
    });
  }

  private checkpoint(): Checkpoint {
    const row = this.db.prepare('SELECT position, leaf, pruned FROM checkpoint').get() as Checkpoint | undefined;
    return row ?? { position: 0, leaf: '', pruned: 0 };
  }

  private clear(): void {
    this.db.exec('DELETE FROM checkpoint');
    for (const table of this.tables) table.clear();
    this.foldedTo = null;
  }

  private async transact<Result>(work: () => Result): Promise<Result> {
    try {
      return await transact(this.db, work);
    } catch (error) {
      for (const table of this.tables) table.forget();
      this.foldedTo = null;
      throw error;
    }
  }

  /** One after another: two catch-ups of one connection would meet inside a transaction. */
  private exclusively<Result>(work: () => Promise<Result>): Promise<Result> {
    const next = this.running.then(work, work);
    this.running = next.catch(() => undefined);
    return next;
  }
}

const isPruning = ({ type }: RecordedEvent): boolean => type === 'YearPruned';

function openRows(path: string): Database {
  const db = openDatabase(path, CHECKPOINT, { synchronous: 'NORMAL', secureDelete: false, cacheKiB: 64_000 });
  db.exec('BEGIN IMMEDIATE');
  const found = db.prepare('SELECT schema FROM checkpoint').get() as { readonly schema: string } | undefined;
  if (found !== undefined && found.schema !== SCHEMA_HASH) dropTables(db);
  db.exec(`${SCHEMA}; COMMIT`);
  return db;
}

function dropTables(db: Database): void {
  const tables = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all();
  for (const { name } of tables as { readonly name: string }[]) db.exec(`DROP TABLE "${name}"`);
  db.exec(CHECKPOINT);
}
