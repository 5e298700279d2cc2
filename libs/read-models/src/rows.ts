import type { Dialect } from './dialect.js';

/** What a cell holds: amounts in whole öre, days as text, null for unknown. */
export type Cell = string | number | null;
/** What a statement is told: cells in the order of its marks `?`, or by the names that it has, `:position`. */
export type Parameters = readonly Cell[] | Readonly<Record<string, Cell>>;

/**
 * The rows of the read models as a question asks for them, whichever engine keeps them. Rows as of a position never change,
 * so that a question may put one statement after another while others write: what it asks names its position, or is one
 * statement.
 */
export interface Rows {
  /** What this engine says in words of its own. */
  readonly dialect: Dialect;
  /** Every row, by the names of its columns. */
  all<Row>(sql: string, parameters?: Parameters): Promise<Row[]>;
  /** The first row; undefined where there is none. */
  first<Row>(sql: string, parameters?: Parameters): Promise<Row | undefined>;
  /** Every row as the list of its cells: with their names rows take twice as long. */
  cells<Row extends readonly Cell[]>(sql: string, parameters?: Parameters): Promise<Row[]>;
  /** The rows of a long answer by the handful, all as they were when the first of them was asked for. */
  batches<Row>(sql: string, parameters?: Parameters): AsyncIterable<readonly Row[]>;
}
