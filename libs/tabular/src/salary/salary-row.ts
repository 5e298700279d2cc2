/** A row of a list of pay, in whole öre and in decimals as text. */
export interface SalaryRow {
  readonly kind: 'salary';
  readonly fileLine: number;
  /** At least one of the two. */
  readonly employmentNumber: string | null;
  /** Twelve digits. */
  readonly personalIdentityNumber: string | null;
  readonly name: string | null;
  /** ISO, both included. */
  readonly from: string;
  readonly to: string;
  readonly gross: number;
  /** The amount, or the rate (`0.4615`) that it is to be reckoned by. */
  readonly onCost: { readonly ore: number } | { readonly rate: string };
  readonly onCostBasis: 'actual' | 'flat';
  readonly charged:
    | { readonly form: 'share'; readonly share: string }
    | { readonly form: 'hours'; readonly hours: string; readonly of: string };
  /** What is booked of it; null where it is to be reckoned. */
  readonly ore: number | null;
  readonly voucher: { readonly series: string; readonly number: string } | null;
  readonly account: string | null;
  readonly projectCode: string | null;
  readonly payslip: string | null;
}

export type SalaryRefusalCode =
  | 'PERSON_NOT_NAMED'
  | 'PERSONAL_NUMBER_MALFORMED'
  | 'PERIOD_MALFORMED'
  | 'AMOUNT_MISSING'
  | 'AMOUNT_NOT_AS_MAPPED'
  | 'AMOUNT_TOO_PRECISE'
  | 'AMOUNT_TOO_LARGE'
  | 'RATE_MALFORMED'
  | 'HOURS_MALFORMED'
  | 'VOUCHER_NUMBER_MISSING'
  | 'VOUCHER_NUMBER_NOT_AS_MAPPED'
  | 'CELL_FAULTY'
  | 'FIELD_TOO_LONG';

/** A row that cannot be taken as it stands. It repeats nothing of what stood there. */
export interface SalaryRefusal {
  readonly kind: 'refusal';
  readonly fileLine: number;
  readonly field: string;
  readonly code: SalaryRefusalCode;
}
