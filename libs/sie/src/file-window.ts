import { closeSync, openSync, readSync } from 'node:fs';

import { BYTE } from './bytes.js';

const { CR, LF } = BYTE;

const CHUNK = 1 << 18;
/** No line of bookkeeping is longer. */
export const LONGEST_LINE = 1 << 20;

/** A file seen through a buffer that holds whole lines: an open voucher's are kept, all that is read is let go. */
export class FileWindow {
  bytes = Buffer.allocUnsafe(2 * CHUNK);
  /** The first byte that nobody has read yet. */
  position = 0;
  /** After the last whole line; behind the last line of the file there is always a line feed. */
  end = 0;
  /** The line at `position` is longer than any line may be, and its end has not been read. */
  overlong = false;
  /** How much of the file has been read so far. */
  bytesRead = 0;
  private filled = 0;
  private readonly file: number;

  constructor(path: string) {
    this.file = openSync(path, 'r');
  }

  /** Lets go of what lies before `keep` and reads on until there is a whole line; false when there is none left. */
  advance(keep: number): boolean {
    this.bytes.copyWithin(0, keep, this.filled);
    this.filled -= keep;
    this.position -= keep;
    this.overlong = false;
    for (;;) {
      if (!this.read()) return this.finish();
      this.end = this.wholeLines();
      if (this.end > this.position) return true;
      if (this.filled - this.position <= LONGEST_LINE) continue;
      this.overlong = true;
      this.end = this.position;
      return true;
    }
  }

  /** The end of the line that begins at `at`: the place of its line feed or carriage return. */
  lineEnd(at: number): number {
    return firstLineEnd(this.bytes, at, this.end);
  }

  /** Drops an overlong line, however long it is, without holding it. */
  skipLine(): void {
    let stop = firstLineEnd(this.bytes, this.position, this.filled);
    while (stop < 0) {
      this.filled = this.position;
      if (!this.read()) return;
      stop = firstLineEnd(this.bytes, this.position, this.filled);
    }
    if (this.bytes[stop] === CR && stop + 1 === this.filled) this.read();
    if (this.bytes[stop] === CR && stop + 1 < this.filled && this.bytes[stop + 1] === LF) stop++;
    this.bytes.copyWithin(this.position, stop + 1, this.filled);
    this.filled -= stop + 1 - this.position;
    this.end = this.position;
  }

  close(): void {
    closeSync(this.file);
  }

  private read(): boolean {
    // One byte is left over for the line feed that the last line may lack.
    if (this.bytes.length - this.filled <= CHUNK) {
      const larger = Buffer.allocUnsafe(2 * this.bytes.length);
      this.bytes.copy(larger, 0, 0, this.filled);
      this.bytes = larger;
    }
    const got = readSync(this.file, this.bytes, this.filled, CHUNK, null);
    this.filled += got;
    this.bytesRead += got;
    return got > 0;
  }

  private finish(): boolean {
    // Behind a CR too: what the buffer held before must not be taken for the other half of a CRLF.
    if (this.filled > this.position && this.bytes[this.filled - 1] !== LF) this.bytes[this.filled++] = LF;
    this.end = this.filled;
    return this.end > this.position;
  }

  /** Lines end with LF, CRLF or, on old Macintoshes, CR; a CR that comes last may yet be the half of a CRLF. */
  private wholeLines(): number {
    const feed = this.bytes.lastIndexOf(LF, this.filled - 1);
    if (feed >= this.position) return feed + 1;
    return this.filled < 2 ? 0 : this.bytes.lastIndexOf(CR, this.filled - 2) + 1;
  }
}

function firstLineEnd(bytes: Buffer, from: number, to: number): number {
  const feed = bytes.subarray(from, to).indexOf(LF);
  const back = bytes.subarray(from, feed < 0 ? to : from + feed).indexOf(CR);
  const stop = back < 0 ? feed : back;
  return stop < 0 ? -1 : from + stop;
}
