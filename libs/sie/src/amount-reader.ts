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
    const last = decimalsFrom(bytes, point, to);
    const decimals = last > point ? last - point - 1 : 0;
    if (last < to || point - first + decimals === 0) return 'AMOUNT_MALFORMED';
    if (decimals > 2) return 'AMOUNT_TOO_PRECISE';
    if (point - zerosFrom(bytes, first, point) > MOST_DIGITS) return 'AMOUNT_TOO_LARGE';
    const hundredths = valueOf(bytes, point + 1, last) * (decimals === 1 ? 10 : 1);
    this.ore = signed(valueOf(bytes, first, point) * 100 + hundredths, negative);
    return null;
  }
}

/** Never −0. */
const signed = (ore: number, negative: boolean): number => (negative && ore !== 0 ? -ore : ore);

function valueOf(bytes: Buffer, from: number, to: number): number {
  let value = 0;
  for (let at = from; at < to; at++) value = value * 10 + (bytes[at] as number) - ZERO;
  return value;
}

function digitsFrom(bytes: Buffer, from: number, to: number): number {
  let at = from;
  while (at < to && isDigit(bytes[at] as number)) at++;
  return at;
}

const decimalsFrom = (bytes: Buffer, point: number, to: number): number =>
  point < to && bytes[point] === DOT ? digitsFrom(bytes, point + 1, to) : point;

function zerosFrom(bytes: Buffer, from: number, to: number): number {
  let at = from;
  while (at < to && bytes[at] === ZERO) at++;
  return at;
}

const isDigit = (byte: number): boolean => byte >= ZERO && byte <= NINE;
