import { oreToText, textToOre } from '#kernel';
import type { PayShare } from '#ledger';

import type { RefusedRow } from './paid-row.js';
import type { PaidLine } from './salary-line.js';

interface Amounts {
  /** Of the lines, in SEK. */
  readonly amount: string;
  /** What of it is told by shares of pay. */
  readonly linked: string;
  /** What is not: the gap. */
  readonly missing: string;
}

/** A line of a voucher with how much of it is whose pay. */
export interface SalaryTaken extends Amounts {
  readonly series: string;
  readonly number: string;
  readonly line: number;
  readonly persons: number;
  /** It was told so before. */
  readonly known: boolean;
}

/** What became of a file of pay. It names nobody. */
export interface SalaryReport {
  readonly book: string;
  readonly format: 'paxml' | 'table';
  readonly dryRun: boolean;
  readonly lines: readonly SalaryTaken[];
  readonly totals: Amounts;
  /** How many persons' pay it is, and how many of them were not known before. */
  readonly persons: number;
  readonly registered: number;
  /** Employment numbers that the file gives another personal number than was known: they are left with the first. */
  readonly numbersOfTwo: number;
  /** Rows of absence and health, left unread. */
  readonly absenceDropped: number;
  /** Postings of payslips that are no cost of a grant: nothing of them is kept. */
  readonly outside: number;
  readonly refusals: readonly RefusedRow[];
  readonly position: number;
}

const amountsOf = (ore: number, linked: number): Amounts => ({
  ...{ amount: oreToText(ore), linked: oreToText(linked), missing: oreToText(ore - linked) },
});

export function takenOf({ voucher, line, ore }: PaidLine, shares: readonly PayShare[], known: boolean): SalaryTaken {
  const linked = shares.reduce((sum, { amount }) => sum + textToOre(amount), 0);
  const persons = new Set(shares.map(({ person }) => person)).size;
  return { series: voucher.series, number: voucher.number, line, ...amountsOf(ore, linked), persons, known };
}

export const totalsOf = (lines: readonly SalaryTaken[]): Amounts => {
  const sum = (of: 'amount' | 'linked') => lines.reduce((total, line) => total + textToOre(line[of]), 0);
  return amountsOf(sum('amount'), sum('linked'));
};
