import { createHash } from 'node:crypto';

import { type Actor, DomainError, parseWrittenAmount } from '#kernel';
import { type Cell, openTable, type TableRow } from '#tabular';

import type { Bidragsbok } from '../bidragsbok.js';
import { DocumentsByName } from './documents-by-name.js';
import { gapHeadings } from './gap-sheet.js';

/** What became of a row that somebody filled in. */
export interface FilledGap {
  /** Its number in the sheet. */
  readonly row: number;
  readonly outcome: 'linked' | 'file-unknown' | 'file-of-several' | 'refused' | 'only-comment';
  /** Of a refusal. */
  readonly code?: string;
  readonly document?: string;
}
export interface FilledGaps {
  readonly rows: readonly FilledGap[];
  readonly position: number;
}

type Column = keyof typeof gapHeadings;
type Row = Readonly<Record<Column, string>> & { readonly row: number };

/**
 * Reads a list of gaps that was sent out and came back filled in: each row with a file links the document of that name to the
 * line. A row that cannot be carried out is told, and keeps no other from it. Reading it again links nothing twice. Refuses with GAP_LIST_UNKNOWN,
 * and as `openTable` does.
 */
export async function fillGaps(book: Bidragsbok, path: string, by: Actor): Promise<FilledGaps> {
  const filled = (await rowsIn(path)).filter(({ file, comment }) => file !== '' || comment !== '');
  const documents = await DocumentsByName.at(book, await book.moment());
  const rows: FilledGap[] = [];
  for (const row of filled) rows.push(await fill(book, row, { found: documents.called(row.file), by }));
  const { position } = await book.moment();
  return { rows, position };
}

interface Found {
  readonly found: readonly string[];
  readonly by: Actor;
}

async function fill(book: Bidragsbok, row: Row, { found, by }: Found): Promise<FilledGap> {
  if (row.file === '') return { row: row.row, outcome: 'only-comment' };
  const [document] = found;
  if (document === undefined) return { row: row.row, outcome: 'file-unknown' };
  if (found.length > 1) return { row: row.row, outcome: 'file-of-several' };
  try {
    await link(book, row, { document, by });
    return { row: row.row, outcome: 'linked', document };
  } catch (error) {
    if (error instanceof DomainError) return { row: row.row, outcome: 'refused', code: error.code, document };
    throw error;
  }
}

async function link(book: Bidragsbok, row: Row, { document, by }: { readonly document: string; readonly by: Actor }) {
  const data = {
    voucher: { book: row.book, series: row.series, number: row.number },
    line: Number.parseInt(/^\d{1,6}$/.exec(row.line)?.[0] ?? '0', 10),
    evidence: { form: 'document', document },
    ...(row.amount === '' ? {} : { amount: parseWrittenAmount(row.amount).toString() }),
    ...(row.comment === '' ? {} : { reason: row.comment }),
  };
  const content = createHash('sha256').update(JSON.stringify({ data, by })).digest('hex').slice(0, 16);
  await book.execute({ type: 'LinkEvidence', by, data }, `gap-${content}`);
}

async function rowsIn(path: string): Promise<Row[]> {
  const file = await openTable(path);
  const rows: Row[] = [];
  let places: Readonly<Record<Column, number>> | null = null;
  for await (const batch of file.rows()) {
    for (const row of batch) {
      if (places === null) places = placesIn(row);
      else rows.push(rowOf(row, places));
    }
  }
  if (places === null) throw new DomainError('GAP_LIST_UNKNOWN');
  return rows;
}

/** Where the columns stand, if this is the row of their headings. */
function placesIn({ cells }: TableRow): Readonly<Record<Column, number>> | null {
  const titles = cells.map(textOf);
  const places = Object.entries(gapHeadings).map(([column, heading]) => [column, titles.indexOf(heading)] as const);
  if (places.some(([, at]) => at < 0)) return null;
  return Object.fromEntries(places) as Record<Column, number>;
}

function rowOf({ line: row, cells }: TableRow, places: Readonly<Record<Column, number>>): Row {
  const told = Object.entries(places).map(([column, at]) => [column, textOf(cells[at] ?? null)] as const);
  return { row, ...(Object.fromEntries(told) as Record<Column, string>) };
}

const textOf = (cell: Cell): string => (cell === null || cell.kind === 'fault' ? '' : cell.text.trim());
