import { startsWithBom } from '#kernel';

import { AccountSums } from './account-sums.js';
import { BYTE } from './bytes.js';
import { Cursor, packedLabel } from './cursor.js';
import { Days } from './days.js';
import { Decoder } from './decoder.js';
import { noDeviations } from './deviations.js';
import { FileRecords } from './file-records.js';
import { FileWindow, LONGEST_LINE } from './file-window.js';
import { LineReader, type LineTotals } from './line-reader.js';
import type { SieEncoding } from './inspect-sie.js';
import { kindOf, type SieKind, type SieSummary } from './summary.js';
import type { SieItem } from './voucher.js';
import { VoucherDraft } from './voucher-draft.js';
import { VoucherMaker } from './voucher-maker.js';
import { type Take, VoucherScanner } from './voucher-scanner.js';
import { WantedAccounts } from './wanted-accounts.js';
import { type Wanted, WantedObjects } from './wanted-objects.js';

const { CLOSE, CR, HASH, LF, OPEN } = BYTE;

/** A voucher of more bytes is refused, so that a file without closing braces does not fill the memory. */
const LARGEST_VOUCHER = 32 << 20;
const KSUMMA = packedLabel('KSUMMA');

export interface SieReadingOptions {
  /** Only vouchers with a line that bears one of these objects (dimension → objects) are given. */
  readonly wanted?: Wanted;
  /** Beside them, vouchers with a line on one of these accounts are given. */
  readonly wantedAccounts?: (account: string) => boolean;
  /** Asked of every well-formed voucher in the file's order, wanted or not; its answer decides instead of `wanted`. */
  readonly take?: Take;
  /** Dimensions that name people: their objects are given apart. */
  readonly privateDimensions?: ReadonlySet<string>;
}

/**
 * One reading of a SIE file, from first line to last, in bounded memory: batches of vouchers and refusals in the file's
 * order, one batch (often empty) per quarter of a megabyte, so that the caller may pause in between. Iterate it once.
 */
export class SieReading implements Iterable<readonly SieItem[]> {
  private readonly cursor = new Cursor();
  private readonly deviations = noDeviations();
  private readonly totals: LineTotals;
  private readonly records: FileRecords;
  private readonly draft: VoucherDraft;
  private readonly scanner: VoucherScanner;
  private fileLine = 0;
  private read = 0;

  constructor(
    private readonly path: string,
    encoding: SieEncoding,
    { wanted, wantedAccounts, take, privateDimensions = new Set() }: SieReadingOptions = {},
  ) {
    const { cursor, deviations } = this;
    const [decoder, days] = [new Decoder(encoding), new Days()];
    this.totals = { debit: 0, credit: 0, sums: new AccountSums(decoder) };
    this.records = new FileRecords(cursor, { encoding, decoder, days, deviations });
    this.draft = new VoucherDraft(wanted === undefined);
    const asked = wanted === undefined ? null : new WantedObjects(wanted, decoder);
    const accounts = wanted === undefined || wantedAccounts === undefined ? null : wantedAccounts;
    const lines = new LineReader(cursor, this.draft, {
      ...{ days, decoder, wanted: asked, totals: this.totals, deviations },
      wantedAccounts: accounts === null ? null : new WantedAccounts(accounts, decoder),
    });
    const maker = new VoucherMaker(this.draft, { decoder, days, privateDimensions });
    this.scanner = new VoucherScanner(cursor, this.draft, { lines, maker, days, deviations, take: take ?? null });
  }

  *[Symbol.iterator](): Generator<readonly SieItem[]> {
    const window = new FileWindow(this.path);
    try {
      while (this.advance(window)) {
        this.readLines(window);
        this.read = window.bytesRead;
        yield this.batch();
      }
      this.scanner.endOfFile(this.fileLine);
      yield this.batch();
    } finally {
      window.close();
    }
  }

  /** How much of the file has been read, in bytes. */
  get bytesRead(): number {
    return this.read;
  }

  /** What the file is, as far as what has been read of it tells. */
  get kind(): SieKind | null {
    const { balances, years, chart, type } = this.records;
    return kindOf(type, this.path, !balances.isEmpty || years.length > 0 || chart.size > 0);
  }

