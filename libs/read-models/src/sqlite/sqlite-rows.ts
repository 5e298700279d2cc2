import { type Database, openDatabase, rowsOf, type Statement } from '#sqlite';

import type { Cell, Parameters, Rows } from '../rows.js';
import { sqliteDialect } from './sqlite-dialect.js';
import { told } from './told.js';

/** Rows of a long answer at once: a promise for each would cost more than reading it. */
const BATCH = 1000;

/** The rows in a file of SQLite. A statement is one call of the driver, so that nothing comes between its rows. */
export class SqliteRows implements Rows {
  readonly dialect = sqliteDialect;
  private readonly named = new Map<string, Statement>();
  private readonly listed = new Map<string, Statement>();

  constructor(
    private readonly db: Database,
    private readonly path: string,
  ) {}

  all<Row>(sql: string, parameters: Parameters = []): Promise<Row[]> {
    return answer(() => this.withNames(sql).all(...told(parameters)) as Row[]);
  }

  first<Row>(sql: string, parameters: Parameters = []): Promise<Row | undefined> {
    return answer(() => this.withNames(sql).get(...told(parameters)) as Row | undefined);
  }

  cells<Row extends readonly Cell[]>(sql: string, parameters: Parameters = []): Promise<Row[]> {
    return answer(() => this.asLists(sql).all(...told(parameters)) as unknown as Row[]);
  }

  /** On a connection of its own: while a statement runs on, rows that were built anew could not take the place of these. */
  async *batches<Row>(sql: string, parameters: Parameters = []): AsyncGenerator<readonly Row[]> {
    const db = openDatabase(this.path, '', { synchronous: 'NORMAL', secureDelete: false, readOnly: true });
    try {
      let batch: Row[] = [];
      for (const row of rowsOf<Row>(db.prepare(sql), ...told(parameters))) {
        if (batch.push(row) < BATCH) continue;
        yield await Promise.resolve(batch);
        batch = [];
      }
      yield batch;
    } finally {
      db.close();
    }
  }

  /** Lets go of the statements, which hold the file. */
  close(): void {
    this.named.clear();
    this.listed.clear();
  }

  private withNames(sql: string): Statement {
    let statement = this.named.get(sql);
    if (statement === undefined) this.named.set(sql, (statement = this.db.prepare(sql)));
    return statement;
  }

  private asLists(sql: string): Statement {
    let statement = this.listed.get(sql);
    if (statement === undefined) {
      this.listed.set(sql, (statement = this.db.prepare(sql)));
      statement.setReturnArrays(true);
    }
    return statement;
  }
}

/** What the driver throws breaks the promise, as it does with an engine across a wire. */
const answer = <Answer>(work: () => Answer): Promise<Answer> =>
  new Promise((resolve) => {
    resolve(work());
  });
