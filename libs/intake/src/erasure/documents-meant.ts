import type { RecordedEvent } from '#event-log';
import { type DocumentArchived, documentDecider, type DocumentEvent, documentStream, standing } from '#evidence';
import { DomainError, fold, LocalDate } from '#kernel';
import { voucherOfStream } from '#ledger';

import { catalogue } from '../catalogue.js';
import type { Opened } from '../opened.js';
import { bookYear } from './retention.js';

/** An original that a decision to erase means. */
export interface DocumentMeant {
  readonly id: string;
  /** The latest year that it belongs to: that of each voucher it supports, that of the day it bears, and that of its arrival. */
  readonly year: number;
}

const AT_ONCE = 1000;

/**
 * An original with everything that is embedded in it. Refuses with DOCUMENT_UNKNOWN, DOCUMENT_ERASED, DOCUMENT_HELD, DOCUMENT_KEPT
 * and DOCUMENT_EMBEDDED.
 */
export async function documentsMeant({ log }: Pick<Opened, 'log'>, document: string): Promise<DocumentMeant[]> {
  const { parent } = await stateOf(log, document);
  if (parent !== undefined) throw new DomainError('DOCUMENT_EMBEDDED', { document, parent });
  const family = new Family(log, document);
  for (let after = 0; ;) {
    const events = await log.readAll(after, AT_ONCE);
    for (const event of events) await family.follow(event);
    after = events.at(-1)?.position ?? after;
    if (events.length < AT_ONCE) break;
  }
  return Promise.all(
    Array.from(family.years, async ([id, year]) => ({ id, year: Math.max(year, await ownYear(log, id)) })),
  );
}

/** What ties a document to a line of a voucher. */
const LINKS: ReadonlySet<string> = new Set(['EvidenceLinked', 'SalaryLinked']);

/** A document and what is embedded in it, with the latest year of the vouchers that each supports: found in the log's order. */
class Family {
  readonly years: Map<string, number>;

  constructor(
    private readonly log: Opened['log'],
    document: string,
  ) {
    this.years = new Map([[document, 0]]);
  }

  async follow({ stream, type, data }: RecordedEvent): Promise<void> {
    if (type === 'DocumentArchived') this.take(data as DocumentArchived['data']);
    if (LINKS.has(type)) await this.date(voucherOfStream(stream)?.book ?? '', JSON.stringify(data));
  }

  private take({ document, parent }: DocumentArchived['data']): void {
    if (parent !== undefined && this.years.has(parent)) this.years.set(document, 0);
  }

  private async date(book: string, link: string): Promise<void> {
    for (const [document, year] of this.years) {
      if (!link.includes(`"${document}"`)) continue;
      this.years.set(document, Math.max(year, await bookYear(this.log, book)));
    }
  }
}

/** The year of the latest day that the document says of itself, or of its arrival. */
async function ownYear(log: Opened['log'], document: string): Promise<number> {
  const { described, arrived } = await stateOf(log, document);
  const facts = described?.data.facts;
  const days = [facts?.issued, facts?.to, facts?.paid].filter((day) => day !== undefined);
  return Math.max(...[...days, arrived].map((day) => Number.parseInt(day.slice(0, 4), 10)));
}

/** The document as it stands, where it may go. */
async function stateOf(log: Opened['log'], document: string) {
  const history = await log.readStream(documentStream(document));
  const state = standing(
    fold(
      documentDecider,
      history.map((event) => catalogue.read(event) as DocumentEvent),
    ),
    document,
  );
  if (state.isHeld) throw new DomainError('DOCUMENT_HELD', { document });
  // What was decided, and what the authority was told, is preserved (arkivlagen 3 and 10 §§).
  if (state.described?.data.kind === 'decision') throw new DomainError('DOCUMENT_KEPT', { document });
  return { ...state, arrived: LocalDate.ofInstant(history[0]?.recordedAt ?? '').toString() };
}
