import type { WireOf } from '#kernel';
import type { importEventTypes } from '#ledger';

import type { Moment } from './moment.js';
import type { Rows } from './rows.js';

type ImportWire = WireOf<(typeof importEventTypes)[number]>;
type DataOf<Type extends ImportWire['type']> = Extract<ImportWire, { readonly type: Type }>['data'];

interface At {
  readonly at: string;
  readonly position: number;
}
/** What a person decided about a voucher in quarantine. */
export type QuarantineDecision = DataOf<'QuarantineReleased'> & At & { readonly decision: 'released' | 'rejected' };

/**
 * One file taken in, or being taken in: `completed` is null until it was read to its end, `undone` until it was taken
 * back.
 */
export interface ImportRow extends DataOf<'ImportStarted'> {
  readonly startedAt: string;
  readonly startedPosition: number;
  readonly completed: (DataOf<'ImportCompleted'> & At) | null;
  readonly undone: (DataOf<'ImportUndone'> & At) | null;
}

interface Row {
  readonly step: 'started' | 'completed' | 'undone' | 'released' | 'rejected';
  readonly position: number;
  readonly at: string;
  readonly data: string;
}

/** The imports at a moment in the order of their start; of one book where it is named. */
export async function imports(db: Rows, { position }: Pick<Moment, 'position'>, book?: string): Promise<ImportRow[]> {
  const sql = `SELECT step, position, at, data FROM import
    WHERE step IN ('started', 'completed', 'undone') AND position <= :position
      ${book === undefined ? '' : 'AND book = :book'} ORDER BY position`;
  const rows = await db.all<Row>(sql, { position, ...(book === undefined ? {} : { book }) });
  const found = new Map<string, ImportRow>();
  for (const row of rows) {
    const told = JSON.parse(row.data) as DataOf<'ImportStarted' | 'ImportCompleted' | 'ImportUndone'>;
    found.set(told.import, importAfter(found.get(told.import), row, told));
  }
  return [...found.values()];
}

function importAfter(before: ImportRow | undefined, { step, position, at }: Row, told: unknown): ImportRow {
  if (step === 'started' || before === undefined) {
    const begun = { startedAt: at, startedPosition: position, completed: null, undone: null };
    return { ...(told as DataOf<'ImportStarted'>), ...begun };
  }
  const ended = { ...(told as object), at, position };
  return step === 'completed'
    ? { ...before, completed: ended as NonNullable<ImportRow['completed']> }
    : { ...before, undone: ended as NonNullable<ImportRow['undone']> };
}

/** An import that was read to its end and not taken back: what it says of its book stands. */
export type StandingImport = ImportRow & { readonly completed: NonNullable<ImportRow['completed']> };

/**
 * The imports of a book that stand at a moment, the oldest file first: as they were taken in, but a file that says that it
 * was made before another comes before it.
 */
export async function standingImports(
  db: Rows,
  moment: Pick<Moment, 'position'>,
  book: string,
): Promise<StandingImport[]> {
  const found: StandingImport[] = [];
  for (const one of await imports(db, moment, book)) {
    if (one.completed === null || one.undone !== null) continue;
    const standing = { ...one, completed: one.completed };
    const { generated } = standing.completed;
    const newer = found.findIndex(({ completed }) => isAfter(completed.generated, generated));
    found.splice(newer < 0 ? found.length : newer, 0, standing);
  }
  return found;
}
const isAfter = (day: string | null, other: string | null): boolean => day !== null && other !== null && day > other;

/** What persons decided about vouchers in quarantine, in the order of their decisions; of one book where it is named. */
export async function quarantineDecisions(
  db: Rows,
  { position }: Moment,
  book?: string,
): Promise<QuarantineDecision[]> {
  const sql = `SELECT step, position, at, data FROM import
    WHERE step IN ('released', 'rejected') AND position <= :position
      ${book === undefined ? '' : 'AND book = :book'} ORDER BY position`;
  const rows = await db.all<Row>(sql, { position, ...(book === undefined ? {} : { book }) });
  return rows.map(({ step, data, ...at }) => {
    const decision = step === 'released' ? 'released' : 'rejected';
    return { ...(JSON.parse(data) as DataOf<'QuarantineReleased'>), ...at, decision };
  });
}

/** The import of a file into a book that was begun and neither completed nor undone; null where there is none. */
export async function openImport(db: Rows, book: string, sha256: string): Promise<string | null> {
  const sql = `SELECT import FROM import s WHERE step = 'started' AND book = ? AND sha256 = ?
      AND NOT EXISTS (SELECT 1 FROM import e WHERE e.import = s.import AND e.step IN ('completed', 'undone'))
    ORDER BY position DESC LIMIT 1`;
  return (await db.first<{ readonly import: string }>(sql, [book, sha256]))?.import ?? null;
}

/** How many imports of a file into a book have come to an end: completed, or undone before. */
export async function endedImports(db: Rows, book: string, sha256: string): Promise<number> {
  const sql = `SELECT count(*) AS imports FROM import s WHERE step = 'started' AND book = ? AND sha256 = ?
    AND EXISTS (SELECT 1 FROM import e WHERE e.import = s.import AND e.step IN ('completed', 'undone'))`;
  return (await db.first<{ readonly imports: number }>(sql, [book, sha256]))?.imports ?? 0;
}
