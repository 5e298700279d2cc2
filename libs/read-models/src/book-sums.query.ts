import { CREDIT, DEBIT, type Dialect } from './dialect.js';
import { dayOf, type Moment } from './moment.js';
import type { Rows } from './rows.js';

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

const SUMS = ({ elements, ordered }: Dialect) => `
WITH standing AS (
  SELECT voucher, substr(date, 1, 7) AS month FROM voucher
  WHERE book = :book AND position <= :position AND gone > :position AND withdrawn = 0 AND date <= :day),
booked AS (
  SELECT ${ordered('line.value ->> 1')} AS account, month, 1 AS lines, CAST(line.value ->> 2 AS BIGINT) AS ore,
    0 AS rest_debit, 0 AS rest_credit
  FROM standing s JOIN voucher_lines l ON l.voucher = s.voucher AND l.position <= :position AND l.gone > :position
    CROSS JOIN ${elements('l.lines', 'line')}
  UNION ALL
  SELECT sums.value ->> 0, month, 0, 0, CAST(sums.value ->> 2 AS BIGINT), CAST(sums.value ->> 3 AS BIGINT)
  FROM standing s JOIN voucher_rest r ON r.voucher = s.voucher AND r.position <= :position AND r.gone > :position
    CROSS JOIN ${elements('r.rest', 'sums')})
SELECT account, month, sum(lines) AS lines, ${DEBIT} AS debit, ${CREDIT} AS credit,
  sum(rest_debit) AS "restDebit", sum(rest_credit) AS "restCredit"
FROM booked GROUP BY account, month ORDER BY account, month`;

/** What a book holds at a moment, per account and month. */
export const bookSums = (db: Rows, book: string, moment: Moment): Promise<BookSum[]> =>
  db.all(SUMS(db.dialect), { book, position: moment.position, day: dayOf(moment) });
