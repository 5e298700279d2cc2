import { oreToText } from '#kernel';

import type { Dialect } from './dialect.js';
import { type Moment, dayOf } from './moment.js';
import { refusePruned } from './pruned.query.js';
import type { Rows } from './rows.js';
import { STANDING } from './table.js';
import type { VoucherKey } from './touched-vouchers.query.js';

/** A recorded voucher as it stands: the lines that are held, and their debit and credit, both positive. */
export interface VoucherRow {
  readonly book: string;
  readonly series: string;
  readonly number: string;
  readonly date: string;
  readonly registered: string | null;
  readonly lines: number;
  readonly debit: string;
  readonly credit: string;
  readonly withdrawn: boolean;
}

/** Where a page ends and the next one begins. */
export type VoucherCursor = Pick<VoucherRow, 'book' | 'series' | 'number' | 'date' | 'registered'>;

/** Which vouchers: all where nothing is named. `from` and `to` are accounting dates, both included. */
export interface VoucherFilter {
  readonly book?: string | undefined;
  readonly projectCode?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly limit?: number | undefined;
  readonly after?: VoucherCursor | undefined;
}

// Grundbok order: when the source registered it, series, number; plain numbers by their size.
const ORDER = 'coalesce(registered, date), book, series, length(number), number';
const ORE = 'CAST(line.value ->> 2 AS BIGINT)';
const STANDS = 'position <= :position AND gone > :position';

/** The conditions that a filter adds, with their parameters. */
function conditions({ book, projectCode: code, after }: VoucherFilter): Condition[] {
  const all: Condition[] = [];
  if (book !== undefined) all.push({ sql: 'book = :book', parameters: { book } });
  if (code !== undefined) {
    const sql = `voucher IN (SELECT voucher FROM ledger_line WHERE code = :code AND ${STANDS})`;
    all.push({ sql, parameters: { code } });
  }
  if (after !== undefined) {
    const { registered, date, series, number } = after;
    const sql = `(${ORDER}) > (:entered, :afterBook, :series, length(:number), :number)`;
    all.push({ sql, parameters: { entered: registered ?? date, afterBook: after.book, series, number } });
  }
  return all;
}
interface Condition {
  readonly sql: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** Recorded vouchers in grundbok order, a page at a time. Refuses with FIGURES_PRUNED. */
export async function vouchers(db: Rows, filter: VoucherFilter, moment: Moment): Promise<VoucherRow[]> {
  const { from = '', to = dayOf(moment), limit = 100, book, projectCode } = filter;
  const last = to < dayOf(moment) ? to : dayOf(moment);
  const added = conditions(filter);
  const where = [STANDS, 'date BETWEEN :from AND :last', ...added.map(({ sql }) => sql)].join(' AND ');
  const { elements } = db.dialect;
  const sql = `
WITH page AS (SELECT * FROM voucher WHERE ${where} ORDER BY ${ORDER} LIMIT :limit)
SELECT book, series, number, date, registered, withdrawn, count(line.value) AS lines,
  coalesce(sum(${ORE}) FILTER (WHERE ${ORE} > 0), 0) AS debit,
  coalesce(-sum(${ORE}) FILTER (WHERE ${ORE} < 0), 0) AS credit
FROM page LEFT JOIN voucher_lines l ON l.voucher = page.voucher AND l.position <= :position AND l.gone > :position
  LEFT JOIN ${elements('l.lines', 'line')} ON TRUE
GROUP BY page.voucher, book, series, number, date, registered, withdrawn ORDER BY ${ORDER}`;
  const asked = { position: moment.position, from, last, limit };
  type Row = Omit<VoucherRow, 'withdrawn' | 'debit' | 'credit'> & Record<'withdrawn' | 'debit' | 'credit', number>;
  const more = added.map(({ parameters }) => parameters);
  const rows = await db.all<Row>(sql, Object.assign(asked, ...more) as typeof asked);
  if (book !== undefined) await refusePruned(db, 'book', book);
  if (projectCode !== undefined) await refusePruned(db, 'project-code', projectCode);
  return rows.map(({ withdrawn, debit, credit, ...row }) => ({
    ...row,
    debit: oreToText(debit),
    credit: oreToText(credit),
    withdrawn: withdrawn === 1,
  }));
}

/** A voucher of a book by its name and date, as an import looks it up. */
export interface RecordedKey extends VoucherKey {
  readonly date: string;
  readonly withdrawn: boolean;
}

const KEYS_AT_ONCE = 5000;
// One text of many rows: by far the fastest way out of the driver, which takes its time over each row.
const KEYS = ({ gathered, list }: Dialect) => `
SELECT ${gathered(list('series', 'number', 'date', 'withdrawn'))} FROM (
  SELECT series, number, date, withdrawn FROM voucher
  WHERE book = ? AND gone = ${STANDING} AND (series, number) > (?, ?) ORDER BY series, number LIMIT ${KEYS_AT_ONCE}) AS key`;

/**
 * Every voucher that is recorded in a book now, withdrawn ones too, by series and number as text and by the handful. What is
 * recorded meanwhile may be among them or not; what was recorded before is, once, since a voucher has one row that stands.
 */
export async function* voucherKeys(db: Rows, book: string): AsyncGenerator<readonly RecordedKey[]> {
  type Row = readonly [series: string, number: string, date: string, withdrawn: number];
  let last: Row | undefined;
  do {
    const after = [book, last?.[0] ?? '', last?.[1] ?? ''];
    const [text] = (await db.cells<[string | null]>(KEYS(db.dialect), after))[0] ?? [];
    const rows = JSON.parse(text ?? '[]') as readonly Row[];
    yield rows.map(([series, number, date, withdrawn]) => ({ book, series, number, date, withdrawn: withdrawn === 1 }));
    last = rows.at(KEYS_AT_ONCE - 1);
  } while (last !== undefined);
}
