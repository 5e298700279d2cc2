import type { RecordedEvent, Unchanged } from '#event-log';
import { documentOfStream, documentStream } from '#evidence';
import { DomainError } from '#kernel';
import { importStream, type VoucherName, voucherOfStream, voucherStream } from '#ledger';
import { type ImportRow, imports, unknownImport } from '#read-models';

import { touchedBy } from '../import-touched.js';
import type { Opened } from '../opened.js';
import type { ErasePrivateParts } from './erasure.commands.js';
import { DocumentTies } from './document-ties.js';
import { documentsMeant } from './documents-meant.js';
import { Erasures } from './erasures.js';
import { firstDayAfterRetention, Retention } from './retention.js';

type Named = Pick<ErasePrivateParts, 'vouchers' | 'imports' | 'documents' | 'streams' | 'positions'>;
type Range = [first: number, last: number];

/** Everything that a decision to erase means, as the log stands. */
export interface Meant {
  /** The log's end when it was looked at. */
  readonly position: number;
  readonly ranges: readonly Range[];
  /** Events that still have their private part. */
  readonly events: number;
  /** The streams that are meant as a whole: nothing more may come to them meanwhile. */
  readonly streams: readonly Unchanged[];
  /** By book the streams of the vouchers that are meant. */
  readonly vouchers: ReadonlyMap<string, ReadonlySet<string>>;
  /** The imports whose file is meant as a whole. */
  readonly whole: ReadonlySet<string>;
  /** The books whose files may say something of it, and every import into whichever book. */
  readonly books: ReadonlySet<string>;
  readonly imports: readonly ImportRow[];
  /** Originals whose key and bytes go too. */
  readonly documents: readonly string[];
  /** The first day on which all of it may go. */
  readonly allowedFrom: string;
}

/**
 * Finds what is meant. Refuses with ERASURE_NAMES_NOTHING, VOUCHER_NOT_RECORDED, IMPORT_UNKNOWN, STREAM_UNKNOWN, DOCUMENT_…,
 * POSITION_UNKNOWN, ERASURE_DURING_IMPORT, and of what is pruned with FIGURES_PRUNED, STREAM_PRUNED and EVENT_PRUNED.
 */
export async function meantBy(book: Opened, named: Named): Promise<Meant> {
  const moment = await book.moment();
  const gathering = new Gathering(book, await imports(book.models.db, moment), await Erasures.of(book));
  await each(named.vouchers, (voucher) => gathering.voucher(voucher));
  await each(named.imports, (id) => gathering.import(id));
  await each(named.documents, (document) => gathering.document(document));
  await each(named.streams, (stream) => gathering.stream(stream));
  await each(named.positions, (position) => gathering.position(position));
  return { position: moment.position, ...gathering.meant() };
}

async function each<One>(all: readonly One[] | undefined, work: (one: One) => Promise<void>): Promise<void> {
  for (const one of all ?? []) await work(one);
}

class Gathering {
  private readonly retention: Retention;
  private ties: DocumentTies | undefined;
  private readonly streams = new Map<string, Unchanged>();
  private readonly positions = new Set<number>();
  private readonly vouchers = new Map<string, Set<string>>();
  private readonly whole = new Set<string>();
  private readonly documents = new Set<string>();
  private events = 0;
  private year: number | null = null;

  constructor(
    private readonly book: Opened,
    private readonly imports: readonly ImportRow[],
    private readonly erasures: Erasures,
  ) {
    this.retention = new Retention(
      book.log,
      new Map(imports.map((row) => [importStream(row.import), row.book] as const)),
    );
  }

  async voucher({ book, series, number }: VoucherName): Promise<void> {
    if (await this.takeStream(voucherStream(book, series, number))) return;
    throw new DomainError('VOUCHER_NOT_RECORDED', { voucher: `${book} ${series} ${number}` });
  }

