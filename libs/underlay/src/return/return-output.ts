import { DomainError, textToOre } from '#kernel';
import { type GrantReturn, type Moment, repaymentOf, returnOf, returnText } from '#read-models';
import { textCell, workbook, type WrittenSheet } from '#tabular';

import { sheetHead } from '../extract-sheet.js';
import { asSheet } from '../named-table.js';
import { type Output, tallied, tallyOf } from '../output.js';
import { pdf } from '../paper/pdf.js';
import { dayOfPosition, type Source } from '../source.js';
import type { DraftAnswers } from './draft-answers.js';
import { returnPaper } from './return-paper.js';
import { returnTables } from './return-tables.js';

/** The files that a return is made as: the document that is frozen, a workbook, and the paper for the registrar. */
export const returnFormats = ['json', 'xlsx', 'pdf'] as const;
export type ReturnFormat = (typeof returnFormats)[number];

/** A return as it would be sent at a moment, with what else its files bear. */
export interface ReturnMade {
  readonly found: GrantReturn;
  /** What is answered so far; never part of the JSON, which is frozen in the open. */
  readonly draft: DraftAnswers | null;
  readonly checkpoint: string | null;
}

/** A grant's return at a moment. Refuses with GRANT_NOT_ANNOUNCED and FIGURES_PRUNED. */
export async function returnAt(source: Source, grant: string, moment: Moment): Promise<GrantReturn> {
  const day = await dayOfPosition(source, moment);
  const found = await returnOf(source.models.db, { grant, day }, moment);
  if (found === undefined) throw new DomainError('GRANT_NOT_ANNOUNCED', { grant });
  return found;
}

/** What is to be repaid of a grant at a moment. Refuses with GRANT_NOT_ANNOUNCED and FIGURES_PRUNED. */
export async function repaymentAt(source: Source, grant: string, moment: Moment) {
  const day = await dayOfPosition(source, moment);
  const due = await repaymentOf(source.models.db, { grant, day }, moment);
  if (due === undefined) throw new DomainError('GRANT_NOT_ANNOUNCED', { grant });
  return due;
}

/**
 * A return as a file: the same moment gives the same bytes. The JSON is the document that a submission freezes, and the
 * SHA-256 of the file is its digest. The rows that are counted are those of areas and performers.
 */
export async function returnOutput(source: Source, made: ReturnMade, format: ReturnFormat): Promise<Output> {
  const { areas } = made.found.document;
  const ores = areas.map(({ amount }) => textToOre(amount ?? '0.00'));
  if (format === 'json') return tallied(returnText(made.found.document), ores);
  const chunks = format === 'xlsx' ? workbook(await sheetsOf(source, made)) : pdf(await returnPaper(source, made));
  const counts = tallyOf(ores).counts();
  return { chunks: chunks as AsyncIterable<Uint8Array>, counts: () => counts };
}

async function sheetsOf(source: Source, { found, draft, checkpoint }: ReturnMade): Promise<WrittenSheet[]> {
  const { document, digest } = found;
  const subject = [
    ['Återrapport', textCell(document.grant)],
    ['Kontrollsumma', textCell(digest)],
  ] as const;
  const head = await sheetHead(source, subject, { ...momentIn(found), checkpoint });
  return returnTables(found, draft).map((table) => asSheet(table, head));
}

/** The moment that a return is of. */
export const momentIn = ({ document: { position, perDate } }: GrantReturn): Moment => ({
  position,
  ...(perDate === undefined ? {} : { perDate }),
});
