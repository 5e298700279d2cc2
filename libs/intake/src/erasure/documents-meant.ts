import { documentDecider, type DocumentEvent, type DocumentFacts, documentStream } from '#evidence';
import { DomainError, fold, LocalDate } from '#kernel';

import { catalogue } from '../catalogue.js';
import type { Opened } from '../opened.js';
import type { DocumentTies } from './document-ties.js';
import { bookYear } from './retention.js';

/** An original that a decision to erase means. */
export interface DocumentMeant {
  readonly id: string;
  /** The latest year that it belongs to: that of each voucher it supports, that of the day it bears, and that of its arrival. */
  readonly year: number;
}

/**
 * An original with everything that is embedded in it. Refuses with DOCUMENT_UNKNOWN, DOCUMENT_ERASED, DOCUMENT_HELD, DOCUMENT_KEPT
 * and DOCUMENT_EMBEDDED.
 */
export async function documentsMeant(
  { log }: Pick<Opened, 'log'>,
  document: string,
  ties: DocumentTies,
): Promise<DocumentMeant[]> {
  const { parent } = await mayGo(log, document);
  if (parent !== undefined) throw new DomainError('DOCUMENT_EMBEDDED', { document, parent });
  const meant: DocumentMeant[] = [];
  for (const id of ties.withEmbedded(document)) {
    const { year } = await mayGo(log, id);
    const years = await Promise.all(ties.booksOf(id).map((book) => bookYear(log, book)));
    meant.push({ id, year: Math.max(year, ...years) });
  }
  return meant;
}

/** An original as it stands, whatever keeps it. */
export interface KeptDocument {
  readonly parent: string | undefined;
  readonly isErased: boolean;
  readonly isHeld: boolean;
  /** What was decided, and what the authority was told, is preserved (arkivlagen 3 and 10 §§). */
  readonly isDecision: boolean;
  /** The year of the latest day that it says of itself, or of its arrival. */
  readonly year: number;
  /** Where its events lie, and how many of them still have their private part. */
  readonly positions: readonly number[];
  readonly texts: number;
  /** That of the last event. */
  readonly revision: number;
}

/** Reads what is recorded of an original; null where it was never taken in. */
export async function keptDocument(log: Opened['log'], document: string): Promise<KeptDocument | null> {
  const history = await log.readStream(documentStream(document));
  const state = fold(
    documentDecider,
    history.map((event) => catalogue.read(event) as DocumentEvent),
  );
  if (state.status === 'absent') return null;
  const { parent, isErased, isHeld, described } = state;
  const arrived = LocalDate.ofInstant(history[0]?.recordedAt ?? '').toString();
  return {
    ...{ parent, isErased, isHeld, isDecision: described?.data.kind === 'decision' },
    year: latestYear([...daysOf(described?.data.facts), arrived]),
    positions: history.map(({ position }) => position),
    texts: history.filter((event) => event.private !== undefined && event.private !== null).length,
    revision: history.at(-1)?.revision ?? -1,
  };
}

const daysOf = ({ issued, to, paid }: DocumentFacts = {}) => [issued, to, paid].filter((day) => day !== undefined);
const latestYear = (days: readonly string[]) => Math.max(...days.map((day) => Number.parseInt(day.slice(0, 4), 10)));

/** An original that may be erased. */
async function mayGo(log: Opened['log'], document: string): Promise<KeptDocument> {
  const kept = await keptDocument(log, document);
  if (kept === null) throw new DomainError('DOCUMENT_UNKNOWN', { document });
  if (kept.isErased) throw new DomainError('DOCUMENT_ERASED', { document });
  if (kept.isHeld) throw new DomainError('DOCUMENT_HELD', { document });
  if (kept.isDecision) throw new DomainError('DOCUMENT_KEPT', { document });
  return kept;
}
