/** Dimension and object, as the file writes them. */
export type SieObject = readonly [dimension: string, object: string];

/** What a line says, booked or struck or added. */
export interface SieEntry {
  readonly account: string;
  /** In the file's order, without those of private dimensions. */
  readonly objects: readonly SieObject[];
  /** Of dimensions that name people; absent where there are none. */
  readonly privateObjects?: readonly SieObject[];
  /** Whole öre, debit positive. */
  readonly ore: number;
  readonly quantity?: string;
  /** ISO; only where it is not the voucher's. */
  readonly date?: string;
  /** Absent where it is empty or says what the voucher says. */
  readonly text?: string;
  readonly signature?: string;
  readonly fileLine: number;
}

/** A line of a voucher as booked (#TRANS). */
export interface SieLine extends SieEntry {
  /** Its place among the voucher's #TRANS, from 1. */
  readonly ordinal: number;
}

/** A line that the source struck out (#BTRANS) or added (#RTRANS) after booking: history, never summed. */
export interface SieCorrection extends SieEntry {
  readonly kind: 'struck' | 'added';
}

/** What is known of every voucher without making its lines: enough to say whether they are needed. */
export interface SieVoucherHead {
  /** Verbatim; both may be empty in a 4I file. */
  readonly series: string;
  readonly number: string;
  /** ISO. */
  readonly date: string;
  /** The line of its #VER, from 1. */
  readonly fileLine: number;
  /** Sum of its #TRANS in whole öre; not 0 = unbalanced. */
  readonly sumOre: number;
  /** How many #TRANS it has. */
  readonly lineCount: number;
  /** One of its #TRANS bears a wanted object; always true where nothing in particular is wanted. */
  readonly touched: boolean;
}

/** One verifikation of the file, well-formed; whether it balances is for the caller to judge. */
export interface SieVoucher extends Omit<SieVoucherHead, 'touched'> {
  readonly kind: 'voucher';
  /** ISO; null where the file does not say. */
  readonly registered: string | null;
  readonly text: string;
  readonly signature: string;
  readonly lines: readonly SieLine[];
  readonly corrections: readonly SieCorrection[];
}

export type SieRefusalCode =
  | 'LINE_TOO_LONG'
  | 'FIELD_TOO_LONG'
  | 'ACCOUNT_MISSING'
  | 'OBJECTS_MALFORMED'
  | 'AMOUNT_MALFORMED'
  | 'AMOUNT_TOO_PRECISE'
  | 'AMOUNT_TOO_LARGE'
  | 'BOOKED_DATE_MALFORMED'
  | 'VOUCHER_NOT_OPENED'
  | 'VOUCHER_NOT_CLOSED'
  | 'VOUCHER_TOO_LARGE'
  | 'LINE_OUTSIDE_VOUCHER';

export type SieField =
  'series' | 'number' | 'date' | 'text' | 'registered' | 'signature' | 'account' | 'objects' | 'amount' | 'quantity';

/** A whole voucher, or a line outside every voucher, that cannot be taken as it stands. The rest is unharmed. */
export interface SieRefusal {
  readonly kind: 'refusal';
  /** The faulty line, from 1. */
  readonly fileLine: number;
  readonly field: SieField | null;
  readonly code: SieRefusalCode;
  /** The line of the voucher's #VER; null where the line belongs to none, so that no voucher is refused with it. */
  readonly voucherLine: number | null;
  /** Which voucher it is, as far as it could be read: so that it is not taken for one that is missing. */
  readonly voucher: { readonly series: string; readonly number: string; readonly date: string | null } | null;
}

export type SieItem = SieVoucher | SieRefusal;
