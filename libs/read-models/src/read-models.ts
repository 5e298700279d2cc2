import { createHash } from 'node:crypto';
import { join } from 'node:path';

import type { EventLog, RecordedEvent } from '#event-log';
import type { EventCatalogue } from '#kernel';
import { type Database, openDatabase, transact } from '#sqlite';

import { costLedger } from './cost-ledger.projection.js';
import { grantPosition } from './grant-position.projection.js';
import { importReport } from './import-report.projection.js';
import type { Fold, Projection } from './projection.js';
import { Table } from './table.js';

const projections: Readonly<Record<string, Projection>> = { costLedger, grantPosition, importReport };

const CHECKPOINT = `CREATE TABLE IF NOT EXISTS checkpoint
  (one INTEGER PRIMARY KEY CHECK (one = 1), position INTEGER NOT NULL, leaf TEXT NOT NULL, schema TEXT NOT NULL) STRICT;`;
const BATCH = 500;

interface Checkpoint {
  readonly position: number;
  readonly leaf: string;
  readonly schema: string;
}

/** The rows that answer questions, kept in `read.db` beside the log and dropped at will. */
export class ReadModels {
  readonly tables: readonly Table[];
  private readonly schema: string;
  private folds: readonly Fold[] = [];
  private foldedTo = -1; // what `folds` remember was read at this position; -1: they must be started anew
  private running: Promise<unknown> = Promise.resolve();

  private constructor(
    readonly db: Database,
    private readonly log: EventLog,
    private readonly catalogue: EventCatalogue,
    sources: { readonly schema: string },
  ) {
    this.schema = createHash('sha256').update(sources.schema).digest('hex');
    this.tables = shapes().map((shape) => new Table(db, shape));
  }

  /** Opens `{dir}/read.db`. Rows made by another version of the tables are dropped and built again. */
  static open(dir: string, log: EventLog, catalogue: EventCatalogue): ReadModels {
    const schema = shapes().map(Table.schemaOf).join('\n');
    const options = { synchronous: 'OFF', secureDelete: false, cacheKiB: 64_000 } as const;
    const db = openDatabase(join(dir, 'read.db'), CHECKPOINT, options);
    const found = db.prepare('SELECT schema FROM checkpoint').get() as { schema: string } | undefined;
    const hash = createHash('sha256').update(schema).digest('hex');
    if (found !== undefined && found.schema !== hash) dropAll(db);
    db.exec(schema);
    return new ReadModels(db, log, catalogue, { schema });
  }

  /** Events straight from an append. If others came between, the log is asked. */
  async take(events: readonly RecordedEvent[]): Promise<void> {
    const fresh = events.filter(({ again }) => again !== true);
    const [first] = fresh;
    await this.exclusively(async () => {
      const taken = first !== undefined && (await this.project(fresh, first.position - 1));
      if (!taken) await this.catchUpAlone();
    });
  }

  /** Every query begins here: batches to the log's end. A checkpoint beyond or unlike the log means rebuild. */
  async catchUp(): Promise<number> {
    return this.exclusively(() => this.catchUpAlone());
  }

  /** Drops every row and builds it again from the log. */
  async rebuild(progress?: (position: number) => void): Promise<number> {
    return this.exclusively(async () => {
      await this.transact(() => {
        this.clear();
      });
      return this.catchUpAlone(progress);
    });
  }

  /** SHA-256 over the rows of every table, in an order of their own: equal rows, equal digest. */
  async digest(): Promise<string> {
    await this.catchUp();
    const digest = createHash('sha256');
    for (const { shape } of this.tables) {
      digest.update(`${shape.name}\n`);
      const rows = this.db.prepare(`SELECT * FROM ${shape.name} ORDER BY ${shape.primaryKey}`);
      for (const row of rows.iterate()) digest.update(`${JSON.stringify(Object.values(row as object))}\n`);
    }
    return digest.digest('hex');
  }

  close(): void {
    this.db.close();
  }

  private async catchUpAlone(progress?: (position: number) => void): Promise<number> {
    if (await this.isUnlikeLog()) {
      await this.transact(() => {
        this.clear();
      });
    }
    for (;;) {
      const at = this.checkpoint().position;
      const events = await this.log.readAll(at, BATCH);
      if (events.length === 0) return at;
      await this.project(events, at);
      progress?.(this.checkpoint().position);
    }
  }

  /** Rows and checkpoint of a batch in one transaction; false where the rows stand elsewhere than the batch begins. */
  private async project(events: readonly RecordedEvent[], after: number): Promise<boolean> {
    const last = events.at(-1)?.position ?? after;
    // The leaf ties the checkpoint to this log, so that rows made from another one are known as such.
    const leaf = await this.log.leafAt(last);
    return this.transact(() => {
      if (this.checkpoint().position !== after) return false;
      if (this.foldedTo !== after) this.startFolds();
      for (const event of events) {
        const lifted = { ...event, data: this.catalogue.lift(event) };
        for (const fold of this.folds) fold(lifted);
      }
      for (const table of this.tables) table.flush();
      const checkpoint = this.db.prepare('INSERT OR REPLACE INTO checkpoint VALUES (1, ?, ?, ?)');
      checkpoint.run(last, leaf ?? '', this.schema);
      this.foldedTo = last;
      return true;
    });
  }

  private async isUnlikeLog(): Promise<boolean> {
    const { position, leaf } = this.checkpoint();
    if (position === 0) return false;
    const there = await this.log.leafAt(position);
    return there !== leaf;
  }

  private startFolds(): void {
    const byName = Object.fromEntries(this.tables.map((table) => [table.shape.name, table]));
    this.folds = Object.values(projections).map((projection) => projection.start(byName));
    this.foldedTo = this.checkpoint().position;
  }

  private checkpoint(): Checkpoint {
    const row = this.db.prepare('SELECT position, leaf, schema FROM checkpoint').get() as Checkpoint | undefined;
    return row ?? { position: 0, leaf: '', schema: this.schema };
  }

  private clear(): void {
    this.db.exec('DELETE FROM checkpoint');
    for (const table of this.tables) table.clear();
    this.foldedTo = -1;
  }

  private async transact<Result>(work: () => Result): Promise<Result> {
    try {
      return await transact(this.db, work);
    } catch (error) {
      for (const table of this.tables) table.forget();
      this.foldedTo = -1;
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

function shapes() {
  return Object.values(projections).flatMap(({ tables }) =>
    Object.entries(tables).map(([name, shape]) => ({ name, ...shape })),
  );
}

function dropAll(db: Database): void {
  const tables = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'checkpoint'").all();
  for (const { name } of tables as { name: string }[]) db.exec(`DROP TABLE "${name}"`);
  db.exec('DELETE FROM checkpoint');
}
