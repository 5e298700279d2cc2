import type { LineageRule } from '#grants';

import { type Allocation } from '../allocations.js';
import { type CostLine, costLines, fallsOn } from '../cost-lines.query.js';
import type { GrantFact } from '../grant-events.js';
import { amountsPerPot } from '../grant-events.js';
import type { GrantFacts } from '../grant-facts.query.js';
import type { Moment } from '../moment.js';
import type { Rows } from '../rows.js';
import { type SpentAt, total } from '../spent.js';
import { divided, shareOut } from './sharing.js';

/**
 * What bears a used krona: a payment, by its position; own funding that the rule states; more than was received; a pot of
 * which no payment is known; no pot at all; or credits alone, where more came back than was spent.
 */
export type BornBy = 'payment' | 'own-funding' | 'beyond-received' | 'not-paid' | 'no-pot' | 'credits';
export interface Bearer {
  readonly by: BornBy;
  /** Of a payment. */
  readonly position: number | null;
}
/** A posted line with what of it is used, what its recipient has yet to report, and who bears what of the used, in öre. */
export interface FollowedCost extends CostLine {
  readonly used: number;
  readonly notReported: number;
  readonly bearers: readonly (Bearer & { readonly ore: number })[];
}
type Payment = Extract<GrantFact, { readonly type: 'GrantPaid' }>;
type Simple = Exclude<LineageRule, 'explicit-share'>;

/** The rule that the programme states, or the one that holds where it states none. */
export const ruleOf = ({ rules }: GrantFacts): LineageRule => rules.lineage ?? 'proportional';
const simple = (rule: LineageRule): Simple => (rule === 'fifo' ? rule : 'proportional');

/** Every posted line of a grant, followed to what bears it: of each pot all of the used, to the öre. */
export async function followedCosts(
  db: Rows,
  { facts, cells }: { readonly facts: GrantFacts; readonly cells: readonly SpentAt[] },
  moment: Moment,
): Promise<FollowedCost[]> {
  const lines = await costLines(db, facts, moment);
  const used = usedOf(lines, { facts, cells });
  const costs = lines.map((line) => {
    const own = line.counts === 'used' ? line.ore : 0;
    const [part, rest] = used.get(line) ?? [own, 0];
    return { ...line, used: part, notReported: rest };
  });
  const bearers = new Map(
    [...new Set(costs.map(({ pot }) => pot))].flatMap((pot) => [...bornOf(facts, pot, costs.filter((one) => one.pot === pot))]), // prettier-ignore
  );
  return costs.map((cost) => ({ ...cost, bearers: bearers.get(cost) ?? [] }));
}

type Parted = readonly [used: number, notReported: number];

/** Of money passed on, how much of each line its recipient has reported: what was passed on together is reported together. */
function usedOf(
  lines: readonly CostLine[],
  { facts, cells }: { readonly facts: GrantFacts; readonly cells: readonly SpentAt[] },
): ReadonlyMap<CostLine, Parted> {
  const passedOn = lines.filter(({ counts }) => counts === 'passed-on');
  const parted = new Map<CostLine, Parted>();
  for (const id of new Set(passedOn.map(fallsOn))) {
    const together = passedOn.filter((line) => fallsOn(line) === id);
    const { notReported } = total(cells.filter(({ allocation }) => allocation === id));
    const ores = together.map(({ ore }) => ore);
    const paid = ores.reduce((sum, ore) => sum + ore, 0);
    const shared = shareOut(simple(ruleOf(facts)), ores, [paid - notReported, notReported]);
    for (const [at, line] of together.entries()) parted.set(line, [shared[at]?.[0] ?? 0, shared[at]?.[1] ?? 0]);
  }
  return parted;
}

type Used = CostLine & { readonly used: number };

