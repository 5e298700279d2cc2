import { textToOre } from '#kernel';
import type { VoucherLine, VoucherName } from '#ledger';

import { AccountLines } from './account-lines.js';
import { isLocked } from './cost-ledger.books.js';
import { Matching, objectOf } from './cost-ledger.matching.js';
import {
  type Booked,
  type BookWire,
  type CodeWire,
  type CostLedgerTables,
  costLedgerTables,
  type ExtendedData,
  type Head,
  type RecordedData,
  type RestatedData,
  type VoucherWire,
} from './cost-ledger.tables.js';
import type { Dialect } from './dialect.js';
import type { ProjectedEvent, Projection } from './projection.js';
import { RecordedLines } from './recorded-lines.js';
import { type Reading, STANDING } from './table.js';
import { VoucherRests } from './voucher-rest.js';

/** Which lines do the books hold, and which of them mean a grant's project code? */
export const costLedger: Projection<keyof typeof costLedgerTables> = {
  tables: costLedgerTables,
  *start(rows, dialect) {
    const lines = new RecordedLines(rows, dialect);
    const matching = yield* Matching.read(rows, lines, new AccountLines(rows, dialect));
    const fold = new VoucherFold({ rows, dialect }, lines, matching);
    return (event) => fold.fold(event);
  },
};

/** Where a line counts from, and where it is written. */
interface Place {
  readonly position: number;
  readonly source: number;
}

/** Where rows end, and whether their period was closed then. */
interface End {
  readonly position: number;
  readonly afterLock: 0 | 1;
}

class VoucherFold {
  private readonly rows: CostLedgerTables;
  private readonly dialect: Dialect;
  private readonly rests: VoucherRests;

  constructor(
    { rows, dialect }: { readonly rows: CostLedgerTables; readonly dialect: Dialect },
    private readonly lines: RecordedLines,
    private readonly matching: Matching,
  ) {
    this.rows = rows;
    this.dialect = dialect;
    this.rests = new VoucherRests(rows);
  }

  fold(event: ProjectedEvent): Reading | null {
    const { type } = event;
    if (type.startsWith('Voucher')) return this.foldVoucher(event as ProjectedEvent & VoucherWire);
    if (type.startsWith('ProjectCode')) return this.matching.foldCode(event as ProjectedEvent & CodeWire);
    if (event.stream.startsWith('book-')) return this.matching.foldBook(event as ProjectedEvent & BookWire);
    return null;
  }

  private foldVoucher(event: ProjectedEvent & VoucherWire): Reading | null {
    const { position } = event;
    switch (event.type) {
      case 'VoucherRecorded':
        this.record(event, event.data);
        return null;
      case 'VoucherExtended':
        return this.extend(position, event.data);
      case 'VoucherRestated':
        return this.restate(position, event.data);
      case 'VoucherWithdrawn':
        return this.withdraw(position, event.data);
      default:
        return null;
    }
  }

  private record({ position: at, revision }: ProjectedEvent, data: RecordedData): void {
    const { number: k, of: n } = data.part ?? { number: 1, of: 1 };
    const { book, series, number, date, registered } = data;
    // The parts of a long voucher lie one behind the other, and all of them count from the last one on.
    const position = at + n - k;
    const head: Head = { voucher: at - k + 1, book, series, number, date, registered };
    if (k === 1) {
      const cameBack = revision > 0; // a first recording is the first event of its stream
      if (cameBack) this.endVoucher(position, head);
      this.addVoucher(position, head, 0);
    }
    this.rests.add(position, head.voucher, data.rest);
    this.addLines(head, data.lines, { position, source: at });
  }

  private *extend(position: number, data: ExtendedData): Reading {
    const head = yield* this.headOf(data);
    this.rests.change(position, head.voucher, data);
    this.addLines(head, data.lines, { position, source: position });
  }

  private *restate(position: number, data: RestatedData): Reading {
    const before = yield* this.headOf(data);
    const head: Head = { ...before, date: data.date, registered: data.registered };
    yield* this.lines.end(position, head.voucher, data.removed);
    this.endMatched(position, before, data.removed);
    this.rests.change(position, head.voucher, data);
    if (head.date !== before.date || head.registered !== before.registered) yield* this.move(position, before, head);
    this.addLines(head, data.added, { position, source: position });
  }

