import { oreToText, type RefusalCode } from '#kernel';
import type { ImportCounts } from '#ledger';
import type { SieFileFacts, SieSummary } from '#sie';

import type { ImportChange, ImportRefusal, ImportTally, MissingVoucher } from './import-tally.js';

/** Something about the file as a whole that a dry run tells and a real import may refuse. */
export interface ImportWarning {
  readonly code: RefusalCode;
  readonly message: string;
}

/** What was read, what became of it, and what the file says that does not agree. Amounts are strings in SEK. */
export interface ImportReport {
  /** The import's id; null for a dry run. */
  readonly import: string | null;
  readonly book: string | null;
  readonly dryRun: boolean;
  readonly sha256: string;
  /** read = taken + extended + known + changed + refused + quarantined + outOfScope. */
  readonly vouchers: ImportCounts;
  readonly lines: { readonly read: number; readonly taken: number };
  /** Of all well-formed lines, both positive. */
  readonly debit: string;
  readonly credit: string;
  readonly encoding: string;
  readonly program: string | null;
  readonly kind: SieSummary['kind'];
  readonly checksum: SieSummary['checksum'];
  readonly unreconciledAccounts: SieSummary['unreconciledAccounts'];
  /** Of each list the first two hundred; the counts are of all. */
  readonly refusals: readonly ImportRefusal[];
  readonly changes: readonly ImportChange[];
  readonly missing: readonly MissingVoucher[];
  readonly unknownLabels: Readonly<Record<string, number>>;
  readonly warnings: readonly ImportWarning[];
  /** The log's end after the import; null where there is no log. */
  readonly position: number | null;
}

/** What the file itself and the counting of it say, whoever asked for it. */
export type FileReport = Omit<ImportReport, 'import' | 'book' | 'dryRun' | 'warnings' | 'position'>;

export function fileReport({ sha256, encoding }: SieFileFacts, summary: SieSummary, tally: ImportTally): FileReport {
  const { program, kind, checksum, unreconciledAccounts, unknownLabels } = summary;
  return {
    sha256,
    vouchers: { read: summary.vouchers, ...tally.counts },
    lines: { read: summary.lines, taken: tally.linesTaken },
    debit: oreToText(summary.debit),
    credit: oreToText(summary.credit),
    ...{ encoding, program, kind, checksum, unreconciledAccounts },
    refusals: tally.refusals,
    changes: tally.changes,
    missing: tally.missing,
    unknownLabels: Object.fromEntries(unknownLabels),
  };
}
