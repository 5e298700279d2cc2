import { DomainError, Money } from '#kernel';

import { type AdoptedRules } from '../programme/programme.js';
import { mustBeAreas, mustBeDecidedHere, mustBePositive, mustBePots, mustNotBeNegative } from './checks.js';
import { type GrantCommandOf } from './grant.commands.js';
import { type GrantEvent } from './grant.events.js';
import { type Recipient } from './grant.schemas.js';
import {
  type Allocation,
  type Grant,
  knownAllocation,
  type KnownGrant,
  leftInPot,
  onwardFrom,
  openGrant,
  sumOf,
  sumsOf,
} from './grant.state.js';
import { boundAreas, mustBeLeft, mustFitPot } from './pot.js';
import { privatePart } from './private-part.js';

type AllocateFunds = GrantCommandOf<'AllocateFunds'>;

/**
 * Refuses with GRANT_UNKNOWN, GRANT_CLOSED, ALLOCATION_EXISTS, DECISION_DATE_MISSING, bad amounts, and as
 * `fromGrant` and `fromAllocation` do.
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
