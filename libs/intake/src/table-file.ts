import type { SourceFields } from '#ledger';
import type { SieLine, SieVoucher, SieVoucherHead } from '#sie';
import {
  type ColumnMapping,
  type ControlTotal,
  erasePostings,
  openTable,
  type Posting,
  type PostingItem,
  type PostingReading,
  readPostings,
  type TableFile,
} from '#tabular';

import { type PostingGroup, PostingGroups } from './posting-groups.js';
import { unreadable } from './sie-file.js';
import type {
  FileErasure,
  FileItem,
  FileReading,
  FileReadingOptions,
  FileSummary,
  Survey,
  SurveyOptions,
  VoucherFile,
} from './voucher-file.js';

/** The mapping that a file of rows is read by, and where it is saved; null for one that is only tried. */
export interface ReadByMapping {
  readonly mapping: ColumnMapping;
  readonly saved: VoucherFile['mapping'];
}

/** A ledger exported as CSV or XLSX, one row per posting. Refuses with FILE_NOT_FOUND and what `openTable` refuses with. */
export async function openTableFile(path: string, by: ReadByMapping): Promise<VoucherFile> {
  try {
    return new TableVouchers(await openTable(path), by);
  } catch (error) {
    throw unreadable(error);
  }
}

/** Vouchers handed over at once: some milliseconds of work, so that others get their turn. */
const BATCH = 500;
const LARGEST = 250_000;
const sizeOf = ({ postings }: PostingGroup): number => postings.length;

class TableVouchers implements VoucherFile {
  readonly isSurveyed = true;
  readonly hasVouchers: boolean;
  readonly mapping: VoucherFile['mapping'];
  readonly says: SourceFields;
  private readonly groups = new PostingGroups();
  private readonly differing: ControlTotal[] = [];
  private readonly balances: FileSummary['balances'][number][] = [];
  private reading: PostingReading | null = null;

  constructor(
    private readonly table: TableFile,
    private readonly by: ReadByMapping,
  ) {
    this.mapping = by.saved;
    this.hasVouchers = by.mapping.voucher.form !== 'none';
    const { quantity, lineDate, dimensions } = by.mapping;
    this.says = {
      dimensions: new Set(dimensions.map(({ dimension }) => dimension)),
      quantity: quantity !== undefined,
      lineDate: lineDate !== undefined,
    };
  }

  get path(): string {
    return this.table.path;
  }
  get sha256(): string {
    return this.table.sha256;
  }
  get size(): number {
    return this.table.size;
  }
  get encoding(): string {
    return this.table.encoding;
  }
  get format(): 'csv' | 'xlsx' {
    return this.table.format;
  }

  /** Reads every row, which is put beside those of its voucher. */
  async survey({ privateDimensions, see, progress }: SurveyOptions): Promise<Survey> {
    const reading = readPostings(this.table, this.by.mapping, { privateDimensions: [...privateDimensions] });
    this.reading = reading;
    let unknownRows = 0;
    for await (const items of reading) {
      for (const item of items) {
        if (item.kind === 'posting') see(item);
        if (item.kind === 'refusal' && item.voucher === null) unknownRows++;
        this.keep(item);
      }
      progress?.(this.table.bytesRead);
    }
    const { debit, credit } = reading.summary;
    return { debit, credit, totals: this.totals(), unknownRows };
  }

  read(options: FileReadingOptions): FileReading {
    return new ReadingOfTable(this, this.groups, options);
  }

  without({ isWhole, rows, privateDimensions }: FileErasure): Promise<Buffer> {
    return erasePostings(this.table, this.by.mapping, { rows: isWhole ? 'all' : rows, privateDimensions });
  }

  another(path: string): Promise<VoucherFile> {
    return openTableFile(path, this.by);
  }

  close(): void {
    this.groups.close();
  }

  get summary(): FileSummary {
    if (this.reading === null) throw new Error('A table is read to its end before it is handed over');
    const { lines, refused, debit, credit, firstDate, lastDate } = this.reading.summary;
    return {
      kind: this.format === 'csv' ? 'CSV' : 'XLSX',
      ...{ program: null, generated: null, organisationNumber: null, checksum: 'none', unknownLabels: new Map() },
      financialYears: [{ index: 0, from: firstDate, to: lastDate }],
      ...{ vouchers: 0, lines: lines + refused, debit, credit, unreconciledAccounts: [] },
      ...{ balances: this.balances, periods: [], totals: this.totals() },
    };
  }

  /** Rows that belong to no voucher, to be told before the vouchers. */
  readonly strays: FileItem[] = [];

  private keep(item: PostingItem): void {
    if (item.kind === 'posting') this.groups.add(item);
    else if (item.kind === 'total') this.keepTotal(item);
    else if (item.voucher !== null) this.groups.refuse(item, item.voucher);
    else this.strays.push({ ...item, voucherLine: null, voucher: null });
  }

