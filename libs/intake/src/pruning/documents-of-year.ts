import type { Unchanged } from '#event-log';
import { documentStream } from '#evidence';

import { DocumentTies } from '../erasure/document-ties.js';
import { type KeptDocument, keptDocument } from '../erasure/documents-meant.js';
import { firstDayAfterRetention } from '../erasure/retention.js';
import type { Opened } from '../opened.js';

/** An original of a year that stays when the year goes, and why. */
export interface StayingDocument {
  /** The original, or what of it keeps it: something embedded in it, or a masked copy. */
  readonly document: string;
  /**
   * `held`: a legal hold; `decision`: it is a decision, which is preserved; `other-year`: it supports vouchers of books that stay;
   * `retention`: its own time of retention is not over.
   */
  readonly why: 'held' | 'decision' | 'other-year' | 'retention';
  /** The books that stay; empty where none keeps it. */
  readonly books: readonly string[];
  /** The first day on which it may go by its own retention. */
  readonly allowedFrom: string;
}
/** What of the originals a pruning of books means. */
export interface DocumentsOfYear {
  /** Their texts, keys and bytes go. */
  readonly going: readonly string[];
  readonly staying: readonly StayingDocument[];
  /** The positions of their events, and how many of these have a text. */
  readonly positions: readonly number[];
  readonly texts: number;
  /** Their streams: nothing more may come to them meanwhile. */
  readonly streams: readonly Unchanged[];
}

interface Asked {
  /** The books that go. */
  readonly going: ReadonlySet<string>;
  /** The day that it is in Sweden. */
  readonly today: string;
}

/**
 * The originals that support vouchers of books that go. One goes with all that is embedded in it and all masked copies of it, or
 * stays with them. What supports no voucher at all is of no year, and stays.
 */
export async function documentsOfYear({ log }: Pick<Opened, 'log'>, asked: Asked): Promise<DocumentsOfYear> {
  const ties = await DocumentTies.of(log);
  const isOfYear = (document: string) => ties.booksOf(document).some((book) => asked.going.has(book));
  const found = { going: [] as string[], staying: [] as StayingDocument[], positions: [] as number[] };
  const streams: Unchanged[] = [];
  let texts = 0;
  for (const root of new Set(ties.linked.filter(isOfYear).map((document) => ties.rootOf(document)))) {
    const members: Member[] = [];
    for (const id of ties.family(root)) {
      const kept = await keptDocument(log, id);
      // A list that pay was read out of is named, whether it was taken in as an original or not.
      if (kept !== null) members.push({ id, kept, books: ties.booksOf(id) });
    }
    const left = members.filter(({ kept }) => !kept.isErased);
    const staying = left.map((member) => whyStays(member, asked)).find((why) => why !== null);
    if (staying !== undefined) {
      found.staying.push(staying);
      continue;
    }
    for (const { id, kept } of left) {
      found.going.push(id);
      found.positions.push(...kept.positions);
      streams.push({ stream: documentStream(id), revision: kept.revision });
      texts += kept.texts;
    }
  }
  return { ...found, texts, streams };
}

interface Member {
  readonly id: string;
  readonly kept: KeptDocument;
  readonly books: readonly string[];
}

function whyStays({ id, kept, books }: Member, { going, today }: Asked): StayingDocument | null {
  const others = books.filter((book) => !going.has(book));
  const allowedFrom = firstDayAfterRetention(kept.year);
  const told = { document: id, books: others, allowedFrom };
  if (kept.isHeld) return { ...told, why: 'held' };
  if (kept.isDecision) return { ...told, why: 'decision' };
  if (others.length > 0) return { ...told, why: 'other-year' };
  return today < allowedFrom ? { ...told, why: 'retention' } : null;
}
