import { BYTE } from '../bytes.js';
import type { Cursor } from '../cursor.js';
import type { Days } from '../days.js';
import type { Decoder } from '../decoder.js';
import { KNOWN_RECORDS } from '../known-records.js';
import { fieldAgain, recordOf } from './written-fields.js';

interface Shared {
  readonly decoder: Decoder;
  readonly days: Days;
  /** Every private field of the file goes. */
  readonly isAll: boolean;
  readonly isErased: (dimension: string, object: string) => boolean;
}

/** Free text about the sender, and nothing else. */
const FREE_TEXT = ['PROSA', 'ADRESS'];
const saysNobody = (label: string): boolean => KNOWN_RECORDS.has(label) && !FREE_TEXT.includes(label);
/** Records with objects between braces, and how many fields stand before them. */
const WITH_OBJECTS: Readonly<Record<string, number>> = { OIB: 2, OUB: 2, PSALDO: 3, PBUDGET: 3 };

/** Rewrites what stands outside vouchers: the register of objects, balances of objects, and free text. */
export class RecordEraser {
  constructor(
    private readonly cursor: Cursor,
    private readonly shared: Shared,
  ) {}

  /** Reads the record whose label the cursor has just read, to its line's end; what stands in its place, or null: itself. */
  read(from: number): Buffer | string | null {
    const { cursor } = this;
    const label = cursor.bytes.toString('latin1', cursor.from, cursor.to).toUpperCase();
    const rewritten = this.rewritten(label, cursor.bytes.subarray(from, cursor.to));
    cursor.drain();
    return rewritten;
  }

  private rewritten(label: string, written: Buffer): Buffer | string | null {
    if (label === 'KSUMMA') return '';
    const before = WITH_OBJECTS[label];
    if (label === 'OBJEKT' || before !== undefined) return this.names(before) ? '' : null;
    if (!this.shared.isAll) return null;
    if (label === 'GEN') return this.generated();
    // A record that nobody knows may say anything; by its label it is counted as before.
    return saysNobody(label) ? null : written;
  }

  /** The day that the file was made, without the signature. */
  private generated(): Buffer {
    this.cursor.code();
    return recordOf('#GEN', [fieldAgain(this.cursor)]);
  }

  private names(before: number | undefined): boolean {
    return before === undefined ? this.nextIsErased() : this.hasErased(before);
  }

  private hasErased(before: number): boolean {
    const { cursor } = this;
    for (let field = 0; field < before; field++) cursor.code();
    if (cursor.peek() !== BYTE.OPEN) return false;
    cursor.at++;
    while (cursor.peek() !== BYTE.CLOSE && !this.endsLine()) if (this.nextIsErased()) return true;
    return false;
  }

  private endsLine(): boolean {
    const byte = this.cursor.peek();
    return byte === BYTE.LF || byte === BYTE.CR;
  }

  private nextIsErased(): boolean {
    const dimension = this.word();
    return this.shared.isErased(dimension, this.word());
  }

  private word(): string {
    const { cursor } = this;
    if (!cursor.code() && !this.endsLine() && cursor.peek() === BYTE.OPEN) cursor.at++;
    return this.shared.decoder.word(cursor.bytes, cursor.from, cursor.to);
  }
}
