import { oreToText } from '#kernel';
import type { VoucherName } from '#ledger';

import { balance, codeIsKnown } from '../cost-ledger.query.js';
import type { Moment } from '../moment.js';
import type { Rows } from '../rows.js';

/** By how much one event moved a project code's balance, through one voucher. */
export interface Movement extends VoucherName {
  readonly projectCode: string;
  /** In SEK, debit positive. */
  readonly amount: string;
  readonly position: number;
}

/** The balance of a project code at two moments, and the vouchers that moved it: together they are the difference. */
export interface BalanceMoved {
  readonly projectCode: string;
  /** Null where the code was not open then. */
  readonly from: string | null;
  readonly to: string;
  readonly difference: string;
  readonly vouchers: readonly (VoucherName & { readonly amount: string })[];
}

interface Move extends VoucherName {
  readonly code: string;
  readonly position: number;
  readonly ore: number;
}

// A line that begins moves the balance there and one that ends moves it back; what does both in one event moves nothing.
const MOVES = `
WITH move AS (
  SELECT code, book, series, number, date, position AS at, ore FROM ledger_line
    WHERE code = :code AND position > :from AND position <= :to
  UNION ALL
  SELECT code, book, series, number, date, gone, -ore FROM ledger_line
    WHERE code = :code AND gone > :from AND gone <= :to)
SELECT code, book, series, number, at AS position, sum(ore) AS ore FROM move
GROUP BY code, book, series, number, at HAVING sum(ore) <> 0 ORDER BY min(date), book, series, length(number), number, at`;

/** Every movement of a project code's balance after one moment and up to another, event by event. */
const movesOf = (db: Rows, code: string, [from, to]: readonly [Moment, Moment]): Promise<Move[]> =>
  db.all(MOVES, { code, from: from.position, to: to.position });

/** What moved of the balance of a project code that is known at the later moment. */
export async function balanceMoved(
  db: Rows,
  projectCode: string,
  moments: readonly [Moment, Moment],
): Promise<{ readonly moved: BalanceMoved; readonly movements: readonly Movement[] }> {
  const [from, to] = moments;
  const moves = await movesOf(db, projectCode, moments);
  const byVoucher = new Map<string, VoucherName & { ore: number }>();
  for (const { book, series, number, ore } of moves) {
    const key = JSON.stringify([book, series, number]);
    const sum = byVoucher.get(key) ?? { book, series, number, ore: 0 };
    sum.ore += ore;
    byVoucher.set(key, sum);
  }
  const vouchers = [...byVoucher.values()].filter(({ ore }) => ore !== 0);
  return {
    moved: {
      projectCode,
      from: (await codeIsKnown(db, projectCode, from)) ? (await balance(db, projectCode, from)).total : null,
      to: (await balance(db, projectCode, to)).total,
      difference: oreToText(moves.reduce((sum, { ore }) => sum + ore, 0)),
      vouchers: vouchers.map(({ ore, ...voucher }) => ({ ...voucher, amount: oreToText(ore) })),
    },
    movements: moves.map(({ code, ore, ...move }) => ({ ...move, projectCode: code, amount: oreToText(ore) })),
  };
}
