import type { Cell, TableRow } from '../table/table.js';
import { accountOf, accountOfHeading } from './account-cell.js';
import { BEYOND_ORE } from './amount-cell.js';
import { AmountColumns, type RowFault } from './amount-columns.js';
import type { ColumnMapping, DateForm } from './column-mapping.js';
import { DayReader } from './date-cell.js';
import type { HeaderRow } from './header-row.js';
import type { Posting, PostingObject, RowField } from './posting.js';
import { QuantityReader } from './quantity-cell.js';
import { isEmpty, textOf } from './text-cell.js';
import { VoucherColumns } from './voucher-columns.js';

type Writable<T> = { -readonly [Name in keyof T]: T[Name] };

const LONGEST = { text: 32_768, object: 4096 };
const NO_OBJECTS: readonly PostingObject[] = [];
const fault = (field: RowField | null, code: RowFault['code']): RowFault => ({ field, code });

interface DimensionColumn {
  readonly dimension: string;
  readonly at: number;
  readonly isPrivate: boolean;
}

/** What rows are read by beside their mapping. */
export interface ReadBy {
  readonly system: 1900 | 1904;
  readonly privateDimensions: ReadonlySet<string>;
}

/** Makes postings of rows, with the places of the mapping's columns worked out once. */
export class PostingReader {
  readonly voucher: VoucherColumns;
  readonly amount: AmountColumns;
  /** The account of the group that the rows stand in, where headings say it. */
  groupAccount: string | null = null;
  debit = 0;
  credit = 0;

  private readonly days: DayReader;
  private readonly system: 1900 | 1904;
  private readonly quantity: QuantityReader;
  private readonly places: Readonly<
    Record<'account' | 'date' | 'registered' | 'lineDate' | 'text' | 'signature' | 'quantity', number>
  >;
  private readonly dimensions: readonly DimensionColumn[];
  private readonly withName: boolean;
  private readonly accountInHeading: boolean;
  private account = '';
  private date = '';
  private wrong: RowFault | null = null;

  constructor(mapping: ColumnMapping, { columns }: HeaderRow, { system, privateDimensions }: ReadBy) {
    const { account, dateForm, decimalSign } = mapping;
    const at = (field: string) => columns.get(field) ?? -1;
    this.system = system;
    this.voucher = new VoucherColumns(mapping.voucher, columns, system);
    this.amount = new AmountColumns(mapping.amount, columns, decimalSign);
    this.days = new DayReader(dateForm satisfies DateForm, system);
    this.quantity = new QuantityReader(decimalSign);
    this.places = {
      account: at('account'),
      date: at('date'),
      registered: at('registered'),
      lineDate: at('lineDate'),
      text: at('text'),
      signature: at('signature'),
      quantity: at('quantity'),
    };
    this.dimensions = mapping.dimensions.map(({ dimension }) => {
      return { dimension, at: at(`dimension ${dimension}`), isPrivate: privateDimensions.has(dimension) };
    });
    this.accountInHeading = account.form === 'group-heading';
    this.withName = account.form === 'column' && account.withName === true;
  }

  get unreadQuantities(): number {
    return this.quantity.unread;
  }

  /** The posting of a row, or what is wrong with it where it is to be one. */
  read(row: TableRow): Posting | RowFault {
    const { cells, line } = row;
    const wrong = this.readVoucher(cells) ?? this.readAccount(cells) ?? this.amount.read(cells) ?? this.beyond();
    if (wrong !== null) return wrong;
    const posting: Writable<Posting> = {
      kind: 'posting',
      fileLine: line,
      series: this.voucher.series,
      number: this.voucher.number,
      date: this.date,
      registered: null,
      account: this.account,
      objects: NO_OBJECTS,
      ore: this.amount.ore,
    };
    this.wrong = null;
    this.addDays(posting, cells);
    this.addObjects(posting, cells);
    this.addTexts(posting, cells);
    return this.fault ?? posting;
  }

  /** A posting counts once it has been given out. */
  count({ ore }: Posting): void {
    if (ore > 0) this.debit += ore;
    else this.credit -= ore;
  }

  /** The row's accounting date; null where it is none, undefined where its cell is empty. */
  dateOf(cells: readonly Cell[]): string | null | undefined {
    return this.days.read(cells[this.places.date]);
  }

