import type { Cost } from './costs.query.js';
import type { GrantFacts } from './grant-facts.query.js';

/** What became of booked costs, in öre, signed, costs positive. */
export interface Spent {
  booked: number;
  used: number;
  notEligible: number;
  unresolved: number;
  notReported: number;
}
/** One cell of the figures: where a cost falls. Money passed on falls on the onward allocation that it names. */
export interface SpentAt extends Spent {
  readonly pot: string | null;
  readonly allocation: string | null;
  readonly area: number | null;
}

const nothing = (): Spent => ({ booked: 0, used: 0, notEligible: 0, unresolved: 0, notReported: 0 });

/** Costs with money passed on decided: it counts as used up to what its recipient has reported, the rest is not reported. */
export function spent(facts: GrantFacts, costs: readonly Cost[]): SpentAt[] {
  const own = costs.filter(({ counts }) => counts !== 'passed-on').map(spentAt);
  const passedOn = costs.filter(({ counts }) => counts === 'passed-on');
  const recipients = new Set(passedOn.map(({ onward }) => onward));
  return [...own, ...[...recipients].flatMap((onward) => passedOnTo(facts, onward, passedOn))];
}

function spentAt({ pot, allocation, onward, area, counts, ore }: Cost): SpentAt {
  const figure = counts === 'passed-on' ? 'notReported' : counts;
  return { pot, allocation: onward ?? allocation, area, ...nothing(), booked: ore, [figure]: ore };
}

function passedOnTo({ reports }: GrantFacts, onward: string | null, all: readonly Cost[]): SpentAt[] {
  const costs = all.filter((cost) => cost.onward === onward);
  const paid = costs.reduce((sum, { ore }) => sum + ore, 0);
  const report = (onward === null ? undefined : reports.get(onward)) ?? [];
  const reported = report.reduce((sum, [, ore]) => sum + ore, 0);
  const used = Math.max(0, Math.min(paid, reported));
  const unspent = costs.map(spentAt);
  const [first] = costs;
  if (used === 0 || first === undefined) return unspent;
  const counted = (at: Cost, area: number | null, ore: number) => ({ ...spentAt({ ...at, ore: 0 }), area, used: ore, notReported: -ore });
  // Which areas it was used for, its recipient knows best; where it reports more than it got, only our lines can say.
  const byReport = () => report.map(([area, ore]) => counted(first, area, ore));
  const byLine = () => costs.map((cost) => counted(cost, cost.area, cost.ore));
  return [...unspent, ...(used === reported ? byReport() : byLine())];
}

/** The sum of cells. */
export function total(cells: readonly Spent[]): Spent {
  const sum = nothing();
  for (const cell of cells) {
    sum.booked += cell.booked;
    sum.used += cell.used;
    sum.notEligible += cell.notEligible;
    sum.unresolved += cell.unresolved;
    sum.notReported += cell.notReported;
  }
  return sum;
}
