import { stringify } from 'csv-stringify/sync';

import type { WrittenCell } from '../written/written-cell.js';
import type { WrittenRow, WrittenSheet } from '../written/written-sheet.js';

export interface CsvOptions {
  /** The decimal sign of amounts; a comma where it is left out, as Swedish programs read and write them. */
  readonly decimalSign?: ',' | '.';
}

const BOM = '\ufeff';
const ROWS_AT_ONCE = 500;
/** With a lone carriage return or line feed in quotation marks too, which some readers take for the end of a row. */
const FORM = { delimiter: ';', record_delimiter: '\r\n', quoted_match: /[\r\n]/ };
/** What a spreadsheet would take for a formula at the beginning of a text. */
const FORMULA = /^[=+\-@\t\r]/;

/**
 * A sheet's headings and rows as the bytes of a CSV file: semicolons, UTF-8 with a byte order mark, CRLF. Text that a
 * spreadsheet would work out gets an apostrophe before it; an amount below zero stays a number. Rows are asked for one by
 * one; head and foot are left out, so that every row is data.
 */
export async function* csv(
  { columns, rows }: Pick<WrittenSheet, 'columns' | 'rows'>,
  { decimalSign = ',' }: CsvOptions = {},
): AsyncGenerator<Buffer> {
  const written = (row: WrittenRow) => columns.map((_, index) => fieldOf(row[index] ?? null, decimalSign));
  yield Buffer.from(BOM + stringify([columns.map(({ heading }) => inert(heading))], FORM));
  let batch: string[][] = [];
  for await (const row of rows) {
    batch.push(written(row));
    if (batch.length < ROWS_AT_ONCE) continue;
    yield Buffer.from(stringify(batch, FORM));
    batch = [];
  }
  if (batch.length > 0) yield Buffer.from(stringify(batch, FORM));
}

function fieldOf(cell: WrittenCell, decimalSign: ',' | '.'): string {
  switch (cell?.kind) {
    case undefined:
      return '';
    case 'text':
      return inert(cell.text);
    case 'amount':
      return cell.text.replace('.', decimalSign);
    case 'integer':
      return String(cell.value);
    case 'date':
      return cell.date;
  }
}

const inert = (text: string): string => (FORMULA.test(text) ? `'${text}` : text);
