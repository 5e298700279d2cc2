import type { Moment } from './moment.js';
import type { Rows } from './rows.js';

/** A recorded voucher by its name. */
export interface VoucherKey {
  readonly book: string;
  readonly series: string;
  readonly number: string;
}

const TOUCHED = `
SELECT book, series, number FROM ledger_line WHERE code = :code AND position <= :position AND gone > :position
UNION
SELECT book, series, number FROM cost_share WHERE code = :code AND position <= :position AND gone > :position
ORDER BY book, series, number`;

/** The vouchers that a project code means a line of, or that have a cost posted under it. */
export const touchedVouchers = (db: Rows, code: string, { position }: Moment): Promise<VoucherKey[]> =>
  db.all(TOUCHED, { code, position });
