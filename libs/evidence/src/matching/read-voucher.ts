import { type MatchableVoucher, voucherName } from './matchable.js';
import type { ReadText } from './supplier-name.js';
import { compact, dayNumber, wordsOf } from './words.js';

/** A line that wants evidence, read. */
interface ReadLine extends ReadText {
  readonly line: number;
  readonly ore: number;
  readonly objects: ReadonlySet<string>;
}

/** A voucher with its texts in words. */
export interface ReadVoucher {
  readonly name: string;
  /** Series and number as a file or document would be called after it; null for a voucher without a series. */
  readonly called: string | null;
  readonly number: string;
  readonly date: string;
  readonly dayNumber: number;
  readonly wanting: readonly ReadLine[];
  /** What the wanting lines come to, in öre. */
  readonly sum: number;
  /** The text of the voucher and those of its other lines. */
  readonly around: readonly ReadText[];
  /** The objects of the other lines. */
  readonly objects: ReadonlySet<string>;
  /** The amounts of the other lines; null where some of them are not known. */
  readonly others: readonly number[] | null;
}

const read = (text: string): ReadText => ({ text, words: wordsOf(text) });

export function readVoucher(voucher: MatchableVoucher): ReadVoucher {
  const { series, number, date, text, lines, isWhole } = voucher;
  const wanting = lines
    .filter(({ isWanting }) => isWanting)
    .map(({ line, ore, text: own, objects }) => ({ line, ore, ...read(own), objects: new Set(objects.map(compact)) }));
  const others = lines.filter(({ isWanting }) => !isWanting);
  const texts = new Set([text, ...others.map((one) => one.text)].filter((one) => one !== ''));
  return {
    name: voucherName(voucher),
    called: series === '' ? null : compact(series + number),
    number: compact(number),
    date,
    dayNumber: dayNumber(date),
    wanting,
    sum: wanting.reduce((sum, { ore }) => sum + ore, 0),
    around: [...texts].map(read),
    objects: new Set(others.flatMap(({ objects }) => objects.map(compact))),
    others: isWhole ? others.map(({ ore }) => ore) : null,
  };
}
