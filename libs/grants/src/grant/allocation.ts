import { DomainError, Money } from '#kernel';

import { type AdoptedRules } from '../programme/programme.js';
import { mustBeAreas, mustBeDecidedHere, mustBePositive, mustBePots, mustNotBeNegative } from './checks.js';
import { type GrantCommandOf } from './grant.commands.js';
import { type GrantEvent } from './grant.events.js';
import { evolve } from './grant.evolve.js';
import { type Recipient } from './grant.schemas.js';
import {
  type Allocation,
  type Grant,
  grantMoney,
  knownAllocation,
  type KnownGrant,
  leftInPot,
  onwardFrom,
  openGrant,
  sumOf,
  sumsOf,
} from './grant.state.js';
import { boundAreas, mustFitPot } from './pot.js';
import { privatePart } from './private-part.js';

type AllocateFunds = GrantCommandOf<'AllocateFunds'>;

/**
 * Refuses with GRANT_UNKNOWN, GRANT_CLOSED, ALLOCATION_EXISTS, DECISION_DATE_MISSING, bad amounts, and as
 * `allocateFromGrant` and `allocateOnward` do.
 */
export function allocate(state: Grant, { data, facts }: AllocateFunds): readonly GrantEvent[] {
  const grant = openGrant(state, data.grant);
  if (grant.allocations.has(data.allocation)) {
    throw new DomainError('ALLOCATION_EXISTS', { allocation: data.allocation });
  }
  if (data.decision.status === 'decided') mustBeDecidedHere(data.decision);
  mustBePositive(data.amount);
  mustBeAreas(facts.rules, data.purposeAreas ?? []);
  const terms =
    data.from === undefined ? fromGrant(grant, { data, facts }) : fromAllocation(grant, data.from, { data, facts });
  return [allocated(data, terms)];
}

/** What an allocation takes over from where its money comes from. */
interface Terms {
  readonly pot: string | null;
  readonly ownFunding: Money;
  readonly purposeAreas: readonly number[];
}
type Asked = Pick<AllocateFunds, 'data' | 'facts'>;

/** Refuses with POT_UNKNOWN, AREA_OUTSIDE_POT, OWN_FUNDING_EXCEEDS_AMOUNT, ALLOCATION_EXCEEDS_FUNDS. */
function fromGrant(grant: KnownGrant, { data, facts: { rules } }: Asked): Terms {
  const { pot = null, ownFunding = Money.zero } = data;
  mustNotBeNegative(ownFunding);
  if (ownFunding.exceeds(data.amount)) throw new DomainError('OWN_FUNDING_EXCEEDS_AMOUNT', {});
  if (pot !== null) mustBePots(rules, [pot]);
  const purposeAreas = data.purposeAreas ?? boundAreas(rules, pot) ?? [];
  mustFitPot(rules, pot, { purposeAreas, from: null, municipality: null });
  const wanted = data.amount.minus(ownFunding);
  mustBeLeft(wanted, sumsOf(grant).unallocated);
  if (pot !== null) mustBeLeft(wanted, leftInPot(grant, pot));
  return { pot, ownFunding, purposeAreas };
}

function mustBeLeft(wanted: Money, available: Money): void {
  if (wanted.exceeds(available)) throw new DomainError('ALLOCATION_EXCEEDS_FUNDS', { available });
}

/**
 * Refuses with ALLOCATION_UNKNOWN, OWN_FUNDING_ONLY_FROM_GRANT, POT_FOLLOWS_ALLOCATION, AREA_OUTSIDE_ALLOCATION,
 * AREA_OUTSIDE_POT, MUNICIPALITY_REQUIRED, MUNICIPALITY_NOT_NAMED, ONWARD_EXCEEDS_ALLOCATION.
 */
function fromAllocation(grant: KnownGrant, from: string, { data, facts: { rules } }: Asked): Terms {
  const parent = knownAllocation(grant, from);
  if (data.ownFunding?.isZero === false) throw new DomainError('OWN_FUNDING_ONLY_FROM_GRANT', {});
  if (data.pot !== undefined && data.pot !== parent.pot) {
    throw new DomainError('POT_FOLLOWS_ALLOCATION', { allocation: from });
  }
  const purposeAreas = onwardAreas(rules, parent, data.purposeAreas);
  mustFitPot(rules, parent.pot, { purposeAreas, from, municipality: data.to.municipality ?? null });
  const available = parent.amount.minus(sumOf(onwardFrom(grant, from)));
  if (data.amount.exceeds(available)) {
    throw new DomainError('ONWARD_EXCEEDS_ALLOCATION', { allocation: from, available });
  }
  return { pot: parent.pot, ownFunding: Money.zero, purposeAreas };
}

/** What is asked for, within what the money was given for; all of that where nothing is asked for. */
function onwardAreas(rules: AdoptedRules, parent: Allocation, asked?: readonly number[]): readonly number[] {
  const given = parent.purposeAreas;
  if (given.length === 0) return asked ?? boundAreas(rules, parent.pot) ?? [];
  const outside = asked?.find((area) => !given.includes(area));
  if (outside !== undefined) throw new DomainError('AREA_OUTSIDE_ALLOCATION', { area: outside, allocation: parent.id });
  return asked ?? given;
}

function allocated(data: AllocateFunds['data'], { pot, ownFunding, purposeAreas }: Terms): GrantEvent {
  const { grant, allocation, from = null, to, amount, key, reason, decision } = data;
  const recorded = recordedRecipient(to);
  const base = { grant, allocation, from, to: recorded.to, pot, amount, ownFunding, purposeAreas: [...purposeAreas] };
  return {
    type: 'FundsAllocated',
    data: { ...base, ...(key !== undefined && { key }), decision },
    ...privatePart({ ...recorded.personal, reason }),
  };
}

/** A sole trader is a person: name and number go to the private part, and the data say only that it is one. */
function recordedRecipient(to: Recipient) {
  if (to.kind === 'unit' || !to.organisationNumber.isPersonal) return { to, personal: {} };
  const { name, municipality } = to;
  return {
    to: { kind: 'sole-trader' as const, ...(municipality !== undefined && { municipality }) },
    personal: { name, organisationNumber: to.organisationNumber.toString() },
  };
}

/** All of them or none. Refuses as `decideOne` does, and with GRANT_UNKNOWN, GRANT_CLOSED, DECISION_…, POT_UNKNOWN. */
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
    const event = { type: 'AllocationDecided', data: { grant: data.grant, allocation, pot, decision: data.decision } };
    events.push(event as GrantEvent);
    // Each one sees what the ones before it took of the pot.
    grant = openGrant(evolve(grant, event as GrantEvent), data.grant);
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
