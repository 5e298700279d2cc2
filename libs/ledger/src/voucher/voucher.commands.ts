import { z } from 'zod';

import { date, identifier, money, period, share } from '#kernel';

import { evidence } from './evidence.events.js';

/** `number` is what makes the voucher one and the same, as `voucher list` shows it. */
const voucher = z.strictObject({ book: identifier, series: z.string().max(40), number: z.string().max(60) });
const ordinals = z.array(z.int().min(1)).min(1);
const reason = z.string().min(1);

/** What each command on a voucher carries. */
export const voucherCommands = {
  /** Keys in a voucher by hand, into a book of kind `own`: there our own rules refuse. */
  RecordVoucher: z.strictObject({
    book: identifier,
    series: z.string().max(40),
    number: z.string().min(1).max(60),
    date,
    registered: date.optional(),
    text: z.string().optional(),
    lines: z.array(
      z.strictObject({
        account: z.string().min(1).max(20),
        dimensions: z
          .array(z.strictObject({ dimension: z.string().regex(/^\d{1,4}$/), code: z.string().min(1) }))
          .default([]),
        amount: money,
        text: z.string().optional(),
      }),
    ),
  }),
  /** A person posts lines, or shares of them, to a project code, whatever the codes' matches say. */
  PostCost: z.strictObject({
    voucher,
    projectCode: identifier,
    lines: z
      .array(z.strictObject({ line: z.int().min(1), share: share.optional(), onward: identifier.optional() }))
      .min(1)
      .refine((lines) => new Set(lines.map(({ line }) => line)).size === lines.length, 'a line stands there twice'),
    reason,
  }),
  WithdrawCost: z.strictObject({ voucher, projectCode: identifier, reason }),
  ReviewCost: z.strictObject({
    voucher,
    lines: ordinals,
    servicePeriod: period,
    reason,
  }),
  DisallowCost: z.strictObject({ voucher, lines: ordinals, reason }),
  /** Takes a disallowance back. */
  AllowCost: z.strictObject({ voucher, lines: ordinals, reason }),
  /** A person says what supports a line, and how much of it; the whole line where no amount is named. */
  LinkEvidence: z.strictObject({
    voucher,
    line: z.int().min(1),
    evidence,
    amount: money.optional(),
    reason: reason.optional(),
    /** An act of two persons, by which a link is made that the requirements refuse to one alone. */
    act: identifier.optional(),
  }),
  UnlinkEvidence: z.strictObject({ voucher, line: z.int().min(1), evidence, reason }),
  /** Takes back whose pay a line is. */
  UnlinkSalary: z.strictObject({ voucher, line: z.int().min(1), reason }),
} as const;
