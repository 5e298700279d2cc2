import { DomainError } from '#kernel';

import { broken, type Parts } from './parts.js';
import { RichText } from './rich-text.js';
import { hearPart } from './xml.js';

/** The texts of a workbook may take so many bytes of memory, and be so many; more are refused. */
const BOUNDS = { bytes: 512 * 2 ** 20, texts: 16 * 2 ** 20 };
const FIRST_BYTES = 1 << 16;
const FIRST_TEXTS = 1 << 10;
/** So many texts are at hand as strings, each in the place that its number has in this power of two. */
const AT_HAND = 1 << 12;

/** The texts that cells refer to by number, packed in UTF-8: a million of them take little more than their letters. */
export class SharedStrings {
  private bytes = Buffer.allocUnsafe(FIRST_BYTES);
  private ends = new Uint32Array(FIRST_TEXTS);
  private count = 0;
  private readonly handNumbers = new Int32Array(AT_HAND).fill(-1);
  private readonly hand = new Array<string>(AT_HAND).fill('');

  private constructor(private readonly bounds: typeof BOUNDS) {}

  /** The texts of a workbook. Refuses with WORKBOOK_BROKEN, and with WORKBOOK_TOO_LARGE what passes the bounds. */
  static async read(parts: Parts, part: string | null, bounds = BOUNDS): Promise<SharedStrings> {
    const strings = new SharedStrings(bounds);
    if (part === null) return strings;
    const text = new RichText();
    await hearPart(parts, part, {
      open: (element, attributes) => {
        text.open(element, attributes);
      },
      text: (each) => {
        text.text(each);
      },
      close: (element) => {
        text.close(element);
        if (text.isTooLong) throw broken(part);
        if (element === 'si' && !strings.add(text.take())) {
          throw new DomainError('WORKBOOK_TOO_LARGE', { part, limit: '512 MiB eller 16 miljoner texter' });
        }
      },
    });
    return strings;
  }

  /** The text with this number, from 0. */
  get(number: number): string | undefined {
    if (!(number < this.count)) return undefined;
    const place = number % AT_HAND;
    if (this.handNumbers[place] === number) return this.hand[place];
    const from = number === 0 ? 0 : (this.ends[number - 1] as number);
    const text = this.bytes.toString('utf8', from, this.ends[number]);
    this.handNumbers[place] = number;
    this.hand[place] = text;
    return text;
  }

  private add(text: string): boolean {
    const from = this.count === 0 ? 0 : (this.ends[this.count - 1] as number);
    const needed = from + Buffer.byteLength(text);
    if (needed > this.bounds.bytes || this.count === this.bounds.texts) return false;
    if (needed > this.bytes.length) this.bytes = grown(this.bytes, Buffer.allocUnsafe(2 * needed));
    if (this.count === this.ends.length) this.ends = grown(this.ends, new Uint32Array(2 * this.count));
    this.bytes.write(text, from);
    this.ends[this.count++] = needed;
    return true;
  }
}

function grown<T extends Buffer | Uint32Array>(old: T, larger: T): T {
  larger.set(old);
  return larger;
}
