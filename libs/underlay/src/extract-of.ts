import { DomainError, oreToText, textToOre } from '#kernel';
import { extract, type Extract, type Moment, projectCodes } from '#read-models';

import type { Source } from './source.js';

/** Which lines: those of a project code, in all books or in one. */
export interface ExtractAsked {
  readonly projectCode: string;
  readonly book?: string | undefined;
}

/** The lines of a project code; of one book alone where it is named, and the balance then runs over its lines. */
export async function extractOf(
  { models }: Source,
  { projectCode, book }: ExtractAsked,
  moment: Moment,
): Promise<Extract> {
  const whole = await extract(models.db, projectCode, moment);
  if (book === undefined) return whole;
  let balance = 0;
  const rows = whole.rows
    .filter((row) => row.book === book)
    .map((row) => {
      balance += textToOre(row.amount);
      return { ...row, balance: oreToText(balance) };
    });
  return { ...whole, rows, total: oreToText(balance) };
}

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
