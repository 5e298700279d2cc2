import { DomainError } from '#kernel';

import { type AdoptedRules } from '../programme/programme.js';
import { mustBeDecidedHere, mustBePots } from './checks.js';
import { type GrantCommandOf } from './grant.commands.js';
import { type GrantEvent } from './grant.events.js';
import { evolve } from './grant.evolve.js';
import {
  type Allocation,
  type Grant,
  grantMoney,
  knownAllocation,
  type KnownGrant,
  leftInPot,
  onwardFrom,
  openGrant,
} from './grant.state.js';
import { mustBeLeft, mustFitPot } from './pot.js';

/** All of them or none. Refuses as `decidedPot` does, and with GRANT_UNKNOWN, GRANT_CLOSED, DECISION_…, POT_UNKNOWN. */
export function decideAllocations(
  state: Grant,
  { data, facts: { rules } }: GrantCommandOf<'DecideAllocations'>,
): readonly GrantEvent[] {
  mustBeDecidedHere(data.decision);
  if (data.pot !== undefined) mustBePots(rules, [data.pot]);
  const events: GrantEvent[] = [];
  let grant = openGrant(state, data.grant);
  for (const allocation of data.allocations) {
    const pot = decidedPot(grant, { allocation, pot: data.pot, rules });
    const decided = { grant: data.grant, allocation, pot, decision: data.decision };
    const event: GrantEvent = { type: 'AllocationDecided', data: decided };
    events.push(event);
    // Each one sees what the ones before it took of the pot.
    grant = openGrant(evolve(grant, event), data.grant);
  }
  return events;
}

interface Deciding {
  readonly allocation: string;
  readonly pot: string | undefined;
  readonly rules: AdoptedRules;
}

/**
 * The pot of an allocation once it is decided. Refuses with ALLOCATION_UNKNOWN, ALLOCATION_ALREADY_DECIDED,
 * POT_FOLLOWS_ALLOCATION, POT_ALREADY_NAMED, ALLOCATION_EXCEEDS_FUNDS, and where it or what it was handed on as does
 * not fit the pot.
 */
function decidedPot(grant: KnownGrant, { allocation: id, pot, rules }: Deciding): string | null {
  const allocation = knownAllocation(grant, id);
  if (allocation.decided) throw new DomainError('ALLOCATION_ALREADY_DECIDED', { allocation: id });
  if (pot === undefined || pot === allocation.pot) return allocation.pot;
  if (allocation.from !== null) throw new DomainError('POT_FOLLOWS_ALLOCATION', { allocation: allocation.from });
  if (allocation.pot !== null) throw new DomainError('POT_ALREADY_NAMED', { allocation: id, pot: allocation.pot });
  for (const one of withOnward(grant, allocation)) mustFitPot(rules, pot, one);
  mustBeLeft(grantMoney(allocation), leftInPot(grant, pot));
  return pot;
}

/** The allocation, what it was handed on as, and what that was handed on as in turn. */
const withOnward = (grant: KnownGrant, allocation: Allocation): readonly Allocation[] => [
  allocation,
  ...onwardFrom(grant, allocation.id).flatMap((onward) => withOnward(grant, onward)),
];
