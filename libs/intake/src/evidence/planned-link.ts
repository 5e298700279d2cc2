import { type Actor, oreToText } from '#kernel';
import { voucherCommands } from '#ledger';

import type { Bidragsbok } from '../bidragsbok.js';
import { parseBy } from '../command.js';
import { triedOut } from '../tried-out.js';
import { linkNow } from './link.js';
import type { OriginalInFile } from './original-voucher.js';

/** What a link would bring with it: the voucher behind a reposting, out of a kept file. */
export interface PlannedLink {
  /** The log's end when it was tried; nothing is recorded. */
  readonly position: number;
  /** Null where nothing would be taken in: what supports the line is there already. */
  readonly takesIn: TakenIn | null;
}
/** A voucher as it would be taken in. */
export interface TakenIn {
  readonly book: string;
  readonly series: string;
  readonly number: string;
  readonly date: string;
  readonly lines: number;
  /** What is debited, in SEK. */
  readonly debit: string;
  readonly import: string;
}

/** Tries a link without recording it. Refuses as LinkEvidence does. */
export async function plannedLink(
  book: Bidragsbok,
  { data, by }: { readonly data: unknown; readonly by: Actor },
): Promise<PlannedLink> {
  const link = parseBy(voucherCommands.LinkEvidence, data, 'LinkEvidence');
  const { position } = await book.moment();
  const taken: (OriginalInFile | null)[] = [];
  await triedOut(book.log, { commandId: 'tried-link', actor: by }, async (attempt) => {
    taken.push(await linkNow(book, attempt, { data: link, isByTwo: link.act !== undefined }));
  });
  const last = taken.at(-1) ?? null; // decided anew where another command came first
  return { position, takesIn: last === null ? null : takenIn(last) };
}

function takenIn({ source, import: id }: OriginalInFile): TakenIn {
  const { book, series, number, date, lines } = source;
  const debit = lines.reduce((sum, { ore }) => sum + Math.max(0, ore), 0);
  return { book, series, number, date, lines: lines.length, debit: oreToText(debit), import: id };
}
