import type { Database } from '#sqlite';

import type { GrantFacts } from './grant-facts.query.js';
import { dayOf, type Moment } from './moment.js';

/** A sum of öre of matched lines, by where it falls and what counts it. */
export interface Cost {
  readonly pot: string | null;
  readonly allocation: string | null;
  /** The onward allocation of money passed on; null for own costs and where none is named. */
  readonly onward: string | null;
  readonly area: number | null;
  readonly counts: 'used' | 'passed-on' | 'notEligible' | 'unresolved';
  readonly ore: number;
}

interface ShareRow {
  readonly pot: string | null;
  readonly allocation: string | null;
  readonly onward: string | null;
  readonly area: number;
  readonly kind: string;
  readonly eligible: number;
  readonly ore: number;
}

// A cost counts by its accounting date, or by the service period that a person stated; not after its code was closed.
const SHARES = `
WITH code AS (SELECT code, last_day, max(position) FROM ledger_code WHERE position <= :position GROUP BY code)
SELECT s.pot, s.allocation, s.onward, s.area, s.kind,
  (s.disallowed = 0 AND coalesce(s.service_from, s.date) >= :from AND coalesce(s.service_to, s.date) <= :to
    AND (code.last_day IS NULL OR s.date <= code.last_day)) AS eligible,
  sum(s.ore) AS ore
FROM cost_share s LEFT JOIN code ON code.code = s.code
WHERE s.grant_id = :grant AND s.position <= :position AND s.gone > :position AND s.date <= :day
GROUP BY s.pot, s.allocation, s.onward, s.area, s.kind, eligible`;

/** What is posted to a grant and what of it counts, by the rules of its programme. */
export function postedCosts(db: Database, facts: GrantFacts, moment: Moment): Cost[] {
  const { from, to } = facts.rules.usePeriod;
  const parameters = { grant: facts.grant, position: moment.position, day: dayOf(moment), from, to };
  const rows = db.prepare(SHARES).all(parameters) as unknown as ShareRow[];
  return rows.map(({ pot, allocation, onward, area, kind, eligible, ore }) => {
    const known = area === 0 ? null : area;
    const passedOn = kind === 'passed-on';
    const counts = eligible === 1 ? countsByArea(facts, pot, known) : 'notEligible';
    return { pot, allocation, onward, area: known, counts: counts === 'used' && passedOn ? 'passed-on' : counts, ore };
  });
}

/**
 * Money of a pot bound to purpose areas counts for those alone, and an area for named recipients alone (3 §) counts
 * where the recipient has money from a pot bound to it. What is not known to be of the area is not known to count.
 */
function countsByArea({ rules, announced, awarded }: GrantFacts, pot: string | null, area: number | null): Cost['counts'] {
  const bound = rules.pots.find(({ id }) => id === pot)?.purposeAreas;
  if (bound !== undefined) {
    if (area === null) return 'unresolved';
    return bound.includes(area) ? 'used' : 'notEligible';
  }
  const named = rules.purposeAreas.find(({ number }) => number === area)?.onlyNamedRecipients ?? false;
  if (!named || area === null) return 'used';
  const granted = rules.pots.filter(({ purposeAreas }) => purposeAreas?.includes(area) ?? false);
  return granted.some(({ id }) => ((awarded ?? announced).get(id) ?? 0) > 0) ? 'used' : 'notEligible';
}

/** A matched line of a role that counts, or of none, that is not posted, wholly or in part: what is open, and why. */
export interface OpenLine {
  readonly book: string;
  readonly series: string;
  readonly number: string;
  readonly line: number;
  readonly account: string;
  readonly role: string | null;
  /** The codes of the grant that claim the line. */
  readonly codes: readonly string[];
  /** Whether codes of whatever grant are more than one. */
  readonly claimedTwice: boolean;
  readonly ore: number;
}

const OPEN = `
WITH code AS (SELECT code, grant_id, max(position) FROM ledger_code WHERE position <= :position GROUP BY code),
matched AS (
  SELECT l.*, code.grant_id FROM ledger_line l JOIN code ON code.code = l.code
  WHERE code.grant_id = :grant AND l.position <= :position AND l.gone > :position AND l.date <= :day
    AND (l.role IS NULL OR l.role IN ('cost', 'reduces-cost', 'passed-on')))
SELECT m.book, m.series, m.number, m.line, m.account, m.role, json_group_array(m.code) AS codes,
  (SELECT count(*) FROM ledger_line o WHERE o.voucher = m.voucher AND o.line = m.line
    AND o.position <= :position AND o.gone > :position) AS claims,
  m.ore - coalesce((SELECT sum(s.ore) FROM cost_share s WHERE s.book = m.book AND s.series = m.series
    AND s.number = m.number AND s.line = m.line AND s.position <= :position AND s.gone > :position), 0) AS ore
FROM matched m
WHERE NOT EXISTS (SELECT 1 FROM cost_share s WHERE s.book = m.book AND s.series = m.series AND s.number = m.number
  AND s.line = m.line AND s.code = m.code AND s.position <= :position AND s.gone > :position)
GROUP BY m.voucher, m.line HAVING ore <> 0 ORDER BY m.date, m.series, m.number, m.line`;

/** The lines of a grant that are booked but of which it is not known what they are to it. */
export function openLines(db: Database, grant: string, moment: Moment): OpenLine[] {
  type Row = Omit<OpenLine, 'codes' | 'claimedTwice'> & { readonly codes: string; readonly claims: number };
  const parameters = { grant, position: moment.position, day: dayOf(moment) };
  const rows = db.prepare(OPEN).all(parameters) as unknown as Row[];
  return rows.map(({ codes, claims, ...row }) => ({ ...row, codes: JSON.parse(codes) as string[], claimedTwice: claims > 1 }));
}

/** The open lines as costs: of the pot that all their codes' allocations agree on, else of none. */
export function unresolvedCosts(db: Database, facts: GrantFacts, moment: Moment): Cost[] {
  const allocationOf = allocationsOfCodes(db, moment);
  return openLines(db, facts.grant, moment).map(({ codes, ore }) => {
    const allocations = new Set(codes.map((code) => allocationOf.get(code) ?? null));
    const [first = null] = allocations;
    const pots = new Set([...allocations].map((id) => (id === null ? null : (facts.allocations.get(id)?.pot ?? null))));
    const [pot = null] = pots;
    const place = { pot: pots.size === 1 ? pot : null, allocation: allocations.size === 1 ? first : null };
    return { ...place, onward: null, area: null, counts: 'unresolved', ore };
  });
}

/** The allocation that each project code charges at a moment. */
export function allocationsOfCodes(db: Database, { position }: Moment): ReadonlyMap<string, string | null> {
  const sql = `SELECT code, json_extract(data, '$.allocation') AS allocation, max(position) FROM ledger_code
    WHERE position <= ? GROUP BY code`;
  type Row = { readonly code: string; readonly allocation: string | null };
  return new Map((db.prepare(sql).all(position) as Row[]).map(({ code, allocation }) => [code, allocation]));
}
