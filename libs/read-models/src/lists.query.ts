import type { ProgrammeRef } from '#grants';
import type { CodeFacts } from '#ledger';
import type { Database } from '#sqlite';

import type { LedgerBook } from './cost-ledger.tables.js';
import { grantFacts } from './grant-facts.query.js';
import type { Moment } from './moment.js';

/** A grant that has been announced. */
export interface GrantRow {
  readonly grant: string;
  readonly programme: ProgrammeRef;
  /** The position of its announcement. */
  readonly position: number;
}

/** The grants at a moment in the order of announcement. */
export function grants(db: Database, { position }: Moment): GrantRow[] {
  const sql = `SELECT grant_id, position, data -> '$.programme' AS programme FROM grant_fact
    WHERE type = 'GrantAnnounced' AND position <= ? ORDER BY position`;
  type Row = { readonly grant_id: string; readonly position: number; readonly programme: string };
  return (db.prepare(sql).all(position) as unknown as Row[]).map((row) => ({
    grant: row.grant_id,
    programme: JSON.parse(row.programme) as ProgrammeRef,
    position: row.position,
  }));
}

/** A programme whose rules are adopted, by its newest version. */
export interface ProgrammeRow {
  readonly programme: ProgrammeRef;
  readonly title: string;
  readonly version: number;
  readonly hash: string;
  readonly position: number;
}

/** The adopted programmes at a moment. */
export function programmes(db: Database, { position }: Moment): ProgrammeRow[] {
  const sql = `SELECT data -> '$.programme' AS programme, data ->> '$.rules.title' AS title,
      data ->> '$.version' AS version, data ->> '$.hash' AS hash, max(position) AS position
    FROM programme_rules WHERE position <= ? GROUP BY programme_rules.programme ORDER BY programme_rules.programme`;
  type Row = Omit<ProgrammeRow, 'programme'> & { readonly programme: string };
  return (db.prepare(sql).all(position) as unknown as Row[]).map((row) => {
    return { ...row, programme: JSON.parse(row.programme) as ProgrammeRef };
  });
}

/** A book as it stands, and the position of the last event on it. */
export type BookRow = LedgerBook & { readonly position: number };

/** The books at a moment, by name. */
export const books = (db: Database, { position }: Moment): BookRow[] =>
  rowsOf<LedgerBook>(
    db,
    `SELECT data, max(position) AS position FROM ledger_book WHERE position <= ? GROUP BY book ORDER BY book`,
    position,
  );

/** A lock of a book, set or moved back: the last day that was closed from a position on, null for none. */
export interface BookLock {
  readonly position: number;
  readonly through: string | null;
}

/** The locks of a book up to a moment, in the order of recording. */
export function bookLocks(db: Database, book: string, { position }: Moment): BookLock[] {
  const sql = `SELECT position, through FROM (
      SELECT position, data ->> '$.lockedThrough' AS through,
        lag(data ->> '$.lockedThrough') OVER (ORDER BY position) AS before
      FROM ledger_book WHERE book = ? AND position <= ?)
    WHERE through IS NOT before ORDER BY position`;
  return db.prepare(sql).all(book, position) as BookLock[];
}

/** A project code as it stands, with the pot of its allocation, and the position of the last event on it. */
export type ProjectCodeRow = CodeFacts & { readonly position: number };

/** The project codes at a moment, by name. */
export function projectCodes(db: Database, moment: Moment): ProjectCodeRow[] {
  const sql = 'SELECT data, max(position) AS position FROM ledger_code WHERE position <= ? GROUP BY code ORDER BY code';
  const codes = rowsOf<CodeFacts>(db, sql, moment.position);
  const facts = new Map(
    [...new Set(codes.map(({ grant }) => grant))].map((grant) => [grant, grantFacts(db, grant, moment)]),
  );
  return codes.map((code) => {
    const allocation = code.allocation === null ? undefined : facts.get(code.grant)?.allocations.get(code.allocation);
    return { ...code, pot: allocation?.pot ?? null };
  });
}

function rowsOf<Data>(db: Database, sql: string, position: number): (Data & { readonly position: number })[] {
  const rows = db.prepare(sql).all(position) as unknown as { readonly data: string; readonly position: number }[];
  return rows.map((row) => ({ ...(JSON.parse(row.data) as Data), position: row.position }));
}
