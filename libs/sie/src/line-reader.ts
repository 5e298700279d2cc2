import type { AccountSums } from './account-sums.js';
import { type AmountFault, AmountReader } from './amount-reader.js';
import { BYTE } from './bytes.js';
import type { Cursor } from './cursor.js';
import type { Days } from './days.js';
import type { SieDeviations } from './deviations.js';
import type { Decoder } from './decoder.js';
import type { SieField, SieRefusalCode } from './voucher.js';
import { COLUMN, ROW_KIND, type RowKind, type VoucherDraft } from './voucher-draft.js';
import type { WantedAccounts } from './wanted-accounts.js';
import type { WantedObjects } from './wanted-objects.js';

const { CLOSE, OPEN } = BYTE;
const { ACCOUNT, QUANTITY, SIGNATURE, TEXT } = COLUMN;
const { BOOKED } = ROW_KIND;

/** What is wrong with a line, and in which field. */
export interface Fault {
  readonly field: SieField | null;
  readonly code: SieRefusalCode;
}

/** Bytes at most; an event of the ledger must be able to hold them. */
const LONGEST = { account: 20, objects: 4096, text: 32_768 };
const LARGEST_ORE = 10 ** 15 - 1;
const QUANTITY_FORM = /^-?\d{1,13}(?:\.\d{1,6})?$/;

const tooLong = (field: SieField): Fault => ({ field, code: 'FIELD_TOO_LONG' });
const malformed = (field: SieField, code: SieRefusalCode): Fault => ({ field, code });

/** What the lines read so far come to; only well-formed ones are summed. */
export interface LineTotals {
  /** Whole öre, both positive. */
  debit: number;
  credit: number;
  readonly sums: AccountSums;
}

/** Reads the fields of #TRANS, #BTRANS and #RTRANS into the draft, checks them, and sums what is booked. */
export class LineReader {
  private readonly amounts = new AmountReader();
  private accountFrom = 0;
  private accountTo = 0;

  constructor(
    private readonly cursor: Cursor,
    private readonly draft: VoucherDraft,
    private readonly shared: {
      readonly days: Days;
      readonly decoder: Decoder;
      readonly wanted: WantedObjects | null;
      readonly wantedAccounts: WantedAccounts | null;
      readonly totals: LineTotals;
      readonly deviations: SieDeviations;
    },
  ) {}

  /** From behind the label to the line's end or a brace that stands alone. The first fault, or null and the row stands. */
  read(kind: RowKind, fileLine: number): Fault | null {
    this.draft.beginRow(kind, fileLine);
    const pairs = this.draft.pairCount;
    const fault =
      this.account() ?? this.objects(kind) ?? this.amount() ?? this.date() ?? this.details() ?? this.sum(kind);
    if (fault === null) this.draft.commitRow(kind, this.amounts.ore);
    else this.draft.pairCount = pairs;
    return fault;
  }

  private account(): Fault | null {
    const { cursor } = this;
    cursor.code();
    if (cursor.from === cursor.to) return malformed('account', 'ACCOUNT_MISSING');
    if (cursor.to - cursor.from > LONGEST.account) return tooLong('account');
    this.accountFrom = cursor.from;
    this.accountTo = cursor.to;
    this.draft.set(ACCOUNT, cursor.from, cursor.to);
    return null;
  }

  private objects(kind: RowKind): Fault | null {
    const { cursor } = this;
    if (cursor.peek() !== OPEN) return malformed('objects', 'OBJECTS_MALFORMED');
    const start = ++cursor.at;
    while (cursor.code()) if (!this.pair(kind)) return malformed('objects', 'OBJECTS_MALFORMED');
    if (cursor.bytes[cursor.at] !== CLOSE) return malformed('objects', 'OBJECTS_MALFORMED');
    return cursor.at++ - start > LONGEST.objects ? tooLong('objects') : null;
  }

  private pair(kind: RowKind): boolean {
    const { cursor, draft } = this;
    const { wanted, deviations } = this.shared;
    if (cursor.from === cursor.to) return false;
    const asked = wanted?.of(cursor.bytes, cursor.from, cursor.to);
    draft.setDimension(cursor.from, cursor.to);
    if (!cursor.code()) return false;
    if (cursor.from === cursor.to) {
      deviations.emptyObjects++;
      return true;
    }
    draft.addObject(cursor.from, cursor.to);
    if (asked !== undefined && kind === BOOKED && !draft.touched) draft.touched = asked.has(this.word());
    return true;
  }

  private amount(): Fault | null {
    const { cursor } = this;
    cursor.code();
    const code: AmountFault | null = this.amounts.read(cursor.bytes, cursor.from, cursor.to);
    return code === null ? null : malformed('amount', code);
  }

  private date(): Fault | null {
    const { cursor } = this;
    cursor.code();
    const stated = cursor.from < cursor.to;
    const packed = stated ? this.shared.days.read(cursor.bytes, cursor.from, cursor.to) : 0;
    this.draft.setDate(packed);
    return stated && packed === 0 ? malformed('date', 'BOOKED_DATE_MALFORMED') : null;
  }

  private details(): Fault | null {
    const { cursor, draft } = this;
    cursor.field();
    if (cursor.to - cursor.from > LONGEST.text) return tooLong('text');
    draft.set(TEXT, cursor.from, cursor.to);
    cursor.code();
    const read = cursor.from === cursor.to || this.isQuantity();
    if (!read) this.shared.deviations.unreadQuantities++;
    draft.set(QUANTITY, cursor.from, read ? cursor.to : cursor.from);
    cursor.field();
    if (cursor.to - cursor.from > LONGEST.text) return tooLong('signature');
    draft.set(SIGNATURE, cursor.from, cursor.to);
    this.shared.deviations.unknownTrailingFields += cursor.rest();
    return null;
  }

  private sum(kind: RowKind): Fault | null {
    if (kind !== BOOKED) return null;
    const { totals } = this.shared;
    const { ore } = this.amounts;
    if ((ore < 0 ? totals.credit - ore : totals.debit + ore) > LARGEST_ORE)
      return malformed('amount', 'AMOUNT_TOO_LARGE');
    if (ore < 0) totals.credit -= ore;
    else totals.debit += ore;
    totals.sums.add(this.cursor.bytes, [this.accountFrom, this.accountTo], ore);
    this.touchByAccount();
    return null;
  }

  private touchByAccount(): void {
    const { draft } = this;
    const { wantedAccounts } = this.shared;
    if (wantedAccounts === null || draft.touched) return;
    draft.touched = wantedAccounts.has(this.cursor.bytes, this.accountFrom, this.accountTo);
  }

  private isQuantity(): boolean {
    return this.cursor.to - this.cursor.from < 24 && QUANTITY_FORM.test(this.word());
  }

  private word(): string {
    return this.shared.decoder.word(this.cursor.bytes, this.cursor.from, this.cursor.to);
  }
}
