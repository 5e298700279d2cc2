import { DomainError, oreToText, textToOre } from '#kernel';
import {
  type CoveredLine,
  extract,
  type Extract,
  extractFacts,
  type ExtractFacts,
  type ExtractRow,
  type Moment,
  projectCodes,
} from '#read-models';

import { type ExtractChange, extractChanges } from './extract-changes.js';
import type { Source } from './source.js';

/** In which order the lines stand: by accounting date and voucher, or as the source took them down. */
export const extractOrders = ['huvudbok', 'grundbok'] as const;

/** Which lines: those of a project code, in all books or in one. */
export interface ExtractAsked {
  readonly projectCode: string;
  readonly book?: string | undefined;
  readonly account?: string | undefined;
  readonly costCentre?: string | undefined;
  /** The accounting dates that the lines have; what came before them is the opening balance. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly order?: (typeof extractOrders)[number] | undefined;
  /** With what has been changed in the vouchers since they were recorded first. */
  readonly withHistory?: boolean | undefined;
  /** The costs under the code with what proves them, where they have been asked for already. */
  readonly covered?: readonly CoveredLine[] | undefined;
}

/** A line of a project code with what is known of it. */
export interface ExtractedRow extends ExtractRow, ExtractFacts {
  /** The positions of the changes to its voucher, where they are asked for: from a corrected line to its correction. */
  readonly changedBy?: readonly number[];
}

/** Lines of a project code and what they sum to: every figure is of these very rows. */
export interface LedgerExtract extends Extract, Omit<ExtractAsked, 'withHistory' | 'covered'> {
  readonly rows: readonly ExtractedRow[];
  /** The balance before `from`; `0.00` where no first day is asked for. */
  readonly opening: string;
  readonly debit: string;
  readonly credit: string;
  /** Opening balance and total. */
  readonly closing: string;
  readonly changes?: readonly ExtractChange[];
}

/** The lines of a project code that are asked for, with the balance that runs over them. Refuses with FIGURES_PRUNED. */
export async function extractOf(source: Source, asked: ExtractAsked, moment: Moment): Promise<LedgerExtract> {
  const { projectCode, withHistory, covered, ...filters } = asked;
  const { db } = source.models;
  const whole = await extract(db, projectCode, moment);
  const factsOf = await extractFacts(db, { projectCode, covered }, moment);
  const matching = whole.rows
    .map((row): ExtractedRow => ({ ...row, ...factsOf(row) }))
    .filter((row) => isAskedFor(row, asked));
  const { from = '', order } = asked;
  const opening = sumOf(matching.filter(({ date }) => date < from));
  const rows = matching.filter(({ date }) => date >= from);
  if (order === 'grundbok') rows.sort(asRegistered);
  const changes = withHistory === true ? await extractChanges(source, asked, moment) : undefined;
  const told = changes === undefined ? rows : rows.map((row) => ({ ...row, changedBy: changesOf(row, changes) }));
  return { ...whole, ...defined(filters), ...summed(told, opening), ...(changes === undefined ? {} : { changes }) };
}

function isAskedFor(row: ExtractedRow, { book, account, costCentre, to }: ExtractAsked): boolean {
  return (
    (book === undefined || row.book === book) &&
    (account === undefined || row.account === account) &&
    (costCentre === undefined || row.costCentre === costCentre) &&
    (to === undefined || row.date <= to)
  );
}

const oreOf = ({ amount }: ExtractRow): number => textToOre(amount);
const sumOf = (rows: readonly ExtractRow[]): number => rows.reduce((sum, row) => sum + oreOf(row), 0);

function summed(found: readonly ExtractedRow[], opening: number) {
  let balance = opening;
  const rows = found.map((row): ExtractedRow => {
    balance += oreOf(row);
    return { ...row, balance: oreToText(balance) };
  });
  const debit = sumOf(rows.filter((row) => oreOf(row) > 0));
  const total = balance - opening;
  return {
    rows,
    ...{ opening: oreToText(opening), debit: oreToText(debit), credit: oreToText(debit - total) },
    ...{ total: oreToText(total), closing: oreToText(balance) },
  };
}

/** Grundbok order (LKBR 3:3): the source's day of registration, series and number. */
function asRegistered(one: ExtractRow, other: ExtractRow): number {
  const keys = (row: ExtractRow) => [
    row.registered ?? row.date,
    row.book,
    row.series,
    row.number.length,
    row.number,
    row.line,
  ];
  const [a, b] = [keys(one), keys(other)];
  for (const [at, key] of a.entries()) {
    const beside = b[at] ?? key;
    if (key !== beside) return key < beside ? -1 : 1;
  }
  return 0;
}

const changesOf = ({ book, series, number }: ExtractRow, changes: readonly ExtractChange[]): readonly number[] =>
  changes
    .filter((change) => change.book === book && change.series === series && change.number === number)
    .map(({ position }) => position);

const defined = <Value extends object>(value: Value): Value =>
  Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as Value;

/**
 * The one book that the lines of an extract are of, or that its code means where there are none: a SIE file holds one
 * financial year. Refuses with EXTRACT_OF_SEVERAL_BOOKS.
 */
export async function bookOf(
  { models }: Source,
  { rows, projectCode, ...moment }: Extract,
  asked?: string,
): Promise<string> {
  if (asked !== undefined) return asked;
  const codes = await projectCodes(models.db, moment);
  const matches = codes.find((code) => code.projectCode === projectCode)?.matches ?? [];
  const [first, ...more] = new Set((rows.length > 0 ? rows : matches).map(({ book }) => book));
  if (first !== undefined && more.length === 0) return first;
  throw new DomainError('EXTRACT_OF_SEVERAL_BOOKS', { projectCode, books: [first ?? '', ...more] });
}
