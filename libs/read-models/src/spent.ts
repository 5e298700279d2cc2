import { oreToText } from '#kernel';

import type { GrantFacts } from './grant-facts.query.js';
import type { Moment } from './moment.js';
import { openCosts } from './open-lines.query.js';
import { type Cost, postedCosts } from './posted-costs.query.js';
import { refusePruned } from './pruned.query.js';
import type { Rows } from './rows.js';

/** What became of booked costs, in öre, signed, costs positive: booked is the sum of the others. */
export interface Spent {
  readonly booked: number;
  readonly used: number;
  readonly notEligible: number;
  readonly unresolved: number;
  readonly notReported: number;
}
/** The same figures in SEK. */
export type SpentFigures = Readonly<Record<keyof Spent, string>>;

/** One cell of the figures: where costs fall. Money passed on falls on the onward allocation that it names. */
export interface SpentAt extends Spent {
  readonly pot: string | null;
  readonly allocation: string | null;
  readonly area: number | null;
}
type Figure = Exclude<keyof Spent, 'booked'>;

const NOTHING: Spent = { booked: 0, used: 0, notEligible: 0, unresolved: 0, notReported: 0 };

/**
 * What is booked on a grant and what became of it, in as many cells as it falls on. Refuses with FIGURES_PRUNED: every figure of
 * what a grant was spent on comes from here.
 */
export async function spentCells(db: Rows, facts: GrantFacts, moment: Moment): Promise<SpentAt[]> {
  const costs = [...(await postedCosts(db, facts, moment)), ...(await openCosts(db, facts, moment))];
  await refusePruned(db, 'grant', facts.grant);
  const own = costs.flatMap((cost) => (cost.counts === 'passed-on' ? [] : [cellOf(cost, cost.counts)]));
  const passedOn = costs.filter(({ counts }) => counts === 'passed-on');
  const recipients = new Set(passedOn.map(({ onward }) => onward));
  return [...own, ...[...recipients].flatMap((onward) => passedOnTo(facts, onward, passedOn))];
}

/** The money passed on under each onward allocation that counts once it is reported; null where none is named. */
export async function passedOnTotals(
  db: Rows,
  facts: GrantFacts,
  moment: Moment,
): Promise<ReadonlyMap<string | null, number>> {
  const totals = new Map<string | null, number>();
  for (const { onward, counts, ore } of await postedCosts(db, facts, moment)) {
    if (counts === 'passed-on') totals.set(onward, (totals.get(onward) ?? 0) + ore);
  }
  return totals;
}

const cellOf = ({ pot, allocation, onward, area, ore }: Cost, figure: Figure): SpentAt => {
  return { pot, allocation: onward ?? allocation, area, ...NOTHING, booked: ore, [figure]: ore };
};

/** Money passed on counts as used up to what its recipient has reported; the rest is not reported. */
function passedOnTo({ reports }: GrantFacts, onward: string | null, all: readonly Cost[]): SpentAt[] {
  const costs = all.filter((cost) => cost.onward === onward);
  const paid = costs.reduce((sum, { ore }) => sum + ore, 0);
  const report = (onward === null ? undefined : reports.get(onward)) ?? [];
  const reported = report.reduce((sum, [, ore]) => sum + ore, 0);
  // Which areas it was used for, its recipient knows best; where it reports more than it got, only our lines can say.
  const used = reported > paid ? [[null, Math.max(0, paid)] as const] : report;
  const { taken, left } = divided(costs, used);
  return [...taken.map((cost) => cellOf(cost, 'used')), ...left.map((cost) => cellOf(cost, 'notReported'))];
}

/**
 * Divides costs in what was used and what is left: of the area that was reported as far as there is such, and then of
 * whatever there is, which then is of the area reported. With area null it is of the area that its line says.
 */
function divided(costs: readonly Cost[], used: readonly (readonly [area: number | null, ore: number])[]) {
  const left = costs.map((cost) => ({ ...cost }));
  const taken: Cost[] = [];
  const take = (area: number | null, ore: number, from: readonly (Cost & { ore: number })[]): number => {
    let missing = ore;
    for (const cost of from) {
      const part = Math.max(0, Math.min(cost.ore, missing));
      if (part > 0) taken.push({ ...cost, area: area ?? cost.area, ore: part });
      cost.ore -= part;
      missing -= part;
    }
    return missing;
  };
  const missing = used.map(
    ([area, ore]) =>
      [
        area,
        take(
          area,
          ore,
          left.filter((cost) => cost.area === area),
        ),
      ] as const,
  );
  for (const [area, ore] of missing) take(area, ore, left);
  return { taken, left: left.filter(({ ore }) => ore !== 0) };
}

/** The sum of cells. */
export function total(cells: readonly Spent[]): Spent {
  const sum = (figure: keyof Spent) => cells.reduce((all, cell) => all + cell[figure], 0);
  const [booked, used] = [sum('booked'), sum('used')];
  const [notEligible, unresolved, notReported] = [sum('notEligible'), sum('unresolved'), sum('notReported')];
  return { booked, used, notEligible, unresolved, notReported };
}

/** Öre as the figures that a reader gets. */
export const inKronor = ({ booked, used, notEligible, unresolved, notReported }: Spent): SpentFigures => ({
  booked: oreToText(booked),
  used: oreToText(used),
  notEligible: oreToText(notEligible),
  unresolved: oreToText(unresolved),
  notReported: oreToText(notReported),
});
