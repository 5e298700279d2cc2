import type { Cursor } from './cursor.js';
import { packedLabel } from './cursor.js';
import type { Days } from './days.js';
import type { SieDeviations } from './deviations.js';
import type { Fault, LineReader } from './line-reader.js';
import type { SieItem, SieVoucherHead } from './voucher.js';
import { HEADER, ROW_KIND, type RowKind, type VoucherDraft } from './voucher-draft.js';
import type { VoucherMaker } from './voucher-maker.js';

const { ADDED, BOOKED, STRUCK } = ROW_KIND;
const { NUMBER, SERIES, SIGNATURE, TEXT } = HEADER;
const VER = packedLabel('VER');
const TRANS = packedLabel('TRANS');
const BTRANS = packedLabel('BTRANS');
const RTRANS = packedLabel('RTRANS');

/** Bytes at most of the fields of #VER. */
export const LONGEST_HEADER = { series: 40, number: 60, text: 32_768 } as const;
const MOST_LINES = 250_000;

/** Counts of what the file holds, malformed vouchers and lines too. */
export interface VoucherCounts {
  vouchers: number;
  lines: number;
  corrections: number;
  refused: number;
}

/** Asked of each well-formed voucher whether its lines are to be made. */
export type Take = (head: SieVoucherHead) => boolean;

/** Where the reader stands: outside every voucher, behind a #VER, or behind its opening brace. */
type Place = 'outside' | 'announced' | 'open';

/** Follows #VER { #TRANS … } through the file. A faulty line refuses its whole voucher and harms no other. */
export class VoucherScanner {
  items: SieItem[] = [];
  readonly counts: VoucherCounts = { vouchers: 0, lines: 0, corrections: 0, refused: 0 };
  private place: Place = 'outside';
  private fault: (Fault & { readonly fileLine: number }) | null = null;
  private identity: { series: string; number: string; date: string | null } | null = null;
  /** A run of lines outside every voucher is reported once. */
  private orphaned = false;

  constructor(
    private readonly cursor: Cursor,
    private readonly draft: VoucherDraft,
    private readonly parts: {
      readonly lines: LineReader;
      readonly maker: VoucherMaker;
      readonly days: Days;
      readonly deviations: SieDeviations;
      readonly take: Take | null;
    },
  ) {}

  /** Reads the record whose label the cursor has just read; false if it is none of a voucher's. */
  record(label: number, fileLine: number): boolean {
    if (label === TRANS) this.line(BOOKED, fileLine);
    else if (label === VER) this.announce(fileLine);
    else if (label === BTRANS) this.line(STRUCK, fileLine);
    else if (label === RTRANS) this.line(ADDED, fileLine);
    else return false;
    return true;
  }

  /** An opening brace that stands alone. */
  open(): void {
    if (this.place === 'announced') this.place = 'open';
    else this.parts.deviations.strayText++;
  }

  /** A closing brace that stands alone. */
  close(fileLine: number): void {
    this.orphaned = false;
    if (this.place === 'outside') {
      this.parts.deviations.strayText++;
      return;
    }
    if (this.place === 'announced') this.refuse({ field: null, code: 'VOUCHER_NOT_OPENED' }, fileLine);
    this.finish();
  }

  endOfFile(fileLine: number): void {
    if (this.place !== 'outside') this.breakOff(fileLine);
  }

  /** A line longer than any may be: only its label has been read. */
  overlong(label: number, fileLine: number): void {
    const fault: Fault = { field: null, code: 'LINE_TOO_LONG' };
    if (label === VER) {
      if (this.place !== 'outside') this.breakOff(fileLine);
      this.begin(fileLine);
    }
    if (label === TRANS) this.counts.lines++;
    if (label === BTRANS || label === RTRANS) this.counts.corrections++;
    if (this.place === 'outside') this.report(fault, fileLine);
    else this.refuse(fault, fileLine);
  }

  /** The open voucher has become larger than may be held. */
  giveUp(fileLine: number): void {
    this.refuse({ field: null, code: 'VOUCHER_TOO_LARGE' }, fileLine);
  }

  /** Where the bytes begin that are still needed; null = none are. */
  get needed(): number | null {
    return this.place === 'outside' || this.fault !== null ? null : this.draft.origin;
  }

  private announce(fileLine: number): void {
    if (this.place !== 'outside') this.breakOff(fileLine);
    this.begin(fileLine);
    const fault = this.readHeader();
    if (fault !== null) this.refuse(fault, fileLine);
    this.parts.deviations.unknownTrailingFields += this.cursor.rest();
  }

  private begin(fileLine: number): void {
    this.counts.vouchers++;
    // The label has been read: the voucher's bytes begin where it ends.
    this.draft.begin(this.cursor.at, fileLine);
    this.place = 'announced';
    this.fault = null;
    this.identity = null;
    this.orphaned = false;
  }