  /** Complete once the file has been read to its end. */
  get summary(): SieSummary {
    const { records, totals, scanner, kind } = this;
    const { balances, type, flag, program, format, generated, organisationNumber, name, checksum } = records;
    return {
      kind,
      ...{ type, flag, program, format, organisationNumber, name, generated, checksum },
      financialYears: records.years,
      chart: records.chart,
      dimensions: records.dimensions,
      unknownLabels: records.unknownLabels,
      deviations: { ...this.deviations, unclosedQuotes: this.cursor.unclosedQuotes },
      ...scanner.counts,
      debit: totals.debit,
      credit: totals.credit,
      // Types 1–3 state balances and have no lines that could lead to them.
      unreconciledAccounts: kind === 'SIE4E' || scanner.counts.lines > 0 ? balances.unreconciled(totals.sums) : [],
      balances: balances.stated,
      periods: balances.ofPeriods,
    };
  }

  private batch(): readonly SieItem[] {
    const { items } = this.scanner;
    this.scanner.items = [];
    return items;
  }

  /** Also at the end of the file: a voucher that is open there is still told by its bytes, which have moved. */
  private advance(window: FileWindow): boolean {
    const hasLines = window.advance(this.needed(window));
    if (this.scanner.needed !== null) this.draft.origin = 0;
    this.cursor.bytes = window.bytes;
    return hasLines;
  }

  /** From where on the buffer is still needed: an open voucher's bytes are kept until it is whole. */
  private needed(window: FileWindow): number {
    const { needed } = this.scanner;
    if (needed === null) return window.position;
    if (window.position - needed <= LARGEST_VOUCHER) return needed;
    this.scanner.giveUp(this.fileLine);
    return window.position;
  }

  private readLines(window: FileWindow): void {
    const { cursor } = this;
    cursor.bytes = window.bytes;
    cursor.at = window.position;
    if (this.fileLine === 0 && startsWithBom(window.bytes)) cursor.at += 3;
    while (cursor.at < window.end) {
      this.fileLine++;
      const end = window.end - cursor.at > LONGEST_LINE ? window.lineEnd(cursor.at) : 0;
      if (end - cursor.at > LONGEST_LINE) this.passOver(end);
      else this.readLine();
      cursor.endLine();
    }
    window.position = cursor.at;
    if (!window.overlong) return;
    this.fileLine++;
    this.passOver(cursor.at);
    window.skipLine();
  }

  /** A line longer than any may be: its label is looked at, the rest is not. */
  private passOver(end: number): void {
    const label = this.cursor.peek() === HASH ? this.cursor.label() : 0;
    this.scanner.overlong(label, this.fileLine);
    this.cursor.at = end;
  }

  private readLine(): void {
    const { cursor } = this;
    for (let byte = cursor.peek(); byte !== LF && byte !== CR; byte = cursor.peek()) {
      if (byte === HASH) this.readRecord();
      else if (byte === OPEN || byte === CLOSE) this.readBrace(byte);
      else {
        cursor.field();
        this.deviations.strayText++;
      }
    }
  }

  private readRecord(): void {
    const { cursor } = this;
    const label = cursor.label();
    if (label !== KSUMMA) cursor.checksum?.take(cursor.bytes, cursor.from - 1, cursor.to);
    if (!this.scanner.record(label, this.fileLine)) this.records.record();
  }

  private readBrace(brace: number): void {
    this.cursor.at++;
    if (brace === OPEN) this.scanner.open();
    else this.scanner.close(this.fileLine);
  }
}

/**
 * Reads a SIE 4 file (4E and 4I; types 1–3 far enough to say what they are, and vouchers in them) that `inspectSie` has
 * let through, in the encoding that it found. What is faulty comes as a refusal among the items; only the file system
 * throws. The scan is the same whatever is wanted: counts, sums and refusals are always of the whole file.
 */
export function readSie(path: string, encoding: SieEncoding, options?: SieReadingOptions): SieReading {
  return new SieReading(path, encoding, options);
}
