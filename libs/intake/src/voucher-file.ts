import type { Actor } from '#kernel';
import type { SourceFields } from '#ledger';
import type { SieRefusal, SieSummary, SieVoucher, SieVoucherHead } from '#sie';
import type { RowRefusal } from '#tabular';

/** A voucher, or what of a file could not be read: every format is handed over in the words of SIE 4. */
export type FileItem = SieVoucher | SieRefusal | (RowRefusal & Pick<SieRefusal, 'voucherLine'>);

/** A control total of the file that its rows do not sum to; öre. */
export interface DifferingTotal {
  readonly line: number;
  readonly account: string | null;
  readonly stated: number;
  readonly difference: number;
}

/** What a file says of itself and sums to, whatever its format. */
export type FileSummary = Pick<
  SieSummary,
  | 'program'
  | 'generated'
  | 'organisationNumber'
  | 'financialYears'
  | 'checksum'
  | 'unknownLabels'
  | 'vouchers'
  | 'lines'
  | 'debit'
  | 'credit'
  | 'unreconciledAccounts'
  | 'balances'
  | 'periods'
> & {
  readonly kind: SieSummary['kind'] | 'CSV' | 'XLSX';
  /** Control totals that do not agree with the rows they sum. */
  readonly totals: readonly DifferingTotal[];
};

/** What is asked of the reading of a file. */
export interface FileReadingOptions {
  readonly wanted?: ReadonlyMap<string, ReadonlySet<string>>;
  readonly wantedAccounts?: (account: string) => boolean;
  readonly take: (head: SieVoucherHead) => boolean;
  readonly privateDimensions: ReadonlySet<string>;
}

/** One reading from first line to last: batches of vouchers and refusals, in bounded memory. */
export interface FileReading {
  readonly items: AsyncIterable<readonly FileItem[]> | Iterable<readonly FileItem[]>;
  readonly bytesRead: number;
  /** Known as soon as the file's head is. */
  readonly kind: FileSummary['kind'];
  /** Complete once the file has been read to its end. */
  readonly summary: FileSummary;
}

/** A line as a survey sees it: where in time and coding the file speaks. */
export interface SurveyedLine {
  readonly date: string;
  readonly series: string;
  readonly objects: readonly (readonly [dimension: string, object: string])[];
}
/** What is asked of a survey; `progress` is told the bytes that have been read. */
export interface SurveyOptions {
  readonly privateDimensions: ReadonlySet<string>;
  readonly see: (line: SurveyedLine) => void;
  readonly progress?: ((bytes: number) => void) | undefined;
}
/** What a survey of the whole file found, before anything is made of it. */
export interface Survey {
  readonly debit: number;
  readonly credit: number;
  readonly totals: readonly DifferingTotal[];
  /** Rows that could not be read and of which not even the voucher is known: what else the file lacks cannot be told. */
  readonly unknownRows: number;
}

/** What of a file is to go. */
export interface FileErasure {
  /** Every private field of the file, and not those of some vouchers alone. */
  readonly isWhole: boolean;
  /** The lines on which the vouchers begin, and the lines of all their rows. */
  readonly vouchers: ReadonlySet<number>;
  readonly rows: ReadonlySet<number>;
  readonly privateDimensions: ReadonlySet<string>;
  /** Objects of private dimensions that no other voucher of the file bears: see `sieObject`. */
  readonly objects: ReadonlySet<string>;
}

/** A file of vouchers on its way in, whatever its format. */
export interface VoucherFile {
  readonly path: string;
  readonly sha256: string;
  readonly size: number;
  readonly encoding: string;
  readonly format: 'sie' | 'csv' | 'xlsx';
  /** The saved mapping that the file is read by; null for a format that needs none. */
  readonly mapping: { readonly mapping: string; readonly revision: number } | null;
  /** What the file can say of a line at all; undefined where that is everything. */
  readonly says: SourceFields | undefined;
  /** Its rows say which vouchers they are of: else each is one of its own. */
  readonly hasVouchers: boolean;
  /** The file must be read to its end before it can be handed over by vouchers. */
  readonly isSurveyed: boolean;
  survey(options: SurveyOptions): Promise<Survey>;
  read(options: FileReadingOptions): FileReading;
  /** The bytes of the file without what is to go: of the same format, with every voucher where it was. */
  without(erasure: FileErasure): Promise<Buffer>;
  /** Another file that is to be read as this one is. */
  another(path: string): VoucherFile | Promise<VoucherFile>;
  close(): void;
}

/** What the caller says that the file speaks of, where that is more than its rows tell. */
export interface StatedCoverage {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly series?: readonly string[] | undefined;
  /** Dimension and object that an extract is filtered on. */
  readonly codes?: readonly (readonly [dimension: string, object: string])[] | undefined;
  /** What all its lines must sum to, debit positive; canonical. */
  readonly controlTotal?: string | undefined;
}

/** How far the reading of a file has come, in bytes. */
export interface Progress {
  readonly bytes: number;
  readonly of: number;
}

/** How a file is to be taken in, whatever its format. */
export interface ImportOrder {
  readonly file: string;
  /** What the file was called where it came from; the name in `file` where it is left out. */
  readonly fileName?: string | undefined;
  /** The book's own where it is left out; everything where there is no book. */
  readonly scope?: 'grant' | 'all' | undefined;
  readonly dryRun?: boolean | undefined;
  readonly acceptChanges?: boolean | undefined;
  /** Takes changes also out of a file that is older than the last one. */
  readonly acceptOlder?: boolean | undefined;
  readonly acceptOrganisation?: boolean | undefined;
  /** Takes the file in although a control total in it does not agree with its rows. */
  readonly acceptTotals?: boolean | undefined;
  readonly covers?: StatedCoverage | undefined;
  readonly by?: Actor | undefined;
  /** The import's id, where the caller has one: the same id again completes or repeats the same import. */
  readonly id?: string | undefined;
  readonly progress?: ((progress: Progress) => void) | undefined;
}
