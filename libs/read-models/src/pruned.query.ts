import { DomainError } from '#kernel';
import type { Database } from '#sqlite';

const WORDS = { book: 'boken', grant: 'bidraget', 'project-code': 'projektkoden', import: 'inläsningen' } as const;
type Kind = keyof typeof WORDS;

/** A book that a decision has pruned. */
export interface PrunedBook {
  readonly book: string;
  /** The calendar year in which its financial year ended. */
  readonly year: number;
  /** The position of the decision. */
  readonly decision: number;
}

/**
 * The position of the last decision that has pruned events which this rests on; null where none has. Of no moment: what is
 * gone cannot be told as of an earlier one either.
 */
export function prunedBy(db: Database, kind: Kind, id: string): number | null {
  const sql = 'SELECT max(position) AS decision FROM pruned WHERE kind = ? AND id = ?';
  return (db.prepare(sql).get(kind, id) as { readonly decision: number | null }).decision;
}

/** Refuses with FIGURES_PRUNED what rests on pruned events: it would be less than it was, or nothing. */
export function refusePruned(db: Database, kind: Kind, id: string): void {
  const decision = prunedBy(db, kind, id);
  if (decision !== null) throw new DomainError('FIGURES_PRUNED', { decision, what: `${WORDS[kind]} ${id}` });
}

/** What is said of a book that is not there: BOOK_UNKNOWN, or FIGURES_PRUNED where there was one. */
export function unknownBook(db: Database, book: string): never {
  refusePruned(db, 'book', book);
  throw new DomainError('BOOK_UNKNOWN', { book });
}

/** What is said of an import that is not there: IMPORT_UNKNOWN, or FIGURES_PRUNED where there was one. */
export function unknownImport(db: Database, id: string): never {
  refusePruned(db, 'import', id);
  throw new DomainError('IMPORT_UNKNOWN', { import: id });
}

/** What is said of a project code that is not there: PROJECT_CODE_NOT_OPENED, or FIGURES_PRUNED where there was one. */
export function unknownProjectCode(db: Database, projectCode: string): never {
  refusePruned(db, 'project-code', projectCode);
  throw new DomainError('PROJECT_CODE_NOT_OPENED', { projectCode });
}

/** The books that are pruned, by name: where books are listed, these are missing. */
export const prunedBooks = (db: Database): PrunedBook[] =>
  db
    .prepare(
      "SELECT id AS book, year, max(position) AS decision FROM pruned WHERE kind = 'book' GROUP BY id, year ORDER BY id",
    )
    .all() as PrunedBook[];

/** A code that ever meant codings of some books. */
export interface CodeOfBooks {
  readonly projectCode: string;
  readonly grant: string;
  /** Every book that it ever meant codings of, or has costs in. */
  readonly books: readonly string[];
}

const CODES = `
WITH meant AS (
  SELECT code, grant_id, match.value ->> '$.book' AS book FROM ledger_code, json_each(data, '$.matches') AS match
  UNION SELECT code, grant_id, book FROM cost_share)
SELECT code AS projectCode, grant_id AS "grant", json_group_array(DISTINCT book) AS books FROM meant
WHERE code IN (SELECT code FROM meant WHERE book IN (SELECT value FROM json_each(?)))
GROUP BY code, grant_id ORDER BY code, grant_id`;

/** The codes that ever meant codings of books, or have costs in them, once for each grant that they were of. */
export function codesOfBooks(db: Database, books: readonly string[]): CodeOfBooks[] {
  const rows = db.prepare(CODES).all(JSON.stringify(books)) as (Omit<CodeOfBooks, 'books'> & { books: string })[];
  return rows.map((row) => ({ ...row, books: JSON.parse(row.books) as string[] }));
}

const POSTED = `SELECT grant_id AS "grant", sum(ore) AS ore FROM cost_share
  WHERE book IN (SELECT value FROM json_each(?)) AND position <= ? AND gone > ? GROUP BY grant_id ORDER BY grant_id`;

/** What is posted to each grant in books at a position, in öre. */
export const postedInBooks = (db: Database, books: readonly string[], position: number) =>
  db.prepare(POSTED).all(JSON.stringify(books), position, position) as {
    readonly grant: string;
    readonly ore: number;
  }[];
