import { type AccountRole, type CodeFacts, type Matcher, matcher, roles, type VoucherLine } from '#ledger';

import { type AccountLines, isFollowed } from './account-lines.js';
import { bookAfter, changesLines } from './cost-ledger.books.js';
import {
  type Booked,
  type BookWire,
  type CodeWire,
  type CostLedgerTables,
  type Head,
  type LedgerBook,
} from './cost-ledger.tables.js';
import { latestNow } from './dialect.js';
import type { ProjectedEvent } from './projection.js';
import type { HeadedLine, RecordedLines } from './recorded-lines.js';
import type { Cell } from './rows.js';
import { type Reading, STANDING, type Table } from './table.js';

type Objects = VoucherLine['objects'];

/** The object that stands on a line for a dimension, null where none does. */
export function objectOf(objects: Objects, dimension: string | undefined): string | null {
  for (const [name, object] of objects) if (name === dimension) return object;
  return null;
}

/** What the books and the project codes say at this point of the log, and the rows of lines that they match. */
export class Matching {
  private readonly books = new Map<string, LedgerBook>();
  private readonly codes = new Map<string, CodeFacts>();
  private readonly roles = new Map<string, (account: string) => AccountRole | null>();
  private readonly matchers = new Map<string, Matcher>();

  private constructor(
    private readonly rows: CostLedgerTables,
    private readonly lines: RecordedLines,
    private readonly accounts: AccountLines,
  ) {}

  /** What they say where the rows stand. */
  static *read(rows: CostLedgerTables, lines: RecordedLines, accounts: AccountLines): Reading<Matching> {
    const matching = new Matching(rows, lines, accounts);
    for (const { key, data } of yield* standingIn(rows.ledger_book, 'book')) {
      matching.books.set(key, JSON.parse(data) as LedgerBook);
    }
    for (const { key, data } of yield* standingIn(rows.ledger_code, 'code')) {
      matching.codes.set(key, JSON.parse(data) as CodeFacts);
    }
    return matching;
  }

  book(book: string): LedgerBook {
    const found = this.books.get(book);
    if (found === undefined) throw new Error(`A voucher of a book that was never opened: ${book}`);
    return found;
  }

  /** Adds a row for each code that a line means, and one where its account is followed whatever it is coded. */
  match(position: number, head: Head, booked: Booked): void {
    const role = this.roleIn(head.book)(booked.account);
    if (isFollowed(role)) {
      const counterparty = objectOf(booked.objects, this.book(head.book).dimensions.counterparty);
      this.accounts.add(position, head, { ...booked, role, counterparty });
    }
    for (const { projectCode } of this.matcherOf(head.book).claims(booked.objects, head.date)) {
      this.addRow(projectCode, position, { head, booked });
    }
  }

  *foldBook(event: ProjectedEvent & BookWire): Reading {
    const { book } = event.data;
    const before = this.books.get(book);
    const after = bookAfter(before, event);
    this.books.set(book, after);
    this.roles.delete(book);
    this.rows.ledger_book.add([book, event.position, JSON.stringify(after)]);
    if (before === undefined || !changesLines(event)) return;
    if (before.dimensions.project !== after.dimensions.project) this.lines.findProjectsAnew(after);
    yield* this.restateLines(event.position, book);
    yield* this.accounts.restate(event.position, before, { book: after, roleOf: this.roleIn(book) });
  }

  *foldCode(event: ProjectedEvent & CodeWire): Reading {
    const { revision, position } = event;
    const code = event.data.projectCode;
    const before = this.codes.get(code);
    const facts: CodeFacts =
      event.type === 'ProjectCodeClosed'
        ? { ...opened(before), lastDay: event.data.lastDay, revision }
        : { ...event.data, pot: null, lastDay: before?.lastDay ?? null, revision };
    this.codes.set(code, facts);
    this.matchers.clear();
    this.rows.ledger_code.add([code, position, facts.grant, facts.lastDay, JSON.stringify(facts)]);
    if (event.type !== 'ProjectCodeClosed') yield* this.rematch(position, facts);
  }

