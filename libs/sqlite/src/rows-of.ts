import type { Statement } from './open-database.js';

/** What a statement's places are filled with, in their order or by their names. */
type Value = string | number | bigint | null;
type BoundValue = Value | Readonly<Record<string, Value>>;

/** Statements whose rows are being read. */
const running = new Set<Statement>();

/**
 * The rows of a statement one by one. The library's own iterator does not keep its statement alive: once that is collected
 * as garbage the rows end early, with an error, without a word (nodejs/node#57493), or with the process. So they are read
 * through here alone.
 */
export function* rowsOf<Row>(statement: Statement, ...parameters: readonly BoundValue[]): Generator<Row> {
  running.add(statement);
  try {
    // eslint-disable-next-line no-restricted-syntax -- the place that holds the statement
    yield* statement.iterate(...parameters) as Iterable<Row>;
  } finally {
    running.delete(statement);
  }
}
