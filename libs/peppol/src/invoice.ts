import type { LocalDate, Money } from '#kernel';

/** Seller or buyer, as the invoice states them. */
export interface Party {
  /** The registered name (BT-27, BT-44). */
  readonly name: string;
  /** BT-30 and BT-47: the ten digits where it is a Swedish organisation number, else as stated. */
  readonly organisationNumber: string | null;
  /** BT-31 and BT-48. */
  readonly vatNumber: string | null;
  /** BT-32: a Swedish supplier states here that it is approved for F-tax. */
  readonly taxRegistration: string | null;
  /** ISO 3166-1, BT-40 and BT-55. */
  readonly country: string | null;
}

/** BT-10, BT-13, BT-12, BT-11, BT-18 and BT-19. */
export interface References {
  readonly buyer: string | null;
  readonly order: string | null;
  readonly contract: string | null;
  readonly project: string | null;
  readonly invoicedObject: string | null;
  readonly accounting: string | null;
}

/** First and last day, either of which may be left out. */
export interface Span {
  readonly from: LocalDate | null;
  readonly to: LocalDate | null;
}

/** How it is to be paid (BG-16). Account numbers are private. */
export interface Payment {
  /** UNCL 4461: 30 is a credit transfer. */
  readonly code: string;
  /** OCR or another reference (BT-83). */
  readonly reference: string | null;
  readonly account: string | null;
  /** `SE:BANKGIRO`, `SE:PLUSGIRO` or a bank. */
  readonly branch: string | null;
}

/** What is taken off or put on, of a line or of the whole. */
export interface Adjustment {
  readonly isCharge: boolean;
  readonly amount: Money;
}

/** A VAT category of UNCL 5305 with its rate in per cent, a decimal as text; null where it has none. */
export interface TaxClass {
  readonly category: string;
  readonly rate: string | null;
}

/** One VAT category and rate (BG-23). */
export interface TaxGroup extends TaxClass {
  readonly taxable: Money;
  readonly tax: Money;
}

/** A line (BG-25). Quantities and prices are decimals as text: they have more decimals than an amount. */
export interface InvoiceLine extends TaxClass {
  readonly id: string;
  readonly name: string;
  readonly quantity: string;
  readonly price: string;
  /** How many the price is for. */
  readonly baseQuantity: string;
  readonly adjustments: readonly Adjustment[];
  /** BT-131. */
  readonly net: Money;
  readonly period: Span | null;
  /** BT-133. */
  readonly accounting: string | null;
}

/** What the invoice comes to (BG-22), as it states it. */
export interface Totals {
  readonly lines: Money;
  readonly allowances: Money;
  readonly charges: Money;
  readonly net: Money;
  readonly tax: Money;
  readonly total: Money;
  readonly prepaid: Money;
  readonly rounding: Money;
  readonly payable: Money;
}

/** A file within the invoice (BT-125), or one elsewhere that is never fetched (BT-124). */
export type Attachment =
  | {
      readonly form: 'embedded';
      readonly id: string;
      readonly fileName: string;
      readonly mediaType: string;
      readonly bytes: Uint8Array;
    }
  | { readonly form: 'external'; readonly id: string; readonly uri: string };

/** An invoice or credit note of EN 16931, in its own currency. A credit note's amounts are positive, as it states them. */
export interface Invoice {
  readonly format: 'ubl-invoice' | 'ubl-credit-note';
  /** The rules that it says to follow (BT-24). */
  readonly customization: string;
  /** UNCL 1001: 380 is an invoice, 381 a credit note, 384 a corrected invoice. */
  readonly typeCode: string;
  readonly number: string;
  readonly issued: LocalDate;
  readonly due: LocalDate | null;
  readonly currency: string;
  /** The currency that VAT is accounted in, where it is another, and the VAT in it (BT-6, BT-111). */
  readonly accountedTax: { readonly currency: string; readonly tax: Money } | null;
  readonly period: Span | null;
  readonly delivered: LocalDate | null;
  readonly supplier: Party;
  readonly buyer: Party;
  readonly references: References;
  /** The invoices that it is about (BT-25, BT-26). */
  readonly preceding: readonly { readonly number: string; readonly issued: LocalDate | null }[];
  readonly payments: readonly Payment[];
  readonly adjustments: readonly (Adjustment & TaxClass)[];
  readonly taxGroups: readonly TaxGroup[];
  readonly totals: Totals;
  readonly lines: readonly InvoiceLine[];
  readonly attachments: readonly Attachment[];
}

/** Something that the invoice states and that does not hold. */
export interface Check {
  /** The standard's rule, `BR-CO-10`, `SE-R-006`. */
  readonly rule: string;
  /** The business term that it is about. */
  readonly term: string;
  /** Whether a sum does not hold, so that the amounts may not be taken as they stand. */
  readonly concerns: 'sum' | 'rule';
  readonly said?: Money;
  readonly reckoned?: Money;
  /** The line, where it is about one. */
  readonly line?: string;
}
