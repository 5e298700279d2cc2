import type { Cell } from '../table/table.js';
import { roundedNumber } from './number-cell.js';

/** As a recorded line may hold it. */
const QUANTITY = /^-?\d{1,13}(?:\.\d{1,6})?$/;
const BLANKS = /[\s\u00a0\u2000-\u200a\u202f\u205f]/g;

/** Reads quantities, which are no amounts: one that is no number is left out and counted, and holds nothing back. */
export class QuantityReader {
  /** How many were left out. */
  unread = 0;

  constructor(private readonly decimalSign: ',' | '.') {}

  /** With a point, `-12.5`; null where there is none, or none that can be read. */
  read(cell: Cell | undefined): string | null {
    if (cell === null || cell === undefined) return null;
    const text =
      cell.kind === 'fault' ? '?' : cell.kind === 'number' ? roundedNumber(cell.text) : this.pointed(cell.text);
    if (text === '') return null;
    if (text !== null && QUANTITY.test(text)) return text;
    this.unread += 1;
    return null;
  }

  private pointed(written: string): string {
    const signed = written.replace(BLANKS, '').replace(/^\u2212/, '-');
    return this.decimalSign === ',' ? signed.replace(',', '.') : signed;
  }
}
