import type { Cell, TableFile, TableRow } from '../table/table.js';
import type { ColumnMapping, MappedColumn } from './column-mapping.js';
import type { ControlTotal, Posting, PostingItem, PostingSummary, RowRefusal } from './posting.js';
import { readPostings } from './read-postings.js';

// Tables as they come out of a file, made here; and the mapping that most specs read them by.

/** A cell of a workbook that holds a number, with its stored digits. */
export const number = (text: string): Cell => ({ kind: 'number', text, isDate: false });
/** A cell of a workbook that is shown as a date, with its serial number. */
export const day = (serial: string): Cell => ({ kind: 'number', text: serial, isDate: true });
export const FAULT: Cell = { kind: 'fault' };

type Written = string | Cell;

/** A file with these rows; texts stand for text cells, and what is empty is left out as the reading of a file does. */
export function tableOf(rows: readonly (readonly Written[])[], more: Partial<TableFile> = {}): TableFile {
  const batches = [...batchesOf(rows)];
  return {
    path: 'huvudbok.csv',
    format: 'csv',
    sha256: '0'.repeat(64),
    size: 1,
    encoding: 'utf-8',
    delimiter: ';',
    dateSystem: 1900,
    sheets: [{ name: '', hidden: false, hasPivot: false }],
    bytesRead: 1,
    // eslint-disable-next-line @typescript-eslint/require-await -- what is made here waits for no file
    rows: async function* () {
      yield* batches;
    },
    ...more,
  };
}

function* batchesOf(rows: readonly (readonly Written[])[]): Generator<readonly TableRow[]> {
  const made = rows.map((row, at) => ({ line: at + 1, cells: cellsOf(row) })).filter(({ cells }) => cells.length > 0);
  for (let at = 0; at < made.length; at += 3) yield made.slice(at, at + 3);
}

function cellsOf(row: readonly Written[]): readonly Cell[] {
  const cells = row.map((cell): Cell => {
    if (typeof cell !== 'string') return cell;
    return cell === '' ? null : { kind: 'text', text: cell };
  });
  while (cells.length > 0 && cells.at(-1) === null) cells.pop();
  return cells;
}

export const column = (heading: string, nth?: number): MappedColumn => ({
  heading,
  ...(nth === undefined ? {} : { nth }),
});

/** The mapping of HEADINGS, with what a spec changes of it. */
export const mappingOf = (changes: Partial<ColumnMapping> = {}): ColumnMapping => ({
  decimalSign: ',',
  dateForm: 'iso',
  account: { form: 'column', column: column('Konto') },
  voucher: { form: 'columns', series: column('Serie'), number: column('Vernr') },
  date: column('Datum'),
  amount: { form: 'signed', column: column('Belopp') },
  text: column('Text'),
  dimensions: [{ dimension: '6', column: column('Projekt') }],
  ...changes,
});
export const HEADINGS = ['Konto', 'Projekt', 'Serie', 'Vernr', 'Datum', 'Text', 'Belopp'];

/** A file's items by kind, and its summary. */
export interface Read {
  readonly items: readonly PostingItem[];
  readonly postings: readonly Posting[];
  readonly refusals: readonly RowRefusal[];
  readonly totals: readonly ControlTotal[];
  readonly summary: PostingSummary;
}

export async function read(
  table: TableFile,
  mapping = mappingOf(),
  privateDimensions: readonly string[] = ['7', '8', '9'],
): Promise<Read> {
  const reading = readPostings(table, mapping, { privateDimensions });
  const items: PostingItem[] = [];
  for await (const batch of reading) items.push(...batch);
  return {
    items,
    postings: items.filter((item) => item.kind === 'posting'),
    refusals: items.filter((item) => item.kind === 'refusal'),
    totals: items.filter((item) => item.kind === 'total'),
    summary: reading.summary,
  };
}
