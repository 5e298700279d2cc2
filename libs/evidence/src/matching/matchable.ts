import type { DocumentDescribed, DocumentFacts, PrivateFacts } from '../document/document.events.js';

/** A document as it is held against vouchers: what is said of it, as far as it is still held. */
export interface MatchableDocument {
  readonly document: string;
  readonly kind: DocumentDescribed['data']['kind'];
  /** Null where nobody has described it. What a text only suggests links nothing by itself. */
  readonly basis: DocumentDescribed['data']['basis'] | null;
  readonly facts: DocumentFacts;
  readonly texts: PrivateFacts;
  /** Null where it is erased. */
  readonly fileName: string | null;
  /** Vouchers that it supports already, as `voucherName` writes them. */
  readonly supports: readonly string[];
}

/** A line as it is held against documents. */
export interface MatchableLine {
  readonly line: number;
  /** Whole öre, debit positive. */
  readonly ore: number;
  /** Whether it is a cost that still wants evidence; other lines only say what the voucher is about. */
  readonly isWanting: boolean;
  readonly text: string;
  /** Its objects of the dimensions of suppliers and invoices, as far as they are held. */
  readonly objects: readonly string[];
}

/** A voucher as it is held against documents. */
export interface MatchableVoucher {
  readonly book: string;
  readonly series: string;
  readonly number: string;
  /** The accounting date. */
  readonly date: string;
  readonly text: string;
  readonly lines: readonly MatchableLine[];
  /** Whether the amount of every line of the voucher is among these. */
  readonly isWhole: boolean;
}

/** What makes one of all vouchers out of book, series and number. */
export const voucherName = ({ book, series, number }: Pick<MatchableVoucher, 'book' | 'series' | 'number'>): string =>
  JSON.stringify([book, series, number]);

/**
 * Why a document may be a voucher's: it names the document's number, whole or as part of another word; the supplier; its amount is the
 * document's without VAT, or with, over all lines that want evidence, or on some line; it is dated when such an invoice would be booked; the file is
 * called as the voucher is; the document names the voucher; a reference of the document stands in its text.
 */
export type Reason =
  | 'number'
  | 'part-of-number'
  | 'supplier'
  | 'net'
  | 'total'
  | 'amount-of-line'
  | 'date'
  | 'file-name'
  | 'names-voucher'
  | 'reference';
