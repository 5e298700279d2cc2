import { oreToText, type RefusalCode } from '#kernel';
import type { ImportCounts } from '#ledger';

import type { Attestation } from './attestation.js';
import type { Coverage } from './coverage.js';
import type { ImportDifferences } from './import-differences.js';
import type { ImportChange, ImportRefusal, ImportTally, MissingVoucher, Quarantined } from './import-tally.js';
import type { FileSummary, VoucherFile } from './voucher-file.js';

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
  readonly kind: FileSummary['kind'];
  readonly checksum: FileSummary['checksum'];
  /** The day that the file says it was made; null where it does not say. */
  readonly generated: string | null;
  /** The days, series and codes that the file speaks of: only inside it can anything be missing. */
  readonly coverage: ReturnType<Coverage['toJSON']>;
  readonly unreconciledAccounts: FileSummary['unreconciledAccounts'];
  /** Control totals in the file that its rows do not sum to. */
  readonly totals: readonly {
    readonly line: number;
    readonly account: string | null;
    readonly stated: string;
    readonly difference: string;
  }[];
  /** Per account and month what the file's rows sum to and what the ledger holds of them, where the two differ. */
  readonly differences: ReturnType<ImportDifferences['toJSON']>;
  /** Of each list the first two hundred, and where an import was cut off those since; the counts are of all. */
  readonly refusals: readonly ImportRefusal[];
  readonly changes: readonly ImportChange[];
  readonly missing: readonly MissingVoucher[];
  /** Vouchers held back, by their line in the file. */
  readonly quarantine: readonly Quarantined[];
  readonly unknownLabels: Readonly<Record<string, number>>;
  readonly warnings: readonly ImportWarning[];
  /** Whether what the file says otherwise than the ledger was recorded. */
  readonly acceptChanges: boolean;
  /** The log's end after the import; null where there is no log. */
  readonly position: number | null;
  /** What ties the receipt to the log as it is then; null for a dry run, which records nothing. */
  readonly attestation: Attestation | null;
}

/** What the file itself and the counting of it say, whoever asked for it. */
export type FileReport = Omit<
  ImportReport,
  'import' | 'book' | 'dryRun' | 'warnings' | 'acceptChanges' | 'position' | 'attestation'
>;

export function fileReport(
  { sha256, encoding }: VoucherFile,
  summary: FileSummary,
  { tally, coverage }: { readonly tally: ImportTally; readonly coverage: Coverage },
): FileReport {
  const { program, kind, checksum, generated, unreconciledAccounts, unknownLabels, totals } = summary;
  return {
    sha256,
    vouchers: { read: summary.vouchers, ...tally.counts },
    lines: { read: summary.lines, taken: tally.linesTaken },
    debit: oreToText(summary.debit),
    credit: oreToText(summary.credit),
    ...{ encoding, program, kind, checksum, generated, coverage: coverage.toJSON(), unreconciledAccounts },
    totals: totals.map(({ line, account, stated, difference }) => {
      return { line, account, stated: oreToText(stated), difference: oreToText(difference) };
    }),
    differences: tally.differences.toJSON(),
    refusals: tally.refusals.toSorted((one, other) => one.line - other.line),
    changes: tally.changes,
    missing: tally.missing,
    quarantine: tally.quarantine,
    unknownLabels: Object.fromEntries(unknownLabels),
  };
}