  /** series number date text regdate sign */
  private readHeader(): Fault | null {
    const { cursor, draft } = this;
    cursor.code();
    if (cursor.to - cursor.from > LONGEST_HEADER.series) return { field: 'series', code: 'FIELD_TOO_LONG' };
    draft.setHeader(SERIES, cursor.from, cursor.to);
    cursor.code();
    if (cursor.to - cursor.from > LONGEST_HEADER.number) return { field: 'number', code: 'FIELD_TOO_LONG' };
    draft.setHeader(NUMBER, cursor.from, cursor.to);
    cursor.code();
    draft.date = this.parts.days.read(cursor.bytes, cursor.from, cursor.to);
    if (draft.date === 0) return { field: 'date', code: 'BOOKED_DATE_MALFORMED' };
    return this.readHeaderDetails();
  }

  private readHeaderDetails(): Fault | null {
    const { cursor, draft } = this;
    cursor.field();
    if (cursor.to - cursor.from > LONGEST_HEADER.text) return { field: 'text', code: 'FIELD_TOO_LONG' };
    draft.setHeader(TEXT, cursor.from, cursor.to);
    cursor.code();
    draft.registered = this.parts.days.read(cursor.bytes, cursor.from, cursor.to);
    if (draft.registered === 0 && cursor.from < cursor.to)
      return { field: 'registered', code: 'BOOKED_DATE_MALFORMED' };
    cursor.field();
    if (cursor.to - cursor.from > LONGEST_HEADER.text) return { field: 'signature', code: 'FIELD_TOO_LONG' };
    draft.setHeader(SIGNATURE, cursor.from, cursor.to);
    return null;
  }

  private line(kind: RowKind, fileLine: number): void {
    if (kind === BOOKED) this.counts.lines++;
    else this.counts.corrections++;
    // A line outside every voucher is read too, since it belongs to the file's sums; nobody makes anything of it.
    if (this.place === 'outside') this.draft.begin(this.cursor.at, fileLine);
    const fault = this.parts.lines.read(kind, fileLine);
    if (fault !== null) this.cursor.drain();
    if (this.place === 'outside') this.orphan(fault, fileLine);
    else this.judge(fault, fileLine);
  }

  private judge(fault: Fault | null, fileLine: number): void {
    if (this.place === 'announced') {
      this.refuse({ field: null, code: 'VOUCHER_NOT_OPENED' }, fileLine);
      this.place = 'open';
    } else if (fault !== null) this.refuse(fault, fileLine);
    else if (this.draft.rowCount > MOST_LINES) this.giveUp(fileLine);
    if (this.fault !== null) this.draft.forgetRows();
  }

  private orphan(fault: Fault | null, fileLine: number): void {
    if (!this.orphaned) this.report(fault ?? { field: null, code: 'LINE_OUTSIDE_VOUCHER' }, fileLine);
    this.orphaned = true;
  }

  /** The next #VER or the end of the file comes before the closing brace. */
  private breakOff(fileLine: number): void {
    const code = this.place === 'announced' ? 'VOUCHER_NOT_OPENED' : 'VOUCHER_NOT_CLOSED';
    this.refuse({ field: null, code }, fileLine);
    this.finish();
  }

  /** The first fault of a voucher is the one that is told. Its bytes are let go, so who it is is read now. */
  private refuse(fault: Fault, fileLine: number): void {
    if (this.fault !== null) return;
    this.fault = { ...fault, fileLine };
    const { bytes } = this.cursor;
    const { maker } = this.parts;
    const known = fault.field !== 'series' && fault.field !== 'number' && this.draft.header[NUMBER + 1] !== 0;
    if (known) this.identity = { series: maker.series(bytes), number: maker.number(bytes), date: maker.date() };
  }

  private report(fault: Fault, fileLine: number): void {
    this.items.push({ kind: 'refusal', fileLine, ...fault, voucherLine: null, voucher: null });
  }

  private finish(): void {
    const { fault, draft, identity: voucher } = this;
    this.place = 'outside';
    if (fault !== null) {
      this.counts.refused++;
      const { fileLine, field, code } = fault;
      this.items.push({ kind: 'refusal', fileLine, field, code, voucherLine: draft.fileLine, voucher });
      return;
    }
    this.hand(draft);
  }

  private hand(draft: VoucherDraft): void {
    const { maker, take } = this.parts;
    if (take === null && !draft.touched) return;
    const { bytes } = this.cursor;
    const head: SieVoucherHead = {
      series: maker.series(bytes),
      number: maker.number(bytes),
      date: maker.date() ?? '',
      fileLine: draft.fileLine,
      sumOre: draft.sumOre,
      lineCount: draft.lineCount,
      touched: draft.touched,
    };
    if (take === null || take(head)) this.items.push(maker.make(bytes, head));
  }
}
