import { isAscii, isUtf8 } from 'node:buffer';

/** What the bytes of a Swedish text file are written in, going by the bytes alone. `latin1` is read as Windows-1252. */
export type ByteEncoding = 'utf-8' | 'cp437' | 'latin1' | 'ascii';

const BOM = Buffer.from([0xef, 0xbb, 0xbf]);
/** The letters of half a megabyte settle the matter; the rest of a large file is not counted. */
const SAMPLE = 1 << 19;

/** Whether a file that begins with these bytes has the byte order mark of UTF-8. */
export const startsWithBom = (bytes: Buffer): boolean => bytes.subarray(0, BOM.length).equals(BOM);

/** Gathers from the chunks of a file, in order, what they are written in. */
export class EncodingEvidence {
  private first = true;
  private bom = false;
  private ascii = true;
  private utf8 = true;
  private counted = 0;
  private low = 0;
  private high = 0;
  /** A character that the chunk's border cut in two. */
  private cut = Buffer.alloc(0);

  take(chunk: Buffer): void {
    if (this.first) this.bom = startsWithBom(chunk);
    this.first = false;
    if (this.bom || (isAscii(chunk) && this.cut.length === 0)) return;
    this.ascii = false;
    if (this.utf8) this.checkUtf8(this.cut.length === 0 ? chunk : Buffer.concat([this.cut, chunk]));
    if (this.counted < SAMPLE) this.count(chunk);
  }

  /** BOM, else valid UTF-8 beyond ASCII, else the side where most of the letters lie; CP437 is what SIE prescribes. */
  verdict(): ByteEncoding {
    if (this.bom) return 'utf-8';
    if (this.ascii) return 'ascii';
    if (this.utf8) return 'utf-8';
    return this.high > this.low ? 'latin1' : 'cp437';
  }

  private checkUtf8(bytes: Buffer): void {
    const whole = bytes.length - cutCharacter(bytes);
    this.utf8 = isUtf8(bytes.subarray(0, whole));
    this.cut = Buffer.from(bytes.subarray(whole));
  }

  /**
   * Swedish letters lie in 0x80–0x9F in CP437 and in 0xC0–0xFF in Windows-1252. 0xFF is no letter in either: in CP437 it
   * is the no-break space, which stands between the thousands of amounts.
   */
  private count(chunk: Buffer): void {
    this.counted += chunk.length;
    for (const byte of chunk) {
      if (byte >= 0xc0 && byte < 0xff) this.high++;
      else if (byte >= 0x80 && byte <= 0x9f) this.low++;
    }
  }
}

/** How many bytes at the end begin a UTF-8 character that goes on in the next chunk. */
function cutCharacter(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] as number;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return back < lengthOf(byte) ? back : 0;
  }
  return 0;
}

const lengthOf = (lead: number): number => (lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2);
