import { AmountReader } from '../mapping/amount-cell.js';
import type { DateForm } from '../mapping/column-mapping.js';
import { DayReader } from '../mapping/date-cell.js';
import { isEmpty, textOf } from '../mapping/text-cell.js';
import type { Cell } from '../table/table.js';

const MOST_EXAMPLES = 3;
/** A few cells of a column may be sums and headings: so many in a hundred must look alike. */
const MOST = 0.8;

const DIVIDERS = {
  blank: /^\p{L}[\p{L}\d-]{0,9}\s+\d+$/u,
  hyphen: /^\p{L}[\p{L}\d]{0,9}\s*-\s*\d+$/u,
  digits: /^\p{L}{1,10}\d+$/u,
} as const;
export type Divider = keyof typeof DIVIDERS;
const FORMS: readonly DateForm[] = ['iso', 'swedish', 'excel'];
const WHOLE = /^-?\d+$/;

/** How many of a column's values may be read in each way. */
export interface ColumnProfile {
  readonly filled: number;
  readonly examples: readonly string[];
  readonly dateCells: number;
  /** Of the others, those that are days, by the form of them. */
  readonly days: Readonly<Record<DateForm, number>>;
  /** Texts with a decimal comma or a decimal point. */
  readonly decimals: Readonly<Record<',' | '.', number>>;
  readonly amounts: number;
  readonly negative: number;
  readonly positive: number;
  readonly dividers: Readonly<Record<Divider, number>>;
  readonly numbers: number;
  /** A number and its name, `4011 Inköp`. */
  readonly named: number;
}

/** Looks at the values of one column in the sample. */
export function profileOf(cells: readonly (Cell | undefined)[], system: 1900 | 1904): ColumnProfile {
  const filled = cells.filter((cell): cell is NonNullable<Cell> => cell !== undefined && !isEmpty(cell));
  const texts = filled.map((cell) => textOf(cell, system) ?? '#FEL');
  const ways = { ',': new AmountReader(','), '.': new AmountReader('.') };
  const amounts = filled.map((cell) => oreOf(cell, ways)).filter((ore) => ore !== null);
  const count = (matches: (text: string) => boolean) => texts.filter(matches).length;
  return {
    filled: filled.length,
    examples: [...new Set(texts)].slice(0, MOST_EXAMPLES),
    dateCells: filled.filter((cell) => cell.kind === 'number' && cell.isDate).length,
    days: perForm((form) => daysIn(filled, form, system)),
    decimals: { ',': count((text) => /\d,\d{1,2}\D*$/.test(text)), '.': count((text) => /\d\.\d{1,2}\D*$/.test(text)) },
    amounts: amounts.length,
    negative: amounts.filter((ore) => ore < 0).length,
    positive: amounts.filter((ore) => ore > 0).length,
    dividers: {
      blank: count((text) => DIVIDERS.blank.test(text)),
      hyphen: count((text) => DIVIDERS.hyphen.test(text)),
      digits: count((text) => DIVIDERS.digits.test(text)),
    },
    numbers: count((text) => WHOLE.test(text)),
    named: count((text) => /^\d+\s+\D/.test(text)),
  };
}

/** Whether nearly all of a column's values are of one kind. */
export const isMostly = (count: number, { filled }: ColumnProfile): boolean => filled > 0 && count >= filled * MOST;

const perForm = (count: (form: DateForm) => number): Readonly<Record<DateForm, number>> => {
  const [iso = 0, swedish = 0, excel = 0] = FORMS.map(count);
  return { iso, swedish, excel };
};

function daysIn(cells: readonly NonNullable<Cell>[], form: DateForm, system: 1900 | 1904): number {
  const reader = new DayReader(form, system);
  return cells.filter((cell) => !(cell.kind === 'number' && cell.isDate) && isLikelyDay(reader.read(cell))).length;
}

/** Serial numbers begin in 1900, and any account would be a day: an export is of this century. */
const isLikelyDay = (day: string | null | undefined): boolean => typeof day === 'string' && /^20\d\d/.test(day);

function oreOf(cell: Cell, ways: Readonly<Record<',' | '.', AmountReader>>): number | null {
  for (const reader of Object.values(ways)) {
    if (reader.read(cell) === null && !reader.empty) return reader.ore;
  }
  return null;
}