/** Who bears the used of a pot, line by line. */
function bornOf(facts: GrantFacts, pot: string | null, costs: readonly Used[]): Map<Used, FollowedCost['bearers']> {
  const own = ruleOf(facts) === 'explicit-share' ? ownParts(facts, costs) : costs.map(() => 0);
  const left = costs.map(({ used }, at) => used - (own[at] ?? 0));
  const sources = sourcesOf(facts, pot, left.reduce((sum, ore) => sum + ore, 0)); // prettier-ignore
  const shared = shareOut(simple(ruleOf(facts)), left, sources.map(({ ore }) => ore)); // prettier-ignore
  const born = (at: number) => [
    ...sources.map(({ by, position }, of) => ({ by, position, ore: shared[at]?.[of] ?? 0 })),
    { by: 'own-funding' as const, position: null, ore: own[at] ?? 0 },
  ];
  return new Map(costs.map((cost, at) => [cost, born(at).filter(({ ore }) => ore !== 0)]));
}

/** What bears an amount of a pot: its payments as far as they go, then whoever pays beyond them. */
function sourcesOf(facts: GrantFacts, pot: string | null, used: number): (Bearer & { readonly ore: number })[] {
  const payments = facts.events.filter((event): event is Payment => event.type === 'GrantPaid');
  const amounts = payments.flatMap(({ data, position }) => {
    const ore = pot === null ? undefined : amountsPerPot(data.amounts).get(pot);
    return ore === undefined ? [] : [{ position, ore: Math.max(0, ore) }];
  });
  const beyond = pot === null ? 'no-pot' : amounts.length === 0 ? 'not-paid' : 'beyond-received';
  const received = amounts.reduce((sum, { ore }) => sum + ore, 0);
  const borne = Math.max(0, Math.min(used, received));
  const isFifo = ruleOf(facts) === 'fifo';
  const parts = isFifo ? filled(borne, amounts.map(({ ore }) => ore)) : divided(borne, amounts.map(({ ore }) => ore)); // prettier-ignore
  return [
    ...amounts.map(({ position }, at) => ({ by: 'payment' as const, position, ore: parts[at] ?? 0 })),
    { by: beyond, position: null, ore: Math.max(0, used - borne) },
    { by: 'credits', position: null, ore: Math.min(0, used) },
  ];
}

/** An amount taken out of what there is, one after the other. */
function filled(ore: number, there: readonly number[]): number[] {
  let left = ore;
  return there.map((most) => {
    const part = Math.min(most, left);
    left -= part;
    return part;
  });
}

/** What the organisation pays itself of each line, as the allocation straight out of the grant that it falls on states. */
function ownParts(facts: GrantFacts, costs: readonly Used[]): number[] {
  const parts = new Map<Used, number>();
  const rootOf = (cost: Used) => pathOf(facts, fallsOn(cost)).at(-1);
  for (const root of new Set(costs.map(rootOf))) {
    const together = costs.filter((cost) => rootOf(cost) === root);
    for (const [at, own] of ownOf(root, together).entries()) {
      const cost = together[at];
      if (cost !== undefined) parts.set(cost, own);
    }
  }
  return costs.map((cost) => parts.get(cost) ?? 0);
}

/** Own funding of what was used under one allocation, line by line; none where the allocation states none. */
function ownOf(root: Allocation | undefined, costs: readonly Used[]): number[] {
  const ores = costs.map(({ used }) => used);
  const used = ores.reduce((sum, ore) => sum + ore, 0);
  if (root === undefined || root.own <= 0 || used <= 0) return [];
  const shares = divided(used, [root.own, Math.max(0, root.ore - root.own)]);
  return shareOut('proportional', ores, shares).map(([own = 0]) => own);
}

/** An allocation and those that it was handed on from, up to the grant. */
export function pathOf({ allocations }: GrantFacts, id: string | null): Allocation[] {
  const path: Allocation[] = [];
  for (let at = id; at !== null;) {
    const allocation = allocations.get(at);
    if (allocation === undefined) break;
    path.push(allocation);
    at = allocation.from;
  }
  return path;
}
