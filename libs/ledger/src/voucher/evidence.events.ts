import { z } from 'zod';

import { amountText, dateText, type EventOf, EventType, identifier } from '#kernel';

const ref = { book: identifier, series: z.string(), number: z.string() };
const plain = { plain: true } as const;
const withReason = { ...plain, private: z.strictObject({ reason: z.string() }).partial() };

const document = z.strictObject({ form: z.literal('document'), document: identifier });
const ofVoucher = { voucher: z.strictObject(ref) };
/**
 * What a line is supported by: a document, or another voucher. `reposting`: the voucher whose cost the line moves (omföring);
 * `accrual`: the one that takes an accrued line back (periodisering).
 */
export const evidence = z.discriminatedUnion('form', [
  document,
  z.strictObject({ form: z.literal('reposting'), ...ofVoucher }),
  z.strictObject({ form: z.literal('accrual'), ...ofVoucher }),
]);
export type Evidence = z.output<typeof evidence>;

/** What tells one piece of evidence of a line from another. */
export const evidenceKey = (line: number, evidence: Evidence): string => {
  if (evidence.form === 'document') return JSON.stringify([line, evidence.form, evidence.document]);
  const { book, series, number } = evidence.voucher;
  return JSON.stringify([line, evidence.form, book, series, number]);
};

/** This much of the line is supported by it. A later one of the same line and evidence replaces it. */
export const EvidenceLinked = EventType.v1(
  'EvidenceLinked',
  z.strictObject({
    ...ref,
    line: z.int().min(1),
    evidence,
    /** Signed as the line is, and never more than it. */
    amount: amountText,
    /** What it rests on: a rule that leaves no doubt, or a person, whose reason is private. */
    basis: z.union([z.strictObject({ rule: identifier }), z.strictObject({ person: z.string() })]),
  }),
  withReason,
);
/** The line is no longer supported by it. */
export const EvidenceUnlinked = EventType.v1(
  'EvidenceUnlinked',
  z.strictObject({
    ...ref,
    line: z.int().min(1),
    evidence,
    /** Who decided it; absent where the rule itself no longer holds. */
    person: z.string().optional(),
  }),
  withReason,
);

const hours = z.string().regex(/^(?:0|[1-9]\d{0,4})(?:\.\d{1,4})?$/);
const partOfWhole = z.string().regex(/^(?:0|1|0\.\d{0,11}[1-9])$/);

const payShare = z.strictObject({
  /** Whose pay: the id of `person-{id}`, which says nothing of who that is. */
  person: identifier,
  /** The days that the pay is for, both included. */
  from: dateText,
  to: dateText,
  /** The pay of the whole period before tax. */
  gross: amountText,
  /** The employer's on-cost (PO-pålägg) on it. */
  onCost: amountText,
  /** The rate that it was reckoned by, `0.4615`; null where only the amount is known. */
  onCostRate: z
    .string()
    .regex(/^(?:0|[1-9]\d?)(?:\.\d{1,6})?$/)
    .nullable(),
  /** As it was paid (`actual`), or by a rate that stands for it (`flat`, schablon). */
  onCostBasis: z.enum(['actual', 'flat']),
  /** How much of the work is the grant's: a fixed share by certificate, or hours of the period's hours. */
  charged: z.discriminatedUnion('form', [
    z.strictObject({ form: z.literal('share'), share: partOfWhole }),
    z.strictObject({ form: z.literal('hours'), hours, of: hours }),
  ]),
  /** What of the line it is. */
  amount: amountText,
  payslip: identifier.nullable(),
  contract: identifier.nullable(),
  /** The certificate of the share, or the timesheet of the hours. */
  support: identifier.nullable(),
});
export type PayShare = z.output<typeof payShare>;

/** What shares of pay were read out of. */
const paySource = z.strictObject({
  /** The id that the file has, or would have, as a document: its digest under the organisation's naming key. */
  file: identifier,
  /** The mapping that the list was read by, and the revision of its stream; null for a payroll file, which needs none. */
  mapping: z.strictObject({ mapping: identifier, revision: z.int().min(0) }).nullable(),
});
export type PaySource = z.output<typeof paySource>;

const shares = { ...ref, line: z.int().min(1), shares: z.array(payShare).min(1) };
/** The line is these shares of these persons' pay: all of them, in place of those that stood there. */
export const SalaryLinked = EventType.v1('SalaryLinked', z.strictObject(shares), withReason).next(
  // What an older link was read out of was not said.
  z.strictObject({ ...shares, source: paySource.nullable() }),
  (v1) => ({ ...v1, source: null }),
);
/** Nobody's pay is known to be in the line any longer. */
export const SalaryUnlinked = EventType.v1(
  'SalaryUnlinked',
  z.strictObject({ ...ref, line: z.int().min(1) }),
  withReason,
);

export const supportEventTypes = [EvidenceLinked, EvidenceUnlinked, SalaryLinked, SalaryUnlinked] as const;
export type SupportEvent = EventOf<(typeof supportEventTypes)[number]>;
export type EvidenceLinked = EventOf<typeof EvidenceLinked>;
