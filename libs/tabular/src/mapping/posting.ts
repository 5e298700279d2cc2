import type { PostingField } from './column-mapping.js';

/** Dimension (its SIE number) and object, as the file writes it. */
export type PostingObject = readonly [dimension: string, object: string];

/** One row of the file: an amount on an account, under a voucher's series and number. */
export interface Posting {
  readonly kind: 'posting';
  readonly fileLine: number;
  /** Verbatim; empty where the voucher has none. */
  readonly series: string;
  readonly number: string;
  /** The accounting date, ISO. */
  readonly date: string;
  /** ISO; null where the file does not say. */
  readonly registered: string | null;
  readonly account: string;
  /** In the mapping's order, without those of private dimensions and without empty ones. */
  readonly objects: readonly PostingObject[];
  /** Of dimensions that name people; absent where there are none. */
  readonly privateObjects?: readonly PostingObject[];
  /** Whole öre, debit positive. */
  readonly ore: number;
  /** `-12.5`, with a point. */
  readonly quantity?: string;
  /** ISO; only where it is not the voucher's. */
  readonly lineDate?: string;
  /** Absent where it is empty. */
  readonly text?: string;
  readonly signature?: string;
}

/** What a row can be refused for. */
export type RowRefusalCode =
  | 'ROW_NOT_UNDERSTOOD'
  | 'CELL_FAULTY'
  | 'FIELD_TOO_LONG'
  | 'ACCOUNT_MISSING'
  | 'ACCOUNT_UNREADABLE'
  | 'AMOUNT_MISSING'
  | 'AMOUNT_NOT_AS_MAPPED'
  | 'AMOUNT_TOO_PRECISE'
  | 'AMOUNT_TOO_LARGE'
  | 'AMOUNT_DEBIT_AND_CREDIT'
  | 'AMOUNT_SIDE_UNKNOWN'
  | 'ROW_DATE_MALFORMED'
  | 'VOUCHER_NUMBER_MISSING'
  | 'VOUCHER_NUMBER_NOT_AS_MAPPED';

/** The field that a refusal lies in; null where it is the row as a whole. */
export type RowField = PostingField | `dimension ${string}`;

/** A row that cannot be taken as it stands. The rest of its voucher is to be held back with it. */
export interface RowRefusal {
  readonly kind: 'refusal';
  readonly fileLine: number;
  readonly field: RowField | null;
  readonly code: RowRefusalCode;
  /** Which voucher it is of, as far as it could be read; null where the row names none. */
  readonly voucher: { readonly series: string; readonly number: string; readonly date: string | null } | null;
}

/** A row in which the file adds up, held against what its rows gave. Never a posting. */
export interface ControlTotal {
  readonly kind: 'total';
  readonly fileLine: number;
  readonly of: 'opening' | 'closing' | 'subtotal' | 'total';
  readonly account: string | null;
  /** `2026-03`, where the row names a month. */
  readonly period?: string | null;
  /** What the file states, in whole öre, debit positive. */
  readonly ore: number;
  /**
   * Stated less what the rows gave, in öre: of debit where only debit and credit differ, by the same. Null where it cannot
   * be told what the row sums; always for an opening balance, which is where a closing one starts from.
   */
  readonly difference: number | null;
}

export type PostingItem = Posting | RowRefusal | ControlTotal;

/** What a file gave, complete when it has been read to its end. */
export interface PostingSummary {
  /** The line of the header's lowest row. */
  readonly headerLine: number;
  /** Postings, the refused left out. */
  readonly lines: number;
  readonly refused: number;
  /** Of all postings, in whole öre, both positive. */
  readonly debit: number;
  readonly credit: number;
  readonly totals: {
    /** Opening balances; they are checked with the closing ones. */
    readonly openings: number;
    /** Held against the rows, those that differ included. */
    readonly checked: number;
    /** What they sum could not be told. */
    readonly unchecked: number;
    /** The first two hundred. */
    readonly differing: readonly ControlTotal[];
    readonly differingCount: number;
  };
  readonly passedOver: {
    /** The header once more, as page breaks print it. */
    readonly headings: number;
    /** Titles of groups, page numbers, notes: one or two cells without an amount. */
    readonly groupHeadings: number;
    /** Sums and balances without anything in the columns of the amount. */
    readonly totalsWithoutAmount: number;
  };
  /** Quantities that are no number: left out. */
  readonly unreadQuantities: number;
  /** Of the accounting dates; null where there is no posting. */
  readonly firstDate: string | null;
  readonly lastDate: string | null;
  /** What the mapping gives: what else a recorded voucher says, the file cannot contradict. */
  readonly says: { readonly fields: readonly PostingField[]; readonly dimensions: readonly string[] };
}
