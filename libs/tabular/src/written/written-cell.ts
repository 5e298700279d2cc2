import { LocalDate, oreToText, textToOre } from '#kernel';

/** What a cell of a written table holds; null where it is empty. No amount ever passes through a float. */
export type WrittenCell =
  | null
  /** Always text, whatever it looks like: `=1+1` is shown and never worked out. */
  | { readonly kind: 'text'; readonly text: string }
  /** Canonical, `-1234.50`; the digits stand in the file as they stand here. */
  | { readonly kind: 'amount'; readonly text: string }
  | { readonly kind: 'integer'; readonly value: number }
  /** ISO. */
  | { readonly kind: 'date'; readonly date: string };

/** What the cells of a column hold, filled in or yet to be filled in. */
export type CellKind = NonNullable<WrittenCell>['kind'];

/** A text; an empty one, and null, is an empty cell. */
export const textCell = (text: string | null): WrittenCell =>
  text === null || text === '' ? null : { kind: 'text', text };

/** An amount, as whole öre or in its canonical form. Refuses with MONEY_MALFORMED and MONEY_OUT_OF_RANGE. */
export const amountCell = (amount: number | string): WrittenCell => ({
  kind: 'amount',
  text: oreToText(typeof amount === 'number' ? amount : textToOre(amount)),
});

/** A count, a year, a position; never an amount. */
export function integerCell(value: number): WrittenCell {
  if (!Number.isSafeInteger(value)) throw new RangeError('A cell of integers holds a safe integer.');
  return { kind: 'integer', value };
}

/** A calendar day, as ISO; null is an empty cell. Refuses with DATE_MALFORMED. */
export const dateCell = (date: string | null): WrittenCell =>
  date === null ? null : { kind: 'date', date: LocalDate.parse(date).toString() };
