import { type NoneSince, Prunings } from '#event-log';
import { documentStream } from '#evidence';
import { grantDecider, type GrantEvent, grantStream } from '#grants';
import { DomainError, fold, LocalDate, Money } from '#kernel';
import { bookStream, importStream, projectCodeStream, voucherOfStream } from '#ledger';
import { books, codesOfBooks, type ImportRow, imports, type Moment, postedInBooks, prunedBy } from '#read-models';

import { catalogue } from '../catalogue.js';
import { closedStreams } from '../closing.js';
import { Erasures } from '../erasure/erasures.js';
import { firstDayAfterRetention } from '../erasure/retention.js';
import { rangesOf } from '../erasure/meant.js';
import type { OpenedFiles } from '../opened.js';
import { type DocumentsOfYear, documentsOfYear } from './documents-of-year.js';
import type { PruningFacts } from './pruning-decider.js';

/** Everything that a decision to prune a year means, as the log stands. */
export interface YearMeant {
  /** The log's end when it was looked at. */
  readonly position: number;
  readonly facts: PruningFacts;
  /** How much goes: streams, events, and the bytes of the events with their private parts. */
  readonly size: { readonly streams: number; readonly events: number; readonly bytes: number };
  /** What stands posted to each grant in the books that go, in SEK. */
  readonly posted: readonly { readonly grant: string; readonly amount: string }[];
  /** The originals of the year: those that go with it, and those that stay. */
  readonly documents: DocumentsOfYear;
  /** Nothing more may come to these meanwhile. */
  readonly nothingNew: readonly NoneSince[];
}

/**
 * Finds what a year is: its books whole, the vouchers in them, the imports into them, and the project codes that mean codings of
 * no other year's book. Refuses with YEAR_WITHOUT_BOOKS, YEAR_ALREADY_PRUNED and PRUNING_DURING_IMPORT.
 */
export async function yearMeant(book: OpenedFiles, year: number): Promise<YearMeant> {
  const moment = await book.moment();
  const { position } = moment;
  const { db } = book.models;
  const going = await booksOf(book, year, moment);
  const all = await imports(db, moment);
  const own = all.filter((one) => going.has(one.book));
  refuseOpen(own);
  const codes = await codesOfBooks(db, [...going]);
  const gone = new Set(going);
  for (const id of new Set(codes.flatMap((code) => code.books))) {
    if ((await prunedBy(db, 'book', id)) !== null) gone.add(id);
  }
  const isGone = (id: string): boolean => gone.has(id);
  const staying = new Set(codes.filter((code) => !code.books.every(isGone)).map(({ projectCode }) => projectCode));
  const named = codes.map(({ projectCode }) => projectCode);
  const streams = new Going(going, own, new Set(named.filter((code) => !staying.has(code))));
  await streams.follow(book);
  const posted = await postedInBooks(db, [...going], position);
  const grants = [...new Set([...codes, ...posted].map(({ grant }) => grant))].sort();
  const openGrants = await openOf(book, grants);
  const today = LocalDate.ofInstant(new Date(book.clock()).toISOString()).toString();
  const documents = await documentsOfYear(book, { going, today });
  return {
    position,
    facts: {
      ranges: rangesOf(streams.positions),
      books: [...going].sort(),
      imports: own.map((row) => row.import).sort(),
      projectCodes: [...new Set(named)].sort(),
      grants: await beginningsOf(book, grants, streams),
      files: await filesOf(book, all, own),
      allowedFrom: firstDayAfterRetention(year),
      today,
      openGrants,
      documents: { going: documents.going, ranges: rangesOf(documents.positions) },
    },
    documents,
    size: streams.size,
    posted: posted.map(({ grant, ore }) => ({ grant, amount: Money.ofOre(ore).toString() })),
    nothingNew: prefixesOf([...going], documents.going.length > 0).map((prefix) => ({ prefix, position })),
  };
}

