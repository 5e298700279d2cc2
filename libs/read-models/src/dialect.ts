/**
 * What engines say each in words of their own; all else is SQL that every one of them reads alike. A JSON text in an
 * argument is a column of JSON, a part of one, or a parameter.
 */
export interface Dialect {
  /** The elements of a JSON array, as rows `name` to join, each the JSON in its column `value`. */
  readonly elements: (json: string, name: string) => string;
  /** The elements of a JSON array of texts, as rows `name` to join, each the text in its column `value`. */
  readonly texts: (json: string, name: string) => string;
  /** A text that was read out of JSON, to be put in order by its code points, as a column's texts are. */
  readonly ordered: (text: string) => string;
  /** An aggregate: the values of the rows as one JSON array; of no rows an empty one, or null. `DISTINCT` may come first. */
  readonly gathered: (value: string) => string;
  /** The same of values that are JSON themselves. */
  readonly gatheredJson: (json: string) => string;
  /** Some values of one row as a JSON array. */
  readonly list: (...values: readonly string[]) => string;
  /** Whether a JSON column holds a text, as it is written there. */
  readonly holds: (json: string, text: string) => string;
}

/** Of a table whose rows each replace the last one of their key: the rows that stand at `:position`, as `latest`. */
export const latest = (table: string, key: string): string => latestOf(table, key, 'AND earlier.position <= :position');

/** The same at the end of the log. */
export const latestNow = (table: string, key: string): string => latestOf(table, key, '');

const latestOf = (table: string, key: string, until: string): string =>
  `${table} AS latest WHERE latest.position =
    (SELECT max(earlier.position) FROM ${table} AS earlier WHERE earlier.${key} = latest.${key} ${until})`;

/** Sums of öre on the debit and on the credit side, both positive. */
export const DEBIT = 'sum(CASE WHEN ore > 0 THEN ore ELSE 0 END)';
export const CREDIT = 'sum(CASE WHEN ore < 0 THEN -ore ELSE 0 END)';
