import { oreToText } from '#kernel';
import type { Database } from '#sqlite';

import { grantFacts } from './grant-facts.query.js';
import type { Moment } from './moment.js';
import { type Cost, countsByArea, potOfCost, SHARES_AT, sharesAt } from './posted-costs.query.js';
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
export function voucherCosts(db: Database, { book, series, number }: VoucherKey, moment: Moment): VoucherCost[] {
  const named =
    'SELECT DISTINCT grant_id FROM cost_share WHERE book = ? AND series = ? AND number = ? ORDER BY grant_id';
  const grants = db.prepare(named).all(book, series, number) as unknown as { readonly grant_id: string }[];
  return grants.flatMap(({ grant_id: grant }) => {
    const facts = grantFacts(db, grant, moment);
    if (facts === undefined) return [];
    const parameters = { ...sharesAt(facts, moment), book, series, number };
    const rows = db.prepare(OF_VOUCHER).all(parameters) as unknown as Row[];
    return rows.map(({ code: projectCode, line, ore, kind, held_out, ...row }) => {
      const area = row.area === 0 ? null : row.area;
      const fits = countsByArea(facts, potOfCost(facts, row.pot, row.allocation), area);
      const counts = held_out !== null ? 'notEligible' : fits === 'used' && kind === 'passed-on' ? kind : fits;
      const heldOut = held_out ?? (fits === 'notEligible' ? 'area' : null);
      return { projectCode, grant, line, area, amount: oreToText(ore), counts, heldOut };
    });
  });
}
