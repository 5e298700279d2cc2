import { DomainError, oreToText } from '#kernel';
import { books, imports, type Moment, type StandingImport, unknownBook } from '#read-models';

import type { Bidragsbok } from '../bidragsbok.js';
import { type StandingFile, standingFiles } from '../standing-files.js';
import type { Progress } from '../voucher-file.js';
import { Audit } from './audit.js';
import type { Discrepancies, Discrepancy } from './discrepancies.js';
import { ledgerSums } from './ledger-sums.js';
import type { MonthSums } from './month-sums.js';
import type { StatedTotal } from './stated-totals.js';

/** What a file says of an account against what the ledger holds; amounts as booked, debit positive. */
interface HeldAgainst {
  /** A control total of the newest file that states one; null where none does. */
  readonly stated: StatedTotal | null;
  /** What the rows of the files sum to, each voucher by the newest file that speaks of it. */
  readonly file: string;
  /** Of that, vouchers that scope `grant` left out: no project code means a line of them. */
  readonly leftOut: string;
  /** Recorded lines, and what was left out of recorded vouchers. */
  readonly ledger: string;
  /** file − leftOut − ledger. */
  readonly difference: string;
}
export interface ReconciledMonth extends HeldAgainst {
  readonly month: string;
  /** The import since whose file the two have differed without a break; null where they agree, or no import tells it. */
  readonly since: string | null;
}
export interface ReconciledAccount extends HeldAgainst {
  readonly account: string;
  readonly name: string | null;
  readonly months: readonly ReconciledMonth[];
}
/** Whether the ledger of a book is complete, with the figures that say so. */
export interface Reconciliation {
  readonly book: string;
  readonly position: number;
  readonly perDate?: string;
  /** Every account and month agrees, every stated total does, no voucher of a file waits, and no file is half taken in. */
  readonly complete: boolean;
  /** Accounts and months that agree, and those that differ. */
  readonly agree: number;
  readonly differ: number;
  /** Control totals that the newest files state, and those that do not agree: with the ledger, or else with their own rows. */
  readonly stated: { readonly agree: number; readonly differ: number };
  /** Why: how many vouchers, and by how much they differ over their accounts without signs. */
  readonly explained: ReturnType<Discrepancies['toJSON']>;
  /** What no voucher explains, over accounts and months without signs: anything but zero is a fault to be looked into. */
  readonly unexplained: string;
  /** Rows of tables that could not be read and of which not even the voucher is known. */
  readonly unknownRows: number;
  /** Imports that were cut off, of which nobody has run the rest. */
  readonly unfinished: readonly string[];
  /** The first two hundred vouchers that explain it. */
  readonly vouchers: readonly Discrepancy[];
  /** The files that stand, the newest first; `isRead` where any of it still has the last word. */
  readonly files: readonly (Pick<StandingImport, 'import' | 'sha256' | 'scope'> &
    Pick<StandingImport['completed'], 'generated' | 'coverage' | 'kind'> & { readonly isRead: boolean })[];
  readonly accounts: readonly ReconciledAccount[];
}
interface Reconcile {
  readonly book: string;
  readonly moment: Moment;
  readonly progress?: ((progress: Progress) => void) | undefined;
}

/**
 * Holds a book against the files that it was taken from, per account and month, reading them again. Refuses with
 * BOOK_UNKNOWN, FIGURES_PRUNED, BOOK_WITHOUT_FILES, KEPT_FILE_MISSING, KEPT_FILE_DAMAGED, DISK_FULL.
 */
export async function reconcile(to: Bidragsbok, { book, moment, progress }: Reconcile): Promise<Reconciliation> {
  const { db } = to.models;
  const facts = (await books(db, moment)).find((one) => one.book === book) ?? (await unknownBook(db, book));
  const files = await standingFiles(to, moment, book);
  const ledger = await ledgerSums(to, book, moment);
  if (files.length === 0 && ledger.isEmpty) throw new DomainError('BOOK_WITHOUT_FILES', { book });
  const audit = await Audit.begin(to, files, { facts, moment, progress });
  await audit.run();
  const unfinished = (await imports(to.models.db, moment, book))
    .filter(({ completed, undone }) => completed === null && undone === null)
    .map((one) => one.import);
  const names = new Map(facts.chart.map(({ account, name }) => [account, name]));
  const { position, perDate } = moment;
  return {
    ...{ book, position, ...(perDate === undefined ? {} : { perDate }) },
    ...new Comparison({ audit, ledger, files, unfinished }).result((account) => names.get(account) ?? null),
    explained: audit.discrepancies.toJSON(),
    ...{ unknownRows: audit.unknownRows, unfinished },
    vouchers: audit.discrepancies.vouchers,
    files: files.map((file) => {
      const { import: id, sha256, scope, completed } = file.of;
      const { generated, coverage, kind } = completed;
      return { import: id, sha256, scope, generated, coverage, kind, isRead: !file.isReplaced };
    }),
  };
}

