import { listText } from '#postgres';

import type { Cell, Parameters } from '../rows.js';
import { inOrder, type Read, type Reading, type Table, type TableShape } from '../table.js';
import { listOf } from './postgres-schema.js';
import { keptCell, type Statements, unkeptRows } from './statements.js';
import type { Writing } from './writing.js';

/** One table of the read models: rows wait until they are many, or until a statement must see them, and go in as lists. */
export class PostgresTable implements Table {
  readonly name: string;
  private pending: Cell[][] = [];
  private writing: Writing | null = null;
  private readonly insert: string;

  constructor(
    private readonly shape: TableShape,
    private readonly statements: Statements,
  ) {
    this.name = shape.name;
    const lists = shape.columns.map((column, at) => `$${at + 1}::${listOf(column)}`).join(', ');
    const twice = shape.repeated === true ? ' ON CONFLICT DO NOTHING' : '';
    this.insert = `INSERT INTO ${shape.name} SELECT * FROM unnest(${lists})${twice}`;
  }

  /** Rows go into this transaction from now on; what waits from one that was undone is forgotten. */
  begin(writing: Writing): void {
    this.writing = writing;
    this.pending = [];
  }

  add(row: Cell[]): void {
    this.pending.push(row);
  }

  run(sql: string, parameters: Parameters = []): void {
    this.flush();
    this.into.run(...this.statements.asked(sql, parameters));
  }

  *all<Row>(sql: string, parameters: Parameters = []): Reading<Row[]> {
    return (yield { table: this.shape.name, sql, parameters }) as Row[];
  }

  /** What a fold stopped for. */
  async answer({ sql, parameters }: Read): Promise<readonly unknown[]> {
    this.flush();
    return unkeptRows(await this.into.all<object>(...this.statements.asked(sql, parameters)));
  }

  flush(): void {
    if (this.pending.length === 0) return;
    const rows = inOrder(this.shape, this.pending);
    this.pending = [];
    this.into.run(
      this.insert,
      this.shape.columns.map((_, at) => listText(rows.map((row) => keptCell(row[at] ?? null)))),
    );
  }

  private get into(): Writing {
    if (this.writing === null) throw new Error('Rows are folded within a transaction');
    return this.writing;
  }
}
