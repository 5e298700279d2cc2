import { expect, it } from '@jest/globals';
import fc from 'fast-check';

import { DomainError, Money } from '#kernel';

import { type GrantCommand, type GrantCommandName } from './grant.commands.js';
import { type GrantEvent } from './grant.events.js';
import { ask, AUTHORITY, DECIDED, HALSOVAL, pots, PROGRAMME, PROPOSED, PROVIDER } from './grant.fixture.js';
import { grantDecider } from './grant.js';
import { type Grant, type KnownGrant, onwardFrom, sumOf, sumsOf } from './grant.state.js';

// Small amounts and little care for the rules: much is refused, much is accepted, and much is near a limit. A number
// stands for an allocation of the history so far, so that most commands speak of something that is there.
type Asked = readonly [GrantCommandName, Readonly<Record<string, unknown>>];
const rarely = <Value>(usual: fc.Arbitrary<Value>, ...others: readonly Value[]) =>
  fc.oneof({ weight: 9, arbitrary: usual }, { weight: 1, arbitrary: fc.constantFrom(...others) });
const known = fc.nat({ max: 99 });
const fresh = fc.nat({ max: 60 }).map((number) => `ny-${number}`);
const kronor = (min: number, max: number) => fc.integer({ min, max }).map((whole) => `${whole}.00`);
const amount = rarely(kronor(1, 40), '0.00', '-1.00', '500.00');
const ownFunding = fc.constantFrom(undefined, undefined, '0.00', '1.00', '2.00', '-1.00');
const pot = rarely(fc.constant<string | undefined>(undefined), 'region-population', 'region-rural');
const decision = rarely<typeof DECIDED | typeof PROPOSED>(fc.constant(DECIDED), PROPOSED);
const either = fc.constantFrom(PROPOSED, DECIDED);
const to = fc.constantFrom(PROVIDER, PROVIDER, HALSOVAL);
const amounts = fc.tuple(kronor(50, 200), kronor(20, 100)).map(([population, rural]) => pots(population, rural));
const authority = fc.record({ amounts, decision: fc.constant(AUTHORITY) });
const purposeAreas = rarely(fc.constant<number[] | undefined>(undefined), [8], [1]);
const several = fc.array(known, { minLength: 1, maxLength: 2 });
const weighted = (weight: number, type: GrantCommandName, fields: fc.Arbitrary<object>) => ({
  weight,
  arbitrary: fields.map((all): Asked => [type, { ...all }]),
});
const commands = fc.oneof(
  weighted(1, 'AwardGrant', authority),
  weighted(2, 'AmendAward', authority),
  weighted(8, 'AllocateFunds', fc.record({ allocation: fresh, to, pot, amount, ownFunding, decision: either })),
  weighted(
    8,
    'AllocateFunds',
    fc.record({ allocation: fresh, from: known, to, amount, purposeAreas, decision: either }),
  ),
  weighted(4, 'DecideAllocations', fc.record({ allocations: several, pot, decision })),
  weighted(12, 'RedistributeFunds', fc.record({ from: known, to: known, amount, decision })),
  weighted(6, 'ReduceAllocation', fc.record({ allocation: known, amount, ownFunding, decision })),
);

/** The command as JSON, with the numbers in it turned into allocations of the grant. */
function commandOn(grant: KnownGrant, [type, fields]: Asked): GrantCommand {
  const ids = [...grant.allocations.keys()];
  const named = (value: unknown): unknown => {
    if (typeof value === 'number') return ids[value % ids.length] ?? 'okand';
    return Array.isArray(value) && typeof value[0] === 'number' && type === 'DecideAllocations'
      ? value.map(named)
      : value;
  };
  const present = Object.entries(fields).filter(([, value]) => value !== undefined);
  return ask(type, Object.fromEntries(present.map(([name, value]) => [name, named(value)])) as never) as GrantCommand;
}

