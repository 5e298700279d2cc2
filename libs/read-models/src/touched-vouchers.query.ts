import type { Database } from '#sqlite';

import type { Moment } from './moment.js';

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
export function touchedVouchers(db: Database, code: string, { position }: Moment): VoucherKey[] {
  return db.prepare(TOUCHED).all({ code, position }) as VoucherKey[];
}
