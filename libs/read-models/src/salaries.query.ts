import { type DocumentKind, oreToText, textToOre } from '#kernel';
import type { PayShare } from '#ledger';

import { dayOf, type Moment } from './moment.js';
import { refusePruned } from './pruned.query.js';
import type { Rows } from './rows.js';

/** A line of a voucher with whose pay it is. Amounts in SEK, signed as booked. */
export interface LinkedSalary {
  readonly book: string;
  readonly series: string;
  readonly number: string;
  readonly line: number;
  readonly date: string;
  readonly account: string;
  readonly projectCodes: readonly string[];
  readonly amount: string;
  /** What of the line is told by its shares, and what is not: the gap. */
  readonly linked: string;
  readonly missing: string;
  readonly shares: readonly PayShare[];
}
/** A line that a project code means, as pay is looked for. */
export interface SalaryLine {
  readonly book: string;
  readonly series: string;
  readonly number: string;
  readonly line: number;
}
/** An original of a person: what it is, and of which days where it says so. */
export interface PersonDocument {
  readonly document: string;
  readonly kind: DocumentKind;
  readonly from: string | null;
  readonly to: string | null;
}

const stands = (row: string) => `${row}.position <= :position AND ${row}.gone > :position`;
const SALARIES = `
SELECT s.book, s.series, s.number, s.line, s.data, l.code, l.date, l.account, l.ore
FROM salary_share s
JOIN voucher v ON v.book = s.book AND v.series = s.series AND v.number = s.number AND ${stands('v')}
JOIN ledger_line l ON l.voucher = v.voucher AND l.line = s.line AND ${stands('l')}
WHERE ${stands('s')} AND l.date <= :day
ORDER BY l.date, s.book, s.series, length(s.number), s.number, s.line, s.ordinal, l.code`;

interface Row {
  readonly book: string;
  readonly series: string;
  readonly number: string;
  readonly line: number;
  readonly data: string;
  readonly code: string;
  readonly date: string;
  readonly account: string;
  readonly ore: number;
}

/** Whose pay the lines of grants are, by date; only those of a project code where one is named. */
export async function salaries(db: Rows, moment: Moment, projectCode?: string): Promise<LinkedSalary[]> {
  const rows = await db.all<Row>(SALARIES, { position: moment.position, day: dayOf(moment) });
  const byLine = new Map<string, Row[]>();
  for (const row of rows) {
    const key = JSON.stringify([row.book, row.series, row.number, row.line]);
    byLine.set(key, [...(byLine.get(key) ?? []), row]);
  }
  const all = [...byLine.values()].flatMap((lines) => linkedOf(lines));
  return projectCode === undefined ? all : all.filter(({ projectCodes }) => projectCodes.includes(projectCode));
}

function linkedOf(rows: readonly Row[]): readonly LinkedSalary[] {
  const [first] = rows;
  if (first === undefined) return [];
  const { book, series, number, line, date, account, ore } = first;
  // A line that two codes claim comes once for each.
  const shares = rows.filter(({ code }) => code === first.code).map(({ data }) => JSON.parse(data) as PayShare);
  const linked = shares.reduce((sum, { amount }) => sum + textToOre(amount), 0);
  const projectCodes = [...new Set(rows.map(({ code }) => code))];
  const amounts = { amount: oreToText(ore), linked: oreToText(linked), missing: oreToText(ore - linked) };
  return [{ book, series, number, line, date, account, projectCodes, ...amounts, shares }];
}

/** Lines of grants that may be a pay: by book, account, month and exact amount in öre, of one project code where it is named. */
export async function salaryLines(
  db: Rows,
  asked: { readonly book: string; readonly account: string; readonly month: string; readonly ore: number },
  { moment, projectCode }: { readonly moment: Moment; readonly projectCode: string | null },
): Promise<SalaryLine[]> {
  const { month, ...which } = asked;
  const sql = `SELECT DISTINCT book, series, number, line FROM ledger_line l
    WHERE book = :book AND account = :account AND ore = :ore AND substr(date, 1, 7) = :month AND ${stands('l')}
    ${projectCode === null ? '' : 'AND code = :code'} ORDER BY series, number, line`;
  const code = projectCode === null ? {} : { code: projectCode };
  return db.all<SalaryLine>(sql, { ...which, month, position: moment.position, ...code });
}

/** What a project code is booked with on an account by one voucher of a day; öre, debit positive. */
export interface CodedSum {
  readonly code: string;
  readonly account: string;
  readonly date: string;
  readonly series: string;
  readonly number: string;
  readonly ore: number;
}

/** What is booked on the project codes of a book between two days, by code, account and voucher. Refuses with FIGURES_PRUNED. */
export async function codedSums(
  db: Rows,
  { book, from, to }: { readonly book: string; readonly from: string; readonly to: string },
  moment: Moment,
): Promise<CodedSum[]> {
  const sql = `SELECT code, account, date, series, number, sum(ore) AS ore FROM ledger_line l
    WHERE book = :book AND date >= :from AND date <= :to AND date <= :day AND ${stands('l')}
    GROUP BY code, account, date, series, number ORDER BY code, account, date, series, length(number), number`;
  const rows = await db.all<CodedSum>(sql, { book, from, to, day: dayOf(moment), position: moment.position });
  await refusePruned(db, 'book', book);
  return rows;
}

/** The accounts of a book on which a line is known to be somebody's pay. */
export async function payAccounts(db: Rows, book: string, { position }: Moment): Promise<string[]> {
  const sql = `SELECT DISTINCT l.account FROM salary_share s
    JOIN voucher v ON v.book = s.book AND v.series = s.series AND v.number = s.number AND ${stands('v')}
    JOIN ledger_line l ON l.voucher = v.voucher AND l.line = s.line AND ${stands('l')}
    WHERE s.book = :book AND ${stands('s')} ORDER BY l.account`;
  return (await db.all<{ readonly account: string }>(sql, { book, position })).map(({ account }) => account);
}

/** What is in the vault of a person, oldest first. */
export async function personDocuments(db: Rows, person: string, { position }: Moment): Promise<PersonDocument[]> {
  const sql = `SELECT document, kind, period_from AS "from", period_to AS "to" FROM person_document d
    WHERE person = :person AND ${stands('d')} ORDER BY position, document`;
  return db.all<PersonDocument>(sql, { person, position });
}
