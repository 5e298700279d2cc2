import type { GrantPositionTables } from './grant-position.tables.js';
import type { Cell } from './rows.js';
import { type Reading, STANDING } from './table.js';

interface VoucherKey {
  readonly book: string;
  readonly series: string;
  readonly number: string;
}
/** What a person says: the service period, or whether the cost is disallowed. */
interface Said {
  readonly service?: { readonly from: string; readonly to: string };
  readonly disallowed?: boolean;
}
/** First and last day of the service period, 1 where disallowed: the last columns of a posted share. */
type Review = readonly [from: string | null, to: string | null, disallowed: number];
const NOTHING: Review = [null, null, 0];

/** What persons have said of lines. It holds for all that is posted of a line, now and later. */
export class Reviews {
  private constructor(
    private readonly rows: GrantPositionTables,
    /** Most logs hold none, and a posting need not ask. */
    private any: boolean,
  ) {}

  static *read(rows: GrantPositionTables): Reading<Reviews> {
    const some = yield* rows.line_review.all(`SELECT 1 FROM ${rows.line_review.name} LIMIT 1`);
    return new Reviews(rows, some.length > 0);
  }

  *of({ book, series, number, line }: VoucherKey & { readonly line: number }): Reading<Review> {
    if (!this.any) return NOTHING;
    type Row = {
      readonly service_from: string | null;
      readonly service_to: string | null;
      readonly disallowed: number;
    };
    const { line_review } = this.rows;
    const last = `SELECT service_from, service_to, disallowed FROM ${line_review.name}
      WHERE book = ? AND series = ? AND number = ? AND line = ? ORDER BY position DESC LIMIT 1`;
    const [row] = yield* line_review.all<Row>(last, [book, series, number, line]);
    return row === undefined ? NOTHING : [row.service_from, row.service_to, row.disallowed];
  }

  /** Remembers what a person said of some lines of a voucher and restates what stands posted of them. */
  *say(
    position: number,
    { lines, ...voucher }: VoucherKey & { readonly lines: readonly number[] },
    said: Said,
  ): Reading {
    for (const line of new Set(lines)) {
      const [from, to, disallowed] = yield* this.of({ ...voucher, line });
      const { service = { from, to } } = said;
      const flag = said.disallowed === undefined ? disallowed : said.disallowed ? 1 : 0;
      yield* this.restate(position, { ...voucher, line }, [service.from, service.to, flag]);
    }
  }

  private *restate(position: number, of: VoucherKey & { readonly line: number }, review: Review): Reading {
    const key = [of.book, of.series, of.number, of.line];
    const { line_review, cost_share } = this.rows;
    line_review.add([...key, position, ...review]);
    this.any = true;
    const which = 'book = ? AND series = ? AND number = ? AND line = ? AND gone = ?';
    const standing = `SELECT * FROM ${cost_share.name} WHERE ${which}`;
    const shares = yield* cost_share.all<Record<string, Cell>>(standing, [...key, STANDING]);
    cost_share.run(`UPDATE ${cost_share.name} SET gone = ? WHERE ${which}`, [position, ...key, STANDING]);
    const [service_from, service_to, disallowed] = review;
    for (const share of shares) {
      cost_share.add(Object.values({ ...share, position, service_from, service_to, disallowed }));
    }
  }
}