async function booksOf(book: OpenedFiles, year: number, moment: Moment): Promise<ReadonlySet<string>> {
  const found = (await books(book.models.db, moment)).filter(({ financialYear }) => yearOf(financialYear.to) === year);
  if (found.length > 0) return new Set(found.map((one) => one.book));
  const decision = (await Prunings.of(book.log)).ofYear(year);
  throw decision === null
    ? new DomainError('YEAR_WITHOUT_BOOKS', { year })
    : new DomainError('YEAR_ALREADY_PRUNED', { year, decision });
}

const yearOf = (day: string): number => Number.parseInt(day.slice(0, 4), 10);

function refuseOpen(own: readonly ImportRow[]): void {
  const open = own.find(({ completed, undone }) => completed === null && undone === null);
  if (open !== undefined) throw new DomainError('PRUNING_DURING_IMPORT', { import: open.import });
}

/** New vouchers, books, imports and codes of these names would be left behind; any voucher may come to rest on an original. */
const prefixesOf = (going: readonly string[], withDocuments: boolean): string[] => [
  ...going.flatMap((id) => [bookStream(id), `voucher-${id}-`]),
  ...[importStream(''), projectCodeStream('')],
  ...(withDocuments ? ['voucher-', documentStream('')] : []),
];

const AT_ONCE = 2000;

/** The streams that go, as the log holds them. */
class Going {
  readonly positions: number[] = [];
  readonly size = { streams: 0, events: 0, bytes: 0 };
  private readonly named: ReadonlySet<string>;

  constructor(
    private readonly books: ReadonlySet<string>,
    own: readonly ImportRow[],
    codes: ReadonlySet<string>,
  ) {
    this.named = new Set([
      ...[...books].map(bookStream),
      ...own.map((row) => importStream(row.import)),
      ...[...codes].map(projectCodeStream),
    ]);
  }

  has(stream: string): boolean {
    if (this.named.has(stream)) return true;
    const voucher = voucherOfStream(stream);
    return voucher !== null && this.books.has(voucher.book);
  }

  async follow({ log }: Pick<OpenedFiles, 'log'>): Promise<void> {
    for (let after = 0; ;) {
      const events = await log.readStored(after, AT_ONCE);
      for (const { position, stream, revision, bytes, sealed } of events) {
        if (bytes === null || !this.has(stream)) continue;
        this.positions.push(position);
        this.size.events += 1;
        this.size.bytes += Buffer.byteLength(bytes) + Buffer.byteLength(sealed ?? '');
        if (revision === 0) this.size.streams += 1;
      }
      const last = events.at(-1);
      if (last === undefined) return;
      after = last.position;
    }
  }
}

async function openOf({ log }: OpenedFiles, grants: readonly string[]): Promise<string[]> {
  const open: string[] = [];
  for (const grant of grants) {
    const history = await log.readStream(grantStream(grant));
    const state = fold(
      grantDecider,
      history.map((event) => catalogue.read(event) as GrantEvent),
    );
    if (state.status !== 'closed') open.push(grant);
  }
  return open;
}

/** Where the streams begin that the closing of each grant committed itself to and that go now. */
async function beginningsOf(
  book: OpenedFiles,
  grants: readonly string[],
  going: Going,
): Promise<PruningFacts['grants']> {
  const found: PruningFacts['grants'] = [];
  for (const grant of grants) {
    const first: number[] = [];
    for (const name of await closedStreams(book, grant)) {
      if (!going.has(name)) continue;
      const [place] = await book.log.placesOf(name);
      if (place !== undefined) first.push(place.position);
    }
    found.push({ grant, streams: rangesOf(first) });
  }
  return found;
}

/** The kept files of the imports, but for those that an import into another book took in too. */
async function filesOf(book: OpenedFiles, all: readonly ImportRow[], own: readonly ImportRow[]): Promise<string[]> {
  const erasures = await Erasures.of(book);
  const now = (row: ImportRow) => erasures.fileNow(row.sha256);
  const left = new Set(all.filter((row) => !own.includes(row)).map(now));
  return [...new Set(own.map(now))].filter((sha256) => !left.has(sha256)).sort();
}
