import { oreToText } from '#kernel';
import type { WrittenFile } from '#tabular';

/** The program that writes, as a file names it. */
export interface Program {
  readonly name: string;
  readonly version: string;
}

/** What a file has come to hold. Amounts are canonical, debit and credit both positive. */
export interface OutputCounts {
  /** Of a SIE file: the vouchers in it, and all their lines. */
  readonly vouchers?: number;
  readonly lines?: number;
  /** What was asked for: the lines of the project code, or every line of the book. */
  readonly rows: number;
  readonly debit: string;
  readonly credit: string;
  /** Debit less credit. */
  readonly total: string;
}

/** What is handed out: its bytes, made while they are read, and what they held once they have been. */
export interface Output {
  readonly chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>;
  counts(): OutputCounts;
}

/** A file that was handed out, and what it holds. */
export type HandedOut = WrittenFile & OutputCounts;

/** Counts what is written, while it is. */
export class Tally {
  vouchers = 0;
  private rows = 0;
  private debit = 0;
  private credit = 0;

  /** One row of this many öre, debit positive. */
  add(ore: number): void {
    this.rows++;
    if (ore < 0) this.credit -= ore;
    else this.debit += ore;
  }

  counts(): OutputCounts {
    const { rows, debit, credit } = this;
    const sums = { debit: oreToText(debit), credit: oreToText(credit), total: oreToText(debit - credit) };
    return { rows, ...sums };
  }
}

/** The tally of rows of these amounts in whole öre. */
export function tallyOf(ores: readonly number[]): Tally {
  const tally = new Tally();
  for (const ore of ores) tally.add(ore);
  return tally;
}

/** A text that is made already, and the amounts of its rows in whole öre. */
export function tallied(text: string, ores: readonly number[]): Output {
  const counts = tallyOf(ores).counts();
  return { chunks: [Buffer.from(text)], counts: () => counts };
}
