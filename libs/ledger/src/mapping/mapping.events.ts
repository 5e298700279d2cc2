import { z } from 'zod';

import { type EventOf, EventType, identifier } from '#kernel';

/** A column by its heading, and which one of several under it. */
const column = z.strictObject({ heading: z.string().min(1).max(200), nth: z.int().min(1).max(999).optional() });
const words = z.array(z.string().min(1).max(40)).min(1).max(20);
const dimension = z.string().regex(/^\d{1,4}$/);

const account = z.discriminatedUnion('form', [
  z.strictObject({ form: z.literal('column'), column, withName: z.boolean().optional() }),
  z.strictObject({ form: z.literal('group-heading') }),
]);
const voucher = z.discriminatedUnion('form', [
  z.strictObject({ form: z.literal('columns'), series: column, number: column }),
  z.strictObject({ form: z.literal('fixed-series'), series: z.string().max(40), number: column }),
  z.strictObject({ form: z.literal('combined'), column, divider: z.enum(['blank', 'hyphen', 'digits']) }),
  z.strictObject({ form: z.literal('none') }),
]);
const amount = z.discriminatedUnion('form', [
  z.strictObject({ form: z.literal('signed'), column, positive: z.enum(['debit', 'credit']).optional() }),
  z.strictObject({
    form: z.literal('debit-credit'),
    debit: column,
    credit: column,
    creditNegative: z.boolean().optional(),
  }),
  z.strictObject({
    form: z.literal('side'),
    column,
    side: column,
    debitWords: words.optional(),
    creditWords: words.optional(),
  }),
]);

/** How an exported ledger is read, as the adapter of tables takes it; a spec of intake holds the two together. */
const columns = z.strictObject({
  sheet: z.string().min(1).max(100).optional(),
  decimalSign: z.enum([',', '.']),
  dateForm: z.enum(['iso', 'swedish', 'excel']),
  account,
  voucher,
  /** The accounting date. */
  date: column,
  registered: column.optional(),
  amount,
  text: column.optional(),
  signature: column.optional(),
  quantity: column.optional(),
  /** The line's own date, where it may be another than the voucher's. */
  lineDate: column.optional(),
  /** The running balance, which rows of opening and closing balances state. */
  balance: column.optional(),
  dimensions: z.array(z.strictObject({ dimension, column })).max(50),
});
export type MappingColumns = z.output<typeof columns>;

/** A mapping as it holds from now on, whole: its version is its revision in the stream. It is bound to no book. */
export const MappingSaved = EventType.v1('MappingSaved', z.strictObject({ mapping: identifier, columns }), {
  private: z.strictObject({ reason: z.string() }).partial(),
});
export const mappingEventTypes = [MappingSaved] as const;
export type MappingEvent = EventOf<(typeof mappingEventTypes)[number]>;

/** What each command on a mapping carries. */
export const mappingCommands = {
  SaveMapping: MappingSaved.schema.extend({ reason: z.string().min(1).optional() }),
} as const;