  /** The account that a sum's row names in its own column; null where it names none. */
  accountNamed(cells: readonly Cell[]): string | null {
    const text = textOf(cells[this.places.account], this.system) ?? '';
    return /^\d/.test(text) ? accountOf(text, true) : null;
  }

  /** Whether something stands in the column of the account, where there is one. */
  namesAccount(cells: readonly Cell[]): boolean {
    return !isEmpty(cells[this.places.account]);
  }

  /** Whether the row has the account that a posting needs. */
  hasAccount(cells: readonly Cell[]): boolean {
    return this.readAccount(cells) === null;
  }

  /** Takes the account of a group's heading from the first cell that names one. */
  enterGroup(cells: readonly Cell[]): void {
    for (const cell of cells) {
      const account = accountOfHeading(textOf(cell, this.system) ?? '');
      if (account === null) continue;
      this.groupAccount = account;
      return;
    }
  }

  private get fault(): RowFault | null {
    return this.wrong;
  }

  private readVoucher(cells: readonly Cell[]): RowFault | null {
    const date = this.days.read(cells[this.places.date]);
    const wrong = this.voucher.read(cells);
    if (wrong !== null) return wrong;
    if (date === null || date === undefined) return fault('date', 'ROW_DATE_MALFORMED');
    this.date = date;
    return null;
  }

  private readAccount(cells: readonly Cell[]): RowFault | null {
    if (this.accountInHeading) {
      if (this.groupAccount === null) return fault('account', 'ACCOUNT_MISSING');
      this.account = this.groupAccount;
      return null;
    }
    const text = textOf(cells[this.places.account], this.system);
    if (text === null) return fault('account', 'CELL_FAULTY');
    if (text === '') return fault('account', 'ACCOUNT_MISSING');
    const account = accountOf(text, this.withName);
    if (account === null) return fault('account', 'ACCOUNT_UNREADABLE');
    this.account = account;
    return null;
  }

  /** The sums of a file are counted exactly, or the row that would end that is refused. */
  private beyond(): RowFault | null {
    const { ore } = this.amount;
    const isBeyond = this.debit + ore >= BEYOND_ORE || this.credit - ore >= BEYOND_ORE;
    return isBeyond ? fault('amount', 'AMOUNT_TOO_LARGE') : null;
  }

  private addDays(posting: Writable<Posting>, cells: readonly Cell[]): void {
    const { registered, lineDate } = this.places;
    if (registered >= 0) posting.registered = this.optionalDay(cells[registered], 'registered');
    if (lineDate < 0) return;
    const day = this.optionalDay(cells[lineDate], 'lineDate');
    if (day !== null && day !== this.date) posting.lineDate = day;
  }

  private optionalDay(cell: Cell | undefined, field: RowField): string | null {
    const day = this.days.read(cell);
    if (day === null) this.wrong ??= fault(field, 'ROW_DATE_MALFORMED');
    return day ?? null;
  }

  private addObjects(posting: Writable<Posting>, cells: readonly Cell[]): void {
    if (this.dimensions.length === 0) return;
    const open: PostingObject[] = [];
    let closed: PostingObject[] | undefined;
    for (const { dimension, at, isPrivate } of this.dimensions) {
      const object = this.text(cells[at], `dimension ${dimension}`, LONGEST.object);
      if (object === '') continue;
      if (isPrivate) (closed ??= []).push([dimension, object]);
      else open.push([dimension, object]);
    }
    posting.objects = open;
    if (closed !== undefined) posting.privateObjects = closed;
  }

  private addTexts(posting: Writable<Posting>, cells: readonly Cell[]): void {
    const { text, signature, quantity } = this.places;
    const said = text < 0 ? '' : this.text(cells[text], 'text', LONGEST.text);
    if (said !== '') posting.text = said;
    const signed = signature < 0 ? '' : this.text(cells[signature], 'signature', LONGEST.text);
    if (signed !== '') posting.signature = signed;
    const counted = quantity < 0 ? null : this.quantity.read(cells[quantity]);
    if (counted !== null) posting.quantity = counted;
  }

  private text(cell: Cell | undefined, field: RowField, longest: number): string {
    const text = textOf(cell, this.system);
    if (text === null) this.wrong ??= fault(field, 'CELL_FAULTY');
    else if (text.length > longest) this.wrong ??= fault(field, 'FIELD_TOO_LONG');
    return text ?? '';
  }
}
