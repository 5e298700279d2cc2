import type { Matcher, Objects } from '#ledger';
import type { CodedSum } from '#read-models';

import type { PayrollFile, PayrollVoucher } from './payroll-sie.js';

/** Per what day or days totals are made. */
export const PAYROLL_PERIODS = ['month', 'day'] as const;
export type PayrollPeriod = (typeof PAYROLL_PERIODS)[number];

/** What one voucher has of a total; öre. */
export interface CellPart {
  readonly series: string | null;
  readonly number: string | null;
  readonly date: string;
  /** Of its #VER in the file; null of the ledger's. */
  readonly fileLine: number | null;
  readonly ore: number;
}
/** A control total: what is paid, and what is booked, on an account under a project code in one month or day. */
export interface PayrollCell {
  readonly projectCode: string;
  readonly account: string;
  readonly period: string;
  /** The codings that the file has it under, `6:28101`. */
  readonly codings: ReadonlySet<string>;
  readonly paid: readonly CellPart[];
  readonly booked: readonly CellPart[];
}

/**
 * Why lines of the file are no project code's: they bear no coding at all; none that any code of the book means; one that a code
 * means, but not on that day or not with what else stands there.
 */
export type NotOfCode = 'no-coding' | 'unknown-coding' | 'not-then';

/** Lines of the file that no project code means, together; öre. */
export interface UnclaimedSum {
  readonly account: string;
  readonly objects: Objects;
  readonly why: NotOfCode;
  readonly ore: number;
  readonly lines: number;
  /** The first voucher with such a line. */
  readonly fileLine: number;
}

interface Cell extends PayrollCell {
  readonly codings: Set<string>;
  readonly paid: CellPart[];
  readonly booked: CellPart[];
}

/** The control totals of a payroll file beside what is booked under the same project codes. */
export class PayrollCells {
  private readonly cells = new Map<string, Cell>();
  private readonly unclaimedSums = new Map<string, UnclaimedSum>();
  /** Of everything that the file books, and of every month that it speaks of. */
  private readonly accounts: Set<string>;
  private readonly months: ReadonlySet<string>;
  /** What is paid under any project code, each line once; öre. */
  paidOre = 0;

  /** `payAccounts`: those that are somebody's pay in the ledger, whether the file has them or not. */
  constructor(
    { vouchers }: Pick<PayrollFile, 'vouchers'>,
    private readonly asked: {
      readonly matcher: Matcher;
      readonly period: PayrollPeriod;
      readonly payAccounts: Iterable<string>;
    },
  ) {
    this.accounts = new Set([
      ...asked.payAccounts,
      ...vouchers.flatMap(({ lines }) => lines.map((line) => line.account)),
    ]);
    this.months = new Set(vouchers.map(({ date }) => date.slice(0, 7)));
    for (const voucher of vouchers) this.addPaid(voucher);
  }

  /** What the ledger has on an account of pay in a month of the file; anything else is no pay that the file would tell. */
  addBooked({ code, account, date, ...voucher }: CodedSum): void {
    if (!this.accounts.has(account) || !this.months.has(date.slice(0, 7))) return;
    this.cell(code, account, date).booked.push({ ...voucher, date, fileLine: null });
  }

  /** By project code, account and period. */
  sorted(): readonly PayrollCell[] {
    return [...this.cells].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, cell]) => cell);
  }

  get unclaimed(): readonly UnclaimedSum[] {
    return [...this.unclaimedSums].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, sum]) => sum);
  }

  private addPaid(voucher: PayrollVoucher): void {
    const sums = new Map<Cell, number>();
    for (const { account, objects, ore } of voucher.lines) {
      const codes = this.asked.matcher.claims(objects, voucher.date);
      if (codes.length === 0) this.addUnclaimed(voucher, { account, objects, ore });
      else this.paidOre += ore;
      for (const { projectCode } of codes) {
        const cell = this.cell(projectCode, account, voucher.date);
        cell.codings.add(codingOf(objects));
        sums.set(cell, (sums.get(cell) ?? 0) + ore);
      }
    }
    const { series, number, date, fileLine } = voucher;
    for (const [cell, ore] of sums) cell.paid.push({ series, number, date, fileLine, ore });
  }

  private addUnclaimed(
    { fileLine }: PayrollVoucher,
    { account, objects, ore }: { readonly account: string; readonly objects: Objects; readonly ore: number },
  ): void {
    const key = JSON.stringify([account, codingOf(objects)]);
    const before = this.unclaimedSums.get(key) ?? {
      account,
      objects,
      why: this.whyNot(objects),
      ore: 0,
      lines: 0,
      fileLine,
    };
    this.unclaimedSums.set(key, { ...before, ore: before.ore + ore, lines: before.lines + 1 });
  }

  private whyNot(objects: Objects): NotOfCode {
    if (objects.length === 0) return 'no-coding';
    const { wanted } = this.asked.matcher;
    const isMeant = objects.some(([dimension, object]) => wanted.get(dimension)?.has(object) === true);
    return isMeant ? 'not-then' : 'unknown-coding';
  }

  private cell(projectCode: string, account: string, date: string): Cell {
    const period = this.asked.period === 'month' ? date.slice(0, 7) : date;
    const key = JSON.stringify([projectCode, account, period]);
    const cell = this.cells.get(key) ?? { projectCode, account, period, codings: new Set(), paid: [], booked: [] };
    this.cells.set(key, cell);
    return cell;
  }
}

/** Dimension and object of each, in the order of the dimensions. */
export const codingOf = (objects: Objects): string =>
  objects
    .map(([dimension, object]) => `${dimension}:${object}`)
    .sort()
    .join(' ');