  /** Whoever took the very same file in, its name and what came with it are the same. */
  async import(id: string): Promise<void> {
    const now = (row: ImportRow) => this.erasures.fileNow(row.sha256);
    const own = this.imports.find((one) => one.import === id) ?? (await unknownImport(this.book.models.db, id));
    for (const row of this.imports.filter((one) => now(one) === now(own))) {
      this.whole.add(row.import);
      await this.takeStream(importStream(row.import));
      for (const { book, series, number } of await touchedBy(this.book, row)) {
        await this.takeStream(voucherStream(book, series, number));
      }
    }
  }

  /** With what is embedded in it, as far down as that goes. */
  async document(document: string): Promise<void> {
    this.ties ??= await DocumentTies.of(this.book.log);
    for (const { id, year } of await documentsMeant(this.book, document, this.ties)) {
      this.documents.add(id);
      this.year = Math.max(this.year ?? 0, year);
      await this.takeStream(documentStream(id));
    }
  }

  async stream(stream: string): Promise<void> {
    const document = documentOfStream(stream);
    if (document !== null) {
      await this.document(document);
      return;
    }
    if (!(await this.takeStream(stream))) throw new DomainError('STREAM_UNKNOWN', { stream });
  }

  async position(position: number): Promise<void> {
    const [event] = await this.book.log.readAll(position - 1, 1);
    if (event?.position !== position) throw await this.notThere(position);
    const isWhole = voucherOfStream(event.stream) !== null || documentOfStream(event.stream) !== null;
    if (isWhole) await this.stream(event.stream);
    else await this.take(event);
  }

  /** Of a pruned event the private part has gone already. */
  private async notThere(position: number): Promise<DomainError> {
    const decision = this.erasures.prunings.decisionAt(position);
    if (decision === null) return new DomainError('POSITION_UNKNOWN', { position });
    return new DomainError('EVENT_PRUNED', { position, leaf: (await this.book.log.leafAt(position)) ?? '', decision });
  }

  meant(): Omit<Meant, 'position'> {
    const { year, events, streams, vouchers, whole, positions } = this;
    if (year === null) throw new DomainError('ERASURE_NAMES_NOTHING');
    const books = new Set([...vouchers.keys(), ...this.imports.filter((row) => whole.has(row.import)).map(bookOf)]);
    const open = this.imports.find(
      ({ book, completed, undone }) => books.has(book) && completed === null && undone === null,
    );
    if (open !== undefined) throw new DomainError('ERASURE_DURING_IMPORT', { import: open.import });
    return {
      ...{ ranges: rangesOf(positions), events, streams: [...streams.values()], vouchers, whole },
      ...{ books, imports: this.imports, documents: [...this.documents] },
      allowedFrom: firstDayAfterRetention(year),
    };
  }

  /** False where there is no such stream. */
  private async takeStream(stream: string): Promise<boolean> {
    if (this.streams.has(stream)) return true;
    const history = await this.book.log.readStream(stream);
    const last = history.at(-1);
    if (last === undefined) return false;
    this.streams.set(stream, { stream, revision: last.revision });
    const voucher = voucherOfStream(stream);
    if (voucher !== null) this.note(voucher.book, stream);
    for (const event of history) await this.take(event);
    return true;
  }

  private note(book: string, stream: string): void {
    const known = this.vouchers.get(book) ?? new Set();
    this.vouchers.set(book, known.add(stream));
  }

  private async take(event: RecordedEvent): Promise<void> {
    if (this.positions.has(event.position)) return;
    this.positions.add(event.position);
    if (event.private !== undefined && event.private !== null) this.events += 1;
    // What is said of a document later does not make it younger: its year was found with it.
    if (documentOfStream(event.stream) !== null) return;
    this.year = Math.max(this.year ?? 0, await this.retention.yearOf(event));
  }
}

const bookOf = ({ book }: ImportRow): string => book;

/** Positions as runs of neighbours. */
export function rangesOf(positions: Iterable<number>): Range[] {
  const ranges: Range[] = [];
  for (const position of [...positions].sort((one, other) => one - other)) {
    const run = ranges.at(-1);
    if (run?.[1] === position - 1) run[1] = position;
    else ranges.push([position, position]);
  }
  return ranges;
}
