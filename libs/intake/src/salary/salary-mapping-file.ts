import { z } from 'zod';

import type { SalaryMapping } from '#tabular';

import { parseBy } from '../command.js';
import { columnsInFile } from '../mapping-file.js';

const column = z.strictObject({ heading: z.string().min(1).max(200), nth: z.int().min(1).max(999).optional() });
const basis = z.enum(['actual', 'flat']);
const percent = z.string().regex(/^\d{1,2}(?:\.\d{1,4})?$/);

/** How a list of pay is read, as the adapter of tables takes it. */
const salaryMapping = z
  .strictObject({
    sheet: z.string().min(1).max(100).optional(),
    decimalSign: z.enum([',', '.']),
    dateForm: z.enum(['iso', 'swedish', 'excel']),
    employmentNumber: column.optional(),
    personalNumber: column.optional(),
    name: column.optional(),
    period: z.discriminatedUnion('form', [
      z.strictObject({ form: z.literal('month'), column }),
      z.strictObject({ form: z.literal('days'), from: column, to: column }),
    ]),
    gross: column,
    onCost: z.discriminatedUnion('form', [
      z.strictObject({ form: z.literal('amount'), column, basis }),
      z.strictObject({ form: z.literal('rate'), column, basis }),
      z.strictObject({ form: z.literal('one-rate'), percent, basis }),
    ]),
    charged: z.discriminatedUnion('form', [
      z.strictObject({ form: z.literal('share'), column }),
      z.strictObject({ form: z.literal('hours'), hours: column, of: column }),
    ]),
    amount: column.optional(),
    voucher: z
      .discriminatedUnion('form', [
        z.strictObject({ form: z.literal('columns'), series: column, number: column }),
        z.strictObject({ form: z.literal('fixed-series'), series: z.string().max(40), number: column }),
        z.strictObject({ form: z.literal('combined'), column, divider: z.enum(['blank', 'hyphen', 'digits']) }),
      ])
      .optional(),
    account: column.optional(),
    projectCode: column.optional(),
    payslip: column.optional(),
  })
  .refine((mapping) => mapping.employmentNumber ?? mapping.personalNumber, 'no column says whose pay it is')
  .refine((mapping) => mapping.voucher ?? mapping.account, 'no column says where it is booked');

/** A mapping of a list of pay in a JSON file. Refuses with MAPPING_FILE_UNREADABLE and COMMAND_MALFORMED. */
export const salaryMappingInFile = (file: Uint8Array): SalaryMapping =>
  parseBy(salaryMapping, columnsInFile(file), 'SalaryMapping');
