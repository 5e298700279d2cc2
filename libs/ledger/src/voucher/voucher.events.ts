import { z } from 'zod';

import { amountText, dateText, type EventOf, EventType, identifier, purposeArea } from '#kernel';

import { supportEventTypes } from './evidence.events.js';

// Events of a voucher hold plain JSON, amounts and days checked by pattern: a million lines pass here without a value
// object each. Names follow SIE 4 where SIE has one.

const account = z.string().min(1).max(20);
const quantity = z.string().regex(/^-?\d{1,13}(?:\.\d{1,6})?$/);
/** Dimension and object, in the source's order; objects of private dimensions stand in the private part. */
const objects = z.array(z.tuple([z.string(), z.string()]));

const voucherLine = z.strictObject({
  /** The line's ordinal: its place in the source's voucher at first recording, from 1. Never used again. */
  line: z.int().min(1),
  account,
  objects,
  /** As booked: debit positive, credit negative. */
  amount: amountText,
  quantity: quantity.optional(),
  /** The line's own date where it is not the voucher's. */
  date: dateText.optional(),
  /** Where in the file it was read; absent where it was keyed in. */
  fileLine: z.int().min(1).optional(),
});
export type VoucherLine = z.output<typeof voucherLine>;

/** A line that the source struck out (`struck`) or added (`added`) after booking: history, never summed. */
const correction = z.strictObject({
  kind: z.enum(['struck', 'added']),
  account,
  objects,
  amount: amountText,
  date: dateText.optional(),
});
/** Of lines that scope `grant` leaves out: count, debit and credit (both positive) per account. */
const rest = z.strictObject({ account, count: z.int().min(1), debit: amountText, credit: amountText });

/** `all`: every line is held. `grant`: the lines that touch a project code; the others are summed in `rest`. */
const scope = z.enum(['all', 'grant']);

const ref = { book: identifier, series: z.string(), number: z.string() };
export type Correction = z.output<typeof correction>;
export type Rest = z.output<typeof rest>;
const linePrivate = z.strictObject({ text: z.string(), signature: z.string(), objects }).partial();
/** Texts, signature and private dimensions of the voucher and, by ordinal, of its lines. */
const voucherPrivate = z
  .strictObject({
    text: z.string(),
    signature: z.string(),
    lines: z.array(z.tuple([z.int(), linePrivate])),
    /** Texts and signatures of corrections, by their place in the list. */
    corrections: z.array(z.tuple([z.int(), linePrivate])),
  })
  .partial();
export type VoucherPrivate = z.output<typeof voucherPrivate>;

const plain = { plain: true } as const;

/** One verifikation as booked. A voucher of more than 60,000 bytes is parts k of n, appended together. */
export const VoucherRecorded = EventType.v1(
  'VoucherRecorded',
  z.strictObject({
    ...ref,
    /** Bokföringsdatum: the day that decides period and use period. */
    date: dateText,
    /** When the source registered it (grundbok order); null where the source does not say. */
    registered: dateText.nullable(),
    scope,
    /** The import that took it in; absent where a person keyed it in. */
    import: identifier.optional(),
    fileLine: z.int().min(1).optional(),
    lines: z.array(voucherLine),
    rest: z.array(rest).optional(),
    corrections: z.array(correction).optional(),
    part: z.strictObject({ number: z.int().min(1), of: z.int().min(2) }).optional(),
  }),
  { ...plain, private: voucherPrivate },
);
/** More lines of the same voucher were taken in. */
export const VoucherExtended = EventType.v1(
  'VoucherExtended',
  z.strictObject({
    ...ref,
    /** What of the voucher is held from now on. */
    scope,
    import: identifier.optional(),
    lines: z.array(voucherLine),
    /** What is left out from now on, whole. */
    rest: z.array(rest).optional(),
  }),
  { ...plain, private: voucherPrivate },
);
/** The source now says otherwise: ordinals that are gone, lines that are new, the dates as they now stand. */
export const VoucherRestated = EventType.v1(
  'VoucherRestated',
  z.strictObject({
    ...ref,
    date: dateText,
    registered: dateText.nullable(),
    /** What of the voucher is held from now on. */
    scope,
    import: identifier.optional(),
    removed: z.array(z.int().min(1)),
    added: z.array(voucherLine),
    /** What is left out from now on, whole. */
    rest: z.array(rest).optional(),
    /** The source's correction history as it now stands, whole. */
    corrections: z.array(correction).optional(),
  }),
  { ...plain, private: voucherPrivate },
);
/** The voucher is no longer in the source, or its import was undone. It may be recorded again. */
export const VoucherWithdrawn = EventType.v1(
  'VoucherWithdrawn',
  z.strictObject({ ...ref, import: identifier.optional() }),
  { ...plain, private: z.strictObject({ reason: z.string() }).partial() },
);

