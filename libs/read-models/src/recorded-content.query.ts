import type { VoucherLine } from '#ledger';
import { type Database, rowsOf } from '#sqlite';

import type { Moment } from './moment.js';

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
  readonly rest: readonly { readonly account: string; readonly ore: number }[];
}

const standsAt = (of: string) => `${of}.position <= :position AND ${of}.gone > :position`;
const HEADS = `SELECT voucher, series, number, date FROM voucher v
  WHERE book = :book AND ${standsAt('v')} AND withdrawn = 0 ORDER BY series, number`;
// The cross join has the names asked for one by one, by the key: else each of them would be looked for among all vouchers.
const CONTENTS = `SELECT v.voucher, v.series, v.number, v.date,
    (SELECT json_group_array(json(l.lines)) FROM voucher_lines l WHERE l.voucher = v.voucher AND ${standsAt('l')}) AS lines,
    (SELECT r.rest FROM voucher_rest r WHERE r.voucher = v.voucher AND ${standsAt('r')}) AS rest
  FROM json_each(:names) AS name CROSS JOIN voucher v
    ON v.book = :book AND v.series = name.value ->> 0 AND v.number = name.value ->> 1
  WHERE ${standsAt('v')} AND v.withdrawn = 0`;

/** The vouchers that a book holds at a moment, one by one. */
export const recordedHeads = (db: Database, book: string, { position }: Moment): Iterable<RecordedHead> =>
  rowsOf<RecordedHead>(db.prepare(HEADS), { book, position });

type Name = Pick<RecordedHead, 'series' | 'number'>;
type Kept = readonly [line: number, account: string, ore: number, objects: VoucherLine['objects']];
type Left = readonly [account: string, count: number, debit: number, credit: number];

/** What a book holds of the vouchers with these names at a moment; nothing of those that it does not hold. */
export function recordedContents(
  db: Database,
  { book, names }: { readonly book: string; readonly names: readonly Name[] },
  { position }: Moment,
): RecordedContent[] {
  type Row = RecordedHead & { readonly lines: string; readonly rest: string | null };
  const asked = { book, position, names: JSON.stringify(names.map(({ series, number }) => [series, number])) };
  return (db.prepare(CONTENTS).all(asked) as unknown as Row[]).map(({ lines, rest, ...head }) => ({
    ...head,
    lines: (JSON.parse(lines) as Kept[][])
      .flat()
      .map(([line, account, ore, objects]) => ({ line, account, ore, objects })),
    rest: (JSON.parse(rest ?? '[]') as Left[]).map(([account, , debit, credit]) => ({ account, ore: debit - credit })),
  }));
}
