import type { Database } from '#sqlite';

import { dayOf, type Moment } from './moment.js';
import type { VoucherKey } from './touched-vouchers.query.js';

/** Which vouchers of a book: all, or those that a project code means a line of. */
export interface NamesAsked {
  readonly book: string;
  readonly projectCode?: string | undefined;
}

// One text of many rows, as in voucherKeys; the order is that of `vouchers`.
const NAMES = (touched: string) => `
SELECT json_group_array(json_array(series, number)) FROM (
  SELECT series, number FROM voucher
  WHERE book = :book AND position <= :position AND gone > :position AND withdrawn = 0 AND date <= :day ${touched}
  ORDER BY coalesce(registered, date), series, length(number), number)`;
const TOUCHED = `AND voucher IN
  (SELECT voucher FROM ledger_line WHERE code = :code AND position <= :position AND gone > :position)`;

/** The vouchers of a book that stand at a moment, in grundbok order, by name alone: some 100 bytes of memory each. */
export function voucherNames(db: Database, { book, projectCode: code }: NamesAsked, moment: Moment): VoucherKey[] {
  const statement = db.prepare(NAMES(code === undefined ? '' : TOUCHED));
  statement.setReturnArrays(true);
  const asked = { book, position: moment.position, day: dayOf(moment), ...(code === undefined ? {} : { code }) };
  const [text] = statement.get(asked) as unknown as [string];
  return (JSON.parse(text) as [string, string][]).map(([series, number]) => ({ book, series, number }));
}
