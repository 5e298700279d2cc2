import { z } from 'zod';

import { date, identifier, money, organisationNumber, purposeArea } from '#kernel';

export const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** One amount per pot of the programme. */
export const potAmounts = z
  .array(z.strictObject({ pot: identifier, amount: money }))
  .min(1)
  .refine((amounts) => new Set(amounts.map(({ pot }) => pot)).size === amounts.length, 'a pot stands there twice');
export type PotAmounts = z.output<typeof potAmounts>;

export const areaAmounts = z.array(z.strictObject({ area: purposeArea, amount: money }));

/** Who decided what, when and under which number; a proposal is recorded as one, and a decision has its own date. */
export const decision = z.strictObject({
  status: z.enum(['proposed', 'decided']),
  body: z.string().min(1),
  date: date.optional(),
  paragraph: z.string().optional(),
  caseNumber: z.string().optional(),
  proposedBy: z.string().optional(),
  /** The case number of the decision that this one is delegated by. */
  delegatedFrom: z.string().optional(),
});
export type Decision = z.output<typeof decision>;

/** The key of an allocation: its rule, what it is taken of and what it gives, beside what was decided. */
export const allocationKey = z.strictObject({ rule: z.string().min(1), of: money, gives: money });

/** Who an allocation goes to: a part of the organisation, or another legal person. */
export const recipient = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('unit'),
    name: z.string().min(1),
    municipality: z
      .string()
      .regex(/^\d{4}$/)
      .optional(),
  }),
  z.strictObject({
    kind: z.literal('organisation'),
    name: z.string().min(1),
    organisationNumber,
    municipality: z
      .string()
      .regex(/^\d{4}$/)
      .optional(),
  }),
]);
export type Recipient = z.output<typeof recipient>;

/**
 * The recipient as the event's data hold it. A sole trader's number is a personal number (DOMAIN: personal data), so
 * name and number of one stand in the private part, and here only that it is one.
 */
export const recordedRecipient = z.discriminatedUnion('kind', [
  recipient.options[0],
  recipient.options[1],
  z.strictObject({
    kind: z.literal('sole-trader'),
    municipality: z
      .string()
      .regex(/^\d{4}$/)
      .optional(),
  }),
]);

export const voucherRef = z.strictObject({ book: identifier, series: z.string(), number: z.string() });

export const plan = z.array(
  z.strictObject({ performer: z.string().min(1), purposeAreas: z.array(purposeArea).min(1) }),
);

/** What of a package of underlay is told in the open: its SHA-256, what it was built of and for whom. */
export const packageSent = {
  package: sha256,
  /** The position that it was built at. */
  position: z.int().min(1),
  form: z.enum(['authority', 'public']),
};

/** What a return says: received and used, per purpose area and performer; unused. */
export const returnFigures = z.strictObject({
  received: money,
  used: money,
  unused: money,
  areas: z.array(z.strictObject({ area: purposeArea.nullable(), performer: z.string(), amount: money })),
});
export type ReturnFigures = z.output<typeof returnFigures>;

/** A hex SHA-256. */
export /** What a closing commits itself to, so that whoever is handed the grant's events can tell that none is left out. */
const closingCommitment = z.strictObject({
  /** What is committed is the log up to here. */
  position: z.int().min(1),
  /** How many streams and events there are of the grant, of its project codes, and of the vouchers that these touch. */
  kinds: z.array(
    z.strictObject({
      kind: z.enum(['grant', 'project-code', 'voucher']),
      streams: z.int().min(0),
      events: z.int().min(0),
    }),
  ),
  /** What they sum to, in SEK; null where it is unknown. */
  booked: money.nullable(),
  used: money.nullable(),
  /** The leaf hash of the last of those events. */
  lastLeaf: sha256,
  /** Over a line `name events lastLeaf` for each of those streams, in the order of their names, LF behind each. */
  digest: sha256,
});
export type ClosingCommitment = z.output<typeof closingCommitment>;

/** The kind of a finding, by its stable name. */
export const findingCode = z.string().regex(/^[A-Z][A-Z_]{1,60}$/);
/** Typed by a person: why. Always in the private part. */
export const reason = z.strictObject({ reason: z.string().min(1) });
