import { z } from 'zod';

import { date, type EventOf, EventType, identifier, period } from '#kernel';

/** What an account is to a grant. An account without a role is listed with its lines, never taken as zero. */
const accountRole = z.enum([
  'cost',
  'reduces-cost',
  'passed-on',
  'internal',
  'grant-income',
  'grant-liability',
  'balance',
  'ignored',
]);
export type AccountRole = z.output<typeof accountRole>;

const accountNumber = z.string().regex(/^[0-9A-Za-zÅÄÖåäö]{1,20}$/);
const dimension = z.string().regex(/^\d{1,4}$/);

/** Of account roles the first matching range wins; a longer account is compared by as many characters as the bound has. */
const accountRoles = z.array(z.strictObject({ from: accountNumber, to: accountNumber, role: accountRole }));
export type AccountRoles = z.output<typeof accountRoles>;

const bookFacts = {
  book: identifier,
  /** `erp`: what another system booked, taken in as booked. `own`: vouchers keyed in here, by our rules. */
  kind: z.enum(['erp', 'own']),
  system: z.string(),
  /** What makes a voucher one and the same: its number, or number and date where numbers begin anew. */
  voucherIdentity: z.enum(['number', 'number+date']),
  financialYear: period,
  /** `whole`: every line of a voucher is there and it balances. `extract`: a selection of lines. */
  form: z.enum(['whole', 'extract']),
  /** `all`: every voucher is recorded. `grant`: those that touch an open project code, and of them those lines. */
  scope: z.enum(['all', 'grant']),
  /** Which dimension of the source means what. */
  dimensions: z.strictObject({ costCentre: dimension, project: dimension, counterparty: dimension }).partial(),
  /** Dimensions whose objects name people or suppliers: private. SIE reserves 7 employee, 8 customer, 9 supplier. */
  privateDimensions: z.array(dimension),
  accountRoles,
};
const firstBookSchema = z.strictObject(bookFacts);
/** One ERP ledger of one financial year, as data. */
const bookSchema = z.strictObject({
  ...bookFacts,
  /**
   * What vouchers of pre-systems (SIE 4I: payroll, invoicing) are to the book: `postings` of its own where nothing else
   * brings them, else `evidence` of what the ERP has booked already.
   */
  preSystemFiles: z.enum(['evidence', 'postings']),
});
/** The facts of a book. */
export type BookFacts = z.output<typeof bookSchema>;
// Before version 2 every file's vouchers were postings.
const withPreSystems = (v1: z.input<typeof firstBookSchema>): z.input<typeof bookSchema> => ({
  ...v1,
  preSystemFiles: 'postings',
});
export const BookOpened = EventType.v1('BookOpened', firstBookSchema).next(bookSchema, withPreSystems);
/** The book's facts as they hold from now on, whole. */
export const BookAmended = EventType.v1('BookAmended', firstBookSchema, {
  private: z.strictObject({ reason: z.string() }).partial(),
}).next(bookSchema, withPreSystems);

const chartAccount = { account: accountNumber, name: z.string(), role: accountRole.optional() };
export const ChartRegistered = EventType.v1(
  'ChartRegistered',
  z.strictObject({ book: identifier, accounts: z.array(z.strictObject(chartAccount)) }),
).next(
  z.strictObject({
    book: identifier,
    accounts: z.array(
      z.strictObject({
        ...chartAccount,
        /** The source's kind (#KTYP): asset, debt, cost, income. It gives an account a role where nothing else does. */
        type: z.enum(['T', 'S', 'K', 'I']).optional(),
      }),
    ),
  }),
  (v1) => v1,
);
/** Everything up to and including this day is closed in the book. */
export const PeriodLocked = EventType.v1('PeriodLocked', z.strictObject({ book: identifier, through: date }));
/** The lock was moved back: null means that no day is locked. */
export const PeriodReopened = EventType.v1(
  'PeriodReopened',
  z.strictObject({ book: identifier, through: date.nullable() }),
  { private: z.strictObject({ reason: z.string() }).partial() },
);

export const bookEventTypes = [BookOpened, BookAmended, ChartRegistered, PeriodLocked, PeriodReopened] as const;
export type BookEvent = EventOf<(typeof bookEventTypes)[number]>;

const because = z.string().min(1).optional();
const opening = bookSchema.extend({
  voucherIdentity: bookFacts.voucherIdentity.default('number'),
  form: bookFacts.form.default('whole'),
  scope: bookFacts.scope.default('grant'),
  privateDimensions: bookFacts.privateDimensions.default(['7', '8', '9']),
  preSystemFiles: bookSchema.shape.preSystemFiles.default('evidence'),
});
/** What each command on a book carries. */
export const bookCommands = {
  OpenBook: opening,
  AmendBook: opening.extend({ reason: because }),
  RegisterChart: ChartRegistered.schema,
  LockPeriod: PeriodLocked.schema,
  /** Nobody opens a closed period without saying why. */
  ReopenPeriod: PeriodReopened.schema.extend({ reason: z.string().min(1) }),
} as const;