const postedLine = z.strictObject({
  line: z.int().min(1),
  kind: z.enum(['cost', 'reduces-cost', 'passed-on']),
  /** The onward allocation that passed-on money went to; null where no coding names one. */
  onward: identifier.nullable().optional(),
  /** The part of the line that is posted, a decimal string: `1` is the whole line. */
  share: z.string().regex(/^(?:1|0\.\d{0,11}[1-9])$/),
  /** Signed, costs positive. */
  amount: amountText,
  /** The amount per purpose area (largest remainder, ties to the lower number); none where areas are not known. */
  areas: z.array(z.tuple([purposeArea, amountText])),
});
export type PostedLine = z.output<typeof postedLine>;

/** These lines are a cost of a grant under its project code. A later one of the same voucher and code replaces it. */
export const CostPosted = EventType.v1(
  'CostPosted',
  z.strictObject({
    ...ref,
    date: dateText,
    projectCode: identifier,
    grant: identifier,
    allocation: identifier.nullable(),
    pot: identifier.nullable(),
    /** What it rests on: a revision of the project code's stream, or a person, whose reason is private. */
    basis: z.union([z.strictObject({ revision: z.int().min(0) }), z.strictObject({ person: z.string() })]),
    lines: z.array(postedLine).min(1),
  }),
  { ...plain, private: z.strictObject({ reason: z.string() }).partial() },
);
/** Nothing of the voucher is any longer a cost under the code. */
export const CostWithdrawn = EventType.v1(
  'CostWithdrawn',
  z.strictObject({
    ...ref,
    projectCode: identifier,
    grant: identifier,
    /** Who decided it; absent where the source or the codes themselves no longer say so. */
    person: z.string().optional(),
  }),
  { ...plain, private: z.strictObject({ reason: z.string() }).partial() },
);
/** A person stated the service period (when the goods or services were delivered) of these lines, and why. */
export const CostReviewed = EventType.v1(
  'CostReviewed',
  z.strictObject({
    ...ref,
    lines: z.array(z.int().min(1)).min(1),
    servicePeriod: z.strictObject({ from: dateText, to: dateText }),
  }),
  { ...plain, private: z.strictObject({ reason: z.string() }).partial() },
);
/** A person decided that these lines are not eligible (`disallowed`), or took that back, and why. */
export const CostDisallowed = EventType.v1(
  'CostDisallowed',
  z.strictObject({ ...ref, lines: z.array(z.int().min(1)).min(1), disallowed: z.boolean() }),
  { ...plain, private: z.strictObject({ reason: z.string() }).partial() },
);

export const voucherEventTypes = [
  VoucherRecorded,
  VoucherExtended,
  VoucherRestated,
  VoucherWithdrawn,
  CostPosted,
  CostWithdrawn,
  CostReviewed,
  CostDisallowed,
  ...supportEventTypes,
] as const;
export type VoucherRecorded = EventOf<typeof VoucherRecorded>;
export type VoucherExtended = EventOf<typeof VoucherExtended>;
export type VoucherRestated = EventOf<typeof VoucherRestated>;
export type CostPosted = EventOf<typeof CostPosted>;
export type LinePrivate = z.output<typeof linePrivate>;
export type VoucherEvent = EventOf<(typeof voucherEventTypes)[number]>;
