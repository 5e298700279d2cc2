import type { Database } from '#sqlite';

import type { GrantFacts } from './grant-facts.query.js';
import { dayOf, type Moment } from './moment.js';
import type { Cost } from './posted-costs.query.js';
import { refusePruned } from './pruned.query.js';

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
export const CODES_AT =
  'WITH code AS (SELECT code, grant_id, max(position) FROM ledger_code WHERE position <= :position GROUP BY code)';
/** The lines that the codes of a grant mean at a moment, as `matched`, once for each code. */
export const MATCHED_AT = `${CODES_AT},
matched AS (
  SELECT l.* FROM code JOIN ledger_line l ON l.code = code.code
  WHERE code.grant_id = :grant AND ${STANDS} AND l.date <= :day)`;

/** The parameters of `CODES_AT` and `MATCHED_AT`. */
export const matchedAt = (grant: string, moment: Moment) => ({
  grant,
  position: moment.position,
  day: dayOf(moment),
});

/** The roles of booked costs; an account without a role may be one. */
export const IS_COST = "(role IS NULL OR role IN ('cost', 'reduces-cost', 'passed-on'))";

const OPEN = `${MATCHED_AT},
line AS (
  SELECT m.*,
    coalesce((SELECT sum(s.ore) FROM cost_share s WHERE s.book = m.book AND s.series = m.series
      AND s.number = m.number AND s.line = m.line AND ${STANDS}), 0) AS posted
  FROM matched m WHERE ${IS_COST})
SELECT book, series, number, line, date, account, role, ore - posted AS ore, posted, max(position) AS position,
  json_group_array(code) AS codes,
  (SELECT json_group_array(o.code) FROM ledger_line o
    WHERE o.voucher = line.voucher AND o.line = line.line AND ${STANDS}) AS claimants,
  max(EXISTS (SELECT 1 FROM cost_decision d WHERE d.book = line.book AND d.series = line.series
    AND d.number = line.number AND d.code = line.code AND ${STANDS})) AS left_out
FROM line WHERE ore <> posted
GROUP BY voucher, line ORDER BY date, book, series, length(number), number, line`;

/** The lines that a grant's codes mean and that are not posted, or not wholly. */
export function openLines(db: Database, grant: string, moment: Moment): OpenLine[] {
  refusePruned(db, 'grant', grant);
  type Row = Omit<OpenLine, 'codes' | 'claimants' | 'leftOut'> & { readonly left_out: number } & Codes;
  type Codes = Readonly<Record<'codes' | 'claimants', string>>;
  const rows = db.prepare(OPEN).all(matchedAt(grant, moment)) as unknown as Row[];
  return rows.map(({ codes, claimants, left_out, ...line }) => {
    return { ...line, codes: sorted(codes), claimants: sorted(claimants), leftOut: left_out === 1 };
  });
}

const sorted = (codes: string): string[] => (JSON.parse(codes) as string[]).sort();

/**
 * The open lines as costs. What a person left out is booked and not eligible; of the rest it is not known what it is to
 * the grant. It falls on the pot and the allocation that all its codes agree on, else on none.
 */
export function openCosts(db: Database, facts: GrantFacts, moment: Moment): Cost[] {
  const allocationOf = allocationsOfCodes(db, moment);
  return openLines(db, facts.grant, moment).map(({ codes, ore, leftOut }) => {
    const allocations = codes.map((code) => allocationOf.get(code) ?? null);
    const pots = allocations.map((id) => (id === null ? null : (facts.allocations.get(id)?.pot ?? null)));
    const place = { pot: agreed(pots), allocation: agreed(allocations), onward: null, area: null };
    return { ...place, counts: leftOut ? 'notEligible' : 'unresolved', ore };
  });
}

/** What all of them say; null where they differ. */
const agreed = (all: readonly (string | null)[]): string | null => {
  const [first = null] = all;
  return all.every((one) => one === first) ? first : null;
};

/** The allocation that each project code charges at a moment. */
function allocationsOfCodes(db: Database, { position }: Moment): ReadonlyMap<string, string | null> {
  const sql = `SELECT code, data ->> '$.allocation' AS allocation, max(position) FROM ledger_code
    WHERE position <= ? GROUP BY code`;
  type Row = { readonly code: string; readonly allocation: string | null };
  return new Map((db.prepare(sql).all(position) as unknown as Row[]).map(({ code, allocation }) => [code, allocation]));
}
