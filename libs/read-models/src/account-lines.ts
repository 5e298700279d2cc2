import type { AccountRole } from '#ledger';

import type { Booked, CostLedgerTables, Head, LedgerBook } from './cost-ledger.tables.js';
import { STANDING } from './table.js';

/** The roles whose lines concern a grant although no code may claim them: what was received, and internal items. */
const FOLLOWED: ReadonlySet<AccountRole | null> = new Set(['grant-income', 'grant-liability', 'internal']);

/** Whether lines on an account of this role are kept here: nearly none are, and a book has very many lines. */
export const isFollowed = (role: AccountRole | null): boolean => FOLLOWED.has(role);

type RoleOf = (account: string) => AccountRole | null;
interface Place {
  readonly role: AccountRole | null;
  readonly counterparty: string | null;
}

const LINES = `voucher v JOIN voucher_lines l ON l.voucher = v.voucher AND l.gone = ${STANDING}
  JOIN json_each(l.lines) AS line`;
const ofDimension = (objects: string) =>
  `(SELECT pair.value ->> 1 FROM json_each(${objects}) AS pair WHERE pair.value ->> 0 = :counterparty LIMIT 1)`;
const ACCOUNTS = `SELECT DISTINCT line.value ->> 1 AS account FROM ${LINES} WHERE v.book = ? AND v.gone = ${STANDING}`;
const END = `UPDATE account_line SET gone = :position WHERE book = :book AND gone = ${STANDING}
  AND (role IS NOT (SELECT value FROM json_each(:roles) WHERE key = account)
    OR counterparty IS NOT ${ofDimension('objects')})`;
const BEGIN = `INSERT INTO account_line
  SELECT v.voucher, line.value ->> 0, :position, ${STANDING}, v.book, v.date, line.value ->> 1, role.value,
    ${ofDimension("line.value, '$[3]'")}, line.value ->> 2, line.value -> 3
  FROM ${LINES} JOIN json_each(:roles) AS role ON role.key = line.value ->> 1
  WHERE v.book = :book AND v.gone = ${STANDING} AND NOT EXISTS (SELECT 1 FROM account_line a
    WHERE a.voucher = v.voucher AND a.line = line.value ->> 0 AND a.gone = ${STANDING})`;

/** Every recorded line on an account of grants received or of internal items, whether a code claims it or not. */
export class AccountLines {
  constructor(private readonly rows: CostLedgerTables) {}

  /** A line on an account that is followed. */
  add(position: number, { voucher, book, date }: Head, booked: Booked & Place): void {
    const { line, account, role, counterparty, ore, objects } = booked;
    const key = [voucher, line, position, STANDING];
    this.rows.account_line.add([...key, book, date, account, role, counterparty, ore, JSON.stringify(objects)]);
  }

  /** A book was amended, or its chart: rows whose role or counterparty is another now end, and those of now begin. */
  restate(position: number, before: LedgerBook, after: { readonly book: LedgerBook; readonly roleOf: RoleOf }): void {
    if (saysOf(before) === saysOf(after.book)) return;
    const { book, dimensions } = after.book;
    for (const table of [this.rows.voucher, this.rows.voucher_lines]) table.flush();
    const accounts = this.rows.account_line.all<{ readonly account: string }>(ACCOUNTS, book);
    const followed = accounts
      .map(({ account }) => [account, after.roleOf(account)] as const)
      .filter(([, role]) => FOLLOWED.has(role));
    const roles = JSON.stringify(Object.fromEntries(followed));
    const asked = { position, book, roles, counterparty: dimensions.counterparty ?? null };
    this.rows.account_line.run(END, asked);
    this.rows.account_line.run(BEGIN, asked);
  }
}

/** What of a book decides which lines are followed and how: an account's kind never gives it such a role. */
const saysOf = ({ accountRoles, chart, dimensions }: LedgerBook): string =>
  JSON.stringify([
    accountRoles,
    chart.filter(({ role }) => role !== undefined).map(({ account, role }) => [account, role]),
    dimensions.counterparty,
  ]);
