import type { AccountRole } from '#ledger';

import type { Booked, CostLedgerTables, Head, LedgerBook } from './cost-ledger.tables.js';
import type { Dialect } from './dialect.js';
import { type Reading, STANDING } from './table.js';

/** The roles whose lines concern a grant although no code may claim them: what was received, and internal items. */
const FOLLOWED: ReadonlySet<AccountRole | null> = new Set(['grant-income', 'grant-liability', 'internal']);

/** Whether lines on an account of this role are kept here: nearly none are, and a book has very many lines. */
export const isFollowed = (role: AccountRole | null): boolean => FOLLOWED.has(role);

type RoleOf = (account: string) => AccountRole | null;
interface Place {
  readonly role: AccountRole | null;
  readonly counterparty: string | null;
}

/** Every recorded line on an account of grants received or of internal items, whether a code claims it or not. */
export class AccountLines {
  constructor(
    private readonly rows: CostLedgerTables,
    private readonly dialect: Dialect,
  ) {}

  /** A line on an account that is followed. */
  add(position: number, { voucher, book, date }: Head, booked: Booked & Place): void {
    const { line, account, role, counterparty, ore, objects } = booked;
    const key = [voucher, line, position, STANDING];
    this.rows.account_line.add([...key, book, date, account, role, counterparty, ore, JSON.stringify(objects)]);
  }

  /** A book was amended, or its chart: rows whose role or counterparty is another now end, and those of now begin. */
  *restate(position: number, before: LedgerBook, { book: facts, roleOf }: BookNow): Reading {
    if (saysOf(before) === saysOf(facts)) return;
    const { book, dimensions } = facts;
    const { voucher, voucher_lines, account_line } = this.rows;
    for (const table of [voucher, voucher_lines]) table.flush();
    const accounts = yield* account_line.all<{ readonly account: string }>(this.accounts(), [book]);
    const followed = accounts
      .map(({ account }) => [account, roleOf(account)] as const)
      .filter(([, role]) => FOLLOWED.has(role));
    const asked = { position, book, roles: JSON.stringify(followed), counterparty: dimensions.counterparty ?? null };
    account_line.run(this.ended(), asked);
    account_line.run(this.begun(), asked);
  }

  private accounts(): string {
    return `SELECT DISTINCT line.value ->> 1 AS account FROM ${this.lines()} WHERE v.book = ? AND v.gone = ${STANDING}`;
  }

  private ended(): string {
    const roleNow = `SELECT role.value ->> 1 FROM ${this.dialect.elements(':roles', 'role')} WHERE role.value ->> 0 = account`;
    return `UPDATE ${this.rows.account_line.name} SET gone = :position WHERE book = :book AND gone = ${STANDING}
      AND (role IS DISTINCT FROM (${roleNow}) OR counterparty IS DISTINCT FROM (${this.counterparty('objects')}))`;
  }

  private begun(): string {
    const { name } = this.rows.account_line;
    const line = 'CAST(line.value ->> 0 AS BIGINT)';
    return `INSERT INTO ${name}
      SELECT v.voucher, ${line}, :position, ${STANDING}, v.book, v.date, line.value ->> 1, role.value ->> 1,
        (${this.counterparty('line.value -> 3')}), CAST(line.value ->> 2 AS BIGINT), line.value -> 3
      FROM ${this.lines()} CROSS JOIN ${this.dialect.elements(':roles', 'role')}
      WHERE v.book = :book AND v.gone = ${STANDING} AND role.value ->> 0 = line.value ->> 1 AND NOT EXISTS
        (SELECT 1 FROM ${name} a WHERE a.voucher = v.voucher AND a.line = ${line} AND a.gone = ${STANDING})`;
  }

  /** The lines that stand, as `line`, with their vouchers `v`. */
  private lines(): string {
    const { voucher, voucher_lines } = this.rows;
    return `${voucher.name} v JOIN ${voucher_lines.name} l ON l.voucher = v.voucher AND l.gone = ${STANDING}
      CROSS JOIN ${this.dialect.elements('l.lines', 'line')}`;
  }

  private counterparty(objects: string): string {
    return `SELECT pair.value ->> 1 FROM ${this.dialect.elements(objects, 'pair')}
      WHERE pair.value ->> 0 = :counterparty LIMIT 1`;
  }
}

/** A book as it now is, and what its accounts are. */
interface BookNow {
  readonly book: LedgerBook;
  readonly roleOf: RoleOf;
}

/** What of a book decides which lines are followed and how: an account's kind never gives it such a role. */
const saysOf = ({ accountRoles, chart, dimensions }: LedgerBook): string =>
  JSON.stringify([
    accountRoles,
    chart.filter(({ role }) => role !== undefined).map(({ account, role }) => [account, role]),
    dimensions.counterparty,
  ]);
