import type { MatchableDocument, MatchableLine, MatchableVoucher, PrivateFacts } from '#evidence';
import { voucherName } from '#evidence';
import { textsOfVoucher, type VoucherEvent, type VoucherLine, type VoucherName, voucherStream } from '#ledger';
import { type CoveredLine, documents, links, type Moment, type RecordedContent, recordedContents } from '#read-models';

import type { Bidragsbok } from '../bidragsbok.js';
import { catalogue } from '../catalogue.js';
import { privateParts } from './private-parts.js';

/** A document with what is held of its texts, and what its file was called. */
type Named = MatchableDocument & { readonly fileName: string | null };

/** The documents at a moment, with what is private of them as far as it is still held. */
export async function matchableDocuments(book: Bidragsbok, moment: Moment): Promise<Named[]> {
  const { models, log } = book;
  const rows = await documents(models.db, moment);
  const positions = rows.flatMap(({ position, described }) =>
    described === null ? [position] : [position, described],
  );
  const parts = await privateParts(log, positions);
  const supports = new Map<string, string[]>();
  for (const link of await links(models.db, moment)) {
    if (link.form === 'document')
      supports.set(link.evidence, [...(supports.get(link.evidence) ?? []), voucherName(link)]);
  }
  return rows.map(({ document, position, described, kind, basis, facts }) => {
    const { fileName = null } = (parts.get(position) ?? {}) as { readonly fileName?: string };
    const texts = ((described === null ? null : parts.get(described)) ?? {}) as PrivateFacts;
    return { document, kind, basis, facts, texts, fileName, supports: supports.get(document) ?? [] };
  });
}

const AT_ONCE = 200;

/** The vouchers that lack evidence on some line, one after the other, with their texts as far as they are held. */
export async function* matchableVouchers(
  book: Bidragsbok,
  lines: readonly CoveredLine[],
  moment: Moment,
): AsyncGenerator<MatchableVoucher> {
  const wanting = new Map<string, Set<number>>();
  for (const line of lines) {
    if (line.lacks.length === 0) continue;
    const name = voucherName(line);
    wanting.set(name, (wanting.get(name) ?? new Set()).add(line.line));
  }
  const names = [...wanting.keys()].map((name): VoucherName => {
    const [of = '', series = '', number = ''] = JSON.parse(name) as string[];
    return { book: of, series, number };
  });
  for (const of of new Set(names.map((name) => name.book))) {
    const ofBook = names.filter((name) => name.book === of);
    for (let at = 0; at < ofBook.length; at += AT_ONCE) {
      const asked = { book: of, names: ofBook.slice(at, at + AT_ONCE) };
      for (const content of await recordedContents(book.models.db, asked, moment)) {
        const name = { book: of, series: content.series, number: content.number };
        yield await matchable(book, { name, content, wanting: wanting.get(voucherName(name)) ?? new Set() });
      }
    }
  }
}

/** A recorded voucher that a cost was moved from, and what was moved, in öre as the moving line is signed. */
export interface MovedFrom {
  readonly name: VoucherName;
  readonly ore: number;
}

/** The vouchers that costs were moved from: a line of as much as was moved wants the evidence that the cost does. */
export async function* matchableOriginals(
  book: Bidragsbok,
  moved: readonly MovedFrom[],
  moment: Moment,
): AsyncGenerator<MatchableVoucher> {
  for (const of of new Set(moved.map(({ name }) => name.book))) {
    const ofBook = moved.filter(({ name }) => name.book === of);
    const names = [...new Map(ofBook.map(({ name }) => [voucherName(name), name])).values()];
    for (const content of await recordedContents(book.models.db, { book: of, names }, moment)) {
      const name = { book: of, series: content.series, number: content.number };
      const most = ofBook.filter((one) => voucherName(one.name) === voucherName(name)).map(({ ore }) => Math.abs(ore));
      const lines = content.lines.filter(({ ore }) => most.includes(ore));
      // Two lines of one amount could both be meant, and neither is.
      const wanting = new Set(lines.length === 1 ? lines.map(({ line }) => line) : []);
      yield await matchable(book, { name, content, wanting });
    }
  }
}

interface Held {
  readonly name: VoucherName;
  readonly content: RecordedContent;
  readonly wanting: ReadonlySet<number>;
}

async function matchable({ log }: Bidragsbok, { name, content, wanting }: Held): Promise<MatchableVoucher> {
  const history = await log.readStream(voucherStream(name.book, name.series, name.number));
  const texts = textsOfVoucher(history.map((event) => catalogue.read(event) as VoucherEvent));
  const { text = '' } = texts.head;
  const lines = content.lines.map(({ line, ore, objects }): MatchableLine => {
    const own = texts.lines.get(line) ?? {};
    return {
      ...{ line, ore, isWanting: wanting.has(line) },
      text: own.text === undefined || own.text === text ? '' : own.text,
      objects: [...objects, ...(own.objects ?? [])].filter(isOfInvoice).map(([, object]) => object),
    };
  });
  const rest = content.rest.map(({ ore }, at): MatchableLine => {
    return { line: -1 - at, ore, isWanting: false, text: '', objects: [] };
  });
  // What is left out of a voucher is known line by line only where it is one line of an account.
  const isWhole = content.rest.every(({ count }) => count === 1);
  return { ...name, date: content.date, text, lines: [...lines, ...rest], isWhole };
}

/** SIE reserves dimension 9 for suppliers and 10 for invoices. */
const isOfInvoice = ([dimension]: VoucherLine['objects'][number]): boolean => dimension === '9' || dimension === '10';
