import type { Cell, Parameters } from './rows.js';

export interface TableShape {
  readonly name: string;
  /** Column definitions in order, `series TEXT NOT NULL`; of the types TEXT, INTEGER of 64 bits, and JSON. */
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

/** What a fold asks of one of its tables, named by what it is called in the projection. */
export interface Read {
  readonly table: string;
  readonly sql: string;
  readonly parameters: Parameters;
}

/**
 * Folding that stops wherever it must know what stands in a table, and goes on with the rows. SQLite answers on the spot and
 * inside the transaction; an engine across a wire awaits them. What asks for nothing makes no such stop, nor a promise.
 */
export type Reading<Result = void> = Generator<Read, Result, readonly unknown[]>;

/** One table of the rows that are folded: what a fold does to it happens in the order that the fold says it. */
export interface Table {
  /** What it is called in statements: rows that are built anew have tables of their own. */
  readonly name: string;
  add(row: Cell[]): void;
  /** Runs a statement on this table after its waiting rows are in. */
  run(sql: string, parameters?: Parameters): void;
  /** Rows of a query on this table, the waiting ones included. */
  all<Row>(sql: string, parameters?: Parameters): Reading<Row[]>;
  /** Puts the waiting rows in: a statement on another table is about to see them. */
  flush(): void;
}

/** Rows in the order that they are to be inserted in. */
export function inOrder({ sortedBy }: Pick<TableShape, 'sortedBy'>, rows: Cell[][]): Cell[][] {
  return sortedBy === undefined || rows.length < 2 ? rows : rows.sort(byColumns(sortedBy));
}

const byColumns = (columns: readonly number[]) => (one: readonly Cell[], other: readonly Cell[]) => {
  for (const column of columns) {
    const [a = null, b = null] = [one[column], other[column]];
    if (a !== b) return a !== null && b !== null && a < b ? -1 : 1;
  }
  return 0;
};