type Compared = Pick<Reconciliation, 'complete' | 'agree' | 'differ' | 'stated' | 'unexplained' | 'accounts'>;

interface Compare {
  readonly audit: Audit;
  readonly ledger: MonthSums;
  readonly files: readonly StandingFile[];
  readonly unfinished: readonly string[];
}

class Comparison {
  private readonly audit: Audit;
  private readonly ledger: MonthSums;

  constructor(private readonly given: Compare) {
    this.audit = given.audit;
    this.ledger = given.ledger;
  }

  result(nameOf: (account: string) => string | null): Compared {
    const accounts = this.accounts(nameOf);
    const months = accounts.flatMap((account) => account.months);
    const totals = [...accounts, ...months].flatMap(({ stated }) => stated ?? []);
    const differ = months.filter(({ difference }) => difference !== ZERO).length;
    const statedDiffer = totals.filter(({ difference }) => difference !== ZERO).length;
    const unexplained = this.unexplained(accounts);
    const isDone = this.given.unfinished.length === 0 && this.audit.unknownRows === 0;
    const isAgreed = this.audit.discrepancies.isNone && differ === 0 && statedDiffer === 0;
    return {
      complete: isDone && isAgreed && unexplained === 0,
      ...{ agree: months.length - differ, differ },
      stated: { agree: totals.length - statedDiffer, differ: statedDiffer },
      unexplained: oreToText(unexplained),
      accounts,
    };
  }

  private accounts(nameOf: (account: string) => string | null): ReconciledAccount[] {
    const months = new Map<string, Set<string>>();
    const { file, leftOut, stated } = this.audit;
    const sums = [file, leftOut, this.ledger].flatMap((one) => [...one.places()]);
    for (const [account, month] of [...sums, ...stated.places()]) {
      const of = months.get(account) ?? new Set<string>();
      months.set(account, month === undefined ? of : of.add(month));
    }
    return [...months]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([account, of]) => ({
        ...{ account, name: nameOf(account), stated: stated.of(account) },
        ...this.amounts((sums) => sums.ofAccount(account)),
        months: [...of].sort().map((month) => this.month(account, month)),
      }));
  }

  private month(account: string, month: string): ReconciledMonth {
    const held = this.amounts((sums) => sums.of(account, month));
    const since = held.difference === ZERO ? null : this.since(account, month);
    return { month, stated: this.audit.stated.of(account, month), ...held, since };
  }

  /** Back from the newest file that speaks of the month, as long as each told of a difference there. */
  private since(account: string, month: string): string | null {
    let first: string | null = null;
    for (const { of } of this.given.files) {
      const { coverage, differences } = of.completed;
      if (coverage === null || month < coverage.from.slice(0, 7) || month > coverage.to.slice(0, 7)) continue;
      const differs = differences?.some((one) => one.account === account && one.month === month) ?? false;
      if (!differs) break;
      first = of.import;
    }
    return first;
  }

  private unexplained(accounts: readonly ReconciledAccount[]): number {
    const { file, leftOut, discrepancies } = this.audit;
    let sum = 0;
    for (const { account, months } of accounts) {
      for (const { month } of months) {
        const difference = file.of(account, month) - leftOut.of(account, month) - this.ledger.of(account, month);
        sum += Math.abs(difference - discrepancies.explained.of(account, month));
      }
    }
    return sum;
  }

  private amounts(of: (sums: MonthSums) => number): Omit<HeldAgainst, 'stated'> {
    const [file, leftOut, ledger] = [of(this.audit.file), of(this.audit.leftOut), of(this.ledger)];
    return {
      ...{ file: oreToText(file), leftOut: oreToText(leftOut) },
      ...{ ledger: oreToText(ledger), difference: oreToText(file - leftOut - ledger) },
    };
  }
}

const ZERO = '0.00';
