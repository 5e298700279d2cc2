import { type Finding, finding } from './finding.js';
import type { FindingCode } from './findings.catalogue.js';
import type { GrantFacts } from './grant-facts.query.js';
import type { Look } from './look.js';
import { countsByArea, potOfCost, SHARES_AT, sharesAt } from './posted-costs.query.js';

interface Posted {
  readonly code: string;
  readonly pot: string | null;
  readonly allocation: string | null;
  readonly area: number;
  readonly ore: number;
  readonly position: number;
}
interface Sum {
  readonly code: FindingCode;
  readonly projectCode: string;
  readonly pot: string | null;
  readonly area: number | null;
  ore: number;
  position: number;
}

const POSTED = `${SHARES_AT}
SELECT code, pot, allocation, area, sum(ore) AS ore, max(position) AS position FROM share
WHERE held_out IS NULL GROUP BY code, pot, allocation, area
ORDER BY code, pot NULLS FIRST, allocation NULLS FIRST, area`;

/** Posted costs that no pot is known for, or whose area is not one that their money may go to. */
export async function areaFindings({ db, facts, moment }: Look): Promise<Finding[]> {
  const { grant } = facts;
  const sums = new Map<string, Sum>();
  for (const posted of await db.all<Posted>(POSTED, sharesAt(facts, moment))) {
    const { ore, position } = posted;
    const found = sumOf(facts, posted);
    if (found === null) continue;
    const key = JSON.stringify([found.code, found.projectCode, found.pot, found.area]);
    const sum = sums.get(key) ?? found;
    sum.ore += ore;
    sum.position = Math.max(sum.position, position);
    sums.set(key, sum);
  }
  const some = [...sums.values()].filter(({ ore }) => ore !== 0);
  return some.map(({ code, projectCode, pot, area, ore, position }) => {
    const subject = { projectCode, ...(pot === null ? {} : { pot }), ...(area === null ? {} : { area }) };
    return finding(code, { grant, subject, ore, position });
  });
}

function sumOf(facts: GrantFacts, { code: projectCode, allocation, ...posted }: Posted): Sum | null {
  const pot = potOfCost(facts, posted.pot, allocation);
  const area = posted.area === 0 ? null : posted.area;
  const counts = countsByArea(facts, pot, area);
  const nothing = { projectCode, ore: 0, position: 0 };
  if (counts === 'unresolved') return { ...nothing, code: 'AREA_UNKNOWN_FOR_POT', pot, area };
  if (counts === 'notEligible') {
    const bound = facts.rules.pots.some(({ id, purposeAreas }) => id === pot && purposeAreas !== undefined);
    return { ...nothing, code: bound ? 'AREA_NOT_OF_POT' : 'AREA_NOT_GRANTED', pot, area };
  }
  return pot === null ? { ...nothing, code: 'COST_WITHOUT_POT', pot, area: null } : null;
}
