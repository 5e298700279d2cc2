import { textToOre } from '#kernel';
import type { VoucherLine } from '#ledger';

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
import type { ProjectedEvent, Projection } from './projection.js';
import { RecordedLines } from './recorded-lines.js';
import { STANDING } from './table.js';
import { VoucherRests } from './voucher-rest.js';

/** Which lines do the books hold, and which of them mean a grant's project code? */
export const costLedger: Projection<keyof typeof costLedgerTables> = {
  tables: costLedgerTables,
  start(rows) {
    const lines = new RecordedLines(rows);
    const fold = new VoucherFold(rows, lines, new Matching(rows, lines, new AccountLines(rows)));
    return (event) => {
      fold.fold(event);
    };
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
  private readonly rests: VoucherRests;

  constructor(
    private readonly rows: CostLedgerTables,
    private readonly lines: RecordedLines,
    private readonly matching: Matching,
  ) {
    this.rests = new VoucherRests(rows);
  }

  fold(event: ProjectedEvent): void {
    const { type } = event;
    if (type.startsWith('Voucher')) this.foldVoucher(event as ProjectedEvent & VoucherWire);
    else if (type.startsWith('ProjectCode')) this.matching.foldCode(event as ProjectedEvent & CodeWire);
    else if (event.stream.startsWith('book-')) this.matching.foldBook(event as ProjectedEvent & BookWire);
  }

  private foldVoucher(event: ProjectedEvent & VoucherWire): void {
    const { position } = event;
    switch (event.type) {
      case 'VoucherRecorded':
        this.record(event, event.data);
        return;
      case 'VoucherExtended':
        this.extend(position, event.data);
        return;
      case 'VoucherRestated':
        this.restate(position, event.data);
        return;
      case 'VoucherWithdrawn':
        this.withdraw(position, this.headOf(event.data));
        return;
      default:
        return;
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

  private extend(position: number, data: ExtendedData): void {
    const head = this.headOf(data);
    this.rests.change(position, head.voucher, data);
    this.addLines(head, data.lines, { position, source: position });
  }

  private restate(position: number, data: RestatedData): void {
    const before = this.headOf(data);
    const head: Head = { ...before, date: data.date, registered: data.registered };
    this.lines.end(position, head.voucher, data.removed);
    this.endMatched(position, before, data.removed);
    this.rests.change(position, head.voucher, data);
    if (head.date !== before.date || head.registered !== before.registered) this.move(position, before, head);
    this.addLines(head, data.added, { position, source: position });
  }

  /** Begins the voucher's rows anew under its new dates. */
  private move(position: number, before: Head, head: Head): void {
    this.endVoucher(position, head);
    this.addVoucher(position, head, 0);
    if (head.date === before.date) this.endRows({ position, afterLock: 0 }, before);
    else this.endMatched(position, before);
    const late = head.date !== before.date && isLocked(this.matching.book(head.book), head.date);
    if (late) this.lines.markLate(head.voucher);
    for (const booked of this.lines.standing(head.voucher)) this.matching.match(position, head, booked);
  }

  private withdraw(position: number, head: Head): void {
    this.endVoucher(position, head);
    this.addVoucher(position, head, 1);
    this.lines.end(position, head.voucher);
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

  private headOf({ book, series, number }: { book: string; series: string; number: string }): Head {
    const standing = `SELECT voucher, book, series, number, date, registered FROM voucher
      WHERE book = ? AND series = ? AND number = ? AND gone = ?`;
    const [found] = this.rows.voucher.all<Head>(standing, book, series, number, STANDING);
    if (found === undefined) throw new Error('An event of a voucher that was never recorded');
    return found;
  }

  private addVoucher(position: number, head: Head, withdrawn: 0 | 1): void {
    const { voucher, book, series, number, date, registered } = head;
    this.rows.voucher.add([voucher, position, STANDING, book, series, number, date, registered, withdrawn]);
  }

  private endVoucher(position: number, { book, series, number }: Head): void {
    const end = 'UPDATE voucher SET gone = ? WHERE book = ? AND series = ? AND number = ? AND gone = ?';
    this.rows.voucher.run(end, position, book, series, number, STANDING);
  }

  /** Ends what is matched of a voucher, or some of its lines, which are gone from the period that it lies in. */
  private endMatched(position: number, head: Head, lines?: readonly number[]): void {
    const isLate = isLocked(this.matching.book(head.book), head.date);
    this.endRows({ position, afterLock: isLate ? 1 : 0 }, head, lines);
  }

  /** Ends the voucher's rows that lines have by what they are to a grant: all of them, or those of some lines. */
  private endRows({ position, afterLock }: End, { voucher }: Head, lines?: readonly number[]): void {
    const some = lines === undefined ? '' : 'AND line IN (SELECT value FROM json_each(?))';
    const named = lines === undefined ? [] : [JSON.stringify(lines)];
    const which = `WHERE voucher = ? AND gone = ? ${some}`;
    const matched = `UPDATE ledger_line SET gone = ?, removed_after_lock = ? ${which}`;
    this.rows.ledger_line.run(matched, position, afterLock, voucher, STANDING, ...named);
    this.rows.account_line.run(`UPDATE account_line SET gone = ? ${which}`, position, voucher, STANDING, ...named);
  }
}
