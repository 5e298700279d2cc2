import { oreToText, textToOre } from '#kernel';
import { type AccountRole, isGrantAccount, roles } from '#ledger';

import type { LedgerBook } from './cost-ledger.tables.js';
import { CREDIT, DEBIT } from './dialect.js';
import { type StandingImport, standingImports } from './imports.query.js';
import { books } from './lists.query.js';
import { dayOf, type Moment, stamp } from './moment.js';
import { type PrunedBook, prunedBooks, refusePruned } from './pruned.query.js';
import type { Rows } from './rows.js';

type Objects = readonly (readonly [dimension: string, object: string])[];

/** What was booked: how many lines, and their debit and credit, both positive. */
interface Movements {
  readonly lines: number;
  readonly debit: string;
  readonly credit: string;
}
/**
 * What a file states of an account, or of objects on it, against what the ledger holds; amounts as booked, debit positive.
 * Null is what no file states, or what rests on it: never zero.
 */
interface HeldAgainst {
  /** #IB or #OIB. */
  readonly opening: string | null;
  /** Opening and movements together; of a result account, which begins each year at zero, the movements alone. */
  readonly closing: string | null;
  /** #UB, #RES or #OUB. */
  readonly stated: string | null;
  /** closing − stated. */
  readonly difference: string | null;
}
/** An account of grants received (bidragsintäkt) or of grants not yet earned (bidragsskuld). */
export interface GrantAccount extends HeldAgainst, Movements {
  readonly book: string;
  readonly account: string;
  readonly name: string | null;
  readonly role: 'grant-income' | 'grant-liability';
  /** The import whose file states the balances: the newest that does. */
  readonly import: string | null;
  readonly months: readonly (Movements & { readonly month: string })[];
  readonly objects: readonly (HeldAgainst & Movements & { readonly objects: Objects })[];
  /** Lines that no project code claims: they are attributed to no grant. */
  readonly withoutCode: Movements;
}
/** The accounts of grants received of one book, or of every one. */
export interface GrantAccounts {
  readonly position: number;
  readonly perDate?: string;
  readonly accounts: readonly GrantAccount[];
  /** Books whose accounts are missing, since decisions have pruned them. */
  readonly pruned: readonly PrunedBook[];
}

/**
 * Cash, income and debt kept apart: what is booked on accounts of grants, with and without a code, and what files state.
 * Refuses with FIGURES_PRUNED.
 */
export async function grantAccounts(db: Rows, moment: Moment, book?: string): Promise<GrantAccounts> {
  const asked = (await books(db, moment)).filter((one) => book === undefined || one.book === book);
  const accounts: GrantAccount[] = [];
  for (const facts of asked) accounts.push(...(await OfBook.read(db, moment, facts)).accounts());
  if (book !== undefined) await refusePruned(db, 'book', book);
  return { ...stamp(moment), accounts, pruned: book === undefined ? await prunedBooks(db) : [] };
}

/** Lines on accounts of grants that no project code claims, per account. */
export interface Unattributed {
  readonly book: string;
  readonly account: string;
  readonly ore: number;
  readonly lines: number;
  readonly position: number;
}
const IS_OF_GRANT = "role IN ('grant-income', 'grant-liability')";
const STANDS = 'position <= :position AND gone > :position';
const IS_CODED = `EXISTS (SELECT 1 FROM ledger_line l WHERE l.voucher = a.voucher AND l.line = a.line
  AND l.position <= :position AND l.gone > :position)`;
const UNATTRIBUTED = `SELECT book, account, sum(ore) AS ore, count(*) AS lines, max(position) AS position
  FROM account_line a WHERE ${STANDS} AND ${IS_OF_GRANT} AND date <= :day AND NOT ${IS_CODED}
  GROUP BY book, account ORDER BY book, account`;

/** What is booked on accounts of grants without a code, by book and account. */
export const unattributed = (db: Rows, moment: Moment): Promise<Unattributed[]> =>
  db.all(UNATTRIBUTED, { position: moment.position, day: dayOf(moment) });

interface Row {
  readonly account: string;
  readonly month: string;
  readonly objects: string;
  readonly coded: 0 | 1;
  readonly lines: number;
  readonly debit: number;
  readonly credit: number;
}
const ROWS = `SELECT account, substr(date, 1, 7) AS month, CAST(objects AS TEXT) AS objects,
    CASE WHEN ${IS_CODED} THEN 1 ELSE 0 END AS coded, count(*) AS lines, ${DEBIT} AS debit, ${CREDIT} AS credit
  FROM account_line a WHERE book = :book AND ${STANDS} AND ${IS_OF_GRANT} AND date <= :day
  GROUP BY 1, 2, 3, 4 ORDER BY 1, 2`;

