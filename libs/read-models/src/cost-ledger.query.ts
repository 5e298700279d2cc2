import { oreToText } from '#kernel';

import { dayOf, type Moment, stamp } from './moment.js';
import { refusePruned } from './pruned.query.js';
import type { Rows } from './rows.js';

/** One recorded line that a project code matches. Debit positive; `balance` runs in the order of the rows. */
export interface ExtractRow {
  readonly book: string;
  readonly series: string;
  readonly number: string;
  readonly line: number;
  readonly date: string;
  readonly registered: string | null;
  readonly account: string;
  readonly role: string | null;
  readonly amount: string;
  readonly balance: string;
  /** The position of the event that holds the line, and its texts. */
  readonly source: number;
}
export interface Extract {
  readonly projectCode: string;
  readonly position: number;
  readonly perDate?: string;
  readonly rows: readonly ExtractRow[];
  readonly total: string;
}
export interface Balance {
  readonly projectCode: string;
  readonly position: number;
  readonly perDate?: string;
  readonly accounts: readonly { readonly account: string; readonly amount: string }[];
  readonly months: readonly { readonly month: string; readonly account: string; readonly amount: string }[];
  readonly total: string;
}

const STANDS = 'code = :code AND position <= :position AND gone > :position AND date <= :day';
const asked = (code: string, moment: Moment) => ({ code, position: moment.position, day: dayOf(moment) });

/** Whether a project code was open by then. Refuses with FIGURES_PRUNED, as the questions about its lines do. */
export async function codeIsKnown(db: Rows, code: string, { position }: Moment): Promise<boolean> {
  const sql = 'SELECT 1 FROM ledger_code WHERE code = ? AND position <= ? LIMIT 1';
  const found = await db.first(sql, [code, position]);
  await refusePruned(db, 'project-code', code);
  return found !== undefined;
}

const ROWS = `SELECT book, series, number, line, date, registered, account, role, ore, source FROM ledger_line
  WHERE ${STANDS} ORDER BY date, book, series, length(number), number, line`;

/** The lines of a project code by accounting date and voucher, with running balance. */
export async function extract(db: Rows, projectCode: string, moment: Moment): Promise<Extract> {
  const found = await db.cells<Row>(ROWS, asked(projectCode, moment));
  await refusePruned(db, 'project-code', projectCode);
  let balance = 0;
  const rows = found.map((row): ExtractRow => {
    const [book, series, number, line, date, registered, account, role, ore, source] = row;
    balance += ore;
    const amounts = { amount: oreToText(ore), balance: oreToText(balance) };
    return { book, series, number, line, date, registered, account, role, ...amounts, source };
  });
  return { projectCode, ...stamp(moment), rows, total: oreToText(balance) };
}
type Row = readonly [
  ...[book: string, series: string, number: string, line: number, date: string, registered: string | null],
  ...[account: string, role: string | null, ore: number, source: number],
];

/** The balance of a project code per account, and per month and account. */
export async function balance(db: Rows, projectCode: string, moment: Moment): Promise<Balance> {
  const sql = `SELECT substr(date, 1, 7) AS month, account, sum(ore) AS ore FROM ledger_line
    WHERE ${STANDS} GROUP BY 1, 2 ORDER BY 1, 2`;
  type Row = { readonly month: string; readonly account: string; readonly ore: number };
  const rows = await db.all<Row>(sql, asked(projectCode, moment));
  await refusePruned(db, 'project-code', projectCode);
  const accounts = new Map<string, number>();
  for (const { account, ore } of rows) accounts.set(account, (accounts.get(account) ?? 0) + ore);
  const sorted = [...accounts].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    projectCode,
    ...stamp(moment),
    accounts: sorted.map(([account, ore]) => ({ account, amount: oreToText(ore) })),
    months: rows.map(({ month, account, ore }) => ({ month, account, amount: oreToText(ore) })),
    total: oreToText([...accounts.values()].reduce((sum, ore) => sum + ore, 0)),
  };
}
