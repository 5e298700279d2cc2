import { BYTE } from './bytes.js';
import type { Checksum } from './checksum.js';

const { BACKSLASH, CLOSE, CR, LF, OPEN, QUOTE, SPACE, TAB } = BYTE;

const UPPER_CASE = 0xdf;
const LONGEST_PACKED = 6;

/** The letters of a label as `Cursor.label` gives them. */
export const packedLabel = (letters: string): number =>
  Buffer.from(letters).reduce((packed, letter) => packed * 256 + letter, 0);

/** Steps through the fields of lines. Every line ends with a line feed or a carriage return, so nothing runs past it. */
export class Cursor {
  bytes: Buffer = Buffer.alloc(0);
  at = 0;
  /** The field read last, without its quotation marks. */
  from = 0;
  to = 0;
  /** Set between the two #KSUMMA of a file. */
  checksum: Checksum | null = null;
  /** Quotation marks that the line ended before closing. */
  unclosedQuotes = 0;

  /** Reads the label that begins here with #, in either case; gives its letters packed, or 0 if they are above six. */
  label(): number {
    const { bytes } = this;
    let at = this.at + 1;
    let packed = 0;
    for (
      let byte = bytes[at] as number;
      byte > SPACE && byte !== OPEN && byte !== CLOSE;
      byte = bytes[++at] as number
    ) {
      packed = packed * 256 + (byte & UPPER_CASE);
    }
    this.from = this.at + 1;
    this.to = this.at = at;
    return at - this.from > LONGEST_PACKED ? 0 : packed;
  }

  /** The next byte that is no blank, where the cursor now stands. Control characters are blanks. */
  peek(): number {
    const { bytes } = this;
    let at = this.at;
    let byte = bytes[at] as number;
    while (byte <= SPACE && byte !== LF && byte !== CR) byte = bytes[++at] as number;
    this.at = at;
    return byte;
  }

  /** Reads a field; false, with an empty one, at the end of the line and before a brace that stands alone. */
  field(): boolean {
    const byte = this.peek();
    if (byte === QUOTE) return this.quoted();
    this.from = this.to = this.at;
    if (byte <= SPACE || byte === OPEN || byte === CLOSE) return false;
    const { bytes } = this;
    let at = this.at;
    while ((bytes[at] as number) > SPACE) at++;
    return this.found(at, at);
  }

  /** As `field`, but blanks inside quotation marks are trimmed and a brace ends the word: accounts, objects, amounts. */
  code(): boolean {
    const byte = this.peek();
    if (byte === QUOTE) return this.quoted() && this.trim();
    const { bytes } = this;
    let at = this.at;
    this.from = this.to = at;
    for (let next = byte; next > SPACE && next !== OPEN && next !== CLOSE;) next = bytes[++at] as number;
    return at > this.from && this.found(at, at);
  }

  /** Reads what is left of the line, braces too; gives how many fields it was. */
  drain(): number {
    let fields = 0;
    for (let byte = this.peek(); byte !== LF && byte !== CR; byte = this.peek()) {
      if (byte === OPEN || byte === CLOSE) this.at++;
      else if (this.field()) fields++;
    }
    return fields;
  }

  /** Reads fields up to the end of the line or a brace that stands alone; gives how many. */
  rest(): number {
    let fields = 0;
    while (this.field()) fields++;
    return fields;
  }

  /** Steps over the end of the line, where the cursor stands. */
  endLine(): void {
    const byte = this.bytes[this.at++];
    if (byte === CR && this.bytes[this.at] === LF) this.at++;
  }

  /** A backslash is literal unless a quotation mark follows it, which then does not close the field. */
  private quoted(): boolean {
    const { bytes } = this;
    let at = this.at + 1;
    this.from = at;
    for (let escape = -1; ;) {
      const byte = bytes[at] as number;
      if (isPlain(byte)) at++;
      else if (byte === QUOTE) return this.found(at, at + 1);
      else if (byte === BACKSLASH && bytes[at + 1] === QUOTE) {
        escape = at;
        at += 2;
      } else if (endsLine(byte)) return this.unclosed(at, escape);
      else at++;
    }
  }

  /** No closing mark: if the last `\"` ends a word it was the closing one (`"C:\"`), else the line's end closes. */
  private unclosed(end: number, escape: number): boolean {
    const after = this.bytes[escape + 2] as number;
    if (escape >= 0 && after <= SPACE) return this.found(escape + 1, escape + 2);
    this.unclosedQuotes++;
    return this.found(end, end);
  }

  private found(to: number, next: number): true {
    this.to = to;
    this.at = next;
    this.checksum?.take(this.bytes, this.from, to);
    return true;
  }

  private trim(): true {
    const { bytes } = this;
    while (this.from < this.to && isBlank(bytes[this.from])) this.from++;
    while (this.from < this.to && isBlank(bytes[this.to - 1])) this.to--;
    return true;
  }
}

/** Nearly every byte of a text is a letter: one comparison, or two, and on. */
const isPlain = (byte: number): boolean => byte > BACKSLASH || (byte > QUOTE && byte < BACKSLASH);
const endsLine = (byte: number): boolean => byte === LF || byte === CR;
const isBlank = (byte: number | undefined): boolean => byte === SPACE || byte === TAB;
