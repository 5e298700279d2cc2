import { oreToText } from '#kernel';

import { compare, type Compared } from './compare.js';
import { DocumentIndex } from './document-index.js';
import { type KnownDocument, knownDocument } from './known-document.js';
import type { MatchableDocument, MatchableVoucher, Reason } from './matchable.js';
import { type ReadVoucher, readVoucher } from './read-voucher.js';

type Name = Pick<MatchableVoucher, 'book' | 'series' | 'number'>;

/** A document that supports lines, how much of each in SEK as the line is signed, and why. */
interface Found {
  readonly document: string;
  readonly voucher: Name;
  readonly links: readonly { readonly line: number; readonly amount: string }[];
  readonly reasons: readonly Reason[];
}
/** A document and a voucher that nobody can doubt: the rule, and what it found. */
export interface ExactMatch extends Found {
  readonly rule: NonNullable<Compared['rule']>;
}
/** A voucher that a document may belong to, for a person to say; the weight orders those of one document and means nothing else. */
export interface PossibleMatch extends Found {
  readonly weight: number;
}
export interface Matches {
  readonly exact: readonly ExactMatch[];
  /** Of each document that is linked nowhere, the likeliest vouchers first. */
  readonly ranked: readonly PossibleMatch[];
}

const WEIGHTS: Readonly<Record<Reason, number>> = {
  ...{ number: 50, 'part-of-number': 12, supplier: 20, net: 30, total: 30, 'amount-of-line': 18 },
  ...{ date: 8, 'file-name': 35, 'names-voucher': 45, reference: 10 },
};
/** Less than an amount and a date is no reason to ask anybody. */
const WORTH_ASKING = 38;
const ASKED_MOST = 3;

/** What is known of a document while vouchers pass by. */
interface Seen {
  /** How many vouchers say that they are about it. */
  claims: number;
  exact: ExactMatch | null;
  possible: PossibleMatch[];
}

interface Pair {
  readonly known: KnownDocument;
  readonly compared: Compared;
}

/**
 * Holds documents against vouchers, which pass by one at a time. A match is exact where the voucher names the invoice's number as a whole
 * word and its supplier, the amounts agree to the öre, no other number stands there, and no other document and no other
 * voucher says so much; or where the document names the voucher, and the amounts agree. What is held is by document.
 */
export class DocumentMatching {
  private readonly index: DocumentIndex;
  private readonly seen = new Map<KnownDocument, Seen>();

  constructor(documents: Iterable<MatchableDocument>) {
    // One by one: what was said of a document is not held beside what is known of it.
    for (const said of documents) this.seen.set(knownDocument(said), { claims: 0, exact: null, possible: [] });
    this.index = new DocumentIndex(this.seen.keys());
  }

  take(voucher: MatchableVoucher): void {
    const read = readVoucher(voucher);
    if (read.wanting.length === 0) return;
    const pairs = [...this.index.candidates(read)].map((known): Pair => ({ known, compared: compare(known, read) }));
    for (const pair of pairs) {
      const { claims, exact } = this.noteClaim(pair);
      const isAlone = claims === 1 && pairs.every((other) => other === pair || !isRival(pair, other));
      if (exact === null && pair.compared.rule !== null && pair.known.mayLink && isAlone)
        this.noteExact(pair, { voucher, read });
      this.notePossible(pair, { voucher, read });
    }
  }

  /** What the vouchers that have passed by come to. */
  matches(): Matches {
    const all = [...this.seen.values()];
    const isExact = ({ claims, exact }: Seen): boolean => exact !== null && claims === 1;
    return {
      exact: all.filter(isExact).flatMap(({ exact }) => (exact === null ? [] : [exact])),
      ranked: all.filter((seen) => !isExact(seen)).flatMap(({ possible }) => possible),
    };
  }

  private noteClaim({ known, compared }: Pair): Seen {
    const seen = this.seen.get(known) ?? { claims: 0, exact: null, possible: [] };
    if (compared.isClaimed) seen.claims++;
    return seen;
  }

  private noteExact({ known, compared }: Pair, from: From): void {
    const seen = this.seen.get(known);
    if (seen === undefined || compared.rule === null) return;
    seen.exact = { ...found(known, compared, from), rule: compared.rule };
  }

  private notePossible({ known, compared }: Pair, from: From): void {
    const weight = compared.reasons.reduce((sum, reason) => sum + WEIGHTS[reason], 0);
    const seen = this.seen.get(known);
    const least = seen?.possible.length === ASKED_MOST ? (seen.possible.at(-1)?.weight ?? 0) : 0;
    if (seen === undefined || weight < WORTH_ASKING || weight <= least) return;
    seen.possible.push({ ...found(known, compared, from), weight });
    seen.possible.sort((one, other) => other.weight - one.weight);
    seen.possible.length = Math.min(seen.possible.length, ASKED_MOST);
  }
}

interface From {
  readonly voucher: MatchableVoucher;
  readonly read: ReadVoucher;
}

function found({ document }: KnownDocument, { lines, reasons }: Compared, { voucher, read }: From): Found {
  const { book, series, number } = voucher;
  const links = read.wanting
    .filter(({ line }) => lines.includes(line))
    .map(({ line, ore }) => ({ line, amount: oreToText(ore) }));
  return { document, voucher: { book, series, number }, links, reasons };
}

/** Whether another document is said to be on the same lines: then neither is linked with nobody asked. */
const isRival = ({ compared: { lines } }: Pair, { known, compared: other }: Pair): boolean =>
  other.isClaimed && known.isSure && other.lines.some((line) => lines.includes(line));
