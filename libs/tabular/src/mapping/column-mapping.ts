/** A column by its heading, compared without case, line breaks, soft hyphens and blanks that do not show. */
export interface MappedColumn {
  readonly heading: string;
  /** Which one of several columns under the same heading, from 1. */
  readonly nth?: number | undefined;
}

/** Where the account stands: in a column, or once above its rows, as a general ledger prints it. */
export type AccountMapping =
  | {
      readonly form: 'column';
      readonly column: MappedColumn;
      /** The cell holds the account's name too, `4011 Inköp`. */
      readonly withName?: boolean | undefined;
    }
  | { readonly form: 'group-heading' };

/**
 * Where series and number stand. `combined`: both in one cell, apart by a blank or a hyphen, or where digits begin.
 * `none`: a list of rows without vouchers; each row is one of its own, told by what it says.
 */
export type VoucherMapping =
  | { readonly form: 'columns'; readonly series: MappedColumn; readonly number: MappedColumn }
  | { readonly form: 'fixed-series'; readonly series: string; readonly number: MappedColumn }
  | {
      readonly form: 'combined';
      readonly column: MappedColumn;
      readonly divider: 'blank' | 'hyphen' | 'digits';
    }
  | { readonly form: 'none' };

/** Where the amount stands, and how debit is told from credit. */
export type AmountMapping =
  | {
      readonly form: 'signed';
      readonly column: MappedColumn;
      /** Debit where nothing is said. */
      readonly positive?: 'debit' | 'credit' | undefined;
    }
  | {
      readonly form: 'debit-credit';
      readonly debit: MappedColumn;
      readonly credit: MappedColumn;
      /** What is credited stands with a minus in its column. */
      readonly creditNegative?: boolean | undefined;
    }
  | {
      readonly form: 'side';
      readonly column: MappedColumn;
      readonly side: MappedColumn;
      /** Words for debit; D, Debet and + where none are stated. */
      readonly debitWords?: readonly string[] | undefined;
      /** Words for credit; K, Kredit and - where none are stated. */
      readonly creditWords?: readonly string[] | undefined;
    };

/** An object of a dimension (its SIE number) stands in a column. */
export interface DimensionMapping {
  readonly dimension: string;
  readonly column: MappedColumn;
}

/**
 * How days are written. `iso`: 2026-03-25, 20260325, also with a time of day. `swedish`: 2026-03-25, 260325, 25/3 2026,
 * 25.3.2026, 25-03-2026. `excel`: serial numbers. A date cell of a workbook is a day whatever is said here.
 */
export type DateForm = 'iso' | 'swedish' | 'excel';

/** How an exported ledger, one row per posting, is read: which column says what, and how it is written. Plain JSON. */
export interface ColumnMapping {
  /** By name; the first sheet where none is named. */
  readonly sheet?: string | undefined;
  readonly decimalSign: ',' | '.';
  readonly dateForm: DateForm;
  readonly account: AccountMapping;
  readonly voucher: VoucherMapping;
  /** The accounting date. */
  readonly date: MappedColumn;
  /** The day on which the source registered the voucher. */
  readonly registered?: MappedColumn | undefined;
  readonly amount: AmountMapping;
  readonly text?: MappedColumn | undefined;
  readonly signature?: MappedColumn | undefined;
  readonly quantity?: MappedColumn | undefined;
  /** The posting's own day, where it may be another than the voucher's. */
  readonly lineDate?: MappedColumn | undefined;
  /** The running balance: of a row that opens or closes an account it is what the row states. */
  readonly balance?: MappedColumn | undefined;
  readonly dimensions: readonly DimensionMapping[];
}

/** What a column of a mapping gives a posting. */
export type PostingField =
  | 'account'
  | 'voucher'
  | 'series'
  | 'number'
  | 'date'
  | 'registered'
  | 'amount'
  | 'debit'
  | 'credit'
  | 'side'
  | 'text'
  | 'signature'
  | 'quantity'
  | 'lineDate'
  | 'balance';

/** One column of a mapping with what it gives: a field, or the objects of a dimension (`dimension 6`). */
export interface ColumnUse {
  readonly field: PostingField | `dimension ${string}`;
  readonly column: MappedColumn;
}

/** Every column that a mapping reads, in the order of its fields. */
export function columnsOf(mapping: ColumnMapping): readonly ColumnUse[] {
  const { account, registered, text, signature, quantity, lineDate, balance } = mapping;
  const optional = Object.entries({ registered, text, signature, quantity, lineDate, balance }) as [
    PostingField,
    MappedColumn | undefined,
  ][];
  return [
    ...(account.form === 'column' ? [{ field: 'account', column: account.column } as const] : []),
    ...voucherColumns(mapping.voucher),
    { field: 'date', column: mapping.date },
    ...amountColumns(mapping.amount),
    ...optional.flatMap(([field, column]) => (column === undefined ? [] : [{ field, column }])),
    ...mapping.dimensions.map(({ dimension, column }) => ({ field: `dimension ${dimension}` as const, column })),
  ];
}

export function voucherColumns(voucher: VoucherMapping): readonly ColumnUse[] {
  switch (voucher.form) {
    case 'columns':
      return [
        { field: 'series', column: voucher.series },
        { field: 'number', column: voucher.number },
      ];
    case 'fixed-series':
      return [{ field: 'number', column: voucher.number }];
    case 'combined':
      return [{ field: 'voucher', column: voucher.column }];
    case 'none':
      return [];
  }
}

function amountColumns(amount: AmountMapping): readonly ColumnUse[] {
  switch (amount.form) {
    case 'signed':
      return [{ field: 'amount', column: amount.column }];
    case 'debit-credit':
      return [
        { field: 'debit', column: amount.debit },
        { field: 'credit', column: amount.credit },
      ];
    case 'side':
      return [
        { field: 'amount', column: amount.column },
        { field: 'side', column: amount.side },
      ];
  }
}
