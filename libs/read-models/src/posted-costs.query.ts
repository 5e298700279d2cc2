import { latest } from './dialect.js';
import type { GrantFacts } from './grant-facts.query.js';
import { dayOf, type Moment } from './moment.js';
import type { Rows } from './rows.js';

/** A sum of öre of matched or posted lines, by where it falls and what counts it. */
export interface Cost {
  readonly pot: string | null;
  readonly allocation: string | null;
  /** The onward allocation of money passed on; null for own costs and where none is named. */
  readonly onward: string | null;
  readonly area: number | null;
  readonly counts: 'used' | 'passed-on' | 'notEligible' | 'unresolved';
  readonly ore: number;
}

/**
 * What is posted to a grant at a moment, area by area, as `share`, with what holds it out of the grant, if anything. A
 * cost counts by its accounting date, or by the service period that a person stated; not after its code was closed.
 */
export const SHARES_AT = `
WITH code AS MATERIALIZED (SELECT code, last_day FROM ${latest('ledger_code', 'code')}),
share AS (
  SELECT s.*, CASE
    WHEN s.disallowed = 1 THEN 'disallowed'
    WHEN coalesce(s.service_from, s.date) < :from OR coalesce(s.service_to, s.date) > :to THEN 'outside'
    WHEN s.date > code.last_day THEN 'closed'
    END AS held_out
  FROM cost_share s LEFT JOIN code ON code.code = s.code
  WHERE s.grant_id = :grant AND s.position <= :position AND s.gone > :position AND s.date <= :day)`;

/** The parameters of `SHARES_AT`. */
export const sharesAt = ({ grant, rules: { usePeriod } }: GrantFacts, moment: Moment) => ({
  grant,
  position: moment.position,
  day: dayOf(moment),
  from: usePeriod.from,
  to: usePeriod.to,
});

const SUMS = `${SHARES_AT}
SELECT pot, allocation, onward, area, kind, CASE WHEN held_out IS NULL THEN 1 ELSE 0 END AS counts,
  sum(ore) AS ore FROM share
GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 1 NULLS FIRST, 2 NULLS FIRST, 3 NULLS FIRST, 4, 5, 6`;

interface Sum {
  readonly pot: string | null;
  readonly allocation: string | null;
  readonly onward: string | null;
  readonly area: number;
  readonly kind: string;
  readonly counts: number;
  readonly ore: number;
}

/** What is posted to a grant and what of it counts, by the rules of its programme. */
export async function postedCosts(db: Rows, facts: GrantFacts, moment: Moment): Promise<Cost[]> {
  const rows = await db.all<Sum>(SUMS, sharesAt(facts, moment));
  return rows.map(({ allocation, onward, kind, ore, ...row }) => {
    const pot = potOfCost(facts, row.pot, allocation);
    const area = row.area === 0 ? null : row.area;
    const fits = row.counts === 0 ? 'notEligible' : countsByArea(facts, pot, area);
    return { pot, allocation, onward, area, counts: fits === 'used' && kind === 'passed-on' ? kind : fits, ore };
  });
}

/** A cost posted while the pot of its allocation was open has the pot that the allocation was given since. */
export const potOfCost = ({ allocations }: GrantFacts, pot: string | null, allocation: string | null): string | null =>
  pot ?? (allocation === null ? null : (allocations.get(allocation)?.pot ?? null));

/**
 * Money of a pot bound to purpose areas counts for those alone, and an area for named recipients alone (3 §) counts
 * where the recipient has money from a pot bound to it. What is not known to be of the area is not known to count.
 */
export function countsByArea(
  { rules, granted }: GrantFacts,
  pot: string | null,
  area: number | null,
): 'used' | 'notEligible' | 'unresolved' {
  const bound = rules.pots.find(({ id }) => id === pot)?.purposeAreas;
  if (area === null) return bound === undefined ? 'used' : 'unresolved';
  const fits = bound === undefined ? isGranted(area, { rules, granted }) : bound.includes(area);
  return fits ? 'used' : 'notEligible';
}

/** Whether the recipient is one of those that an area is for: most areas are for everyone. */
function isGranted(area: number, { rules, granted }: Pick<GrantFacts, 'rules' | 'granted'>): boolean {
  const named = rules.purposeAreas.some(({ number, onlyNamedRecipients }) => number === area && onlyNamedRecipients);
  return !named || rules.pots.some(({ id, purposeAreas }) => granted.has(id) && purposeAreas?.includes(area));
}
