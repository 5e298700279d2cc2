import { oreToText } from '#kernel';
import type { VoucherName } from '#ledger';
import type { Database } from '#sqlite';

import { balance, codeIsKnown } from '../cost-ledger.query.js';
import type { Moment } from '../moment.js';

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
GROUP BY book, series, number, at HAVING sum(ore) <> 0 ORDER BY min(date), book, series, length(number), number, at`;

/** Every movement of a project code's balance after one moment and up to another, event by event. */
function movesOf(db: Database, code: string, [from, to]: readonly [Moment, Moment]): Move[] {
  return db.prepare(MOVES).all({ code, from: from.position, to: to.position }) as Move[];
}

/** What moved of the balance of a project code that is known at the later moment. */
export function balanceMoved(
  db: Database,
  projectCode: string,
  moments: readonly [Moment, Moment],
): { readonly moved: BalanceMoved; readonly movements: readonly Movement[] } {
  const [from, to] = moments;
  const moves = movesOf(db, projectCode, moments);
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
      from: codeIsKnown(db, projectCode, from) ? balance(db, projectCode, from).total : null,
      to: balance(db, projectCode, to).total,
      difference: oreToText(moves.reduce((sum, { ore }) => sum + ore, 0)),
      vouchers: vouchers.map(({ ore, ...voucher }) => ({ ...voucher, amount: oreToText(ore) })),
    },
    movements: moves.map(({ code, ore, ...move }) => ({ ...move, projectCode: code, amount: oreToText(ore) })),
  };
}
