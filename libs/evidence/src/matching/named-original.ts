import { oreToText } from '#kernel';

import type { MatchableVoucher } from './matchable.js';

/** A line that says itself from which voucher of its book it was moved, and how much, signed as the line is. */
export interface NamedOriginal {
  readonly voucher: Pick<MatchableVoucher, 'book' | 'series' | 'number'>;
  readonly line: number;
  readonly amount: string;
  readonly original: Pick<MatchableVoucher, 'book' | 'series' | 'number'>;
}

/** What is written of a cost that is moved: ombokning, omföring, omkontering, and their verbs. */
const MOVES = /(?<!\p{L})om(?:bok|för|kont)\p{L}*/iu;
/** A series of capitals and a number, together or not: `LR 12`, `A-1234`. */
const WITH_SERIES = /(?<![\p{L}\p{N}])(\p{Lu}{1,4})[ -]?(\d{1,10})(?![\p{L}\p{N}])/gu;
/** A number of the same series: `ver 1234`, `verifikation 1234`. */
const WITHOUT_SERIES = /(?<!\p{L})ver(?:ifikation)?(?:snr|nr)?[.:]? ?(\d{1,10})(?![\p{L}\p{N}])/giu;

/**
 * The lines of a voucher that want evidence and leave no doubt from where they were moved: a text says that a cost is moved and names one
 * voucher alone, and another line of the voucher takes away as much as this one brings.
 */
export function namedOriginals(voucher: MatchableVoucher): readonly NamedOriginal[] {
  const { book, series, number, text, lines, isWhole } = voucher;
  if (!isWhole) return [];
  return lines.flatMap(({ line, ore, isWanting, text: own }) => {
    if (!isWanting || !lines.some((other) => other.ore === -ore)) return [];
    const original = named(own, series) ?? named(text, series);
    if (original === null || (original.series === series && original.number === number)) return [];
    return [{ voucher: { book, series, number }, line, amount: oreToText(ore), original: { book, ...original } }];
  });
}

/** The one voucher that a text names where it tells of a move; null where it names none, or several. */
function named(text: string, ownSeries: string): { readonly series: string; readonly number: string } | null {
  if (!MOVES.test(text)) return null;
  const withSeries = [...text.matchAll(WITH_SERIES)].map(([, series = '', number = '']) => ({ series, number }));
  const without = [...text.matchAll(WITHOUT_SERIES)].map(([, number = '']) => ({ series: ownSeries, number }));
  const all = new Map([...withSeries, ...without].map((one) => [`${one.series} ${one.number}`, one]));
  const [first] = all.values();
  return all.size === 1 && first !== undefined ? first : null;
}
