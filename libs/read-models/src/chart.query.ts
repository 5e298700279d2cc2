import { oreToText } from '#kernel';
import { type AccountRole, type AccountRoles, type ChartAccount, roles, roleWithSource } from '#ledger';

import { bookSums } from './book-sums.query.js';
import type { LedgerBook } from './cost-ledger.tables.js';
import { CREDIT, DEBIT } from './dialect.js';
import { books } from './lists.query.js';
import { dayOf, type Moment, stamp } from './moment.js';
import { refusePruned } from './pruned.query.js';
import type { Rows } from './rows.js';

/** An account of a book's chart: its kind (#KTYP), and its role with what says it; null where nothing does. */
export interface ChartRow {
  readonly account: string;
  readonly name: string;
  readonly kind: NonNullable<ChartAccount['type']> | null;
  readonly role: AccountRole | null;
  readonly source: 'own' | 'range' | 'kind' | null;
}
/** A book's chart of accounts (kontoplan), and the ranges that give roles to accounts in and outside it. */
export interface BookChart {
  readonly book: string;
  readonly position: number;
  readonly perDate?: string;
  readonly accounts: readonly ChartRow[];
  readonly ranges: AccountRoles;
}

/** Recorded lines: how many, and their debit and credit, both positive. */
export interface LineSums {
  readonly lines: number;
  readonly debit: string;
  readonly credit: string;
}
/** What stands on an account: the lines that any project code means, and all that are recorded. */
export interface AccountUse {
  readonly matched: LineSums;
  readonly recorded: LineSums;
}
/** An account without a role, of which nothing can be said to be a cost or none. */
export interface AccountGap extends AccountUse {
  readonly account: string;
  /** Null where the chart does not name it. */
  readonly name: string | null;
  readonly kind: ChartRow['kind'];
}
/** The accounts of a book without a role that lines are recorded on. */
export interface ChartGaps extends AccountUse {
  readonly book: string;
  readonly position: number;
  readonly perDate?: string;
  readonly accounts: readonly AccountGap[];
}

/**
 * The chart of a book at a moment, by account; undefined where the book was not opened by then. Refuses with FIGURES_PRUNED.
 */
export async function chart(db: Rows, book: string, moment: Moment): Promise<BookChart | undefined> {
  const facts = await bookAt(db, book, moment);
  await refusePruned(db, 'book', book);
  if (facts === undefined) return undefined;
  const accounts = [...facts.chart].sort(byAccount).map(({ account, name, type = null }): ChartRow => {
    const { role, source } = roleWithSource(facts, account) ?? { role: null, source: null };
    return { account, name, kind: type, role, source };
  });
  return { book, ...stamp(moment), accounts, ranges: facts.accountRoles };
}

/**
 * The accounts of a book that have lines and no role at a moment; undefined where the book was not opened by then. Refuses
 * with FIGURES_PRUNED.
 */
export async function chartGaps(db: Rows, book: string, moment: Moment): Promise<ChartGaps | undefined> {
  const facts = await bookAt(db, book, moment);
  const sums = await sumsPerAccount(db, book, moment);
  await refusePruned(db, 'book', book);
  if (facts === undefined) return undefined;
  const roleOf = roles(facts);
  const used = [...sums].filter(([account]) => roleOf(account) === null);
  const accounts = used.map(([account, use]): AccountGap => {
    const known = facts.chart.find((one) => one.account === account);
    return { account, name: known?.name ?? null, kind: known?.type ?? null, ...inKronor(use) };
  });
  const together = used.reduce<Use>((sum, [, one]) => add(sum, one), NOTHING);
  return { book, ...stamp(moment), accounts, ...inKronor(together) };
}

/** What stands on each account of a book that has any line at a moment, in the accounts' order. */
export async function accountUse(db: Rows, book: string, moment: Moment): Promise<ReadonlyMap<string, AccountUse>> {
  return new Map([...(await sumsPerAccount(db, book, moment))].map(([account, sums]) => [account, inKronor(sums)]));
}

const bookAt = async (db: Rows, book: string, moment: Moment): Promise<LedgerBook | undefined> =>
  (await books(db, moment)).find((one) => one.book === book);
const byAccount = (one: ChartAccount, other: ChartAccount) => (one.account < other.account ? -1 : 1);

interface Sums {
  readonly lines: number;
  readonly debit: number;
  readonly credit: number;
}
interface Use {
  readonly matched: Sums;
  readonly recorded: Sums;
}
const NONE: Sums = { lines: 0, debit: 0, credit: 0 };
const NOTHING: Use = { matched: NONE, recorded: NONE };

// A line that two codes claim is one line.
const MATCHED = `
SELECT account, count(*) AS lines, ${DEBIT} AS debit, ${CREDIT} AS credit FROM (
  SELECT DISTINCT voucher, line, account, ore FROM ledger_line
  WHERE book = :book AND position <= :position AND gone > :position AND date <= :day) AS line GROUP BY account`;

async function sumsPerAccount(db: Rows, book: string, moment: Moment): Promise<ReadonlyMap<string, Use>> {
  const asked = { book, position: moment.position, day: dayOf(moment) };
  const matched = await db.all<Sums & { readonly account: string }>(MATCHED, asked);
  const ofCodes = new Map(matched.map(({ account, ...sums }) => [account, sums]));
  const found = new Map<string, Use>();
  for (const { account, lines, debit, credit } of await bookSums(db, book, moment)) {
    if (lines === 0) continue; // Of an account that scope `grant` left out no line is recorded.
    const before = found.get(account) ?? { matched: ofCodes.get(account) ?? NONE, recorded: NONE };
    found.set(account, add(before, { matched: NONE, recorded: { lines, debit, credit } }));
  }
  return found;
}

const add = (one: Use, other: Use): Use => ({
  matched: plus(one.matched, other.matched),
  recorded: plus(one.recorded, other.recorded),
});
const plus = (one: Sums, other: Sums): Sums => ({
  lines: one.lines + other.lines,
  debit: one.debit + other.debit,
  credit: one.credit + other.credit,
});
const inKronor = ({ matched, recorded }: Use): AccountUse => ({ matched: texts(matched), recorded: texts(recorded) });
const texts = ({ lines, debit, credit }: Sums): LineSums => ({
  lines,
  debit: oreToText(debit),
  credit: oreToText(credit),
});
