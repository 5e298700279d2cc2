import type { Cursor } from '../cursor.js';
import type { Days } from '../days.js';
import { LONGEST_HEADER } from '../voucher-scanner.js';
import { fieldAgain, NOTHING, recordOf } from './written-fields.js';

/** Rewrites #VER without its text and signature. */
export class HeaderEraser {
  constructor(
    private readonly cursor: Cursor,
    private readonly days: Days,
  ) {}

  /**
   * Reads what follows the label: series number date text regdate sign. A header that a reading refuses is written so that
   * it is refused still, by a day that is not there.
   */
  read(): Buffer {
    const { cursor } = this;
    const isSeries = this.code(LONGEST_HEADER.series);
    const series = fieldAgain(cursor);
    const isNumber = isSeries && this.code(LONGEST_HEADER.number);
    const number = fieldAgain(cursor);
    const isDated = isNumber && this.day();
    const date = fieldAgain(cursor);
    const isWhole = isDated && this.details();
    const registered = isWhole ? this.registered : NOTHING;
    cursor.rest();
    if (!isNumber) return recordOf('#VER', []);
    return recordOf('#VER', isWhole ? [series, number, date, NOTHING, registered] : [series, number], 2);
  }

  private registered: Buffer = NOTHING;

  private code(longest: number): boolean {
    this.cursor.code();
    return this.length <= longest;
  }

  private day(): boolean {
    const { cursor } = this;
    cursor.code();
    return this.days.read(cursor.bytes, cursor.from, cursor.to) !== 0;
  }

  private details(): boolean {
    const { cursor } = this;
    cursor.field();
    if (this.length > LONGEST_HEADER.text) return false;
    cursor.code();
    this.registered = fieldAgain(cursor);
    if (this.length > 0 && this.days.read(cursor.bytes, cursor.from, cursor.to) === 0) return false;
    cursor.field();
    return this.length <= LONGEST_HEADER.text;
  }

  private get length(): number {
    return this.cursor.to - this.cursor.from;
  }
}