  /** Begins the voucher's rows anew under its new dates. */
  private *move(position: number, before: Head, head: Head): Reading {
    this.endVoucher(position, head);
    this.addVoucher(position, head, 0);
    if (head.date === before.date) this.endRows({ position, afterLock: 0 }, before);
    else this.endMatched(position, before);
    const late = head.date !== before.date && isLocked(this.matching.book(head.book), head.date);
    if (late) this.lines.markLate(head.voucher);
    for (const booked of yield* this.lines.standing(head.voucher)) this.matching.match(position, head, booked);
  }

  private *withdraw(position: number, data: VoucherName): Reading {
    const head = yield* this.headOf(data);
    this.endVoucher(position, head);
    this.addVoucher(position, head, 1);
    yield* this.lines.end(position, head.voucher);
    this.rests.end(position, head.voucher);
    this.endMatched(position, head);
  }

  private addLines(head: Head, lines: readonly VoucherLine[], { position, source }: Place): void {
    const book = this.matching.book(head.book);
    const after_lock = isLocked(book, head.date) ? 1 : 0;
    const booked = lines.map(({ line, account, objects, amount }): Booked => {
      return { line, source, account, ore: textToOre(amount), objects, after_lock };
    });
    this.lines.add(position, head.voucher, booked);
    let named: string | null = null;
    for (const one of booked) {
      const project = objectOf(one.objects, book.dimensions.project);
      if (project !== null && project !== named) this.lines.addProject(project, head.voucher);
      named = project ?? named;
      this.matching.match(position, head, one);
    }
  }

  private *headOf({ book, series, number }: VoucherName): Reading<Head> {
    const { voucher } = this.rows;
    const standing = `SELECT voucher, book, series, number, date, registered FROM ${voucher.name}
      WHERE book = ? AND series = ? AND number = ? AND gone = ?`;
    const [found] = yield* voucher.all<Head>(standing, [book, series, number, STANDING]);
    if (found === undefined) throw new Error('An event of a voucher that was never recorded');
    return found;
  }

  private addVoucher(position: number, head: Head, withdrawn: 0 | 1): void {
    const { voucher, book, series, number, date, registered } = head;
    this.rows.voucher.add([voucher, position, STANDING, book, series, number, date, registered, withdrawn]);
  }

  private endVoucher(position: number, { book, series, number }: Head): void {
    const { voucher } = this.rows;
    const end = `UPDATE ${voucher.name} SET gone = ? WHERE book = ? AND series = ? AND number = ? AND gone = ?`;
    voucher.run(end, [position, book, series, number, STANDING]);
  }

  /** Ends what is matched of a voucher, or some of its lines, which are gone from the period that it lies in. */
  private endMatched(position: number, head: Head, lines?: readonly number[]): void {
    const isLate = isLocked(this.matching.book(head.book), head.date);
    this.endRows({ position, afterLock: isLate ? 1 : 0 }, head, lines);
  }

  /** Ends the voucher's rows that lines have by what they are to a grant: all of them, or those of some lines. */
  private endRows({ position, afterLock }: End, { voucher }: Head, lines?: readonly number[]): void {
    const { ledger_line, account_line } = this.rows;
    const numbers = `SELECT CAST(value AS BIGINT) FROM ${this.dialect.texts('?', 'named')}`;
    const some = lines === undefined ? '' : `AND line IN (${numbers})`;
    const named = lines === undefined ? [] : [JSON.stringify(lines)];
    const which = `WHERE voucher = ? AND gone = ? ${some}`;
    const matched = `UPDATE ${ledger_line.name} SET gone = ?, removed_after_lock = ? ${which}`;
    ledger_line.run(matched, [position, afterLock, voucher, STANDING, ...named]);
    const followed = `UPDATE ${account_line.name} SET gone = ? ${which}`;
    account_line.run(followed, [position, voucher, STANDING, ...named]);
  }
}
