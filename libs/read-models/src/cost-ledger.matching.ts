import { type AccountRole, type CodeFacts, type Matcher, matcher, roles } from '#ledger';

import {
  type BookWire,
  type Booked,
  type CodeWire,
  type CostLedgerTables,
  type Head,
  type LedgerBook,
} from './cost-ledger.tables.js';
import type { ProjectedEvent } from './projection.js';
import { STANDING } from './table.js';

/** The object that stands on a line for a dimension, null where none does. */
export const objectOf = (objects: Booked['objects'], dimension: string | undefined): string | null => {
  for (const [name, object] of objects) if (name === dimension) return object;
  return null;
};

/** What the books and the project codes say at this point of the log, and the rows of lines that they match. */
export class Matching {
  private readonly books = new Map<string, LedgerBook>();
  private readonly codes = new Map<string, CodeFacts>();
  private readonly roleOf = new Map<string, (account: string) => AccountRole | null>();
  private readonly matchers = new Map<string, Matcher>();

  constructor(private readonly rows: CostLedgerTables) {
    const last = (table: string, key: string) => `SELECT ${key} AS key, max(position), data FROM ${table} GROUP BY ${key}`;
    type Row = { readonly key: string; readonly data: string };
    for (const { key, data } of rows.ledger_book.all<Row>(last('ledger_book', 'book'))) {
      this.books.set(key, JSON.parse(data) as LedgerBook);
    }
    for (const { key, data } of rows.ledger_code.all<Row>(last('ledger_code', 'code'))) {
      this.codes.set(key, JSON.parse(data) as CodeFacts);
    }
  }

  book(book: string): LedgerBook {
    const found = this.books.get(book);
    if (found === undefined) throw new Error(`A voucher of a book that was never opened: ${book}`);
    return found;
  }

  /** Adds a row for each code that a line means. */
  match(position: number, head: Head, booked: Booked): void {
    for (const code of this.matcherOf(head.book).claims(booked.objects, head.date)) {
      this.addRow(code.projectCode, position, { head, booked });
    }
  }

  foldBook(event: ProjectedEvent & BookWire): void {
    const { book } = event.data;
    const before = this.books.get(book) ?? { chart: [], lockedThrough: null };
    const after = bookAfter(before, event);
    this.books.set(book, after);
    this.roleOf.delete(book);
    this.rows.ledger_book.add([book, event.position, JSON.stringify(after)]);
    if (event.type === 'BookAmended' || event.type === 'ChartRegistered') this.restateRoles(event.position, book);
  }

  foldCode(event: ProjectedEvent & CodeWire): void {
    const code = event.data.projectCode;
    const before = this.codes.get(code);
    const facts: CodeFacts =
      event.type === 'ProjectCodeClosed'
        ? { ...known(before), lastDay: event.data.lastDay, revision: event.revision }
        : { ...event.data, pot: null, lastDay: before?.lastDay ?? null, revision: event.revision };
    this.codes.set(code, facts);
    this.matchers.clear();
    this.rows.ledger_code.add([code, event.position, facts.grant, facts.lastDay, JSON.stringify(facts)]);
    if (event.type !== 'ProjectCodeClosed') this.rematch(event.position, facts);
  }

  /** Ends the rows of a code and makes them anew from every line that it means now. */
  private rematch(position: number, code: CodeFacts): void {
    type Standing = { readonly voucher: number; readonly line: number };
    const before = new Set<string>();
    const standing = 'SELECT voucher, line FROM ledger_line WHERE code = ? AND gone = ?';
    for (const { voucher, line } of this.rows.ledger_line.all<Standing>(standing, code.projectCode, STANDING)) {
      before.add(`${String(voucher)} ${String(line)}`);
    }
    for (const book of new Set(code.matches.map((match) => match.book))) {
      const own = matcher([code], book);
      for (const { head, booked } of this.candidates(code, book)) {
        if (own.claims(booked.objects, head.date).length === 0) continue;
        const stood = before.delete(`${String(head.voucher)} ${String(booked.line)}`);
        if (!stood) this.addRow(code.projectCode, position, { head, booked });
      }
    }
    for (const key of before) {
      const [voucher = '', line = ''] = key.split(' ');
      const where = 'code = ? AND voucher = ? AND line = ? AND gone = ?';
      const end = `UPDATE ledger_line SET gone = ? WHERE ${where}`;
      this.rows.ledger_line.run(end, position, code.projectCode, Number(voucher), Number(line), STANDING);
    }
  }

