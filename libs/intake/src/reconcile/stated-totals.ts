import { oreToText } from '#kernel';

import type { FileSummary } from '../voucher-file.js';
import type { MonthSums } from './month-sums.js';

/** A control total that a file states, against what its own rows sum to; amounts as booked, debit positive. */
export interface StatedTotal {
  readonly import: string;
  /** #UB − #IB and #RES of a year, #PSALDO of a month; of a table its rows of opening and closing balances. */
  readonly label: 'UB-IB' | 'RES' | 'PSALDO';
  readonly stated: string;
  readonly rows: string;
  /** stated − rows. */
  readonly difference: string;
}

/** What the newest file that says it states of an account, and of an account's month. */
export class StatedTotals {
  private readonly totals = new Map<string, StatedTotal>();

  /** Notes what a file states, as far as no newer one that was noted before does; `rows` are all of its own. */
  note(id: string, summary: FileSummary, rows: MonthSums): void {
    const label = 'UB-IB';
    for (const [account, ore] of changes(summary)) {
      this.state(account, { id, label, ore, rows: rows.ofAccount(account) });
    }
    for (const [account, ore] of balancesOf(summary, 'RES')) {
      this.state(account, { id, label: 'RES', ore, rows: rows.ofAccount(account) });
    }
    for (const { account, month, ore } of summary.periods) {
      this.state(`${account}\n${month}`, { id, label: 'PSALDO', ore, rows: rows.of(account, month) });
    }
  }

  /** Of the year where no month is named; null where no file states it. */
  of(account: string, month?: string): StatedTotal | null {
    return this.totals.get(month === undefined ? account : `${account}\n${month}`) ?? null;
  }

  /** Every account, with the month where it is of one. */
  *places(): Iterable<readonly [account: string, month: string | undefined]> {
    for (const key of this.totals.keys()) {
      const [account = '', month] = key.split('\n');
      yield [account, month];
    }
  }

  private state(key: string, { id, label, ore, rows }: Stating): void {
    if (this.totals.has(key)) return;
    const amounts = { stated: oreToText(ore), rows: oreToText(rows), difference: oreToText(ore - rows) };
    this.totals.set(key, { import: id, label, ...amounts });
  }
}

interface Stating {
  readonly id: string;
  readonly label: StatedTotal['label'];
  readonly ore: number;
  readonly rows: number;
}

const balancesOf = ({ balances }: FileSummary, label: 'IB' | 'UB' | 'RES'): ReadonlyMap<string, number> =>
  new Map(
    balances
      .filter((one) => one.label === label && one.objects.length === 0)
      .map(({ account, ore }): [string, number] => [account, ore]),
  );

/** Closing less opening balance. SIE may leave out a balance of zero where it states any; a table says what it says. */
function changes(summary: FileSummary): [account: string, ore: number][] {
  const [opening, closing] = [balancesOf(summary, 'IB'), balancesOf(summary, 'UB')];
  if (closing.size === 0) return [];
  const isTable = summary.kind === 'CSV' || summary.kind === 'XLSX';
  const accounts = [...new Set([...opening.keys(), ...closing.keys()])];
  return accounts
    .filter((account) => !isTable || (opening.has(account) && closing.has(account)))
    .map((account) => [account, (closing.get(account) ?? 0) - (opening.get(account) ?? 0)]);
}
