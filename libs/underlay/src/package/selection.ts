import { DomainError } from '#kernel';
import type { VoucherName } from '#ledger';
import { codeIsKnown, type CoveredLine, evidenceCoverage, grantPosition, type Moment } from '#read-models';

import type { Source } from '../source.js';

/** `authority`: everything, payslips readable. `public`: redacted copies alone, and no private part of any event. */
export const packageForms = ['authority', 'public'] as const;
export type PackageForm = (typeof packageForms)[number];

/** Which costs of a grant a package is about: all of them where nothing more is named. */
export interface Selection {
  readonly grant: string;
  readonly projectCode?: string | undefined;
  /** Accounting dates, both included. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly vouchers?: readonly VoucherName[] | undefined;
}

/**
 * The costs that are asked for, in the order of their dates, each with what proves it. None at all is an answer. Refuses with
 * GRANT_NOT_ANNOUNCED, PROJECT_CODE_NOT_OPENED, VOUCHER_NOT_IN_SELECTION and FIGURES_PRUNED.
 */
export async function selectedLines(
  { models: { db } }: Source,
  { grant, projectCode, from, to, vouchers }: Selection,
  moment: Moment,
): Promise<readonly CoveredLine[]> {
  if ((await grantPosition(db, grant, moment)) === undefined) throw new DomainError('GRANT_NOT_ANNOUNCED', { grant });
  if (projectCode !== undefined && !(await codeIsKnown(db, projectCode, moment))) {
    throw new DomainError('PROJECT_CODE_NOT_OPENED', { projectCode });
  }
  const { lines } = await evidenceCoverage(db, { grant, projectCode }, moment);
  const inPeriod = lines.filter(({ date }) => (from === undefined || date >= from) && (to === undefined || date <= to));
  if (vouchers === undefined) return inPeriod;
  const there = new Set(inPeriod.map(nameOf));
  const missing = vouchers.find((voucher) => !there.has(nameOf(voucher)));
  if (missing !== undefined) throw new DomainError('VOUCHER_NOT_IN_SELECTION', { ...missing, grant });
  const wanted = new Set(vouchers.map(nameOf));
  return inPeriod.filter((line) => wanted.has(nameOf(line)));
}

const nameOf = ({ book, series, number }: VoucherName): string => JSON.stringify([book, series, number]);

/** The vouchers that lines are of, each once, in the order of the lines. */
export const vouchersOf = (lines: readonly VoucherName[]): readonly VoucherName[] => [
  ...new Map(
    lines.map(({ book, series, number }) => [nameOf({ book, series, number }), { book, series, number }]),
  ).values(),
];

/** A voucher written BOOK/SERIES/NUMBER; the series may be empty, and a number may hold slashes of its own. Null for another text. */
export function voucherIn(text: string): VoucherName | null {
  const [book = '', series, ...number] = text.split('/');
  return book !== '' && series !== undefined && number.length > 0 ? { book, series, number: number.join('/') } : null;
}
