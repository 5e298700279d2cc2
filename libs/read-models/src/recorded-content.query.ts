import type { VoucherLine } from '#ledger';

import type { Dialect } from './dialect.js';
import type { Moment } from './moment.js';
import type { Rows } from './rows.js';

/** A recorded voucher by its name, numbered by the position of its first event. */
export interface RecordedHead {
  readonly voucher: number;
  readonly series: string;
  readonly number: string;
  readonly date: string;
}
/** What the ledger holds of a voucher: its lines, and per account what scope `grant` left out; whole öre, debit positive. */
export interface RecordedContent extends RecordedHead {
  readonly lines: readonly {
    /** Its ordinal in the voucher. */
    readonly line: number;
    readonly account: string;
    readonly ore: number;
    readonly objects: VoucherLine['objects'];
  }[];
  readonly rest: readonly { readonly account: string; readonly count: number; readonly ore: number }[];
}

const standsAt = (of: string) => `${of}.position <= :position AND ${of}.gone > :position`;
const HEADS = `SELECT voucher, series, number, date FROM voucher v
  WHERE book = :book AND ${standsAt('v')} AND withdrawn = 0 ORDER BY series, number`;
// The cross join has the names asked for one by one, by the key: else each of them would be looked for among all vouchers.
const CONTENTS = ({ elements, gatheredJson }: Dialect) => `SELECT v.voucher, v.series, v.number, v.date,
    (SELECT ${gatheredJson('l.lines')} FROM voucher_lines l WHERE l.voucher = v.voucher AND ${standsAt('l')}) AS lines,
    (SELECT r.rest FROM voucher_rest r WHERE r.voucher = v.voucher AND ${standsAt('r')}) AS rest
  FROM ${elements(':names', 'name')} CROSS JOIN voucher v
  WHERE v.book = :book AND v.series = name.value ->> 0 AND v.number = name.value ->> 1
    AND ${standsAt('v')} AND v.withdrawn = 0`;

/** The vouchers that a book holds at a moment, by the handful. */
export const recordedHeads = (db: Rows, book: string, { position }: Moment): AsyncIterable<readonly RecordedHead[]> =>
  db.batches(HEADS, { book, position });

type Name = Pick<RecordedHead, 'series' | 'number'>;
type Kept = readonly [line: number, account: string, ore: number, objects: VoucherLine['objects']];
type Left = readonly [account: string, count: number, debit: number, credit: number];

/** What a book holds of the vouchers with these names at a moment; nothing of those that it does not hold. */
export async function recordedContents(
  db: Rows,
  { book, names }: { readonly book: string; readonly names: readonly Name[] },
  { position }: Moment,
): Promise<RecordedContent[]> {
  type Row = RecordedHead & { readonly lines: string | null; readonly rest: string | null };
  const asked = { book, position, names: JSON.stringify(names.map(({ series, number }) => [series, number])) };
  return (await db.all<Row>(CONTENTS(db.dialect), asked)).map(({ lines, rest, ...head }) => ({
    ...head,
    lines: (JSON.parse(lines ?? '[]') as Kept[][])
      .flat()
      .map(([line, account, ore, objects]) => ({ line, account, ore, objects })),
    rest: (JSON.parse(rest ?? '[]') as Left[]).map(([account, count, debit, credit]) => {
      return { account, count, ore: debit - credit };
    }),
  }));
}
