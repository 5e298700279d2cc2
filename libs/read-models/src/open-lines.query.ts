import { type Dialect, latest } from './dialect.js';
import type { GrantFacts } from './grant-facts.query.js';
import { dayOf, type Moment } from './moment.js';
import type { Cost } from './posted-costs.query.js';
import { refusePruned } from './pruned.query.js';
import type { Rows } from './rows.js';

/** A matched line of a role that counts, or of none, of which something is not posted. */
export interface OpenLine {
  readonly book: string;
  readonly series: string;
  readonly number: string;
  readonly line: number;
  readonly date: string;
  readonly account: string;
  readonly role: string | null;
  /** The codes of the grant that claim the line, and those of every grant. */
  readonly codes: readonly string[];
  readonly claimants: readonly string[];
  /** Whether a person has posted the voucher under one of the codes, or declined to, and so left the line out. */
  readonly leftOut: boolean;
  /** What of the line is posted nowhere, and what is posted somewhere. */
  readonly ore: number;
  readonly posted: number;
  readonly position: number;
}

const STANDS = 'position <= :position AND gone > :position';

/** Which grant each project code is of at a moment, as `code`. */
export const CODES_AT = `WITH code AS MATERIALIZED (SELECT code, grant_id FROM ${latest('ledger_code', 'code')})`;
// The cross join has the codes looked up first: else SQLite walks through the lines of every grant.
/** The lines that the codes of a grant mean at a moment, as `matched`, once for each code. */
export const MATCHED_AT = `${CODES_AT},
matched AS (
  SELECT l.* FROM code CROSS JOIN ledger_line l
  WHERE l.code = code.code AND code.grant_id = :grant AND ${STANDS} AND l.date <= :day)`;

/** The parameters of `CODES_AT` and `MATCHED_AT`. */
export const matchedAt = (grant: string, moment: Moment) => ({
  grant,
  position: moment.position,
  day: dayOf(moment),
});

/** The roles of booked costs; an account without a role may be one. */
export const IS_COST = "(role IS NULL OR role IN ('cost', 'reduces-cost', 'passed-on'))";

const OPEN = ({ gathered }: Dialect) => `${MATCHED_AT},
line AS (
  SELECT m.*,
    coalesce((SELECT sum(s.ore) FROM cost_share s WHERE s.book = m.book AND s.series = m.series
      AND s.number = m.number AND s.line = m.line AND ${STANDS}), 0) AS posted
  FROM matched m WHERE ${IS_COST})
SELECT book, series, number, line, date, account, role, ore - posted AS ore, posted, max(position) AS position,
  ${gathered('code')} AS codes,
  (SELECT ${gathered('o.code')} FROM ledger_line o
    WHERE o.voucher = line.voucher AND o.line = line.line AND ${STANDS}) AS claimants,
  max(CASE WHEN EXISTS (SELECT 1 FROM cost_decision d WHERE d.book = line.book AND d.series = line.series
    AND d.number = line.number AND d.code = line.code AND ${STANDS}) THEN 1 ELSE 0 END) AS left_out
FROM line WHERE ore <> posted
GROUP BY voucher, line, book, series, number, date, account, role, ore, posted
ORDER BY date, book, series, length(number), number, line`;

/** The lines that a grant's codes mean and that are not posted, or not wholly. */
export async function openLines(db: Rows, grant: string, moment: Moment): Promise<OpenLine[]> {
  type Row = Omit<OpenLine, 'codes' | 'claimants' | 'leftOut'> & { readonly left_out: number } & Codes;
  type Codes = Readonly<Record<'codes' | 'claimants', string>>;
  const rows = await db.all<Row>(OPEN(db.dialect), matchedAt(grant, moment));
  await refusePruned(db, 'grant', grant);
  return rows.map(({ codes, claimants, left_out, ...line }) => {
    return { ...line, codes: sorted(codes), claimants: sorted(claimants), leftOut: left_out === 1 };
  });
}

const sorted = (codes: string): string[] => (JSON.parse(codes) as string[]).sort();

/** An open line as a cost, and the position from which it is one. */
export interface OpenCost extends Cost {
  readonly position: number;
}

/**
 * The open lines as costs. What a person left out is booked and not eligible; of the rest it is not known what it is to
 * the grant. It falls on the pot and the allocation that all its codes agree on, else on none.
 */
export async function openCosts(db: Rows, facts: GrantFacts, moment: Moment): Promise<OpenCost[]> {
  const allocationOf = await allocationsOfCodes(db, moment);
  return (await openLines(db, facts.grant, moment)).map(({ codes, ore, leftOut, position }) => {
    const allocations = codes.map((code) => allocationOf.get(code) ?? null);
    const pots = allocations.map((id) => (id === null ? null : (facts.allocations.get(id)?.pot ?? null)));
    const place = { pot: agreed(pots), allocation: agreed(allocations), onward: null, area: null };
    return { ...place, counts: leftOut ? 'notEligible' : 'unresolved', ore, position };
  });
}

/** What all of them say; null where they differ. */
const agreed = (all: readonly (string | null)[]): string | null => {
  const [first = null] = all;
  return all.every((one) => one === first) ? first : null;
};

/** The allocation that each project code charges at a moment. */
async function allocationsOfCodes(db: Rows, { position }: Moment): Promise<ReadonlyMap<string, string | null>> {
  const sql = `SELECT code, data ->> 'allocation' AS allocation FROM ${latest('ledger_code', 'code')}`;
  type Row = { readonly code: string; readonly allocation: string | null };
  return new Map((await db.all<Row>(sql, { position })).map(({ code, allocation }) => [code, allocation]));
}
