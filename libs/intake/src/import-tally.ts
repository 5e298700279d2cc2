import { type DomainError, type RefusalCode } from '#kernel';
import type { ImportCounts, VoucherDifference } from '#ledger';

import { ImportDifferences } from './import-differences.js';

/** One voucher or line that was not taken: where, which field, why, in words. Never what stood there. */
export interface ImportRefusal {
  readonly line: number;
  readonly field: string | null;
  readonly code: RefusalCode;
  readonly message: string;
}

/** A recorded voucher of which the file says something else. */
export interface ImportChange {
  readonly series: string;
  readonly number: string;
  readonly line: number;
  readonly difference: VoucherDifference;
}

/** A recorded voucher that the file lacks, of a day and series that the file speaks of. */
export interface MissingVoucher {
  readonly series: string;
  readonly number: string;
  readonly date: string;
}

export type Outcome = Exclude<keyof ImportCounts, 'read' | 'missing' | 'returned'>;

/** A voucher held back: which it is, why, and the digest of what it says. */
export interface Quarantined {
  readonly line: number;
  readonly code: RefusalCode;
  readonly series: string;
  readonly number: string;
  readonly date: string;
  readonly digest: string;
}

/** How many of each are kept to be shown; the counts are of all. */
const MOST_SHOWN = 200;

/** What became of a file's vouchers so far. */
export class ImportTally {
  readonly counts: Record<Outcome | 'missing' | 'returned', number> = {
    taken: 0,
    extended: 0,
    known: 0,
    changed: 0,
    missing: 0,
    refused: 0,
    quarantined: 0,
    outOfScope: 0,
    returned: 0,
  };
  linesTaken = 0;
  readonly refusals: ImportRefusal[] = [];
  readonly changes: ImportChange[] = [];
  readonly missing: MissingVoucher[] = [];
  readonly quarantine: Quarantined[] = [];
  readonly differences = new ImportDifferences();

  count(outcome: Outcome, linesTaken = 0): void {
    this.counts[outcome] += 1;
    this.linesTaken += linesTaken;
  }

  refuse(line: number, { code, message }: DomainError, field: string | null = null): void {
    if (this.refusals.length < MOST_SHOWN) this.refusals.push({ line, field, code, message });
  }

  /** A voucher that had been withdrawn is back: one of those taken. */
  comesBack(): void {
    this.counts.returned += 1;
  }

  hold(voucher: Quarantined, refusal: DomainError): void {
    this.refuse(voucher.line, refusal);
    this.counts.quarantined += 1;
    if (this.quarantine.length < MOST_SHOWN) this.quarantine.push(voucher);
  }

  change(change: ImportChange): void {
    if (this.changes.length < MOST_SHOWN) this.changes.push(change);
  }

  miss({ series, number, date }: MissingVoucher): void {
    this.counts.missing += 1;
    if (this.missing.length < MOST_SHOWN) this.missing.push({ series, number, date });
  }
}
