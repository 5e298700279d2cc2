import { oreToText, textToOre } from '#kernel';
import type { Database } from '#sqlite';

import { postedCosts, unresolvedCosts } from './costs.query.js';
import { type Spent, spent, type SpentAt, total } from './figures.js';
import { type Allocation, type GrantFacts, grantFacts, isUnder } from './grant-facts.query.js';
import type { Moment } from './moment.js';

/** Amounts are strings in SEK; null where no event has told them. */
export interface Figures {
  readonly announced: string | null;
  readonly awarded: string | null;
  readonly received: string | null;
  readonly allocated: string;
  readonly unallocated: string | null;
  readonly ownFunding: string;
  readonly booked: string;
  readonly used: string;
  readonly notEligible: string;
  readonly unresolved: string;
  readonly notReported: string;
  /** max(0, received − used), pot by pot; of the whole grant their sum. */
  readonly unused: string | null;
  readonly ownFundingUsed: string | null;
  readonly repaid: string | null;
}
type SpentFigures = Pick<Figures, 'booked' | 'used' | 'notEligible' | 'unresolved' | 'notReported'>;

/** A grant's figures at a moment: of the whole, per pot, per purpose area. `pot: null` is cost without a pot. */
export interface GrantPosition extends Figures {
  readonly grant: string;
  readonly position: number;
  readonly perDate?: string;
  readonly pots: readonly ({ readonly pot: string | null } & Omit<Figures, 'repaid'>)[];
  readonly areas: readonly ({ readonly area: number | null } & SpentFigures)[];
}

/** An allocation with what it holds, what it has passed down and what was spent of it, and those below it. */
export interface AllocationNode {
  readonly allocation: string;
  readonly to: Allocation['to'];
  readonly pot: string | null;
  readonly purposeAreas: readonly number[];
  readonly decision: Allocation['decision'];
  /** The key's own rule and amount, and how much the decided amount differs from what it gives. */
  readonly key: { readonly rule: string; readonly of: string; readonly gives: string; readonly difference: string } | null;
  readonly amount: string;
  readonly ownFunding: string;
  readonly onwardAllocated: string;
  readonly remaining: string;
  /** What was spent of the allocation and of all below it. */
  readonly spent: SpentFigures;
  readonly reported: string | null;
  readonly onward: readonly AllocationNode[];
}
export interface AllocationTree {
  readonly grant: string;
  readonly position: number;
  readonly perDate?: string;
  readonly awarded: string | null;
  readonly allocated: string;
  readonly unallocated: string | null;
  readonly allocations: readonly AllocationNode[];
}

const text = (ore: number | null) => (ore === null ? null : oreToText(ore));
const spentText = ({ booked, used, notEligible, unresolved, notReported }: Spent): SpentFigures => ({
  booked: oreToText(booked),
  used: oreToText(used),
  notEligible: oreToText(notEligible),
  unresolved: oreToText(unresolved),
  notReported: oreToText(notReported),
});

interface Funds {
  readonly announced: number | null;
  readonly awarded: number | null;
  readonly received: number | null;
  readonly allocated: number;
  readonly own: number;
  readonly unused: number | null;
  readonly ownFundingUsed: number | null;
}

/** The funds of one pot, or of what names none (`null`). */
function fundsOf(facts: GrantFacts, pot: string | null, { used }: Spent): Funds {
  const top = [...facts.allocations.values()].filter((allocation) => allocation.from === null && allocation.pot === pot);
  const of = (amounts: ReadonlyMap<string, number> | null) => (pot === null ? null : (amounts?.get(pot) ?? null));
  const received = of(facts.received);
  return {
    announced: of(facts.announced),
    awarded: of(facts.awarded),
    received,
    allocated: top.reduce((sum, { ore }) => sum + ore, 0),
    own: top.reduce((sum, { own }) => sum + own, 0),
    unused: received === null ? null : Math.max(0, received - used),
    ownFundingUsed: received === null ? null : Math.max(0, used - received),
  };
}

/** Sums what is known; unknown where nothing is. */
const known = (amounts: readonly (number | null)[]): number | null => {
  const told = amounts.filter((amount) => amount !== null);
  return told.length === 0 ? null : told.reduce((sum, amount) => sum + amount, 0);
};

function figures(funds: Funds, cells: Spent): Omit<Figures, 'repaid'> {
  const base = funds.awarded ?? funds.announced;
  return {
    announced: text(funds.announced),
    awarded: text(funds.awarded),
    received: text(funds.received),
    allocated: oreToText(funds.allocated),
    unallocated: text(base === null ? null : base + funds.own - funds.allocated),
    ownFunding: oreToText(funds.own),
    ...spentText(cells),
    unused: text(funds.unused),
    ownFundingUsed: text(funds.ownFundingUsed),
  };
}

const cellsOf = (db: Database, facts: GrantFacts, moment: Moment): SpentAt[] =>
  spent(facts, [...postedCosts(db, facts, moment), ...unresolvedCosts(db, facts, moment)]);

