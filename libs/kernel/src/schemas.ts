import { z } from 'zod';

import { LocalDate } from './local-date.js';
import { Money } from './money.js';
import { OrganisationNumber } from './organisation-number.js';
import { parsedBy } from './parsed-by.js';
import { Share } from './share.js';

/** The id of anything but a voucher: lower-case letters, digits and hyphens, as it stands in a stream's name. */
export const identifier = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/);
export const money = parsedBy(Money);
export const date = parsedBy(LocalDate);
export const share = parsedBy(Share);
export const organisationNumber = parsedBy(OrganisationNumber);

/** First and last day, both included. */
export const period = z
  .strictObject({ from: date, to: date })
  .refine(({ from, to }) => !to.isBefore(from), 'the period ends before it begins');
export type Period = z.output<typeof period>;

/** An amount and a day as checked JSON without a value object, for the schemas of hot loops. */
export const amountText = z.string().regex(/^(?!-0\.00)-?(?:0|[1-9]\d{0,12})\.\d\d$/);
export const dateText = z.string().refine((text) => LocalDate.isValid(text), 'not a calendar day');

/** One of the eight purpose areas, SFS 2024:1253 2 §; other programmes may number further. */
export const purposeArea = z.int().min(1).max(99);

/** Who did it: a person by random id, or a part of the system. */
export const actor = z.strictObject({
  subject: z.string().regex(/^(?:person-[a-z0-9-]{1,60}|system:[a-z0-9-]{1,60})$/),
  role: z.string().regex(/^[a-z][a-z-]{0,39}$/),
});
export type Actor = z.output<typeof actor>;

/**
 * What a document is, in the words of whoever demands an underlay (Socialstyrelsen asks for the first five): ledger extract
 * (huvudboksutdrag), evidence of activities, invoice, payslip (lönespecifikation), employment contract (anställningsavtal);
 * decision, agreement, procurement, timesheet, certificate of a share of employment (intyg), proof of payment, approval in the
 * ERP (attest).
 */
export const DOCUMENT_KINDS = [
  'ledger-extract',
  'activity',
  'invoice',
  'payslip',
  'payroll-file',
  'employment-contract',
  'decision',
  'agreement',
  'procurement',
  'timesheet',
  'certificate',
  'payment',
  'approval',
] as const;
export const documentKind = z.enum(DOCUMENT_KINDS);
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];
