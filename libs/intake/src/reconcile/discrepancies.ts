import { oreToText } from '#kernel';

import { MonthSums } from './month-sums.js';

/**
 * Why the ledger does not hold what its files say: held back (`quarantined`) or turned down by a person (`rejected`), not
 * readable (`refused`), `changed` or `missing` in the source and not accepted, of the same amounts but coded or dated
 * otherwise there (`recoded`), of a code that means it since (`late`: project-code repost takes it), in the file and not in
 * the ledger (`absent`: the same file takes it), of days, series and codes that no file speaks of (`uncovered`).
 */
export const causes = [
  'quarantined',
  'rejected',
  'refused',
  'changed',
  'recoded',
  'missing',
  'late',
  'absent',
  'uncovered',
] as const;
export type Cause = (typeof causes)[number];

interface Named {
  readonly series: string;
  readonly number: string;
  readonly date: string;
}
/** A voucher that the ledger and its files do not agree on. */
export interface Discrepancy extends Named {
  readonly cause: Cause;
  /**
   * By how much, over its accounts without signs; where these agree, over the lines that do not. Null where nobody can say,
   * for the file cannot be read.
   */
  readonly amount: string | null;
}
interface Explained {
  readonly vouchers: number;
  readonly amount: string | null;
}
const MOST_TOLD = 200;

/** What is to be told of a voucher, in öre. */
export interface Explanation {
  readonly cause: Cause;
  /** What the files say less what the ledger holds. */
  readonly difference: MonthSums;
  /** What its lines come to that only the one or the other has, where its accounts agree. */
  readonly ore?: number;
}

/** The vouchers that explain why file and ledger differ. */
export class Discrepancies {
  /** The first two hundred; the counts are of all. */
  readonly vouchers: Discrepancy[] = [];
  /** What they explain: what the files say less what the ledger holds of them. */
  readonly explained = new MonthSums();
  private readonly counts = new Map<Cause, { vouchers: number; ore: number }>();

  add({ series, number, date }: Named, { cause, difference, ore: ofLines = 0 }: Explanation): void {
    const { turnover } = difference;
    const ore = turnover === 0 ? ofLines : turnover;
    const before = this.counts.get(cause) ?? { vouchers: 0, ore: 0 };
    this.counts.set(cause, { vouchers: before.vouchers + 1, ore: before.ore + ore });
    this.explained.addAll(difference);
    if (this.vouchers.length >= MOST_TOLD) return;
    this.vouchers.push({ series, number, date, cause, amount: amountOf(cause, ore) });
  }

  /** How many vouchers of each cause, and by how much in all. */
  toJSON(): Record<Cause, Explained> {
    const told = causes.map((cause) => {
      const { vouchers, ore } = this.counts.get(cause) ?? { vouchers: 0, ore: 0 };
      return [cause, { vouchers, amount: amountOf(cause, ore) }] as const;
    });
    return Object.fromEntries(told) as Record<Cause, Explained>;
  }

  get isNone(): boolean {
    return this.counts.size === 0;
  }
}

const amountOf = (cause: Cause, ore: number): string | null => (cause === 'refused' ? null : oreToText(ore));
