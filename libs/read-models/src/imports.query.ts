import type { WireOf } from '#kernel';
import type { importEventTypes } from '#ledger';
import type { Database } from '#sqlite';

import type { Moment } from './moment.js';

type ImportWire = WireOf<(typeof importEventTypes)[number]>;
type DataOf<Type extends ImportWire['type']> = Extract<ImportWire, { readonly type: Type }>['data'];

/** One file taken in, or being taken in: `completed` is null until it was read to its end. */
export interface ImportRow extends DataOf<'ImportStarted'> {
  readonly startedAt: string;
  readonly startedPosition: number;
  readonly completed: (DataOf<'ImportCompleted'> & { readonly at: string; readonly position: number }) | null;
}

/** The imports at a moment in the order of their start; of one book where it is named. */
export function imports(db: Database, moment: Moment, book?: string): ImportRow[] {
  const sql = `SELECT s.position, s.at, s.data, c.position AS completed_position, c.at AS completed_at, c.data AS completed
    FROM import s LEFT JOIN import c ON c.import = s.import AND c.completed = 1 AND c.position <= :position
    WHERE s.completed = 0 AND s.position <= :position ${book === undefined ? '' : 'AND s.book = :book'}
    ORDER BY s.position`;
  const parameters = { position: moment.position, ...(book === undefined ? {} : { book }) };
  return (db.prepare(sql).all(parameters) as unknown as Row[]).map(importRow);
}

interface Row {
  readonly position: number;
  readonly at: string;
  readonly data: string;
  readonly completed: string | null;
  readonly completed_position: number | null;
  readonly completed_at: string | null;
}

function importRow({ position, at, data, ...row }: Row): ImportRow {
  const started = JSON.parse(data) as DataOf<'ImportStarted'>;
  const { completed, completed_position, completed_at } = row;
  const base = { ...started, startedAt: at, startedPosition: position };
  if (completed === null || completed_position === null || completed_at === null) return { ...base, completed: null };
  const end = JSON.parse(completed) as DataOf<'ImportCompleted'>;
  return { ...base, completed: { ...end, at: completed_at, position: completed_position } };
}

/** The import of a file into a book that was begun and not completed; null where there is none. */
export function openImport(db: Database, book: string, sha256: string): string | null {
  const sql = `SELECT import FROM import WHERE book = ? AND sha256 = ?
    GROUP BY import HAVING max(completed) = 0 ORDER BY max(position) DESC`;
  const row = db.prepare(sql).get(book, sha256) as { readonly import: string } | undefined;
  return row?.import ?? null;
}

/** How many times a file has been taken into a book to its end. */
export function completedImports(db: Database, book: string, sha256: string): number {
  const sql = 'SELECT count(*) AS imports FROM import WHERE book = ? AND sha256 = ? AND completed = 1';
  return (db.prepare(sql).get(book, sha256) as { readonly imports: number }).imports;
}
