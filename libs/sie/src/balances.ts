import { oreToText } from '#kernel';

import type { AccountSums } from './account-sums.js';
import type { SieObject } from './voucher.js';

/** An account whose lines do not lead to the balance that the file states for it. Canonical amounts. */
export interface UnreconciledAccount {
  readonly account: string;
  /** What the file states: its #UB, or its #RES. */
  readonly expected: string;
  /** What the file's lines give: #IB + the sum of its #TRANS, or that sum alone. */
  readonly actual: string;
  /** actual − expected. */
  readonly difference: string;
}

export type BalanceLabel = 'IB' | 'UB' | 'RES';

/** A balance as the file states it for the current year, of an account or of objects on it; whole öre. */
export interface StatedBalance {
  readonly label: BalanceLabel | 'OIB' | 'OUB';
  readonly account: string;
  /** None for a balance of the whole account. */
  readonly objects: readonly SieObject[];
  readonly ore: number;
}

/** What a file states for an account in one month (#PSALDO, without objects); whole öre. */
export interface StatedPeriod {
  readonly account: string;
  /** `2026-03`. */
  readonly month: string;
  readonly ore: number;
}

/** The balances that a file states for the current year (year 0), in whole öre. */
export class Balances {
  /** Balances of objects, and sums per month, as they stand. */
  readonly ofObjects: StatedBalance[] = [];
  readonly ofPeriods: StatedPeriod[] = [];
  private readonly opening = new Map<string, number>();
  private readonly closing = new Map<string, number>();
  private readonly result = new Map<string, number>();

  /** An account has one balance of each kind; of several the last one holds. */
  state(label: BalanceLabel, account: string, ore: number): void {
    ({ IB: this.opening, UB: this.closing, RES: this.result })[label].set(account, ore);
  }

  /** Every balance that is stated, those of whole accounts first. */
  get stated(): readonly StatedBalance[] {
    const labels = { IB: this.opening, UB: this.closing, RES: this.result };
    const whole = Object.entries(labels).flatMap(([label, balances]) =>
      [...balances].map(([account, ore]) => ({ label: label as BalanceLabel, account, objects: [], ore })),
    );
    return [...whole, ...this.ofObjects];
  }

  get isEmpty(): boolean {
    return this.opening.size + this.closing.size + this.result.size === 0;
  }

  /**
   * Compares what is stated with what is booked, account by account. A balance of zero may be left out; an account that
   * is booked and stated nowhere is compared with zero where the file states both closing balances and results.
   */
  unreconciled(sums: AccountSums): UnreconciledAccount[] {
    const found: UnreconciledAccount[] = [];
    const compare = (account: string, expected: number, actual: number) => {
      if (expected !== actual) found.push(difference(account, expected, actual));
    };
    for (const account of new Set([...this.opening.keys(), ...this.closing.keys()])) {
      if (this.closing.size === 0) break;
      compare(account, this.closing.get(account) ?? 0, (this.opening.get(account) ?? 0) + sums.of(account));
    }
    for (const [account, expected] of this.result) compare(account, expected, sums.of(account));
    for (const account of this.statedNowhere(sums)) compare(account, 0, sums.of(account));
    return found.sort((first, second) => (first.account < second.account ? -1 : 1));
  }

  private *statedNowhere(sums: AccountSums): Generator<string> {
    if (this.closing.size === 0 || this.result.size === 0) return;
    for (const account of sums.accounts()) {
      if (!this.opening.has(account) && !this.closing.has(account) && !this.result.has(account)) yield account;
    }
  }
}

const difference = (account: string, expected: number, actual: number): UnreconciledAccount => ({
  account,
  expected: oreToText(expected),
  actual: oreToText(actual),
  difference: oreToText(actual - expected),
});
