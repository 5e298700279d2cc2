import type { KnownDocument } from './known-document.js';
import type { ReadVoucher } from './read-voucher.js';

// So many documents of one number, amount or file name are looked at for a voucher, and no more: they tell nothing apart.
const MOST = 64;
const LINES_MOST = 40;

/** Documents by what a voucher may know them by; its size is theirs, whatever passes by. */
export class DocumentIndex {
  private readonly byWord = new Map<string, KnownDocument[]>();
  private readonly byAmount = new Map<number, KnownDocument[]>();
  private readonly byVoucher = new Map<string, KnownDocument[]>();

  constructor(documents: Iterable<KnownDocument>) {
    for (const known of documents) this.add(known);
    for (const alike of this.byAmount.values()) alike.sort(byIssued);
  }

  /** The documents that a voucher is worth comparing with. */
  candidates(voucher: ReadVoucher): ReadonlySet<KnownDocument> {
    const found = new Set<KnownDocument>();
    const take = (some: readonly KnownDocument[] | undefined) => {
      for (const known of some ?? []) found.add(known);
    };
    for (const word of wordsIn(voucher)) take(this.byWord.get(word));
    if (voucher.called !== null) take(this.byVoucher.get(voucher.called)?.slice(0, MOST));
    take(this.byVoucher.get(`#${voucher.number}`)?.slice(0, MOST));
    const amounts = new Set([voucher.sum, ...voucher.wanting.slice(0, LINES_MOST).map(({ ore }) => ore)]);
    for (const ore of amounts) take(lastBefore(this.byAmount.get(ore), voucher.date));
    return found;
  }

  private add(known: KnownDocument): void {
    if (known.number !== null) put(this.byWord, known.number, known);
    for (const ore of new Set([known.net, known.total])) if (ore !== null && ore !== 0) put(this.byAmount, ore, known);
    const names = known.namesVoucher === null ? known.fileName : [...known.fileName, known.namesVoucher];
    for (const name of names) put(this.byVoucher, name, known);
  }
}

function put<Key>(map: Map<Key, KnownDocument[]>, key: Key, known: KnownDocument): void {
  const there = map.get(key);
  if (there === undefined) map.set(key, [known]);
  else there.push(known);
}

const byIssued = (one: KnownDocument, other: KnownDocument): number =>
  (one.issued ?? '') < (other.issued ?? '') ? -1 : 1;

/** The last of documents in order that were issued by a day. */
function lastBefore(alike: readonly KnownDocument[] | undefined, date: string): readonly KnownDocument[] {
  if (alike === undefined || alike.length <= MOST) return alike ?? [];
  let [from, to] = [0, alike.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((alike[middle]?.issued ?? '') <= date) from = middle + 1;
    else to = middle;
  }
  return alike.slice(Math.max(0, from - MOST), from);
}

function wordsIn({ wanting, around, objects }: ReadVoucher): ReadonlySet<string> {
  const words = new Set(objects);
  for (const { objects: own } of wanting) for (const object of own) words.add(object);
  for (const text of [...wanting, ...around]) {
    for (const { whole, parts } of text.words) {
      words.add(whole);
      for (const part of parts) words.add(part);
    }
  }
  return words;
}
