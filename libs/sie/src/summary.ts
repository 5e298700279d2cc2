import type { StatedBalance, StatedPeriod, UnreconciledAccount } from './balances.js';
import type { SieChecksum } from './checksum.js';
import type { SieDeviations } from './deviations.js';
import type { SieAccount, SieDimension, SieFinancialYear } from './file-records.js';

/** SIE4E is a whole export, SIE4I vouchers to take in; both call themselves type 4. Null: no type that there is. */
export type SieKind = 'SIE1' | 'SIE2' | 'SIE3' | 'SIE4E' | 'SIE4I';

/** What a file says of itself and holds, besides its vouchers. */
export interface SieSummary {
  readonly kind: SieKind | null;
  /** As #SIETYP says; 1 where the file says nothing. */
  readonly type: number;
  /** #FLAGGA: `1` says that somebody has imported the file already. */
  readonly flag: string | null;
  readonly program: string | null;
  /** What #FORMAT claims; the encoding is told by the bytes, not by it. */
  readonly format: string | null;
  /** The digits of #ORGNR, unchecked. */
  readonly organisationNumber: string | null;
  readonly name: string | null;
  readonly generated: string | null;
  readonly financialYears: readonly SieFinancialYear[];
  readonly checksum: SieChecksum;
  readonly chart: ReadonlyMap<string, SieAccount>;
  readonly dimensions: ReadonlyMap<string, SieDimension>;
  /** Records that the format does not know, by name; `?` for what has no name. */
  readonly unknownLabels: ReadonlyMap<string, number>;
  readonly deviations: Readonly<SieDeviations>;
  /** Every #VER, every #TRANS, every #BTRANS and #RTRANS, the malformed too; refused are vouchers. */
  readonly vouchers: number;
  readonly lines: number;
  readonly corrections: number;
  readonly refused: number;
  /** Of all well-formed #TRANS, in whole öre, both positive. */
  readonly debit: number;
  readonly credit: number;
  readonly unreconciledAccounts: readonly UnreconciledAccount[];
  /** What the file states for year 0: balances of accounts and objects, and per account and month. */
  readonly balances: readonly StatedBalance[];
  readonly periods: readonly StatedPeriod[];
}

/**
 * The file's name tells a whole export from vouchers to take in. Where it does not, a file is an export if it says
 * anything that only an export must: a financial year, a chart, a balance (the format's table of mandatory records).
 */
export function kindOf(type: number, path: string, isWhole: boolean): SieKind | null {
  if (type === 1) return 'SIE1';
  if (type === 2) return 'SIE2';
  if (type === 3) return 'SIE3';
  if (type !== 4) return null;
  if (/\.si$/i.test(path)) return 'SIE4I';
  return /\.se$/i.test(path) || isWhole ? 'SIE4E' : 'SIE4I';
}
