import { crc32 } from 'node:zlib';

import iconv from 'iconv-lite';

import { DomainError, oreToText, type RefusalCode } from '#kernel';

import type { SieObject } from '../voucher.js';
import type { SiePlace } from './sie-head.js';

/** Characters that each stand for one byte of CP437: what a record is put together of. */
type Bytes = string;

/** What stands in no need of quotation marks. */
const PLAIN = /^[\w.+-]+$/;
const ASCII = /^[ -~]*$/;
/** A text may have come with line breaks and tabs, which SIE does not know. */
const WHITE = /[\t\n\r]+/g;
const CONTROL = /\p{Cc}/u;
const UPPER_HALF = Buffer.from(Array.from({ length: 128 }, (_, index) => index + 128));
const BYTE_OF: ReadonlyMap<string, Bytes> = new Map(
  Array.from(iconv.decode(UPPER_HALF, 'cp437'), (char, index) => [char, String.fromCharCode(128 + index)] as const),
);

/**
 * Writes records field by field in CP437. Refuses with CHARACTER_NOT_IN_CP437 and, for what no field of SIE can hold,
 * FIELD_NOT_WRITABLE_AS_SIE; both say where, never what.
 */
export class RecordWriter {
  /** Where what is written now stands in the books. */
  place: SiePlace = { series: null, number: null, line: null };
  private record: Bytes = '';
  private sum: Bytes = '';
  private checksum: number | null = null;
  /** Behind a quoted field that ends with a backslash: no quotation mark may follow, or it would close the field. */
  private open: { readonly at: number; readonly field: string } | null = null;

  /** The first #KSUMMA: what follows is summed. */
  beginChecksum(): Bytes {
    this.checksum = 0;
    return '#KSUMMA\r\n';
  }

  /** The second #KSUMMA: CRC-32 of the labels and fields since the first. */
  endChecksum(): Bytes {
    return `#KSUMMA ${this.checksum ?? 0}\r\n`;
  }

  begin(label: string): this {
    this.record = this.sum = label;
    this.open = null;
    return this;
  }

  /** A code, a number, an amount: read back without blanks around it. */
  code(content: string, field: string): this {
    if (/^ | $/.test(content)) throw this.refusal('FIELD_NOT_WRITABLE_AS_SIE', field);
    const bytes = this.encoded(content, field);
    const isBare = PLAIN.test(content) || isBareToo(bytes);
    if (!isBare && bytes.endsWith('\\')) throw this.refusal('FIELD_NOT_WRITABLE_AS_SIE', field);
    return this.add(bytes, isBare);
  }

  /** Free text, its line breaks and tabs as blanks. */
  text(content: string, field: string): this {
    const bytes = this.encoded(content.normalize('NFC').replace(WHITE, ' '), field);
    const isBare = isBareToo(bytes) || (this.open !== null && PLAIN.test(content));
    this.add(bytes, isBare);
    if (bytes.endsWith('\\') && !isBare) this.open ??= { at: this.record.length, field };
    return this;
  }

  /** ISO in, `20260228` out; empty where there is none. */
  day(date: string | null): this {
    return this.code(date?.replaceAll('-', '') ?? '', 'date');
  }

  /** Whole öre. */
  amount(ore: number): this {
    return this.code(oreToText(ore), 'amount');
  }

  objects(objects: readonly SieObject[]): this {
    const list = this.record.length + ' {'.length;
    this.record += ' {';
    for (const [dimension, object] of objects) {
      if (dimension === '' || object === '') throw this.refusal('FIELD_NOT_WRITABLE_AS_SIE', 'objects');
      this.code(dimension, 'objects').code(object, 'objects');
    }
    // The first of the list follows its brace at once. One blank is cut, no white space: the byte of `á` would be some.
    this.record = `${this.record.slice(0, list)}${this.record.slice(list).replace(/^ /, '')}}`;
    return this;
  }

  /** The record as a line, without the empty fields at its end. */
  end(): Bytes {
    const { open, checksum } = this;
    const record = this.record.replace(/(?: "")+$/, '');
    if (open !== null && record.includes('"', open.at)) throw this.refusal('FIELD_NOT_WRITABLE_AS_SIE', open.field);
    if (checksum !== null) this.checksum = crc32(Buffer.from(this.sum, 'latin1'), checksum);
    return `${record}\r\n`;
  }

  private add(bytes: Bytes, isBare: boolean): this {
    this.record += isBare ? ` ${bytes}` : ` "${bytes.replaceAll('"', '\\"')}"`;
    this.sum += bytes;
    return this;
  }

  private encoded(content: string, field: string): Bytes {
    if (ASCII.test(content)) return content;
    if (CONTROL.test(content)) throw this.refusal('FIELD_NOT_WRITABLE_AS_SIE', field);
    let bytes = '';
    for (const char of content) {
      const byte = char <= '~' ? char : BYTE_OF.get(char);
      if (byte === undefined) throw this.refusal('CHARACTER_NOT_IN_CP437', field);
      bytes += byte;
    }
    return bytes;
  }

  private refusal(code: RefusalCode, field: string): DomainError {
    return new DomainError(code, { ...this.place, field });
  }
}

/** A quotation mark after a backslash would not close the field: without a blank inside, none is needed. */
const isBareToo = (bytes: Bytes): boolean => bytes.endsWith('\\') && /^[^"#{} ]+$/.test(bytes);
