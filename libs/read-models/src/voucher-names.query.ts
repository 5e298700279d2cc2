import type { Dialect } from './dialect.js';
import { dayOf, type Moment } from './moment.js';
import type { Rows } from './rows.js';
import type { VoucherKey } from './touched-vouchers.query.js';

/** Which vouchers of a book: all, or those that a project code means a line of. */
export interface NamesAsked {
  readonly book: string;
  readonly projectCode?: string | undefined;
}

// One text of many rows, as in voucherKeys; the order is that of `vouchers`.
const NAMES = ({ gathered, list }: Dialect, touched: string) => `
SELECT ${gathered(list('series', 'number'))} FROM (
  SELECT series, number FROM voucher
  WHERE book = :book AND position <= :position AND gone > :position AND withdrawn = 0 AND date <= :day ${touched}
  ORDER BY coalesce(registered, date), series, length(number), number) AS name`;
const TOUCHED = `AND voucher IN
  (SELECT voucher FROM ledger_line WHERE code = :code AND position <= :position AND gone > :position)`;

/** The vouchers of a book that stand at a moment, in grundbok order, by name alone: some 100 bytes of memory each. */
export async function voucherNames(
  db: Rows,
  { book, projectCode: code }: NamesAsked,
  moment: Moment,
): Promise<VoucherKey[]> {
  const asked = { book, position: moment.position, day: dayOf(moment), ...(code === undefined ? {} : { code }) };
  const sql = NAMES(db.dialect, code === undefined ? '' : TOUCHED);
  const [row] = await db.cells<[string | null]>(sql, asked);
  return (JSON.parse(row?.[0] ?? '[]') as [string, string][]).map(([series, number]) => ({ book, series, number }));
}
