import iconv from 'iconv-lite';

import { BYTE } from './bytes.js';
import type { SieEncoding } from './inspect-sie.js';

const { BACKSLASH, NINE, ZERO } = BYTE;

const UPPER_HALF = Buffer.from(Array.from({ length: 128 }, (_, index) => index + 128));
/** Words of so many bytes are remembered; packed into a number they stay exact. */
const SHORT = 5;
const MOST_WORDS = 100_000;

/** Turns stretches of bytes into text: codes through a cache, since accounts and objects are few and come often. */
export class Decoder {
  private readonly charset: string;
  /** The code points of the bytes above 127, in an encoding of one byte a character. */
  private readonly upper: Uint16Array | null;
  private readonly numbers: (string | undefined)[] = new Array<string | undefined>(100_000).fill(undefined);
  private readonly words = new Map<number, string>();
  private scratch = Buffer.alloc(256);

  constructor(encoding: SieEncoding) {
    this.charset = { 'utf-8': 'utf8', ascii: 'latin1', cp437: 'cp437', latin1: 'windows1252' }[encoding];
    const singleByte = encoding === 'cp437' || encoding === 'latin1';
    this.upper = singleByte
      ? Uint16Array.from(iconv.decode(UPPER_HALF, this.charset), (char) => char.charCodeAt(0))
      : null;
  }

  /** A code: what has up to five bytes is made once. */
  word(bytes: Buffer, from: number, to: number): string {
    if (to - from > SHORT) return this.text(bytes, from, to);
    const number = plainNumber(bytes, from, to);
    return number < 0 ? this.shortWord(bytes, from, to) : (this.numbers[number] ??= String(number));
  }

  /** Any text. A backslash is literal, except before a quotation mark. */
  text(bytes: Buffer, from: number, to: number): string {
    if (from === to) return '';
    let [above, backslash] = [false, false];
    for (let at = from; at < to; at++) {
      const byte = bytes[at] as number;
      if (byte > 127) above = true;
      else if (byte === BACKSLASH) backslash = true;
    }
    const text = above ? this.decode(bytes, from, to) : bytes.toString('latin1', from, to);
    return backslash ? text.replaceAll('\\"', '"') : text;
  }

  private shortWord(bytes: Buffer, from: number, to: number): string {
    let packed = 1;
    for (let at = from; at < to; at++) packed = packed * 256 + (bytes[at] as number);
    const known = this.words.get(packed);
    if (known !== undefined) return known;
    const word = this.text(bytes, from, to);
    if (this.words.size < MOST_WORDS) this.words.set(packed, word);
    return word;
  }

  private decode(bytes: Buffer, from: number, to: number): string {
    if (this.upper === null) return bytes.toString(this.charset === 'utf8' ? 'utf8' : 'latin1', from, to);
    if (to - from > this.scratch.length) this.scratch = Buffer.alloc(2 * (to - from));
    let wide = 0;
    for (let at = from; at < to; at++) {
      const byte = bytes[at] as number;
      const point = byte < 128 ? byte : (this.upper[byte - 128] as number);
      wide |= point;
      this.scratch[at - from] = point;
    }
    // Every Swedish letter lies in Latin-1, so that a string of one byte a character does; a line drawing does not.
    if (wide > 255) return iconv.decode(bytes.subarray(from, to), this.charset);
    return this.scratch.toString('latin1', 0, to - from);
  }
}

/** The value of plain digits; -1 for what is no number or begins with a zero, since `01930` is another account than `1930`. */
export function plainNumber(bytes: Buffer, from: number, to: number): number {
  if (from === to || bytes[from] === ZERO) return -1;
  let number = 0;
  for (let at = from; at < to; at++) {
    const byte = bytes[at] as number;
    if (byte < ZERO || byte > NINE) return -1;
    number = number * 10 + byte - ZERO;
  }
  return number;
}
