import { type GrantFacts, grantFacts } from './grant-facts.query.js';
import type { Moment } from './moment.js';
import { type Cost, countsByArea, potOfCost, SHARES_AT, sharesAt } from './posted-costs.query.js';
import { refusePruned } from './pruned.query.js';
import type { Rows } from './rows.js';
import type { VoucherKey } from './touched-vouchers.query.js';

/** What of a voucher's line is posted to a grant for one purpose area: where it falls, and what it counts as. In öre. */
export interface CostLine extends VoucherKey, Cost {
  readonly projectCode: string;
  readonly line: number;
  readonly date: string;
  readonly kind: 'cost' | 'reduces-cost' | 'passed-on';
  /** What holds it out of the grant; null where it counts, or where that is not known. */
  readonly heldOut: 'disallowed' | 'outside' | 'closed' | 'area' | null;
  /** The position of its posting, and of the event that ended that, which may be later than what is asked for. */
  readonly position: number;
  readonly gone: number;
}

const LINES = `${SHARES_AT}
SELECT code AS "projectCode", book, series, number, line, date, area, pot, allocation, onward, kind, ore, held_out,
  position, gone
FROM share ORDER BY date, book, series, length(number), number, line, code, area`;

type Row = Omit<CostLine, 'area' | 'counts' | 'heldOut'> & {
  readonly area: number;
  readonly held_out: 'disallowed' | 'outside' | 'closed' | null;
};

/** Every posted line of a grant at a moment, by accounting date and voucher. Refuses with FIGURES_PRUNED. */
export async function costLines(db: Rows, facts: GrantFacts, moment: Moment): Promise<CostLine[]> {
  const rows = await db.all<Row>(LINES, sharesAt(facts, moment));
  await refusePruned(db, 'grant', facts.grant);
  return rows.map(({ held_out, ...row }) => {
    const area = row.area === 0 ? null : row.area;
    const pot = potOfCost(facts, row.pot, row.allocation);
    const fits = countsByArea(facts, pot, area);
    const counts = held_out !== null ? 'notEligible' : fits === 'used' && row.kind === 'passed-on' ? row.kind : fits;
    return { ...row, pot, area, counts, heldOut: held_out ?? (fits === 'notEligible' ? 'area' : null) };
  });
}

/** The allocation that a cost falls on: money passed on falls on the onward allocation that it names. */
export const fallsOn = ({ onward, allocation }: Pick<Cost, 'onward' | 'allocation'>): string | null =>
  onward ?? allocation;

/** Every posted line of a grant at a moment; undefined where it was not announced by then. Refuses with FIGURES_PRUNED. */
export async function grantCosts(db: Rows, grant: string, moment: Moment): Promise<CostLine[] | undefined> {
  const facts = await grantFacts(db, grant, moment);
  return facts === undefined ? undefined : costLines(db, facts, moment);
}
