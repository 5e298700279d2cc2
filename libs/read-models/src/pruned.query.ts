import { DomainError } from '#kernel';

import type { Dialect } from './dialect.js';
import type { Rows } from './rows.js';

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
export async function prunedBy(db: Rows, kind: Kind, id: string): Promise<number | null> {
  const sql = 'SELECT max(position) AS decision FROM pruned WHERE kind = ? AND id = ?';
  return (await db.first<{ readonly decision: number | null }>(sql, [kind, id]))?.decision ?? null;
}

/**
 * Refuses with FIGURES_PRUNED what rests on pruned events: it would be less than it was, or nothing. To be asked after what is
 * answered was read: then no decision can have taken any of that away before.
 */
export async function refusePruned(db: Rows, kind: Kind, id: string): Promise<void> {
  const decision = await prunedBy(db, kind, id);
  if (decision !== null) throw new DomainError('FIGURES_PRUNED', { decision, what: `${WORDS[kind]} ${id}` });
}

/** What is said of a book that is not there: BOOK_UNKNOWN, or FIGURES_PRUNED where there was one. */
export async function unknownBook(db: Rows, book: string): Promise<never> {
  await refusePruned(db, 'book', book);
  throw new DomainError('BOOK_UNKNOWN', { book });
}

/** What is said of an import that is not there: IMPORT_UNKNOWN, or FIGURES_PRUNED where there was one. */
export async function unknownImport(db: Rows, id: string): Promise<never> {
  await refusePruned(db, 'import', id);
  throw new DomainError('IMPORT_UNKNOWN', { import: id });
}

/** What is said of a project code that is not there: PROJECT_CODE_NOT_OPENED, or FIGURES_PRUNED where there was one. */
export async function unknownProjectCode(db: Rows, projectCode: string): Promise<never> {
  await refusePruned(db, 'project-code', projectCode);
  throw new DomainError('PROJECT_CODE_NOT_OPENED', { projectCode });
}

/** The books that are pruned, by name: where books are listed, these are missing. */
export const prunedBooks = (db: Rows): Promise<PrunedBook[]> =>
  db.all(
    "SELECT id AS book, year, max(position) AS decision FROM pruned WHERE kind = 'book' GROUP BY id, year ORDER BY id",
  );

/** A code that ever meant codings of some books. */
export interface CodeOfBooks {
  readonly projectCode: string;
  readonly grant: string;
  /** Every book that it ever meant codings of, or has costs in. */
  readonly books: readonly string[];
}

const CODES = ({ elements, texts, gathered }: Dialect) => `
WITH meant AS (
  SELECT code, grant_id, match.value ->> 'book' AS book
  FROM ledger_code CROSS JOIN ${elements("data -> 'matches'", 'match')}
  UNION SELECT code, grant_id, book FROM cost_share)
SELECT code AS "projectCode", grant_id AS "grant", ${gathered('DISTINCT book')} AS books FROM meant
WHERE code IN (SELECT code FROM meant WHERE book IN (SELECT value FROM ${texts('?', 'named')}))
GROUP BY code, grant_id ORDER BY code, grant_id`;

/** The codes that ever meant codings of books, or have costs in them, once for each grant that they were of. */
export async function codesOfBooks(db: Rows, books: readonly string[]): Promise<CodeOfBooks[]> {
  type Row = Omit<CodeOfBooks, 'books'> & { readonly books: string };
  const rows = await db.all<Row>(CODES(db.dialect), [JSON.stringify(books)]);
  return rows.map((row) => ({ ...row, books: (JSON.parse(row.books) as string[]).sort() }));
}

const POSTED = ({ texts }: Dialect) => `SELECT grant_id AS "grant", sum(ore) AS ore FROM cost_share
  WHERE book IN (SELECT value FROM ${texts('?', 'named')}) AND position <= ? AND gone > ? GROUP BY grant_id ORDER BY grant_id`;

/** What is posted to each grant in books at a position, in öre. */
export const postedInBooks = (
  db: Rows,
  books: readonly string[],
  position: number,
): Promise<{ readonly grant: string; readonly ore: number }[]> =>
  db.all(POSTED(db.dialect), [JSON.stringify(books), position, position]);
