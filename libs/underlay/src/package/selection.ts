import { DomainError } from '#kernel';
import type { VoucherName } from '#ledger';
import type { CoveredLine } from '#read-models';

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

/** Those of the covered costs that are asked for. Refuses with VOUCHER_NOT_IN_SELECTION. */
export function selectedOf(
  covered: readonly CoveredLine[],
  { grant, from, to, vouchers }: Selection,
): readonly CoveredLine[] {
  const inPeriod = covered.filter(
    ({ date }) => (from === undefined || date >= from) && (to === undefined || date <= to),
  );
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

/** A line of a voucher, by name. */
export const lineOf = ({ book, series, number, line }: VoucherName & { readonly line: number }): string =>
  JSON.stringify([book, series, number, line]);

/** A voucher written BOOK/SERIES/NUMBER; the series may be empty, and a number may hold slashes of its own. Null for another text. */
export function voucherIn(text: string): VoucherName | null {
  const [book = '', series, ...number] = text.split('/');
  return book !== '' && series !== undefined && number.length > 0 ? { book, series, number: number.join('/') } : null;
}
