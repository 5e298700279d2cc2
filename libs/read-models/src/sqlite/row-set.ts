import type { Database } from '#sqlite';

import { projections, shapes } from '../projections.js';
import type { Fold, ProjectedEvent, Tables } from '../projection.js';
import type { Checkpoint, Place } from '../row-store.js';
import type { Reading } from '../table.js';
import { sqliteDialect } from './sqlite-dialect.js';
import { nameIn, SCHEMA_HASH } from './sqlite-schema.js';
import { SqliteTable } from './sqlite-table.js';

/** One set of the rows, as it is folded inside a transaction of somebody's. */
export class RowSet {
  private readonly tables: ReadonlyMap<string, SqliteTable>;
  private folds: readonly Fold[] = [];
  /** The position that `folds` have followed the log to; null: what they remember is not of these rows. */
  private foldedTo: number | null = null;

  constructor(
    private readonly db: Database,
    private readonly place: Place,
  ) {
    this.tables = new Map(shapes.map((shape) => [shape.name, new SqliteTable(db, shape, nameIn(place, shape.name))]));
  }

  checkpoint(): Checkpoint {
    const sql = `SELECT position, leaf, pruned FROM ${nameIn(this.place, 'checkpoint')}`;
    const found = this.db.prepare(sql).get() as Checkpoint | undefined;
    return found ?? { position: 0, leaf: '', pruned: 0 };
  }

  /** Takes events in that follow on `after`, and says how far the rows have come. */
  fold(events: readonly ProjectedEvent[], after: number, { position, leaf, pruned }: Checkpoint): void {
    // Where another process went on with the rows, what was remembered of them is read again.
    if (this.foldedTo !== after) this.start();
    for (const event of events) {
      for (const fold of this.folds) {
        const reading = fold(event);
        if (reading !== null) this.finish(reading);
      }
    }
    for (const table of this.tables.values()) table.flush();
    const checkpoint = `INSERT OR REPLACE INTO ${nameIn(this.place, 'checkpoint')} VALUES (1, ?, ?, ?, ?)`;
    this.db.prepare(checkpoint).run(position, leaf, SCHEMA_HASH, pruned);
    this.foldedTo = position;
  }

  /** Forgets what waits and what was remembered: the transaction was rolled back. */
  forget(): void {
    for (const table of this.tables.values()) table.forget();
    this.foldedTo = null;
  }

  private start(): void {
    const byName: Tables = Object.fromEntries<SqliteTable>(this.tables);
    this.folds = projections.map((projection) => this.finish(projection.start(byName, sqliteDialect)));
  }

  private finish<Result>(reading: Reading<Result>): Result {
    let step = reading.next();
    while (step.done !== true) step = reading.next(this.tables.get(step.value.table)?.answer(step.value) ?? []);
    return step.value;
  }
}
