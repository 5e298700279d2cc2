import { oreToText, textToOre } from '#kernel';

import { type Allocation, allocationsFrom, withOnward } from './allocations.js';
import { type GrantFacts, grantFacts } from './grant-facts.query.js';
import { positionOf } from './grant-position.query.js';
import { type Moment, stamp } from './moment.js';
import type { Rows } from './rows.js';
import { inKronor, type SpentAt, spentCells, type SpentFigures, total } from './spent.js';

/** An allocation with what it holds, what it has passed down and what was spent of it, and those below it. */
export interface AllocationNode {
  readonly allocation: string;
  readonly to: Allocation['to'];
  readonly pot: string | null;
  readonly purposeAreas: readonly number[];
  readonly decision: Allocation['decision'];
  /** The key's rule, what it gives, and how much the amount that was decided by it is above that. */
  readonly key: {
    readonly rule: string;
    readonly of: string;
    readonly gives: string;
    readonly decided: string;
    readonly difference: string;
  } | null;
  /** As it stands, after what was redistributed and reduced. */
  readonly amount: string;
  readonly ownFunding: string;
  readonly onwardAllocated: string;
  readonly remaining: string;
  /** What was spent of the allocation and of all below it. */
  readonly spent: SpentFigures;
  /** What its performer has reported in all; null where it has reported nothing. */
  readonly reported: string | null;
  readonly onward: readonly AllocationNode[];
}

/** How the money of a grant is handed on, from the award down. */
export interface AllocationTree {
  readonly grant: string;
  readonly position: number;
  readonly perDate?: string;
  readonly announced: string | null;
  readonly awarded: string | null;
  readonly ownFunding: string;
  readonly allocated: string;
  readonly unallocated: string | null;
  readonly allocations: readonly AllocationNode[];
}

/** The grant's allocations as a tree, each with its figures; undefined where it was not announced by then. */
export async function allocationTree(db: Rows, grant: string, moment: Moment): Promise<AllocationTree | undefined> {
  const facts = await grantFacts(db, grant, moment);
  if (facts === undefined) return undefined;
  const cells = await spentCells(db, facts, moment);
  const { announced, awarded, ownFunding, allocated, unallocated } = positionOf(facts, cells, moment);
  const allocations = nodesFrom(facts, cells, null);
  return { grant, ...stamp(moment), announced, awarded, ownFunding, allocated, unallocated, allocations };
}

const nodesFrom = (facts: GrantFacts, cells: readonly SpentAt[], from: string | null): AllocationNode[] =>
  allocationsFrom(facts.allocations, from).map((allocation) => nodeOf(facts, cells, allocation));

function nodeOf(facts: GrantFacts, cells: readonly SpentAt[], allocation: Allocation): AllocationNode {
  const { id, to, pot, purposeAreas, decision, ore, own } = allocation;
  const within = new Set<string | null>(withOnward(facts.allocations, id));
  const onwardAllocated = onwardOf(facts, id);
  const report = facts.reports.get(id);
  return {
    ...{ allocation: id, to, pot, purposeAreas, decision, key: keyOf(allocation) },
    amount: oreToText(ore),
    ownFunding: oreToText(own),
    onwardAllocated: oreToText(onwardAllocated),
    remaining: oreToText(ore - onwardAllocated),
    spent: inKronor(total(cells.filter((cell) => within.has(cell.allocation)))),
    reported: report === undefined ? null : oreToText(report.reduce((sum, [, amount]) => sum + amount, 0)),
    onward: nodesFrom(facts, cells, id),
  };
}

/** What of an allocation is handed on, in öre. */
export const onwardOf = ({ allocations }: GrantFacts, id: string): number =>
  allocationsFrom(allocations, id).reduce((sum, onward) => sum + onward.ore, 0);

function keyOf({ key, stated }: Allocation): AllocationNode['key'] {
  if (key === undefined) return null;
  return { ...key, decided: oreToText(stated), difference: oreToText(stated - textToOre(key.gives)) };
}
