import { crc32 } from 'node:zlib';

import iconv from 'iconv-lite';

import { BYTE } from './bytes.js';
import type { SieEncoding } from './inspect-sie.js';

const { BACKSLASH, QUOTE } = BYTE;

/** What the file's own check figure says of it: `none` where it carries none, `wrong` also where the end is missing. */
export type SieChecksum = 'ok' | 'wrong' | 'none';

const CAPACITY = 1 << 16;

/**
 * #KSUMMA: CRC-32 over the labels and fields between the first and the second of them, without blanks, enclosing
 * quotation marks and braces. It is defined over CP437; a file in another encoding may be summed as it lies or as CP437.
 */
export class Checksum {
  private readonly charset: 'utf8' | 'windows1252' | null;
  private readonly pending = Buffer.allocUnsafe(CAPACITY);
  private filled = 0;
  private asItLies = 0;
  private asCp437 = 0;

  constructor(encoding: SieEncoding) {
    this.charset = encoding === 'utf-8' ? 'utf8' : encoding === 'latin1' ? 'windows1252' : null;
  }

  /** One label or field; an escaped quotation mark counts without its backslash. */
  take(bytes: Buffer, from: number, to: number): void {
    if (to - from > CAPACITY - this.filled) this.flush();
    if (to - from > CAPACITY) {
      this.add(Buffer.from(bytes.toString('latin1', from, to).replaceAll('\\"', '"'), 'latin1'));
      return;
    }
    for (let at = from; at < to; at++) {
      const byte = bytes[at] as number;
      if (byte !== BACKSLASH || at + 1 === to || bytes[at + 1] !== QUOTE) this.pending[this.filled++] = byte;
    }
  }

  agreesWith(figure: number): boolean {
    this.flush();
    const unsigned = figure >>> 0;
    return unsigned === this.asItLies || (this.charset !== null && unsigned === this.asCp437);
  }

  private flush(): void {
    this.add(this.pending.subarray(0, this.filled));
    this.filled = 0;
  }

  private add(bytes: Buffer): void {
    this.asItLies = crc32(bytes, this.asItLies);
    if (this.charset === null) return;
    this.asCp437 = crc32(iconv.encode(iconv.decode(bytes, this.charset), 'cp437'), this.asCp437);
  }
}
