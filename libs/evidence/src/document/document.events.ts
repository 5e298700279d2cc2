import { z } from 'zod';

import { amountText, dateText, documentKind, type EventOf, EventType, identifier, purposeArea } from '#kernel';

const plain = { plain: true } as const;
const hex = (digits: number) => z.string().regex(new RegExp(`^[0-9a-f]{${digits}}$`));

/** What a file is by its bytes. An image is not read further. */
export const DOCUMENT_FORMATS = [
  'pdf',
  'ubl-invoice',
  'ubl-credit-note',
  'paxml',
  'xml',
  'sie',
  'csv',
  'text',
  'xlsx',
  'xls',
  'docx',
  'odt',
  'ods',
  'png',
  'jpeg',
  'tiff',
] as const;
export type DocumentFormat = (typeof DOCUMENT_FORMATS)[number];

/** An original is in the vault, byte for byte as it was received (LKBR 3:12). Its bytes lie there before this is recorded. */
export const DocumentArchived = EventType.v1(
  'DocumentArchived',
  z.strictObject({
    document: identifier,
    format: z.enum(DOCUMENT_FORMATS),
    /** Whole bytes. */
    size: z.int().min(1),
    /** Hex of SHA-256(salt ‖ bytes): whoever is given the salt can hold the bytes against it, nobody can guess at them. */
    digest: hex(64),
    /** The document that it was embedded in. */
    parent: identifier.optional(),
  }),
  { ...plain, private: z.strictObject({ fileName: z.string(), salt: hex(64) }).partial() },
);

/** A key made of a supplier's number, or of that and an invoice's, under the organisation's naming key. */
const key = hex(32);
const facts = z
  .strictObject({
    type: z.enum(['invoice', 'credit-note']),
    issued: dateText,
    due: dateText,
    /** When goods or services were delivered, or which period a payslip or timesheet is of; first and last day. */
    from: dateText,
    to: dateText,
    currency: z.string().regex(/^[A-Z]{3}$/),
    /** Without VAT. A credit note's amounts are positive, as it states them. */
    net: amountText,
    tax: amountText,
    /** With VAT. */
    total: amountText,
    supplierKey: key,
    /** Supplier, number and type: two documents that share it are one invoice twice. */
    invoiceKey: key,
    /** The invoice that a credit note credits. */
    precedingKey: key,
    /** Whose payslip, contract, certificate or timesheet it is. */
    person: identifier,
    /** What it is evidence of as a whole. */
    grant: identifier,
    projectCode: identifier,
    purposeAreas: z.array(purposeArea),
    /** Who approved in the ERP is private; when is not. */
    approved: dateText,
    paid: dateText,
  })
  .partial();
export type DocumentFacts = z.output<typeof facts>;

const references = z
  .strictObject({
    /** BT-10, BT-13, BT-12, BT-11, BT-18 and BT-19 of EN 16931. */
    buyer: z.string(),
    order: z.string(),
    contract: z.string(),
    project: z.string(),
    invoicedObject: z.string(),
    accounting: z.string(),
    /** The series and number of a voucher, where the document bears one. */
    voucher: z.string(),
  })
  .partial();
/** What of a document's facts is private. */
export const privateFacts = z
  .strictObject({
    supplier: z.strictObject({ name: z.string(), organisationNumber: z.string(), vatNumber: z.string() }).partial(),
    number: z.string(),
    precedingNumber: z.string(),
    references,
    approver: z.string(),
    note: z.string(),
  })
  .partial();
export type PrivateFacts = z.output<typeof privateFacts>;

/** Something about a document that does not hold: a code, and what it is about as amounts and fields of the standard. */
const doubt = z.strictObject({
  code: z.string().regex(/^[A-Z][A-Z0-9_]{1,60}$/),
  /** The business term that it is about, `BT-106`. */
  term: z
    .string()
    .regex(/^BT-\d{1,3}$/)
    .optional(),
  said: amountText.optional(),
  reckoned: amountText.optional(),
});

/** What a document is and says, as it is known from now on, whole. */
export const DocumentDescribed = EventType.v1(
  'DocumentDescribed',
  z.strictObject({
    document: identifier,
    /** Null where it is not known. */
    kind: documentKind.nullable(),
    /** `read` out of a format that says it, `suggested` out of a text, which links nothing by itself, or said by a `person`. */
    basis: z.enum(['read', 'suggested', 'person']),
    facts,
    doubts: z.array(doubt).optional(),
  }),
  { ...plain, private: privateFacts },
);

/** A copy of it, archived as a document of its own, is what may be handed out: what was masked there, and why. */
export const DocumentRedacted = EventType.v1(
  'DocumentRedacted',
  z.strictObject({
    document: identifier,
    copy: identifier,
    removed: z
      .array(
        z.strictObject({
          what: z.enum(['person', 'personal-number', 'address', 'health', 'account', 'business-terms', 'other']),
          /** The paragraph that it rests on, `OSL 25:1`. */
          paragraph: z.string().min(1).max(40),
        }),
      )
      .min(1),
  }),
  { ...plain, private: z.strictObject({ reason: z.string() }).partial() },
);

/** It may not be erased until the hold is lifted, whatever its retention. */
export const LegalHoldPlaced = EventType.v1('LegalHoldPlaced', z.strictObject({ document: identifier }), {
  ...plain,
  private: z.strictObject({ reason: z.string() }).partial(),
});
export const LegalHoldLifted = EventType.v1('LegalHoldLifted', z.strictObject({ document: identifier }), {
  ...plain,
  private: z.strictObject({ reason: z.string() }).partial(),
});

export const documentEventTypes = [
  DocumentArchived,
  DocumentDescribed,
  DocumentRedacted,
  LegalHoldPlaced,
  LegalHoldLifted,
] as const;
export type DocumentArchived = EventOf<typeof DocumentArchived>;
export type DocumentDescribed = EventOf<typeof DocumentDescribed>;
export type DocumentEvent = EventOf<(typeof documentEventTypes)[number]>;
