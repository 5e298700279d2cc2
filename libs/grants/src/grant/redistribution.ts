import { DomainError, Money } from '#kernel';

import { mustBeDecidedHere, mustBePositive, mustNotBeNegative } from './checks.js';
import { type GrantCommandOf } from './grant.commands.js';
import { type GrantEvent } from './grant.events.js';
import {
  type Allocation,
  type Grant,
  grantMoney,
  knownAllocation,
  type KnownGrant,
  onwardFrom,
  openGrant,
  sumOf,
} from './grant.state.js';
import { privatePart } from './private-part.js';

/**
 * Refuses with GRANT_UNKNOWN, GRANT_CLOSED, DECISION_…, AMOUNT_NOT_POSITIVE, ALLOCATION_UNKNOWN,
 * REDISTRIBUTION_TO_ITSELF, REDISTRIBUTION_CROSSES_LEVELS, REDISTRIBUTION_CROSSES_POTS, AMOUNT_EXCEEDS_ALLOCATION,
 * ALLOCATION_BELOW_ONWARD.
 */
export function redistribute(state: Grant, { data }: GrantCommandOf<'RedistributeFunds'>): readonly GrantEvent[] {
  const { reason, ...moved } = data;
  const grant = openGrant(state, data.grant);
  mustBeDecidedHere(data.decision);
  mustBePositive(data.amount);
  const from = knownAllocation(grant, data.from);
  const to = knownAllocation(grant, data.to);
  if (from.id === to.id) throw new DomainError('REDISTRIBUTION_TO_ITSELF', { allocation: from.id });
  if (from.from !== to.from) throw new DomainError('REDISTRIBUTION_CROSSES_LEVELS', { from: from.id, to: to.id });
  if (from.pot !== to.pot) throw new DomainError('REDISTRIBUTION_CROSSES_POTS', { from: from.pot, to: to.pot });
  mustBeFree(grant, from, { amount: data.amount, ownFunding: Money.zero });
  return [{ type: 'FundsRedistributed', data: moved, ...privatePart({ reason }) }];
}

/**
 * Refuses with GRANT_UNKNOWN, GRANT_CLOSED, DECISION_…, AMOUNT_NOT_POSITIVE, AMOUNT_NEGATIVE, ALLOCATION_UNKNOWN,
 * OWN_FUNDING_EXCEEDS_AMOUNT, AMOUNT_EXCEEDS_ALLOCATION, ALLOCATION_BELOW_ONWARD.
 */
export function reduce(state: Grant, { data }: GrantCommandOf<'ReduceAllocation'>): readonly GrantEvent[] {
  const { reason, ownFunding = Money.zero, ...taken } = data;
  const grant = openGrant(state, data.grant);
  mustBeDecidedHere(data.decision);
  mustBePositive(data.amount);
  mustNotBeNegative(ownFunding);
  if (ownFunding.exceeds(data.amount)) throw new DomainError('OWN_FUNDING_EXCEEDS_AMOUNT', {});
  mustBeFree(grant, knownAllocation(grant, data.allocation), { amount: data.amount, ownFunding });
  return [{ type: 'AllocationReduced', data: { ...taken, ownFunding }, ...privatePart({ reason }) }];
}

/** What is taken off is there, of its own kind, and has not been handed on. */
function mustBeFree(
  grant: KnownGrant,
  allocation: Allocation,
  { amount, ownFunding }: { readonly amount: Money; readonly ownFunding: Money },
): void {
  const { id } = allocation;
  if (ownFunding.exceeds(allocation.ownFunding)) {
    throw new DomainError('AMOUNT_EXCEEDS_ALLOCATION', { allocation: id, available: allocation.ownFunding });
  }
  if (amount.minus(ownFunding).exceeds(grantMoney(allocation))) {
    throw new DomainError('AMOUNT_EXCEEDS_ALLOCATION', { allocation: id, available: grantMoney(allocation) });
  }
  const available = allocation.amount.minus(sumOf(onwardFrom(grant, id)));
  if (amount.exceeds(available)) throw new DomainError('ALLOCATION_BELOW_ONWARD', { allocation: id, available });
}