/** What an event does to allocated and to own funding, told from the event and from where the allocation stood. */
function effect(event: GrantEvent, before: KnownGrant): readonly [Money, Money] {
  const nothing = [Money.zero, Money.zero] as const;
  if (event.type === 'FundsAllocated') {
    return event.data.from === null ? [event.data.amount, event.data.ownFunding] : nothing;
  }
  if (event.type !== 'AllocationReduced') return nothing;
  const isOnward = before.allocations.get(event.data.allocation)?.from !== null;
  return isOnward ? nothing : [event.data.amount.negated(), event.data.ownFunding.negated()];
}

/** Nothing is made or lost: told from the events, and from what the state says after each of them. */
function conserves(before: KnownGrant, after: KnownGrant, event: GrantEvent): void {
  const [was, is] = [sumsOf(before), sumsOf(after)];
  const [allocated, ownFunding] = effect(event, before);
  const given = (is.awarded ?? is.announced).plus(is.ownFunding);
  expect([is.allocated, is.ownFunding, given].map(String)).toEqual(
    [was.allocated.plus(allocated), was.ownFunding.plus(ownFunding), is.allocated.plus(is.unallocated)].map(String),
  );
  if (event.type === 'GrantAwarded' || event.type === 'AwardAmended') return;
  // Only an award may come out below what was allocated; no decision of ours makes that worse.
  expect(Money.min(was.unallocated, Money.zero).exceeds(is.unallocated)).toBe(false);
}

/** What was handed on is part of what it was handed on from, and rural money stays rural. */
function holdsTogether(grant: KnownGrant): void {
  for (const allocation of grant.allocations.values()) {
    const below = onwardFrom(grant, allocation.id);
    expect(sumOf(below).exceeds(allocation.amount)).toBe(false);
    expect(allocation.ownFunding.exceeds(allocation.amount)).toBe(false);
    expect(allocation.ownFunding.isNegative).toBe(false);
    for (const one of below) {
      expect([one.pot, one.ownFunding.toString()]).toEqual([allocation.pot, '0.00']);
      if (one.pot !== 'region-rural') continue;
      expect(one.municipality).toBe('1882');
      // Areas that were not stated while the pot was open are the pot's once it is named.
      expect(one.purposeAreas.every((area) => area === 8)).toBe(true);
    }
  }
}

it('conserves the money over whatever is decided or refused', () => {
  const counts = new Map<string, number>();
  const history = fc.array(commands, { minLength: 30, maxLength: 60, size: 'max' });
  fc.assert(
    fc.property(amounts, history, (first, asked) => {
      let grant = announced(first);
      for (const next of asked) {
        for (const event of accepted(grant, commandOn(grant, next))) {
          const after = evolved(grant, event);
          conserves(grant, after, event);
          counts.set(event.type, (counts.get(event.type) ?? 0) + 1);
          grant = after;
        }
        holdsTogether(grant);
      }
    }),
    { numRuns: 60, unbiased: true },
  );
  // A law that is never put to the test holds by luck: each of these has come many times.
  const moves = ['AwardAmended', 'FundsAllocated', 'AllocationDecided', 'FundsRedistributed', 'AllocationReduced'];
  expect(moves.filter((type) => (counts.get(type) ?? 0) < 10)).toEqual([]);
});

function announced(first: ReturnType<typeof pots>): KnownGrant {
  const [event] = grantDecider.decide(
    grantDecider.initial,
    ask('AnnounceGrant', { programme: PROGRAMME, amounts: first }),
  );
  if (event === undefined) throw new Error('The announcement is an event');
  return evolved(grantDecider.initial, event);
}

function evolved(grant: Grant, event: GrantEvent): KnownGrant {
  const after = grantDecider.evolve(grant, event);
  if (after.status === 'absent') throw new Error('The grant is announced');
  return after;
}

function accepted(grant: Grant, next: GrantCommand): readonly GrantEvent[] {
  try {
    return grantDecider.decide(grant, next);
  } catch (error) {
    if (error instanceof DomainError) return [];
    throw error;
  }
}
