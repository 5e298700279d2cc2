import { LocalDate, oreToText } from '#kernel';
import type { BookFacts } from '#ledger';

import type { StandingFile } from '../standing-files.js';
import type { FileSummary } from '../voucher-file.js';
import type { MonthSums } from './month-sums.js';

/** A control total that a file states, against its own rows and the ledger; amounts as booked, debit positive. */
export interface StatedTotal {
  readonly import: string;
  /** #UB − #IB and #RES of a year, #PSALDO of a month; of a table its rows of opening and closing balances. */
  readonly label: 'UB-IB' | 'RES' | 'PSALDO';
  readonly stated: string;
  readonly rows: string;
  /**
   * What the ledger holds up to the file's last day, with whole vouchers that scope `grant` left out. Null of a table and
   * of an extract, which state totals of their own rows.
   */
  readonly ledger: string | null;
  /** stated − ledger, or stated − rows where that is null. */
  readonly difference: string;
}

/** A file as far as its totals go. */
interface StatingFile {
  readonly file: Pick<StandingFile, 'of'>;
  readonly summary: FileSummary;
  /** What all its own rows sum to. */
  readonly rows: MonthSums;
}
interface Stated extends Pick<StatedTotal, 'import' | 'label'> {
  readonly ore: number;
  readonly rows: number;
  /** The last day that the file speaks of. */
  readonly lastDay: string;
  /** Whether the totals are of its own rows alone, and not of all that is booked. */
  readonly isOfRows: boolean;
}
interface Asked {
  readonly form: BookFacts['form'];
  /** The last accounting date that is asked for. */
  readonly lastDay: string;
  /** What the ledger holds up to a day; asked once all files are noted. */
  readonly ledgerUntil: (day: string) => Promise<MonthSums>;
}

/** What the newest file that says it states of an account, and of an account's month, as far as the days asked for go. */
export class StatedTotals {
  private readonly totals = new Map<string, Stated>();
  private readonly ledgers = new Map<string, MonthSums>();

  constructor(private readonly asked: Asked) {}

  /** Notes what a file states, as far as no newer one that was noted before does. */
  note({ file, summary, rows }: StatingFile): void {
    const { import: id, completed } = file.of;
    const lastDay = completed.coverage?.to;
    if (lastDay === undefined) return;
    // A table's balances are of its own period, which need not begin with the year.
    const of = { import: id, lastDay, isOfRows: this.asked.form === 'extract' || isTable(summary) };
    for (const [account, ore] of changes(summary)) {
      this.state([account], { ...of, label: 'UB-IB', ore, rows: rows.ofAccount(account) });
    }
    for (const [account, ore] of balancesOf(summary, 'RES')) {
      this.state([account], { ...of, label: 'RES', ore, rows: rows.ofAccount(account) });
    }
    for (const { account, month, ore } of summary.periods) {
      this.state([account, month], { ...of, label: 'PSALDO', ore, rows: rows.of(account, month) });
    }
  }

  /** Reads what the ledger holds up to the last day of each file; before anything is asked, and after all files are noted. */
  async readLedgers(): Promise<void> {
    const held = [...this.totals.values()].filter(({ isOfRows }) => !isOfRows);
    for (const day of new Set(held.map(({ lastDay }) => lastDay))) {
      this.ledgers.set(day, await this.asked.ledgerUntil(day));
    }
  }

  /** Of the year where no month is named; null where no file states it. */
  of(account: string, month?: string): StatedTotal | null {
    const total = this.totals.get(keyOf(account, month));
    if (total === undefined) return null;
    const { import: id, label, ore, rows, isOfRows, lastDay } = total;
    const ledger = isOfRows ? null : amountOf(this.ledgerOn(lastDay), account, month);
    return {
      ...{ import: id, label, stated: oreToText(ore), rows: oreToText(rows) },
      ...{ ledger: ledger === null ? null : oreToText(ledger), difference: oreToText(ore - (ledger ?? rows)) },
    };
  }

  /** Every account, with the month where it is of one. */
  *places(): Iterable<readonly [account: string, month: string | undefined]> {
    for (const key of this.totals.keys()) {
      const [account = '', month] = key.split('\n');
      yield [account, month];
    }
  }

  private state([account, month]: readonly [account: string, month?: string], stated: Stated): void {
    const key = keyOf(account, month);
    if (!this.totals.has(key) && this.isAsked(stated, month)) this.totals.set(key, stated);
  }

  /** Of a file that goes on after the last day asked for, only the months that are over then. */
  private isAsked({ lastDay }: Stated, month: string | undefined): boolean {
    if (lastDay <= this.asked.lastDay) return true;
    return month !== undefined && isOver(month, this.asked.lastDay);
  }

  private ledgerOn(day: string): MonthSums {
    const ledger = this.ledgers.get(day);
    if (ledger === undefined) throw new Error('A total of a day that the ledger was not read for');
    return ledger;
  }
}

const keyOf = (account: string, month: string | undefined): string =>
  month === undefined ? account : `${account}\n${month}`;
const amountOf = (sums: MonthSums, account: string, month: string | undefined): number =>
  month === undefined ? sums.ofAccount(account) : sums.of(account, month);
function isOver(month: string, day: string): boolean {
  const next = (Number.parseInt(day.slice(8), 10) + 1).toString().padStart(2, '0');
  const of = day.slice(0, 7);
  return month < of || (month === of && !LocalDate.isValid(`${of}-${next}`));
}

const isTable = ({ kind }: FileSummary): boolean => kind === 'CSV' || kind === 'XLSX';

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
  const accounts = [...new Set([...opening.keys(), ...closing.keys()])];
  return accounts
    .filter((account) => !isTable(summary) || (opening.has(account) && closing.has(account)))
    .map((account) => [account, (closing.get(account) ?? 0) - (opening.get(account) ?? 0)]);
}
