import type { RecordedEvent } from '#event-log';
import { grantDecider, type GrantEvent, grantStream } from '#grants';
import { DomainError, fold, LocalDate } from '#kernel';
import { bookDecider, type BookEvent, bookStream, voucherOfStream } from '#ledger';

import { catalogue } from '../catalogue.js';
import type { Opened } from '../opened.js';

/** Accounting records are kept through the seventh year after the end of the financial year (LKBR 3 kap. 13 §). */
const YEARS_KEPT = 7;

/** The first day on which what belongs to a calendar year may be destroyed: 2034-01-01 for 2026. */
export const firstDayAfterRetention = (year: number): string => `${year + YEARS_KEPT + 1}-01-01`;

const yearIn = (day: string): number => Number.parseInt(day.slice(0, 4), 10);

/** To which calendar year what is recorded belongs, as far as its time of retention goes. */
export class Retention {
  private readonly years = new Map<string, number>();

  /** `importBooks`: the book of each import. */
  constructor(
    private readonly log: Opened['log'],
    private readonly importBooks: ReadonlyMap<string, string>,
  ) {}

  /**
   * Of a voucher, an import and a book the year in which the book's financial year ended, of a grant its grant year, of
   * anything else the year in which it was recorded.
   */
  async yearOf({ stream, recordedAt }: Pick<RecordedEvent, 'stream' | 'recordedAt'>): Promise<number> {
    const book = this.bookOf(stream);
    if (book !== null) return this.known(bookStream(book), (history) => financialYearOf(history, book));
    if (stream.startsWith(grantStream(''))) return this.known(stream, (history) => grantYearOf(history, recordedAt));
    return yearIn(LocalDate.ofInstant(recordedAt).toString());
  }

  private bookOf(stream: string): string | null {
    if (stream.startsWith(bookStream(''))) return stream.slice(bookStream('').length);
    return voucherOfStream(stream)?.book ?? this.importBooks.get(stream) ?? null;
  }

  /** Read once for each book and grant: a year has very many vouchers. */
  private async known(stream: string, read: (history: readonly RecordedEvent[]) => number): Promise<number> {
    const known = this.years.get(stream);
    if (known !== undefined) return known;
    const year = read(await this.log.readStream(stream));
    this.years.set(stream, year);
    return year;
  }
}

/** The calendar year in which a book's financial year ended. Refuses with BOOK_UNKNOWN. */
export const bookYear = async (log: Opened['log'], book: string): Promise<number> =>
  financialYearOf(await log.readStream(bookStream(book)), book);

function financialYearOf(history: readonly RecordedEvent[], book: string): number {
  const state = fold(
    bookDecider,
    history.map((event) => catalogue.read(event) as BookEvent),
  );
  if (state.status === 'unopened') throw new DomainError('BOOK_UNKNOWN', { book });
  return yearIn(state.facts.financialYear.to.toString());
}

function grantYearOf(history: readonly RecordedEvent[], recordedAt: string): number {
  const grant = fold(
    grantDecider,
    history.map((event) => catalogue.read(event) as GrantEvent),
  );
  return grant.status === 'absent' ? yearIn(LocalDate.ofInstant(recordedAt).toString()) : grant.programme.year;
}