  /** Ends the rows of a code whose lines it no longer means, and adds those of the recorded lines that it means now. */
  private *rematch(position: number, code: CodeFacts): Reading {
    type Key = { readonly voucher: number; readonly line: number };
    const nameOf = ({ voucher, line }: Key) => `${voucher} ${line}`;
    const { ledger_line } = this.rows;
    const standing = `SELECT voucher, line FROM ${ledger_line.name} WHERE code = ? AND gone = ?`;
    const rows = yield* ledger_line.all<Key>(standing, [code.projectCode, STANDING]);
    const before = new Map(rows.map((row) => [nameOf(row), row]));
    for (const book of new Set(code.matches.map((match) => match.book))) {
      const own = matcher([code], book);
      for (const { head, booked } of yield* this.candidates(code, book)) {
        if (own.claims(booked.objects, head.date).length === 0) continue;
        const stood = before.delete(nameOf({ voucher: head.voucher, line: booked.line }));
        if (!stood) this.addRow(code.projectCode, position, { head, booked });
      }
    }
    for (const { voucher, line } of before.values()) this.endRow(position, [code.projectCode, voucher, line]);
  }

  /** Lines of a book that a code could mean, found by its projects where every match names one. */
  private candidates({ matches }: CodeFacts, book: string): Reading<HeadedLine[]> {
    const project = this.books.get(book)?.dimensions.project;
    const codings = matches
      .filter((match) => match.book === book)
      .flatMap(({ all }) => all.find(({ dimension }) => dimension === project) ?? all.slice(0, 1));
    const objects = codings.map(({ dimension, code }): [string, string] => [dimension, code]);
    const ofProjects = codings.every(({ dimension }) => dimension === project);
    return this.lines.ofBook(book, objects, ofProjects ? codings.map(({ code }) => code) : null);
  }

  /** Ends the rows whose role or counterparty is another now, and begins them anew. */
  private *restateLines(position: number, book: string): Reading {
    type Row = Record<string, Cell> & { readonly voucher: number; readonly line: number; readonly account: string };
    const { dimensions } = this.book(book);
    const { ledger_line } = this.rows;
    const standing = `SELECT * FROM ${ledger_line.name} WHERE book = ? AND gone = ?`;
    for (const row of yield* ledger_line.all<Row>(standing, [book, STANDING])) {
      const role = this.roleIn(book)(row.account);
      const lines = yield* this.lines.standing(row.voucher);
      const booked = lines.find(({ line }) => line === row.line);
      const counterparty = objectOf(booked?.objects ?? [], dimensions.counterparty);
      if (role === row['role'] && counterparty === row['counterparty']) continue;
      this.endRow(position, [row['code'] ?? null, row.voucher, row.line]);
      ledger_line.add(Object.values({ ...row, position, role, counterparty }));
    }
  }

  private endRow(position: number, key: readonly [code: Cell, voucher: number, line: number]): void {
    const { ledger_line } = this.rows;
    const end = `UPDATE ${ledger_line.name} SET gone = ? WHERE code = ? AND voucher = ? AND line = ? AND gone = ?`;
    ledger_line.run(end, [position, ...key, STANDING]);
  }

  private addRow(code: string, position: number, { head, booked }: HeadedLine): void {
    const { voucher, book, series, number, date, registered } = head;
    const { line, source, account, ore, objects, after_lock } = booked;
    const counterparty = objectOf(objects, this.book(book).dimensions.counterparty);
    const key = [code, voucher, line, position, STANDING, source];
    const role = this.roleIn(book)(account);
    const facts = [account, role, counterparty, ore, after_lock, 0];
    this.rows.ledger_line.add([...key, book, series, number, date, registered, ...facts]);
  }

  private roleIn(book: string): (account: string) => AccountRole | null {
    let found = this.roles.get(book);
    if (found === undefined) this.roles.set(book, (found = roles(this.book(book))));
    return found;
  }

  private matcherOf(book: string): Matcher {
    let found = this.matchers.get(book);
    if (found === undefined) this.matchers.set(book, (found = matcher([...this.codes.values()], book)));
    return found;
  }
}

/** The last row of each key. */
function standingIn(table: Table, key: string): Reading<{ readonly key: string; readonly data: string }[]> {
  return table.all(`SELECT ${key} AS key, data FROM ${latestNow(table.name, key)} ORDER BY ${key}`);
}

function opened(code: CodeFacts | undefined): CodeFacts {
  if (code === undefined) throw new Error('A project code was closed that was never opened');
  return code;
}