  /** Lines of a book that a code could mean: those of its projects where every match names one, else all. */
  private *candidates(code: CodeFacts, book: string): Iterable<{ head: Head; booked: Booked }> {
    const dimension = this.books.get(book)?.dimensions.project;
    const projects = code.matches
      .filter((match) => match.book === book)
      .map(({ all }) => all.find((coding) => coding.dimension === dimension)?.code ?? null);
    const some = projects.includes(null) ? '' : 'AND l.project IN (SELECT value FROM json_each(?))';
    const sql = `SELECT v.voucher, v.book, v.series, v.number, v.date, v.registered,
        l.line, l.source, l.account, l.ore, l.objects, l.after_lock
      FROM line l JOIN voucher v ON v.voucher = l.voucher
      WHERE v.book = ? AND v.gone = ${String(STANDING)} AND l.gone = ${String(STANDING)} ${some}`;
    this.rows.voucher.flush();
    const parameters = some === '' ? [book] : [book, JSON.stringify(projects)];
    type Row = Head & Omit<Booked, 'objects'> & { readonly objects: string };
    for (const row of this.rows.line.all<Row>(sql, ...parameters)) {
      yield { head: row, booked: { ...row, objects: JSON.parse(row.objects) as Booked['objects'] } };
    }
  }

  /** Roles changed: the rows of lines whose role is another now end, and begin anew with it. */
  private restateRoles(position: number, book: string): void {
    type Row = Record<string, string | number | null> & { readonly account: string; readonly role: string | null };
    const standing = `SELECT * FROM ledger_line WHERE book = ? AND gone = ${String(STANDING)}`;
    for (const row of this.rows.ledger_line.all<Row>(standing, book)) {
      const role = this.roleIn(book)(row.account);
      if (role === row.role) continue;
      const end = 'UPDATE ledger_line SET gone = ? WHERE code = ? AND voucher = ? AND line = ? AND position = ?';
      const { code = null, voucher = null, line = null } = row;
      this.rows.ledger_line.run(end, position, code, voucher, line, row['position'] ?? null);
      this.rows.ledger_line.add(Object.values({ ...row, position, gone: STANDING, role }));
    }
  }

  private addRow(code: string, position: number, { head, booked }: { head: Head; booked: Booked }): void {
    const { voucher, book, series, number, date, registered } = head;
    const { line, source, account, ore, objects, after_lock } = booked;
    const counterparty = objectOf(objects, this.book(book).dimensions.counterparty);
    const role = this.roleIn(book)(account);
    const names = [book, series, number, date, registered];
    this.rows.ledger_line.add([code, voucher, line, position, STANDING, source, ...names, account, role, counterparty, ore, after_lock]);
  }

  private roleIn(book: string): (account: string) => AccountRole | null {
    let found = this.roleOf.get(book);
    if (found === undefined) this.roleOf.set(book, (found = roles(this.book(book))));
    return found;
  }

  private matcherOf(book: string): Matcher {
    let found = this.matchers.get(book);
    if (found === undefined) this.matchers.set(book, (found = matcher([...this.codes.values()], book)));
    return found;
  }
}

function known(code: CodeFacts | undefined): CodeFacts {
  if (code === undefined) throw new Error('A project code was closed that was never opened');
  return code;
}

type Before = LedgerBook | Pick<LedgerBook, 'chart' | 'lockedThrough'>;

function bookAfter(before: Before, event: BookWire): LedgerBook {
  const { chart, lockedThrough } = before;
  switch (event.type) {
    case 'BookOpened':
    case 'BookAmended':
      return { ...event.data, chart, lockedThrough };
    case 'ChartRegistered': {
      const named = new Set(event.data.accounts.map(({ account }) => account));
      return { ...opened(before), chart: [...chart.filter(({ account }) => !named.has(account)), ...event.data.accounts] };
    }
    case 'PeriodLocked':
    case 'PeriodReopened':
      return { ...opened(before), lockedThrough: event.data.through };
  }
}

function opened(book: Before): LedgerBook {
  if (!('book' in book)) throw new Error('An event of a book that was never opened');
  return book;
}
