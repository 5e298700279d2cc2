import type { BalanceLabel } from '../balances.js';
import type { SieAccount, SieDimension, SieFinancialYear } from '../file-records.js';
import type { SieObject } from '../voucher.js';

/** A balance of an account: opening (`IB`), closing (`UB`), or result (`RES`). */
export interface SieBalance {
  readonly label: BalanceLabel;
  /** 0 is the file's own year, −1 the one before. */
  readonly year: number;
  readonly account: string;
  /** Whole öre, debit positive. */
  readonly ore: number;
}

/** What a SIE 4 file that is written says before its vouchers. What is not known is left out. */
export interface SieHead {
  /** `SIE4E` is an export of a year with its chart; `SIE4I` holds vouchers to take in, and no balances. */
  readonly kind: 'SIE4E' | 'SIE4I';
  readonly program: { readonly name: string; readonly version: string };
  /** ISO: the day of the file. */
  readonly generated: string;
  /** Ten digits. */
  readonly organisationNumber: string;
  readonly name: string;
  /** What a reader of the file must know of it (#PROSA). */
  readonly remark?: string;
  /** The chart that the accounts are of, `BAS2026` (#KPTYP). */
  readonly chartType?: string;
  readonly financialYears: readonly SieFinancialYear[];
  readonly chart: ReadonlyMap<string, SieAccount>;
  readonly dimensions: ReadonlyMap<string, SieDimension>;
  /** Objects with their names. */
  readonly objects?: readonly (readonly [...SieObject, name: string])[];
  readonly balances?: readonly SieBalance[];
}

/** Where in what was to be written a refusal lies; null where it is in no voucher, or in no line of it. */
export interface SiePlace {
  readonly series: string | null;
  readonly number: string | null;
  /** The line's ordinal, or its place where it has none. */
  readonly line: number | null;
}