type Stated = NonNullable<StandingImport['completed']['balances']>[number];

/** What is booked, and the files that state balances, the newest first. */
interface Said {
  readonly rows: readonly Row[];
  readonly imports: readonly StandingImport[];
}

class OfBook {
  private readonly roleOf: (account: string) => AccountRole | null;

  private constructor(
    private readonly moment: Moment,
    private readonly book: LedgerBook,
    private readonly said: Said,
  ) {
    this.roleOf = roles(book);
  }

  static async read(db: Rows, moment: Moment, book: LedgerBook): Promise<OfBook> {
    const rows = await db.all<Row>(ROWS, { book: book.book, position: moment.position, day: dayOf(moment) });
    const imports = (await standingImports(db, moment, book.book)).reverse();
    return new OfBook(moment, book, { rows, imports });
  }

  accounts(): GrantAccount[] {
    const stated = this.said.imports.flatMap(({ completed }) =>
      (completed.balances ?? []).map(({ account }) => account),
    );
    const charted = this.book.chart.map(({ account }) => account);
    const named = new Set([...this.said.rows.map(({ account }) => account), ...stated, ...charted]);
    return [...named]
      .filter((account) => isGrantAccount(this.roleOf(account)))
      .sort()
      .map((account) => this.account(account));
  }

  private account(account: string): GrantAccount {
    const role = this.roleOf(account) as GrantAccount['role'];
    const rows = this.said.rows.filter((row) => row.account === account);
    const from = this.said.imports.find(({ completed }) => completed.balances?.some((one) => one.account === account));
    const stated = (from?.completed.balances ?? []).filter((one) => one.account === account);
    const whole = stated.filter(({ objects }) => objects.length === 0);
    const months = [...new Set(rows.map(({ month }) => month))];
    return {
      ...{ book: this.book.book, account, role },
      name: this.book.chart.find((one) => one.account === account)?.name ?? null,
      import: from?.import ?? null,
      ...this.heldAgainst(whole, rows, role === 'grant-income'),
      months: months.map((month) => ({ month, ...movementsOf(rows.filter((row) => row.month === month)) })),
      objects: this.objectsOf(stated, rows),
      withoutCode: movementsOf(rows.filter(({ coded }) => coded === 0)),
    };
  }

  private objectsOf(stated: readonly Stated[], rows: readonly Row[]): GrantAccount['objects'] {
    const named = new Map(
      stated.filter(({ objects }) => objects.length > 0).map(({ objects }) => [JSON.stringify(objects), objects]),
    );
    return [...named].map(([key, objects]) => {
      const ofObjects = rows.filter((row) => bear(JSON.parse(row.objects) as Objects, objects));
      const own = stated.filter((one) => JSON.stringify(one.objects) === key);
      return { objects, ...this.heldAgainst(own, ofObjects, false) };
    });
  }

  private heldAgainst(stated: readonly Stated[], rows: readonly Row[], isResult: boolean): HeldAgainst & Movements {
    const amountOf = (...labels: Stated['label'][]): number | null => {
      const found = stated.find(({ label }) => labels.includes(label));
      return found === undefined ? null : textToOre(found.amount);
    };
    const opening = amountOf('IB', 'OIB');
    const base = opening ?? (isResult ? 0 : null);
    const closing = base === null ? null : base + rows.reduce((sum, { debit, credit }) => sum + debit - credit, 0);
    // What a file states is of its own end, and no other day can be held against it.
    const end = this.moment.perDate === undefined ? amountOf('UB', 'RES', 'OUB') : null;
    const difference = closing === null || end === null ? null : closing - end;
    return {
      ...{ opening: text(opening), ...movementsOf(rows) },
      ...{ closing: text(closing), stated: text(end), difference: text(difference) },
    };
  }
}

const text = (ore: number | null): string | null => (ore === null ? null : oreToText(ore));
const bear = (objects: Objects, asked: Objects): boolean =>
  asked.every(([dimension, object]) => objects.some(([of, one]) => of === dimension && one === object));

function movementsOf(rows: readonly Row[]): Movements {
  const sum = (of: 'lines' | 'debit' | 'credit') => rows.reduce((total, row) => total + row[of], 0);
  return { lines: sum('lines'), debit: oreToText(sum('debit')), credit: oreToText(sum('credit')) };
}
