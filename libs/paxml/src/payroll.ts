/** A dimension (its SIE number) and an object of it, as the payroll system books them. */
export type PayObject = readonly [dimension: string, object: string];

/** Who a row is of, by the numbers that the file gives: at least one. */
export interface PaidPerson {
  /** As the payroll system numbers its employees. */
  readonly employmentNumber: string | null;
  /** Twelve digits. */
  readonly personalIdentityNumber: string | null;
  readonly name: string | null;
}

/** One of the employer's staff. Of what the format knows of people nothing else is read: no address, account, tax or ailment. */
export interface Employee extends PaidPerson {
  readonly fileLine: number;
  /** Percent of full time (sysselsättningsgrad), `80` or `75.5`. */
  readonly extent: string | null;
  readonly employedFrom: string | null;
  readonly employedTo: string | null;
}

/** Hours of work of one person; hours of absence are never read. */
export interface WorkedTime extends PaidPerson {
  readonly fileLine: number;
  readonly from: string;
  readonly to: string;
  /** `8.5`, as the file has it; null where it says only an extent. */
  readonly hours: string | null;
  /** Percent of the days' work. */
  readonly extent: string | null;
  readonly objects: readonly PayObject[];
}

/** One pay type's amount on an account: of a payslip's rows, or of what a pre-system hands over. */
export interface PayRow {
  readonly fileLine: number;
  /** The employer's own code of what is paid for. */
  readonly payType: string | null;
  /** Whole öre. */
  readonly ore: number;
  readonly account: string | null;
  readonly objects: readonly PayObject[];
}

/** What a pre-system hands over to the payroll system. */
export interface PayTransaction extends PaidPerson, PayRow {
  readonly date: string | null;
}

/** How a payslip is booked: an amount on an account, debit positive. */
export interface PayPosting {
  readonly fileLine: number;
  readonly account: string;
  readonly ore: number;
  readonly objects: readonly PayObject[];
}

/** A payslip (lönebesked). All amounts in whole öre, as the file signs them. */
export interface Payslip extends PaidPerson {
  readonly fileLine: number;
  readonly payDay: string;
  /** The month that the pay is for, `2026-03`: as the file names it, else that of the pay day. */
  readonly month: string;
  /** Without the rows of absence, whose amounts are in the sums. */
  readonly rows: readonly PayRow[];
  /** The sum of what is pay before tax, deductions for absence included. */
  readonly gross: number;
  readonly tax: number;
  readonly net: number | null;
  /** The employer's contributions (arbetsgivaravgifter) on it, as reckoned by the payroll system. */
  readonly contributions: number | null;
  /** `0.3142`; null where the file does not say. */
  readonly contributionRate: string | null;
  readonly postings: readonly PayPosting[];
}

/** What a row is refused for; a field is refused by itself where the row stands without it. */
export type PayRefusalCode =
  | 'PERSON_NOT_NAMED'
  | 'PERSONAL_NUMBER_MALFORMED'
  | 'AMOUNT_MALFORMED'
  | 'AMOUNT_TOO_PRECISE'
  | 'AMOUNT_TOO_LARGE'
  | 'AMOUNT_MISSING'
  | 'ACCOUNT_MISSING'
  | 'HOURS_MALFORMED'
  | 'RATE_MALFORMED'
  | 'PERIOD_MALFORMED'
  | 'FIELD_TOO_LONG';

/** A row, or a field of it, that cannot be taken as it stands. It repeats nothing of what stood there. */
export interface PayRefusal {
  readonly fileLine: number;
  /** As the format names them. */
  readonly element: string;
  readonly field: string;
  readonly code: PayRefusalCode;
}

/** A payroll file. */
export interface Payroll {
  readonly employees: readonly Employee[];
  readonly workedTime: readonly WorkedTime[];
  readonly transactions: readonly PayTransaction[];
  readonly payslips: readonly Payslip[];
  /** How many rows were left unread on the way in: of absence and health, and of journeys, schedules and balances. */
  readonly dropped: { readonly absence: number; readonly other: number };
  readonly refusals: readonly PayRefusal[];
}
