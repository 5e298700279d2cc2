import type { Database } from '#sqlite';

import { dayOf, type Moment } from './moment.js';

/**
 * What a book holds of an account in one month, in whole öre, debit and credit both positive: recorded lines, and what
 * scope `grant` left out of recorded vouchers (`rest`).
 */
export interface BookSum {
  readonly account: string;
  /** `2026-03`, by accounting date. */
  readonly month: string;
  readonly lines: number;
  readonly debit: number;
  readonly credit: number;
  readonly restDebit: number;
  readonly restCredit: number;
}

const SUMS = `
WITH standing AS (
  SELECT voucher, substr(date, 1, 7) AS month FROM voucher
  WHERE book = :book AND position <= :position AND gone > :position AND withdrawn = 0 AND date <= :day),
booked AS (
  SELECT line.value ->> 1 AS account, month, 1 AS lines, line.value ->> 2 AS ore, 0 AS restDebit, 0 AS restCredit
  FROM standing s JOIN voucher_lines l ON l.voucher = s.voucher AND l.position <= :position AND l.gone > :position
    JOIN json_each(l.lines) AS line
  UNION ALL
  SELECT sum.value ->> 0, month, 0, 0, sum.value ->> 2, sum.value ->> 3
  FROM standing s JOIN voucher_rest r ON r.voucher = s.voucher AND r.position <= :position AND r.gone > :position
    JOIN json_each(r.rest) AS sum)
SELECT account, month, sum(lines) AS lines, sum(max(ore, 0)) AS debit, sum(max(-ore, 0)) AS credit,
  sum(restDebit) AS restDebit, sum(restCredit) AS restCredit
FROM booked GROUP BY account, month ORDER BY account, month`;

/** What a book holds at a moment, per account and month. */
export const bookSums = (db: Database, book: string, moment: Moment): BookSum[] =>
  db.prepare(SUMS).all({ book, position: moment.position, day: dayOf(moment) }) as BookSum[];
