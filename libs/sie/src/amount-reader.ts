import { BYTE } from './bytes.js';

const { DOT, MINUS, NINE, ZERO } = BYTE;

/** What an amount in a file can be refused for. */
export type AmountFault = 'AMOUNT_MALFORMED' | 'AMOUNT_TOO_PRECISE' | 'AMOUNT_TOO_LARGE';

const MOST_DIGITS = 13;

/** Reads amounts as SIE writes them: `-`, digits, a point and at most two decimals, which may be left out. */
export class AmountReader {
  /** Whole öre of the amount read last; a safe integer. */
  ore = 0;

  /** What is wrong with the amount, or null and it stands in `ore`. */
  read(bytes: Buffer, from: number, to: number): AmountFault | null {
    const negative = bytes[from] === MINUS;
    const first = negative ? from + 1 : from;
    const point = digitsFrom(bytes, first, to);
    const last = bytes[point] === DOT && point < to ? digitsFrom(bytes, point + 1, to) : point;
    if (last < to || last - first < (last > point ? 2 : 1)) return 'AMOUNT_MALFORMED';
    const decimals = Math.max(last - point - 1, 0);
    if (decimals > 2) return 'AMOUNT_TOO_PRECISE';
    if (point - first > MOST_DIGITS && significant(bytes, first, point) > MOST_DIGITS) return 'AMOUNT_TOO_LARGE';
    const ore = value(bytes, first, point) * 100 + value(bytes, point + 1, last) * (decimals === 1 ? 10 : 1);
    this.ore = negative && ore !== 0 ? -ore : ore;
    return null;
  }
}

function value(bytes: Buffer, from: number, to: number): number {
  let digits = 0;
  for (let at = from; at < to; at++) digits = digits * 10 + (bytes[at] as number) - ZERO;
  return digits;
}

function digitsFrom(bytes: Buffer, from: number, to: number): number {
  let at = from;
  for (; at < to; at++) {
    const byte = bytes[at] as number;
    if (byte < ZERO || byte > NINE) return at;
  }
  return at;
}

function significant(bytes: Buffer, from: number, to: number): number {
  let at = from;
  while (at < to && bytes[at] === ZERO) at++;
  return to - at;
}
