import { type DateForm, type MappedColumn, voucherColumns, type VoucherMapping } from '../mapping/column-mapping.js';
import { refuseColumnTwice } from '../mapping/heading.js';
import type { WantedColumn } from '../mapping/heading.js';

/** The days that a row's pay is for: a month in one column (`2026-03`, `202603`), or first and last day in two. */
export type PeriodMapping =
  | { readonly form: 'month'; readonly column: MappedColumn }
  | { readonly form: 'days'; readonly from: MappedColumn; readonly to: MappedColumn };

/**
 * The employer's on-cost (PO-pålägg): an amount of each row, a rate of each row in percent, or one rate for all rows in percent.
 * It is as it was paid (`actual`), or stands for it (`flat`, schablon).
 */
export type OnCostMapping = { readonly basis: 'actual' | 'flat' } & (
  | { readonly form: 'amount' | 'rate'; readonly column: MappedColumn }
  | { readonly form: 'one-rate'; readonly percent: string }
);

/** How much of the pay is the grant's: a share in percent, or hours out of the period's hours. */
export type ChargedMapping =
  | { readonly form: 'share'; readonly column: MappedColumn }
  | { readonly form: 'hours'; readonly hours: MappedColumn; readonly of: MappedColumn };

/** How a list of pay, one row per person, period and cost, is read. Plain JSON. */
export interface SalaryMapping {
  readonly sheet?: string | undefined;
  readonly decimalSign: ',' | '.';
  readonly dateForm: DateForm;
  readonly employmentNumber?: MappedColumn | undefined;
  readonly personalNumber?: MappedColumn | undefined;
  readonly name?: MappedColumn | undefined;
  readonly period: PeriodMapping;
  readonly gross: MappedColumn;
  readonly onCost: OnCostMapping;
  readonly charged: ChargedMapping;
  /** What of the pay and on-cost is booked; reckoned from them where there is no such column. */
  readonly amount?: MappedColumn | undefined;
  /** Which voucher it is booked in; else it is looked for by account, project code and month. */
  readonly voucher?: VoucherMapping | undefined;
  readonly account?: MappedColumn | undefined;
  /** The id of the project code. */
  readonly projectCode?: MappedColumn | undefined;
  /** The name of the payslip's file. */
  readonly payslip?: MappedColumn | undefined;
}

/** Every column that a mapping reads, by what it gives. */
export function salaryColumns(mapping: SalaryMapping): readonly WantedColumn[] {
  const { employmentNumber, personalNumber, name, gross, amount, account, projectCode, payslip } = mapping;
  const single = { employmentNumber, personalNumber, name, gross, amount, account, projectCode, payslip };
  const { period, onCost, charged } = mapping;
  return [
    ...Object.entries(single).flatMap(([field, column]) => (column === undefined ? [] : [{ field, column }])),
    ...(period.form === 'month' ? [{ field: 'month', column: period.column }] : daysOf(period)),
    ...(onCost.form === 'one-rate' ? [] : [{ field: 'onCost', column: onCost.column }]),
    ...(charged.form === 'share' ? [{ field: 'share', column: charged.column }] : hoursOf(charged)),
    ...voucherColumns(mapping.voucher ?? { form: 'none' }),
  ];
}

/** Refuses a mapping by which a column is to be two things (MAPPING_COLUMN_TWICE). */
export const refuseSalaryContradiction = (mapping: SalaryMapping): void => {
  refuseColumnTwice(salaryColumns(mapping));
};

const daysOf = ({ from, to }: Extract<PeriodMapping, { form: 'days' }>): readonly WantedColumn[] => [
  { field: 'from', column: from },
  { field: 'to', column: to },
];
const hoursOf = ({ hours, of }: Extract<ChargedMapping, { form: 'hours' }>): readonly WantedColumn[] => [
  { field: 'hours', column: hours },
  { field: 'of', column: of },
];
