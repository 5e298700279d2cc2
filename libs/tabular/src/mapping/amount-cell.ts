import type { Cell } from '../table/table.js';
import { roundedNumber } from './number-cell.js';

/** What the amount of a cell can be refused for. */
export type AmountFault = 'AMOUNT_NOT_AS_MAPPED' | 'AMOUNT_TOO_PRECISE' | 'AMOUNT_TOO_LARGE' | 'CELL_FAULTY';

/** At most 13 digits of kronor, as Money has. */
export const BEYOND_ORE = 1e15;
const CURRENCY = /(?:kronor|kr|sek|:-)\.?\s*$/i;
const [ZERO, BLANK, APOSTROPHE, COMMA, POINT, OPEN, CLOSE] = [48, 32, 39, 44, 46, 40, 41];
const NO_SEPARATOR = 0;

/**
 * Reads the amounts of a file whose decimal sign is known, so that `1.234` is not open to two readings as it is for
 * `parseWrittenAmount`. Blanks, apostrophes and the other sign part thousands, in groups of three. Whole öre are counted
 * digit by digit: a million rows make no object.
 */
export class AmountReader {
  /** Whole öre of the amount read last, never −0; 0 where the cell was empty. */
  ore = 0;
  /** The cell held nothing. */
  empty = true;

  private readonly decimal: number;
  private readonly other: number;
  private text = '';
  private at = 0;
  private to = 0;
  private negative = false;

  constructor(decimalSign: ',' | '.') {
    this.decimal = decimalSign === ',' ? COMMA : POINT;
    this.other = decimalSign === ',' ? POINT : COMMA;
  }

  /** What is wrong with the cell's amount, or null and it stands in `ore`. */
  read(cell: Cell | undefined): AmountFault | null {
    this.ore = 0;
    this.empty = true;
    if (cell === null || cell === undefined) return null;
    if (cell.kind === 'text') return this.written(cell.text);
    this.empty = false;
    if (cell.kind === 'fault') return 'CELL_FAULTY';
    const number = cell.isDate ? null : roundedNumber(cell.text);
    return number === null ? 'AMOUNT_NOT_AS_MAPPED' : this.scan(number, POINT, NO_SEPARATOR);
  }

  private written(text: string): AmountFault | null {
    const fault = this.scan(text, this.decimal, this.other);
    if (fault !== 'AMOUNT_NOT_AS_MAPPED' || !CURRENCY.test(text)) return fault;
    const bare = this.scan(text.replace(CURRENCY, ''), this.decimal, this.other);
    return this.empty ? fault : bare;
  }

  private scan(text: string, decimal: number, other: number): AmountFault | null {
    this.text = text;
    this.ore = 0;
    this.at = 0;
    this.to = text.length;
    this.negative = false;
    this.passBlanks();
    this.empty = this.at === this.to;
    if (this.empty) return null;
    if (!this.unsign()) return 'AMOUNT_NOT_AS_MAPPED';
    return this.whole(decimal, other) ? this.decimals(decimal) : 'AMOUNT_NOT_AS_MAPPED';
  }

  private passBlanks(): void {
    while (this.at < this.to && isBlank(this.text.charCodeAt(this.at))) this.at++;
    while (this.to > this.at && isBlank(this.text.charCodeAt(this.to - 1))) this.to--;
  }

  /** Takes away one sign: a minus before or after, or parentheses around. False where only one of those stands. */
  private unsign(): boolean {
    const { text, at, to } = this;
    const [first, last] = [text.charCodeAt(at), text.charCodeAt(to - 1)];
    if (first === OPEN || last === CLOSE) {
      this.unsigned(1, 1);
      return first === OPEN && last === CLOSE;
    }
    if (isMinus(first)) return this.unsigned(1, 0);
    return !isMinus(last) || this.unsigned(0, 1);
  }

  private unsigned(before: number, after: number): true {
    this.negative = true;
    this.at += before;
    this.to -= after;
    this.passBlanks();
    return true;
  }

  /** The digits before the decimals; false where a separator does not stand before groups of three alone. */
  private whole(decimal: number, other: number): boolean {
    const start = this.at;
    let [separator, groupFrom] = [NO_SEPARATOR, start];
    this.passDigits();
    while (this.at < this.to && this.text.charCodeAt(this.at) !== decimal) {
      const sign = separatorOf(this.text.charCodeAt(this.at), other);
      if (sign === NO_SEPARATOR || !this.groupEnds(start, groupFrom, sign === separator)) return false;
      [separator, groupFrom] = [sign, ++this.at];
      this.passDigits();
    }
    // A database may write half a krona as `,5`; a sign alone is nothing.
    if (separator === NO_SEPARATOR) return this.at > start || this.to - this.at > 1;
    return this.at - groupFrom === 3;
  }

  private passDigits(): void {
    let { ore } = this;
    for (; this.at < this.to; this.at++) {
      const digit = this.text.charCodeAt(this.at) - ZERO;
      if (digit < 0 || digit > 9) break;
      ore = ore * 10 + digit;
    }
    this.ore = ore;
  }

  /** Whether a separator may stand here: after one to three digits, not a zero first, then after three each. */
  private groupEnds(start: number, groupFrom: number, sameAsBefore: boolean): boolean {
    const length = this.at - groupFrom;
    if (groupFrom > start) return sameAsBefore && length === 3;
    return length >= 1 && length <= 3 && this.text.charCodeAt(start) !== ZERO;
  }

  private decimals(decimal: number): AmountFault | null {
    const count = this.to - this.at - 1;
    if (count < 0) return this.take(0);
    const isPoint = this.text.charCodeAt(this.at) === decimal && count > 0;
    const hundredths = isPoint ? this.digitsAfter(this.at) : -1;
    if (hundredths < 0) return 'AMOUNT_NOT_AS_MAPPED';
    if (count > 2) return 'AMOUNT_TOO_PRECISE';
    return this.take(count === 1 ? hundredths * 10 : hundredths);
  }

  private take(hundredths: number): AmountFault | null {
    const ore = this.ore * 100 + hundredths;
    if (ore >= BEYOND_ORE) return 'AMOUNT_TOO_LARGE';
    this.ore = this.negative && ore !== 0 ? -ore : ore;
    return null;
  }

  /** The number that the digits to the end make; -1 where something else stands among them. */
  private digitsAfter(point: number): number {
    let value = 0;
    for (let at = point + 1; at < this.to; at++) {
      const digit = this.text.charCodeAt(at) - ZERO;
      if (digit < 0 || digit > 9) return -1;
      value = value * 10 + digit;
    }
    return value;
  }
}

const isMinus = (code: number): boolean => code === 0x2d || code === 0x2212 || code === 0x2013;

const isBlank = (code: number): boolean =>
  code === BLANK ||
  code === 0x09 ||
  code === 0xa0 ||
  code === 0x202f ||
  code === 0x205f ||
  (code >= 0x2000 && code <= 0x200a);

/** What parts thousands, the same for every blank and every apostrophe; 0 for what parts none. */
function separatorOf(code: number, other: number): number {
  if (code === other || code === APOSTROPHE) return code;
  if (code === 0x2019) return APOSTROPHE;
  return isBlank(code) ? BLANK : NO_SEPARATOR;
}
