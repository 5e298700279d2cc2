/**
 * A cell as the file holds it; null where it is empty. A number keeps the digits that are stored, and never becomes a
 * float: `46032`, `-1234.5`, `1.0E-2`. A formula is its stored value; a `fault` is an error value, or a formula without a
 * stored value.
 */
export type Cell =
  | null
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'number'; readonly text: string; readonly isDate: boolean }
  | { readonly kind: 'fault' };

/** A row that holds something. Rows without any content are passed over and never become one. */
export interface TableRow {
  /** Its line in a CSV file (where the record begins) or its row number in a sheet, from 1. */
  readonly line: number;
  /** From the first column; a cell that is not there is null, and empty ones at the end are left out. */
  readonly cells: readonly Cell[];
}

/** A sheet of a workbook; a CSV file is one sheet without a name. */
export interface Sheet {
  readonly name: string;
  readonly hidden: boolean;
  /** It shows a pivot table, whose rows are sums and not postings. */
  readonly hasPivot: boolean;
}

/** A file of rows and columns, looked at far enough to say what it is. */
export interface TableFile {
  readonly path: string;
  readonly format: 'csv' | 'xlsx';
  /** Lower-case hex of its bytes. */
  readonly sha256: string;
  readonly size: number;
  /** `utf-8`, `utf-16le`, `utf-16be`, `windows-1252`, `cp437`, `ascii`; `xlsx` for a workbook. */
  readonly encoding: string;
  /** Of a CSV file: `;`, `,` or a tab. */
  readonly delimiter: string | null;
  /** The day that serial number 0 stands for in dates: Excel has two systems. */
  readonly dateSystem: 1900 | 1904;
  readonly sheets: readonly Sheet[];
  /** How far the rows have been read, in bytes of the file. */
  readonly bytesRead: number;
  /** The rows of a sheet by its name (the first one where none is named) in batches, in bounded memory. May be asked again. */
  rows(sheet?: string): AsyncIterable<readonly TableRow[]>;
}