  private keepTotal(total: ControlTotal): void {
    const { of, account, ore, difference } = total;
    if (difference !== null && difference !== 0) this.differing.push(total);
    const label = of === 'opening' ? 'IB' : 'UB';
    if (account !== null && (of === 'opening' || of === 'closing')) {
      this.balances.push({ label, account, objects: [], ore });
    }
  }

  private totals(): FileSummary['totals'] {
    return this.differing.map(({ fileLine, account, ore, difference }) => {
      // As of every reconciliation: what there is less what is stated.
      return { line: fileLine, account, stated: ore, difference: -(difference ?? 0) };
    });
  }
}

class ReadingOfTable implements FileReading {
  private vouchers = 0;

  constructor(
    private readonly file: TableVouchers,
    private readonly groups: PostingGroups,
    private readonly options: FileReadingOptions,
  ) {}

  get items(): Iterable<readonly FileItem[]> {
    return this.batches();
  }
  get bytesRead(): number {
    return this.file.size;
  }
  get kind(): FileSummary['kind'] {
    return this.file.summary.kind;
  }
  get summary(): FileSummary {
    return { ...this.file.summary, vouchers: this.vouchers };
  }

  private *batches(): Generator<readonly FileItem[]> {
    yield this.file.strays;
    let batch: FileItem[] = [];
    let seen = 0;
    for (const group of this.groups.vouchers()) {
      batch.push(...this.itemsOf(group));
      if (++seen % BATCH > 0) continue;
      yield batch;
      batch = [];
    }
    yield batch;
  }

  private itemsOf(group: PostingGroup): FileItem[] {
    this.vouchers++;
    const { refusal, moreRefusals } = group;
    if (refusal !== null) {
      const more = moreRefusals.map((one): FileItem => ({ ...one, voucherLine: null, voucher: null }));
      return [{ ...refusal, voucherLine: refusal.fileLine }, ...more];
    }
    const head = headOf(group.postings, this.options);
    if (sizeOf(group) > LARGEST) return [tooLarge(head)];
    return this.options.take(head) ? [voucherOf(head, group.postings)] : [];
  }
}

const tooLarge = ({ series, number, date, fileLine }: SieVoucherHead): FileItem => ({
  ...{ kind: 'refusal', fileLine, field: null, code: 'VOUCHER_TOO_LARGE', voucherLine: fileLine },
  voucher: { series, number, date },
});

function headOf(postings: readonly Posting[], options: FileReadingOptions): SieVoucherHead {
  const [first] = postings;
  if (first === undefined) throw new Error('A voucher without rows');
  const { series, number, date, fileLine } = first;
  const sumOre = postings.reduce((sum, { ore }) => sum + ore, 0);
  const touched = options.wanted === undefined || postings.some((posting) => isWanted(posting, options));
  return { series, number, date, fileLine, sumOre, lineCount: postings.length, touched };
}

const isWanted = ({ account, objects }: Posting, { wanted, wantedAccounts }: FileReadingOptions): boolean =>
  wantedAccounts?.(account) === true ||
  objects.some(([dimension, object]) => wanted?.get(dimension)?.has(object) === true);

/** What every row says alike; empty where they differ. */
function sharedBy(postings: readonly Posting[], field: 'text' | 'signature'): string {
  const said = postings[0]?.[field] ?? '';
  return postings.every((posting) => (posting[field] ?? '') === said) ? said : '';
}

/** A text that every row repeats is the voucher's own. */
function voucherOf(
  { series, number, date, fileLine, sumOre, lineCount }: SieVoucherHead,
  postings: readonly Posting[],
) {
  const [first] = postings;
  const shared = sharedBy(postings, 'text');
  const signed = sharedBy(postings, 'signature');
  const voucher: SieVoucher = {
    kind: 'voucher',
    ...{ series, number, date, fileLine, sumOre, lineCount },
    ...{ registered: first?.registered ?? null, text: shared, signature: signed },
    lines: postings.map((posting, index) => lineOf(posting, index + 1)),
    corrections: [],
  };
  return voucher;
}

const lineOf = (
  { account, objects, privateObjects, ore, quantity, lineDate, text, signature, fileLine }: Posting,
  ordinal: number,
): SieLine => ({
  ...{ ordinal, account, objects, ore, fileLine },
  ...(privateObjects === undefined ? {} : { privateObjects }),
  ...(quantity === undefined ? {} : { quantity }),
  ...(lineDate === undefined ? {} : { date: lineDate }),
  ...(text === undefined ? {} : { text }),
  ...(signature === undefined ? {} : { signature }),
});
