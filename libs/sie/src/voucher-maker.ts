import type { Days } from './days.js';
import type { Decoder } from './decoder.js';
import type { SieCorrection, SieEntry, SieLine, SieObject, SieVoucher, SieVoucherHead } from './voucher.js';
import { COLUMN, HEADER, PAIR, ROW_KIND, type VoucherDraft } from './voucher-draft.js';

const { ACCOUNT, DATE, FILE_LINE, FIRST_PAIR, KIND, QUANTITY, SIGNATURE, TEXT, WIDTH } = COLUMN;
const { BOOKED, STRUCK } = ROW_KIND;

type Writable<T> = { -readonly [Name in keyof T]: T[Name] };

const NO_CORRECTIONS: readonly SieCorrection[] = [];
const NO_OBJECTS: readonly SieObject[] = [];

/** Makes of a draft what the caller sees: its head for every voucher, its lines for those that are taken. */
export class VoucherMaker {
  private readonly decoder: Decoder;
  private readonly days: Days;
  private readonly privateDimensions: ReadonlySet<string>;

  constructor(
    private readonly draft: VoucherDraft,
    shared: { readonly decoder: Decoder; readonly days: Days; readonly privateDimensions: ReadonlySet<string> },
  ) {
    this.decoder = shared.decoder;
    this.days = shared.days;
    this.privateDimensions = shared.privateDimensions;
  }

  series(bytes: Buffer): string {
    return this.word(bytes, this.draft.header, HEADER.SERIES);
  }

  number(bytes: Buffer): string {
    return this.word(bytes, this.draft.header, HEADER.NUMBER);
  }

  date(): string | null {
    return this.draft.date === 0 ? null : this.days.iso(this.draft.date);
  }

  make(bytes: Buffer, head: SieVoucherHead): SieVoucher {
    const { draft } = this;
    const lines: SieLine[] = [];
    let corrections: SieCorrection[] | undefined;
    for (let index = 0; index < draft.rowCount; index++) {
      if (draft.rows[index * WIDTH + KIND] === BOOKED) lines.push(this.line(bytes, index, lines.length + 1));
      else (corrections ??= []).push(this.correction(bytes, index));
    }
    return {
      kind: 'voucher',
      series: head.series,
      number: head.number,
      date: head.date,
      registered: draft.registered === 0 ? null : this.days.iso(draft.registered),
      text: this.text(bytes, draft.header, HEADER.TEXT),
      signature: this.text(bytes, draft.header, HEADER.SIGNATURE),
      fileLine: draft.fileLine,
      sumOre: draft.sumOre,
      lineCount: draft.lineCount,
      lines,
      corrections: corrections ?? NO_CORRECTIONS,
    };
  }

  private line(bytes: Buffer, index: number, ordinal: number): SieLine {
    const { rows, ores } = this.draft;
    const row = index * WIDTH;
    const line: Writable<SieLine> = {
      ordinal,
      account: this.word(bytes, rows, row + ACCOUNT),
      objects: NO_OBJECTS,
      ore: ores[index] as number,
      fileLine: rows[row + FILE_LINE] as number,
    };
    this.addDetails(line, bytes, index);
    return line;
  }

  private correction(bytes: Buffer, index: number): SieCorrection {
    const { rows, ores } = this.draft;
    const row = index * WIDTH;
    const correction: Writable<SieCorrection> = {
      kind: rows[row + KIND] === STRUCK ? 'struck' : 'added',
      account: this.word(bytes, rows, row + ACCOUNT),
      objects: NO_OBJECTS,
      ore: ores[index] as number,
      fileLine: rows[row + FILE_LINE] as number,
    };
    this.addDetails(correction, bytes, index);
    return correction;
  }

  /** What most lines lack: a date or text of their own, quantity, signature, objects of people. */
  private addDetails(entry: Writable<SieEntry>, bytes: Buffer, index: number): void {
    const { draft } = this;
    const row = index * WIDTH;
    this.addObjects(entry, bytes, index);
    const date = draft.rows[row + DATE] as number;
    if (date !== 0 && date !== draft.date) entry.date = this.days.iso(date) ?? '';
    if (!this.repeatsText(bytes, row)) entry.text = this.text(bytes, draft.rows, row + TEXT);
    const quantity = this.text(bytes, draft.rows, row + QUANTITY);
    if (quantity !== '') entry.quantity = quantity;
    const signature = this.text(bytes, draft.rows, row + SIGNATURE);
    if (signature !== '') entry.signature = signature;
  }

  private addObjects(entry: Writable<SieEntry>, bytes: Buffer, index: number): void {
    const { draft, privateDimensions } = this;
    const first = draft.rows[index * WIDTH + FIRST_PAIR] as number;
    const end = draft.endOfPairs(index);
    if (first === end) return;
    const [open, closed]: [SieObject[], SieObject[]] = [[], []];
    for (let pair = first; pair < end; pair++) {
      const dimension = this.word(bytes, draft.pairs, pair * PAIR);
      const object = this.word(bytes, draft.pairs, pair * PAIR + 2);
      (privateDimensions.has(dimension) ? closed : open).push([dimension, object]);
    }
    entry.objects = open;
    if (closed.length > 0) entry.privateObjects = closed;
  }

  /** Most lines say again what their voucher says, or nothing: compared as bytes. */
  private repeatsText(bytes: Buffer, row: number): boolean {
    const { header, rows, origin } = this.draft;
    const from = rows[row + TEXT] as number;
    const length = (rows[row + TEXT + 1] as number) - from;
    if (length === 0) return true;
    const start = header[HEADER.TEXT] as number;
    if (length !== (header[HEADER.TEXT + 1] as number) - start) return false;
    for (let at = 0; at < length; at++) if (bytes[origin + start + at] !== bytes[origin + from + at]) return false;
    return true;
  }

  private word(bytes: Buffer, spans: Int32Array, column: number): string {
    const { origin } = this.draft;
    return this.decoder.word(bytes, origin + (spans[column] as number), origin + (spans[column + 1] as number));
  }

  private text(bytes: Buffer, spans: Int32Array, column: number): string {
    const { origin } = this.draft;
    return this.decoder.text(bytes, origin + (spans[column] as number), origin + (spans[column + 1] as number));
  }
}
