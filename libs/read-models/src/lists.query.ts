import type { ProgrammeRef } from '#grants';
import type { CodeFacts } from '#ledger';

import type { LedgerBook } from './cost-ledger.tables.js';
import { latest } from './dialect.js';
import { type GrantFacts, grantFacts } from './grant-facts.query.js';
import type { Moment } from './moment.js';
import type { Rows } from './rows.js';

/** A grant that has been announced. */
export interface GrantRow {
  readonly grant: string;
  readonly programme: ProgrammeRef;
  /** The position of its announcement. */
  readonly position: number;
}

/** The grants at a moment in the order of announcement. */
export async function grants(db: Rows, { position }: Moment): Promise<GrantRow[]> {
  const sql = `SELECT grant_id, position, data -> 'programme' AS programme FROM grant_fact
    WHERE type = 'GrantAnnounced' AND position <= ? ORDER BY position`;
  type Row = { readonly grant_id: string; readonly position: number; readonly programme: string };
  return (await db.all<Row>(sql, [position])).map((row) => ({
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
export async function programmes(db: Rows, { position }: Moment): Promise<ProgrammeRow[]> {
  const sql = `SELECT data -> 'programme' AS programme, data -> 'rules' ->> 'title' AS title,
      CAST(data ->> 'version' AS BIGINT) AS version, data ->> 'hash' AS hash, position
    FROM ${latest('programme_rules', 'programme')} ORDER BY latest.programme`;
  type Row = Omit<ProgrammeRow, 'programme'> & { readonly programme: string };
  return (await db.all<Row>(sql, { position })).map((row) => {
    return { ...row, programme: JSON.parse(row.programme) as ProgrammeRef };
  });
}

/** A book as it stands, and the position of the last event on it. */
export type BookRow = LedgerBook & { readonly position: number };

/** The books at a moment, by name. */
export const books = (db: Rows, moment: Moment): Promise<BookRow[]> =>
  rowsOf<LedgerBook>(db, `SELECT data, position FROM ${latest('ledger_book', 'book')} ORDER BY book`, moment);

/** A lock of a book, set or moved back: the last day that was closed from a position on, null for none. */
export interface BookLock {
  readonly position: number;
  readonly through: string | null;
}

/** The locks of a book up to a moment, in the order of recording. */
export function bookLocks(db: Rows, book: string, { position }: Moment): Promise<BookLock[]> {
  const sql = `SELECT position, through FROM (
      SELECT position, data ->> 'lockedThrough' AS through,
        lag(data ->> 'lockedThrough') OVER (ORDER BY position) AS earlier
      FROM ledger_book WHERE book = ? AND position <= ?) AS lock
    WHERE through IS DISTINCT FROM earlier ORDER BY position`;
  return db.all(sql, [book, position]);
}

/** A project code as it stands, with the pot of its allocation, and the position of the last event on it. */
export type ProjectCodeRow = CodeFacts & { readonly position: number };

/** The project codes at a moment, by name. */
export async function projectCodes(db: Rows, moment: Moment): Promise<ProjectCodeRow[]> {
  const sql = `SELECT data, position FROM ${latest('ledger_code', 'code')} ORDER BY code`;
  const codes = await rowsOf<CodeFacts>(db, sql, moment);
  const facts = new Map<string, GrantFacts | undefined>();
  for (const grant of new Set(codes.map((code) => code.grant))) {
    facts.set(grant, await grantFacts(db, grant, moment));
  }
  return codes.map((code) => {
    const allocation = code.allocation === null ? undefined : facts.get(code.grant)?.allocations.get(code.allocation);
    return { ...code, pot: allocation?.pot ?? null };
  });
}

async function rowsOf<Data>(db: Rows, sql: string, { position: at }: Moment) {
  const rows = await db.all<{ readonly data: string; readonly position: number }>(sql, { position: at });
  return rows.map((row) => ({ ...(JSON.parse(row.data) as Data), position: row.position }));
}
