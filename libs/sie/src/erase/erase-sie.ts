import { startsWithBom } from '#kernel';

import { BYTE } from '../bytes.js';
import { Cursor, packedLabel } from '../cursor.js';
import { Days } from '../days.js';
import { Decoder } from '../decoder.js';
import { LONGEST_LINE } from '../file-window.js';
import type { SieEncoding } from '../inspect-sie.js';
import { Edits } from './edits.js';
import { EntryEraser } from './entry-eraser.js';
import { HeaderEraser } from './header-eraser.js';
import { RecordEraser } from './record-eraser.js';
import { isErasedObject, type SieErasure } from './sie-erasure.js';

const { CLOSE, CR, HASH, LF, OPEN, SPACE } = BYTE;
const VER = packedLabel('VER');
const ENTRIES = new Map(['TRANS', 'BTRANS', 'RTRANS'].map((label) => [packedLabel(label), `#${label}`]));

/**
 * A SIE file in memory without the texts, signatures and private objects of some vouchers: the same records on the same
 * lines, every other byte as it was. What could not be read as a voucher still cannot. The check figure (#KSUMMA) goes, for
 * it was of the texts too.
 */
export function eraseSie(bytes: Buffer, encoding: SieEncoding, erasure: SieErasure): Buffer {
  return new SieEraser(bytes, encoding, erasure).run();
}

type Place = 'outside' | 'announced' | 'open';

/** Follows the file as its reading does, and rewrites what is meant. */
class SieEraser {
  private readonly cursor = new Cursor();
  private readonly edits: Edits;
  private readonly headers: HeaderEraser;
  private readonly entries: EntryEraser;
  private readonly records: RecordEraser;
  private place: Place = 'outside';
  private isMeant = false;
  private fileLine = 0;

  constructor(
    private readonly bytes: Buffer,
    encoding: SieEncoding,
    private readonly erasure: SieErasure,
  ) {
    const { cursor } = this;
    const decoder = new Decoder(encoding);
    const days = new Days();
    // Every line ends with a line feed, so that nothing runs past it; the one that is put here is cut off again.
    cursor.bytes = Buffer.concat([bytes, Buffer.of(LF)]);
    this.edits = new Edits(cursor.bytes);
    this.headers = new HeaderEraser(cursor, days);
    this.entries = new EntryEraser(cursor, { decoder, days, privateDimensions: erasure.privateDimensions });
    const isErased = isErasedObject(erasure);
    this.records = new RecordEraser(cursor, { decoder, days, isAll: erasure.vouchers === 'all', isErased });
  }

  run(): Buffer {
    const { bytes, cursor } = this;
    cursor.at = startsWithBom(bytes) ? 3 : 0;
    while (cursor.at < bytes.length) {
      this.fileLine++;
      const end = lineEnd(cursor.bytes, cursor.at);
      if (end - cursor.at > LONGEST_LINE) this.overlong(end);
      else this.readLine();
      cursor.endLine();
    }
    return this.edits.applied(bytes.length);
  }

  private readLine(): void {
    const { cursor } = this;
    for (let byte = cursor.peek(); byte !== LF && byte !== CR; byte = cursor.peek()) {
      if (byte === HASH) this.record();
      else if (byte === OPEN || byte === CLOSE) this.brace(byte);
      else this.stray();
    }
  }

  /** A line longer than any may be, of which a reading knows its label alone. */
  private overlong(end: number): void {
    const { cursor } = this;
    const from = cursor.at;
    const label = cursor.peek() === HASH ? cursor.label() : 0;
    if (label === VER) this.begin();
    const name = label === VER ? '#VER' : (ENTRIES.get(label) ?? '');
    if (this.isInScope) this.edits.replace(from, end, name);
    cursor.at = end;
  }

  private record(): void {
    const { cursor } = this;
    const from = cursor.at;
    const label = cursor.label();
    const entry = ENTRIES.get(label);
    if (label === VER) {
      this.begin();
      this.rewrite(from, this.headers.read());
    } else if (entry !== undefined) {
      if (this.place === 'announced') this.place = 'open';
      this.rewrite(from, this.entries.read(entry));
    } else {
      const rewritten = this.records.read(from);
      if (rewritten !== null) this.edits.replace(from, cursor.at, rewritten);
    }
  }

  private begin(): void {
    const { vouchers } = this.erasure;
    this.place = 'announced';
    this.isMeant = vouchers === 'all' || vouchers.has(this.fileLine);
  }

  private rewrite(from: number, record: string | Buffer): void {
    if (!this.isInScope) return;
    // The blanks before a brace on the same line have been stepped over.
    let to = this.cursor.at;
    while ((this.cursor.bytes[to - 1] as number) <= SPACE) to--;
    this.edits.replace(from, to, record);
  }

  private get isInScope(): boolean {
    return this.erasure.vouchers === 'all' || (this.place !== 'outside' && this.isMeant);
  }

  private brace(byte: number): void {
    this.cursor.at++;
    if (byte === CLOSE) this.place = 'outside';
    else if (this.place === 'announced') this.place = 'open';
  }

  /** Text where a label should stand is read by nobody. */
  private stray(): void {
    const from = this.cursor.at;
    this.cursor.field();
    if (this.isInScope) this.edits.replace(from, this.cursor.at, '');
  }
}

function lineEnd(bytes: Buffer, from: number): number {
  const feed = bytes.indexOf(LF, from);
  const back = bytes.subarray(from, feed).indexOf(CR);
  return back < 0 ? feed : from + back;
}
