import type { Database, Statement } from '#sqlite';

import type { Cell, Parameters } from '../rows.js';
import { inOrder, type Read, type Reading, type Table, type TableShape } from '../table.js';
import { told } from './told.js';

const WIDE = 32; // A call of the driver costs as much as a row: rows are inserted by the handful.

/** One table of the read models: inserts wait in a buffer until they are many, or until a statement must see them. */
export class SqliteTable implements Table {
  private readonly pending: Cell[][] = [];
  private readonly one: Statement;
  private readonly wide: Statement;
  private readonly statements = new Map<string, Statement>();

  constructor(
    private readonly db: Database,
    private readonly shape: TableShape,
    readonly name: string,
  ) {
    const row = `(${shape.columns.map(() => '?').join(', ')})`;
    const twice = shape.repeated === true ? 'ON CONFLICT DO NOTHING' : '';
    const insert = (rows: number) =>
      db.prepare(`INSERT INTO ${name} VALUES ${Array.from({ length: rows }, () => row).join(', ')} ${twice}`);
    this.one = insert(1);
    this.wide = insert(WIDE);
  }

  add(row: Cell[]): void {
    this.pending.push(row);
  }

  run(sql: string, parameters: Parameters = []): void {
    this.flush();
    this.prepared(sql).run(...told(parameters));
  }

  *all<Row>(sql: string, parameters: Parameters = []): Reading<Row[]> {
    return (yield { table: this.shape.name, sql, parameters }) as Row[];
  }

  /** What a fold stopped for. */
  answer({ sql, parameters }: Read): readonly unknown[] {
    this.flush();
    return this.prepared(sql).all(...told(parameters));
  }

  flush(): void {
    const rows = inOrder(this.shape, this.pending);
    let at = 0;
    for (; at + WIDE <= rows.length; at += WIDE) this.wide.run(...rows.slice(at, at + WIDE).flat());
    for (; at < rows.length; at++) this.one.run(...(rows[at] ?? []));
    rows.length = 0;
  }

  /** Forgets rows that wait: their transaction was rolled back. */
  forget(): void {
    this.pending.length = 0;
  }

  private prepared(sql: string): Statement {
    let statement = this.statements.get(sql);
    if (statement === undefined) this.statements.set(sql, (statement = this.db.prepare(sql)));
    return statement;
  }
}
