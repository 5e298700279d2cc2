import { expect, it } from '@jest/globals';
import fc from 'fast-check';

import { DomainError, Money } from '#kernel';

import { type GrantCommand } from './grant.commands.js';
import { type GrantEvent } from './grant.events.js';
import { ask, AUTHORITY, DECIDED, HALSOVAL, pots, PROGRAMME, PROPOSED, PROVIDER } from './grant.fixture.js';
import { grantDecider } from './grant.js';
import { type Grant, type KnownGrant, onwardFrom, sumOf, sumsOf } from './grant.state.js';

// Few names, small amounts and no care for the rules, so that much is refused and much is near a limit.
const id = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
const amount = fc.integer({ min: -1, max: 120 }).map((kronor) => `${kronor}.00`);
const pot = fc.constantFrom(undefined, 'region-population', 'region-rural');
const decision = fc.constantFrom(PROPOSED, DECIDED);
const bothPots = fc.tuple(amount, amount).map(([population, rural]) => pots(population, rural));
const present = <Fields extends object>(fields: Fields) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Fields;

const command: fc.Arbitrary<GrantCommand> = fc.oneof(
  { weight: 1, arbitrary: bothPots.map((amounts) => ask('AwardGrant', { amounts, decision: AUTHORITY })) },
  { weight: 1, arbitrary: bothPots.map((amounts) => ask('AmendAward', { amounts, decision: AUTHORITY })) },
  {
    weight: 6,
    arbitrary: fc
      .record({
        allocation: id,
        from: fc.option(id, { nil: undefined }),
        to: fc.constantFrom(HALSOVAL, PROVIDER),
        pot,
        amount,
        ownFunding: fc.option(amount, { nil: undefined }),
        purposeAreas: fc.constantFrom(undefined, [8], [1, 8]),
        decision,
      })
      .map((fields) => ask('AllocateFunds', present(fields) as never)),
  },
  {
    weight: 2,
    arbitrary: fc
      .record({ allocations: fc.array(id, { minLength: 1, maxLength: 2 }), pot, decision })
      .map((fields) => ask('DecideAllocations', present(fields) as never)),
  },
  {
    weight: 4,
    arbitrary: fc.record({ from: id, to: id, amount, decision }).map((fields) => ask('RedistributeFunds', fields)),
  },
  {
    weight: 2,
    arbitrary: fc
      .record({ allocation: id, amount, ownFunding: fc.option(amount, { nil: undefined }), decision })
      .map((fields) => ask('ReduceAllocation', present(fields) as never)),
  },
);

/** What an event does to the money, told from the event alone. */
function effect(event: GrantEvent): { readonly allocated: Money; readonly ownFunding: Money } {
  if (event.type === 'FundsAllocated' && event.data.from === null) {
    return { allocated: event.data.amount, ownFunding: event.data.ownFunding };
  }
  if (event.type === 'AllocationReduced') {
    return { allocated: event.data.amount.negated(), ownFunding: event.data.ownFunding.negated() };
  }
  return { allocated: Money.zero, ownFunding: Money.zero };
}

const total = (amounts: readonly { readonly amount: Money }[]) => Money.sum(amounts.map((one) => one.amount));
const OF_THE_AUTHORITY = ['GrantAwarded', 'AwardAmended'];

/** Nothing is made or lost: told from the events, and from what the state says after each of them. */
function conserves(before: KnownGrant, after: KnownGrant, event: GrantEvent): void {
  const [was, is] = [sumsOf(before), sumsOf(after)];
  expect((is.awarded ?? is.announced).plus(is.ownFunding)).toEqual(is.allocated.plus(is.unallocated));
  const isOnward = event.type === 'AllocationReduced' && before.allocations.get(event.data.allocation)?.from !== null;
  if (OF_THE_AUTHORITY.includes(event.type) || isOnward) {
    expect(is.allocated).toEqual(was.allocated);
    expect(is.ownFunding).toEqual(was.ownFunding);
    return;
  }
  const { allocated, ownFunding } = effect(event);
  expect(is.allocated).toEqual(was.allocated.plus(allocated));
  expect(is.ownFunding).toEqual(was.ownFunding.plus(ownFunding));
  // Only an award may come out below what was allocated; no decision of ours makes that worse.
  expect(Money.min(was.unallocated, Money.zero).exceeds(is.unallocated)).toBe(false);
}

function holdsTogether(grant: KnownGrant): void {
  for (const allocation of grant.allocations.values()) {
    const onward = onwardFrom(grant, allocation.id);
    expect(sumOf(onward).exceeds(allocation.amount)).toBe(false);
    expect(allocation.ownFunding.exceeds(allocation.amount)).toBe(false);
    expect(allocation.ownFunding.isNegative).toBe(false);
    for (const one of onward) {
      expect(one.pot).toBe(allocation.pot);
      expect(one.ownFunding.isZero).toBe(true);
      if (one.pot === 'region-rural') expect(one).toMatchObject({ municipality: '1882', purposeAreas: [8] });
    }
  }
}

const known = (grant: Grant): KnownGrant => {
  if (grant.status === 'absent') throw new Error('The grant is announced first');
  return grant;
};

it('conserves the money over whatever is decided or refused', () => {
  const announce = fc
    .integer({ min: 1, max: 200 })
    .map((kronor) => ask('AnnounceGrant', { programme: PROGRAMME, amounts: pots(`${kronor}.00`, '60.00') }));
  fc.assert(
    fc.property(announce, fc.array(command, { maxLength: 40 }), (first, commands) => {
      let grant = grantDecider.decide(grantDecider.initial, first).reduce(grantDecider.evolve, grantDecider.initial);
      for (const next of commands) {
        for (const event of accepted(grant, next)) {
          const before = known(grant);
          grant = grantDecider.evolve(grant, event);
          conserves(before, known(grant), event);
        }
        holdsTogether(known(grant));
      }
      expect(total(known(grant).announced)).toEqual(sumsOf(known(grant)).announced);
    }),
    { numRuns: 300 },
  );
});

function accepted(grant: Grant, next: GrantCommand): readonly GrantEvent[] {
  try {
    return grantDecider.decide(grant, next);
  } catch (error) {
    if (error instanceof DomainError) return [];
    throw error;
  }
}
