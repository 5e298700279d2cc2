import { oreToText } from '#kernel';

import { type GrantFacts, grantFacts } from './grant-facts.query.js';
import type { Moment } from './moment.js';
import { type Cost, countsByArea, potOfCost, SHARES_AT, sharesAt } from './posted-costs.query.js';
import type { Rows } from './rows.js';
import type { VoucherKey } from './touched-vouchers.query.js';

/** What of a voucher's line is posted to a grant for one purpose area, and what it counts as there. */
export interface VoucherCost {
  readonly projectCode: string;
  readonly grant: string;
  readonly line: number;
  readonly area: number | null;
  readonly amount: string;
  readonly counts: Cost['counts'];
  /** What holds it out of the grant; null where it counts, or where that is not known. */
  readonly heldOut: 'disallowed' | 'outside' | 'closed' | 'area' | null;
}

const OF_VOUCHER = `${SHARES_AT}
SELECT code, line, area, ore, kind, pot, allocation, held_out FROM share
WHERE book = :book AND series = :series AND number = :number ORDER BY code, line, area`;

interface Row {
  readonly code: string;
  readonly line: number;
  readonly area: number;
  readonly ore: number;
  readonly kind: string;
  readonly pot: string | null;
  readonly allocation: string | null;
  readonly held_out: 'disallowed' | 'outside' | 'closed' | null;
}

/** What a voucher is to the grants at a moment, share by share. */
export async function voucherCosts(
  db: Rows,
  { book, series, number }: VoucherKey,
  moment: Moment,
): Promise<VoucherCost[]> {
  const named =
    'SELECT DISTINCT grant_id FROM cost_share WHERE book = ? AND series = ? AND number = ? ORDER BY grant_id';
  const costs: VoucherCost[] = [];
  for (const { grant_id } of await db.all<{ readonly grant_id: string }>(named, [book, series, number])) {
    const facts = await grantFacts(db, grant_id, moment);
    if (facts === undefined) continue;
    const rows = await db.all<Row>(OF_VOUCHER, { ...sharesAt(facts, moment), book, series, number });
    costs.push(...rows.map((row) => costOf(facts, row)));
  }
  return costs;
}

function costOf(facts: GrantFacts, { code: projectCode, line, ore, kind, held_out, ...row }: Row): VoucherCost {
  const { grant } = facts;
  const area = row.area === 0 ? null : row.area;
  const fits = countsByArea(facts, potOfCost(facts, row.pot, row.allocation), area);
  const counts = held_out !== null ? 'notEligible' : fits === 'used' && kind === 'passed-on' ? kind : fits;
  const heldOut = held_out ?? (fits === 'notEligible' ? 'area' : null);
  return { projectCode, grant, line, area, amount: oreToText(ore), counts, heldOut };
}
