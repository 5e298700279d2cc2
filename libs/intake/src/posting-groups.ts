import { type Database, openScratch, rowsOf, type Statement } from '#sqlite';
import type { Posting, RowRefusal } from '#tabular';

/** The rows of one voucher, in the file's order; `refusal` where one of them could not be read. */
export interface PostingGroup {
  readonly postings: readonly Posting[];
  readonly refusal: RowRefusal | null;
  /** Rows that could not be read, beside `refusal`. */
  readonly moreRefusals: readonly RowRefusal[];
}

// A voucher's rows may stand anywhere in a file that is ordered by account.
const SCHEMA = `CREATE TABLE row (series TEXT NOT NULL, number TEXT NOT NULL, date TEXT NOT NULL, line INTEGER NOT NULL,
  refused INTEGER NOT NULL, data TEXT NOT NULL)`;
const IN_ORDER = 'SELECT series, number, date, refused, data FROM row ORDER BY series, number, date, line';

interface Row {
  readonly series: string;
  readonly number: string;
  readonly date: string;
  readonly refused: number;
  readonly data: string;
}

/** Puts rows together that are of one voucher, wherever in the file they stand, in memory that does not grow with it. */
export class PostingGroups {
  private readonly db: Database = openScratch(SCHEMA);
  private readonly insert: Statement = this.db.prepare('INSERT INTO row VALUES (?, ?, ?, ?, ?, ?)');

  constructor() {
    this.db.exec('BEGIN');
  }

  add(posting: Posting): void {
    const { series, number, date, fileLine } = posting;
    this.insert.run(series, number, date, fileLine, 0, JSON.stringify(posting));
  }

  /** A row that is known to be of a voucher: it holds back the whole of it. */
  refuse(refusal: RowRefusal, { series, number, date }: NonNullable<RowRefusal['voucher']>): void {
    this.insert.run(series, number, date ?? '', refusal.fileLine, 1, JSON.stringify(refusal));
  }

  /** Voucher by voucher: by series and number, and of those under one number first the one that begins first. */
  *vouchers(): Generator<PostingGroup> {
    let run: Row[] = [];
    for (const row of rowsOf<Row>(this.db.prepare(IN_ORDER))) {
      const [first] = run;
      if (first !== undefined && (row.series !== first.series || row.number !== first.number)) {
        yield* groupsOf(run);
        run = [];
      }
      run.push(row);
      // Without a number each row is a voucher of its own, however many there are.
      if (row.number === '') {
        yield* groupsOf(run);
        run = [];
      }
    }
    yield* groupsOf(run);
  }

  close(): void {
    if (this.db.isOpen) this.db.close();
  }
}

/** The vouchers under one series and number, one for each day. A row whose day is not known holds all of them back. */
function groupsOf(rows: readonly Row[]): PostingGroup[] {
  const undated = rows.filter(({ date }) => date === '');
  const days = [...new Set(rows.map(({ date }) => date).filter((date) => date !== ''))];
  const dated = days.map((day) => groupOf([...rows.filter(({ date }) => date === day), ...undated]));
  const groups = days.length === 0 && undated.length > 0 ? [groupOf(undated)] : dated;
  return groups.sort((one, other) => lineOf(one) - lineOf(other));
}

function groupOf(rows: readonly Row[]): PostingGroup {
  const postings = rows.filter(({ refused }) => refused === 0).map(({ data }) => JSON.parse(data) as Posting);
  const refusals = rows.filter(({ refused }) => refused === 1).map(({ data }) => JSON.parse(data) as RowRefusal);
  const [refusal = null, ...moreRefusals] = refusals;
  return { postings: postings.sort((one, other) => one.fileLine - other.fileLine), refusal, moreRefusals };
}

const lineOf = ({ postings, refusal }: PostingGroup): number =>
  Math.min(postings[0]?.fileLine ?? Infinity, refusal?.fileLine ?? Infinity);