/** The pots in the programme's order that anything of the grant is in; last `null`, where something names none. */
function potsOf(facts: GrantFacts, cells: readonly SpentAt[]): (string | null)[] {
  const { announced, awarded, received, allocations } = facts;
  const named = new Set<string | null>([...announced.keys(), ...(awarded ?? new Map<string, number>()).keys(), ...(received ?? new Map<string, number>()).keys()]);
  for (const { pot, from } of allocations.values()) if (from === null) named.add(pot);
  for (const { pot } of cells) named.add(pot);
  const ordered = facts.rules.pots.map(({ id }) => id).filter((id) => named.has(id));
  return named.has(null) ? [...ordered, null] : ordered;
}

/** The figures of a grant; undefined where it was not announced by then. */
export function grantPosition(db: Database, grant: string, moment: Moment): GrantPosition | undefined {
  const facts = grantFacts(db, grant, moment);
  if (facts === undefined) return undefined;
  const cells = cellsOf(db, facts, moment);
  const pots = potsOf(facts, cells).map((pot) => {
    const ofPot = total(cells.filter((cell) => cell.pot === pot));
    return { pot, ofPot, funds: fundsOf(facts, pot, ofPot) };
  });
  const sum = (pick: (funds: Funds) => number | null) => known(pots.map(({ funds }) => pick(funds)));
  const whole: Funds = {
    announced: sum((funds) => funds.announced),
    awarded: sum((funds) => funds.awarded),
    received: sum((funds) => funds.received),
    allocated: sum((funds) => funds.allocated) ?? 0,
    own: sum((funds) => funds.own) ?? 0,
    unused: sum((funds) => funds.unused),
    ownFundingUsed: sum((funds) => funds.ownFundingUsed),
  };
  const repaid = [...facts.repayments.values()].reduce((paid, repayment) => paid + repayment.paid, 0);
  return {
    grant,
    ...figures(whole, total(cells)),
    repaid: oreToText(repaid),
    position: moment.position,
    ...(moment.perDate === undefined ? {} : { perDate: moment.perDate }),
    pots: pots.map(({ pot, ofPot, funds }) => ({ pot, ...figures(funds, ofPot) })),
    areas: areasOf(facts, cells),
  };
}

function areasOf(facts: GrantFacts, cells: readonly SpentAt[]): GrantPosition['areas'] {
  const there = new Set(cells.map(({ area }) => area));
  const numbers = facts.rules.purposeAreas.map(({ number }) => number).filter((number) => there.has(number));
  const areas: (number | null)[] = there.has(null) ? [...numbers, null] : numbers;
  return areas.map((area) => ({ area, ...spentText(total(cells.filter((cell) => cell.area === area))) }));
}

/** The grant's allocations as a tree, each with its figures; undefined where it was not announced by then. */
export function allocationTree(db: Database, grant: string, moment: Moment): AllocationTree | undefined {
  const facts = grantFacts(db, grant, moment);
  const whole = grantPosition(db, grant, moment);
  if (facts === undefined || whole === undefined) return undefined;
  const cells = cellsOf(db, facts, moment);
  return {
    grant,
    position: moment.position,
    ...(moment.perDate === undefined ? {} : { perDate: moment.perDate }),
    awarded: whole.awarded,
    allocated: whole.allocated,
    unallocated: whole.unallocated,
    allocations: nodesUnder(facts, cells, null),
  };
}

function nodesUnder(facts: GrantFacts, cells: readonly SpentAt[], parent: string | null): AllocationNode[] {
  const children = [...facts.allocations.values()].filter(({ from }) => from === parent);
  return children.map((allocation) => nodeOf(facts, cells, allocation));
}

function nodeOf(facts: GrantFacts, cells: readonly SpentAt[], allocation: Allocation): AllocationNode {
  const { id, to, pot, purposeAreas, decision, key, ore, own } = allocation;
  const below = [...facts.allocations.values()].filter((other) => isUnder(facts.allocations, other, id)).map((other) => other.id);
  const within = new Set<string | null>([id, ...below]);
  const children = [...facts.allocations.values()].filter(({ from }) => from === id);
  const onwardAllocated = children.reduce((sum, child) => sum + child.ore, 0);
  const report = facts.reports.get(id);
  return {
    allocation: id,
    to,
    pot,
    purposeAreas,
    decision,
    key: key === undefined ? null : { ...key, difference: oreToText(ore - textToOre(key.gives)) },
    amount: oreToText(ore),
    ownFunding: oreToText(own),
    onwardAllocated: oreToText(onwardAllocated),
    remaining: oreToText(ore - onwardAllocated),
    spent: spentText(total(cells.filter((cell) => within.has(cell.allocation)))),
    reported: report === undefined ? null : oreToText(report.reduce((sum, [, amount]) => sum + amount, 0)),
    onward: nodesUnder(facts, cells, id),
  };
}
