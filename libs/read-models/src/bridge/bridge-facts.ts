import { textToOre } from '#kernel';

import { type CostLine, costLines, fallsOn } from '../cost-lines.query.js';
import type { GrantFact } from '../grant-events.js';
import { type GrantFacts, grantFacts } from '../grant-facts.query.js';
import { type GrantFigures, positionOf } from '../grant-position.query.js';
import type { Moment } from '../moment.js';
import { type OpenCost, openCosts } from '../open-lines.query.js';
import type { Rows } from '../rows.js';
import { type SpentAt, spentCells } from '../spent.js';

/** What a grant's bridge is made of at a moment: its figures, and the events and lines behind them. */
export interface BridgeFacts {
  readonly facts: GrantFacts;
  readonly figures: GrantFigures;
  readonly cells: readonly SpentAt[];
  readonly lines: readonly CostLine[];
  readonly open: readonly OpenCost[];
}

/** What the bridge is made of; undefined where the grant was not announced by then. Refuses with FIGURES_PRUNED. */
export async function bridgeFacts(db: Rows, grant: string, moment: Moment): Promise<BridgeFacts | undefined> {
  const facts = await grantFacts(db, grant, moment);
  if (facts === undefined) return undefined;
  const cells = await spentCells(db, facts, moment);
  const [lines, open] = [await costLines(db, facts, moment), await openCosts(db, facts, moment)];
  return { facts, figures: positionOf(facts, cells, moment), cells, lines, open };
}

/** An amount as whole öre; null stays unknown. */
export const oreOf = (amount: string | null): number | null => (amount === null ? null : textToOre(amount));

/** The positions of what is told. */
export const positionsOf = (told: readonly { readonly position: number }[]): number[] =>
  told.map(({ position }) => position);

/** The positions of what gave or took money of an allocation, and of what was decided of it. */
export function eventsOn({ events }: GrantFacts, id: string): number[] {
  const names = (event: GrantFact): boolean => {
    switch (event.type) {
      case 'FundsAllocated':
        return event.data.allocation === id || event.data.from === id;
      case 'AllocationDecided':
      case 'AllocationReduced':
        return event.data.allocation === id;
      case 'FundsRedistributed':
        return event.data.from === id || event.data.to === id;
      default:
        return false;
    }
  };
  return positionsOf(events.filter(names));
}

/** The positions of the payments that hold money of a pot; of every payment where none is named. */
export const paymentsOf = ({ events }: GrantFacts, pot?: string): number[] =>
  positionsOf(
    events.filter(
      (event) =>
        event.type === 'GrantPaid' && (pot === undefined || event.data.amounts.some((amount) => amount.pot === pot)),
    ),
  );

/** The position of the decision in force, else of the announcement. */
export const decidedBy = ({ events }: GrantFacts): number[] => {
  const of = (...types: readonly GrantFact['type'][]) => events.filter(({ type }) => types.includes(type));
  const awards = of('GrantAwarded', 'AwardAmended');
  return positionsOf(awards.length > 0 ? awards : of('GrantAnnounced'));
};

/** The positions of every booked line that falls on an allocation; null for those that fall on none. */
export const bookedOn = ({ lines, open }: BridgeFacts, id: string | null): number[] =>
  positionsOf([...lines, ...open].filter((cost) => fallsOn(cost) === id));

/** Money passed on that counts once it is reported, by the allocation that it falls on. */
export const passedOnLines = ({ lines }: Pick<BridgeFacts, 'lines'>, id: string | null): CostLine[] =>
  lines.filter((line) => line.counts === 'passed-on' && fallsOn(line) === id);
