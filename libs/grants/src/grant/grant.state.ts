import { DomainError, Money } from '#kernel';

import { type ProgrammeRef } from '../programme/rules.js';
import { type PotAmounts } from './grant.schemas.js';

/** What one allocation is, for the rules on money and pots. */
export interface Allocation {
  readonly id: string;
  /** The allocation that it was handed on from; null for one made straight out of the grant. */
  readonly from: string | null;
  readonly pot: string | null;
  readonly amount: Money;
  /** The part of the amount that the organisation pays itself. */
  readonly ownFunding: Money;
  /** None at all where they were not stated. */
  readonly purposeAreas: readonly number[];
  readonly municipality: string | null;
  readonly toOwnUnit: boolean;
  readonly decided: boolean;
}

/** One repayment: what was assessed or claimed, and what of a claim has been let be or paid. */
export interface Repayment {
  readonly ground: string;
  /** Null while it is only assessed. */
  readonly claimed: Money | null;
  readonly waived: Money;
  readonly paid: Money;
}

/** A grant that has been announced. */
export interface KnownGrant {
  readonly status: 'open' | 'closed';
  readonly grant: string;
  /** The programme whose rules it is decided by. */
  readonly programme: ProgrammeRef;
  readonly announced: PotAmounts;
  /** The amounts in force; null before any decision. */
  readonly awarded: PotAmounts | null;
  /** The first decision is recorded; an amendment may be learnt before it. */
  readonly decisionKnown: boolean;
  readonly requisitioned: boolean;
  readonly allocations: ReadonlyMap<string, Allocation>;
  readonly returned: boolean;
  readonly repayments: ReadonlyMap<string, Repayment>;
  /** The vouchers that payments to and from the authority were recorded by. */
  readonly payments: ReadonlySet<string>;
  /** The authority's demands for underlay. */
  readonly demands: ReadonlySet<string>;
}

/** A grant, as its rules need to know it. */
export type Grant = { readonly status: 'absent' } | KnownGrant;

/** What a grant's money comes to. Always: (awarded, else announced) + ownFunding = allocated + unallocated. */
export interface GrantSums {
  readonly announced: Money;
  /** Null before any decision. */
  readonly awarded: Money | null;
  readonly ownFunding: Money;
  readonly allocated: Money;
  /** Negative where an award came out lower than what had been allocated. */
  readonly unallocated: Money;
}

const total = (amounts: PotAmounts): Money => Money.sum(amounts.map(({ amount }) => amount));

/** The allocations made straight out of the grant; onward ones are parts of these. */
export const topLevel = (grant: KnownGrant): readonly Allocation[] =>
  [...grant.allocations.values()].filter(({ from }) => from === null);

/** The allocations handed on from this one. */
export const onwardFrom = (grant: KnownGrant, allocation: string): readonly Allocation[] =>
  [...grant.allocations.values()].filter(({ from }) => from === allocation);

/** The sum of allocations. */
export const sumOf = (allocations: readonly Allocation[]): Money => Money.sum(allocations.map(({ amount }) => amount));

/** The part of an allocation that the grant pays. */
export const grantMoney = ({ amount, ownFunding }: Allocation): Money => amount.minus(ownFunding);

export function sumsOf(grant: KnownGrant): GrantSums {
  const allocations = topLevel(grant);
  const announced = total(grant.announced);
  const awarded = grant.awarded === null ? null : total(grant.awarded);
  const allocated = sumOf(allocations);
  const ownFunding = Money.sum(allocations.map((allocation) => allocation.ownFunding));
  const unallocated = (awarded ?? announced).plus(ownFunding).minus(allocated);
  return { announced, awarded, ownFunding, allocated, unallocated };
}

/** What is left of a pot: its award (before one its announcement) less the grant money allocated from it by name. */
export function leftInPot(grant: KnownGrant, pot: string): Money {
  const given = (grant.awarded ?? grant.announced).find((one) => one.pot === pot)?.amount ?? Money.zero;
  const allocations = topLevel(grant).filter((allocation) => allocation.pot === pot);
  return given.minus(Money.sum(allocations.map(grantMoney)));
}

/** The grant, whether open or closed. Refuses with GRANT_UNKNOWN. */
export function knownGrant(grant: Grant, id: string): KnownGrant {
  if (grant.status === 'absent') throw new DomainError('GRANT_UNKNOWN', { grant: id });
  return grant;
}

/** The grant, for what is decided here. Refuses with GRANT_UNKNOWN and GRANT_CLOSED. */
export function openGrant(grant: Grant, id: string): KnownGrant {
  const known = knownGrant(grant, id);
  if (known.status === 'closed') throw new DomainError('GRANT_CLOSED', { grant: id });
  return known;
}

/** One allocation of the grant. Refuses with ALLOCATION_UNKNOWN. */
export function knownAllocation(grant: KnownGrant, id: string): Allocation {
  const allocation = grant.allocations.get(id);
  if (allocation === undefined) throw new DomainError('ALLOCATION_UNKNOWN', { allocation: id });
  return allocation;
}
