import { z } from 'zod';

import { type EventOf, EventType, identifier } from '#kernel';

const column = z.strictObject({ heading: z.string().min(1).max(200), nth: z.int().min(1).max(999).optional() });
const basis = z.enum(['actual', 'flat']);
const percent = z.string().regex(/^\d{1,2}(?:\.\d{1,4})?$/);

const period = z.discriminatedUnion('form', [
  z.strictObject({ form: z.literal('month'), column }),
  z.strictObject({ form: z.literal('days'), from: column, to: column }),
]);
const onCost = z.discriminatedUnion('form', [
  z.strictObject({ form: z.literal('amount'), column, basis }),
  z.strictObject({ form: z.literal('rate'), column, basis }),
  z.strictObject({ form: z.literal('one-rate'), percent, basis }),
]);
const charged = z.discriminatedUnion('form', [
  z.strictObject({ form: z.literal('share'), column }),
  z.strictObject({ form: z.literal('hours'), hours: column, of: column }),
]);
const voucher = z.discriminatedUnion('form', [
  z.strictObject({ form: z.literal('columns'), series: column, number: column }),
  z.strictObject({ form: z.literal('fixed-series'), series: z.string().max(40), number: column }),
  z.strictObject({ form: z.literal('combined'), column, divider: z.enum(['blank', 'hyphen', 'digits']) }),
]);

/** How a list of pay is read, as the adapter of tables takes it; a spec of intake holds the two together. */
const columns = z
  .strictObject({
    sheet: z.string().min(1).max(100).optional(),
    decimalSign: z.enum([',', '.']),
    dateForm: z.enum(['iso', 'swedish', 'excel']),
    employmentNumber: column.optional(),
    personalNumber: column.optional(),
    name: column.optional(),
    /** The days that the pay is for. */
    period,
    /** Before tax, of the whole period. */
    gross: column,
    onCost,
    /** How much of the work is the grant's. */
    charged,
    /** What of the pay and on-cost is booked; reckoned where there is no such column. */
    amount: column.optional(),
    voucher: voucher.optional(),
    account: column.optional(),
    projectCode: column.optional(),
    /** The name of the payslip's file. */
    payslip: column.optional(),
  })
  .refine((mapping) => mapping.employmentNumber ?? mapping.personalNumber, 'no column says whose pay it is')
  .refine((mapping) => mapping.voucher ?? mapping.account, 'no column says where it is booked');
export type SalaryMappingColumns = z.output<typeof columns>;

/** How the payroll system's list is read from now on, whole: its version is its revision in the stream. */
export const SalaryMappingSaved = EventType.v1('SalaryMappingSaved', z.strictObject({ mapping: identifier, columns }), {
  private: z.strictObject({ reason: z.string() }).partial(),
});
export const salaryMappingEventTypes = [SalaryMappingSaved] as const;
export type SalaryMappingEvent = EventOf<(typeof salaryMappingEventTypes)[number]>;

/** What each command on the mapping of a list of pay carries. */
export const salaryMappingCommands = {
  SaveSalaryMapping: SalaryMappingSaved.schema.extend({ reason: z.string().min(1).optional() }),
} as const;
