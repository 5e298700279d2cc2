import type { Database, Statement } from '#sqlite';

/** What a cell holds: amounts in whole öre, days as text, null for unknown. */
export type Cell = string | number | null;
/** What a statement is told: cells in the order of its marks, or one record of them by name. */
type Parameter = Cell | Readonly<Record<string, Cell>>;

export interface TableShape {
  readonly name: string;
  /** Column definitions in order, `series TEXT NOT NULL`. */
  readonly columns: readonly string[];
  readonly primaryKey: string;
  /** What else is asked for: column lists, with a condition where only some rows are. */
  readonly indexes?: readonly string[];
  /**
   * The columns, by their place, that rows are put in order by before they are inserted. Where rows come in another order
   * than their key's, neighbours then share a page and each does not dirty one of its own.
   */
  readonly sortedBy?: readonly number[];
  /** The same row may be added more than once. */
  readonly repeated?: boolean;
}

/** A row stands from its `position` until the position that ended it; this is the end of one that still stands. */
export const STANDING = Number.MAX_SAFE_INTEGER;

const WIDE = 32; // A call of the driver costs as much as a row: rows are inserted by the handful.

/** One table of the read models: inserts wait in a buffer until they are many, or until a statement must see them. */
export class Table {
  private readonly pending: Cell[][] = [];
  private readonly one: Statement;
  private readonly wide: Statement;
  private readonly statements = new Map<string, Statement>();

  constructor(
    private readonly db: Database,
    private readonly shape: TableShape,
  ) {
    const row = `(${shape.columns.map(() => '?').join(', ')})`;
    const verb = shape.repeated === true ? 'INSERT OR IGNORE' : 'INSERT';
    const insert = (rows: number) =>
      db.prepare(`${verb} INTO ${shape.name} VALUES ${Array.from({ length: rows }, () => row).join(', ')}`);
    this.one = insert(1);
    this.wide = insert(WIDE);
  }

  get name(): string {
    return this.shape.name;
  }

  add(row: Cell[]): void {
    this.pending.push(row);
  }

  /** Runs a statement on this table after its waiting rows are in. */
  run(sql: string, ...parameters: Parameter[]): void {
    this.flush();
    this.prepared(sql).run(...parameters);
  }

  /** Rows of a query on this table, the waiting ones included. */
  all<Row>(sql: string, ...parameters: Cell[]): Row[] {
    this.flush();
    return this.prepared(sql).all(...parameters) as Row[];
  }

  flush(): void {
    const rows = this.pending;
    const { sortedBy } = this.shape;
    if (sortedBy !== undefined && rows.length > 1) rows.sort(byColumns(sortedBy));
    let at = 0;
    for (; at + WIDE <= rows.length; at += WIDE) this.wide.run(...rows.slice(at, at + WIDE).flat());
    for (; at < rows.length; at++) this.one.run(...(rows[at] ?? []));
    rows.length = 0;
  }

  /** Forgets rows that wait: their transaction was rolled back. */
  forget(): void {
    this.pending.length = 0;
  }

  clear(): void {
    this.forget();
    this.db.exec(`DELETE FROM ${this.shape.name}`);
  }

  private prepared(sql: string): Statement {
    let statement = this.statements.get(sql);
    if (statement === undefined) this.statements.set(sql, (statement = this.db.prepare(sql)));
    return statement;
  }
}

const byColumns = (columns: readonly number[]) => (one: readonly Cell[], other: readonly Cell[]) => {
  for (const column of columns) {
    const [a = null, b = null] = [one[column], other[column]];
    if (a !== b) return a !== null && b !== null && a < b ? -1 : 1;
  }
  return 0;
};

/** The statements that make a table and its indexes where they are not there. */
export function schemaOf({ name, columns, primaryKey, indexes = [] }: TableShape): string {
  const key = `PRIMARY KEY (${primaryKey})`;
  const table = `CREATE TABLE IF NOT EXISTS ${name} (${columns.join(', ')}, ${key}) STRICT, WITHOUT ROWID;`;
  const index = (on: string, at: number) => `CREATE INDEX IF NOT EXISTS ${name}_${at} ON ${name} ${on};`;
  return [table, ...indexes.map(index)].join('\n');
}
