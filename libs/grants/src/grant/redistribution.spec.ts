import { describe, it } from '@jest/globals';

import { given } from '#spec-kit';

import { type GrantEvent } from './grant.events.js';
import {
  allocated,
  announced,
  ask,
  askersund,
  DECIDED,
  halsoval,
  happened,
  hsn,
  landsbygd,
  PROPOSED,
  PROVIDER,
} from './grant.fixture.js';
import { grantDecider } from './grant.js';

const grant = (...history: readonly GrantEvent[]) => given(grantDecider, [announced, ...history]);
const closed = happened('GrantClosed', { commitment: null });
const laxa = allocated({
  allocation: 'landsbygd-laxa',
  from: 'landsbygd',
  to: { ...PROVIDER, municipality: '1860' },
  pot: 'region-rural',
  amount: '136590.00',
  purposeAreas: [8],
});
const undated = { status: 'decided', body: 'Regionstyrelsen' } as const;

describe('a redistribution', () => {
  type Fields = Parameters<typeof ask<'RedistributeFunds'>>[1];
  const move = (fields: Partial<Fields>) =>
    ask('RedistributeFunds', { from: 'hsn', to: 'halsoval', amount: '1100000.00', decision: DECIDED, ...fields });

  it('moves money between allocations of one pot, the reason apart', () => {
    grant(halsoval, hsn)
      .when(move({ reason: 'Rekryteringar försenade' }))
      .then([
        happened(
          'FundsRedistributed',
          { from: 'hsn', to: 'halsoval', amount: '1100000.00', decision: DECIDED },
          { reason: 'Rekryteringar försenade' },
        ),
      ]);
  });

  it('moves money between allocations whose pot is open, and between those of one onward level', () => {
    const open = (allocation: string) => allocated({ allocation, pot: null, amount: '100.00' });
    grant(open('a'), open('b'))
      .when(move({ from: 'a', to: 'b', amount: '100.00' }))
      .then([happened('FundsRedistributed', { from: 'a', to: 'b', amount: '100.00', decision: DECIDED })]);
    const onward = { from: 'landsbygd-askersund', to: 'landsbygd-laxa', amount: '1.00' };
    grant(landsbygd, askersund, laxa)
      .when(move(onward))
      .then([happened('FundsRedistributed', { ...onward, decision: DECIDED })]);
  });

  it('remembers what was moved', () => {
    const moved = happened('FundsRedistributed', {
      from: 'hsn',
      to: 'halsoval',
      amount: '26000000.00',
      decision: DECIDED,
    });
    grant(halsoval, hsn, moved).when(move({})).thenRefuses('AMOUNT_EXCEEDS_ALLOCATION');
    grant(halsoval, hsn, moved)
      .when(move({ from: 'halsoval', to: 'hsn', amount: '65300000.01' }))
      .thenRefuses('AMOUNT_EXCEEDS_ALLOCATION');
  });

  it('crosses neither pots nor levels, and goes somewhere else', () => {
    grant(hsn, landsbygd)
      .when(move({ to: 'landsbygd', amount: '1.00' }))
      .thenRefuses('REDISTRIBUTION_CROSSES_POTS');
    grant(hsn, allocated({ allocation: 'oppen', pot: null, amount: '1.00' }))
      .when(move({ to: 'oppen', amount: '1.00' }))
      .thenRefuses('REDISTRIBUTION_CROSSES_POTS');
    grant(landsbygd, askersund)
      .when(move({ from: 'landsbygd', to: 'landsbygd-askersund', amount: '1.00' }))
      .thenRefuses('REDISTRIBUTION_CROSSES_LEVELS');
    grant(hsn)
      .when(move({ to: 'hsn' }))
      .thenRefuses('REDISTRIBUTION_TO_ITSELF');
  });

  it('takes neither what was handed on nor own funding', () => {
    grant(landsbygd, askersund, allocated({ allocation: 'mer', pot: 'region-rural', amount: '1.00' }))
      .when(move({ from: 'landsbygd', to: 'mer', amount: '2712119.01' }))
      .thenRefuses('ALLOCATION_BELOW_ONWARD');
    grant(hsn, allocated({ allocation: 'eget', amount: '100.00', ownFunding: '40.00' }))
      .when(move({ from: 'eget', to: 'hsn', amount: '60.01' }))
      .thenRefuses('AMOUNT_EXCEEDS_ALLOCATION');
  });

  it('is a decision with its day on known allocations of an open grant', () => {
    grant(hsn).when(move({})).thenRefuses('ALLOCATION_UNKNOWN');
    grant(halsoval).when(move({})).thenRefuses('ALLOCATION_UNKNOWN');
    grant(halsoval, hsn)
      .when(move({ amount: '0.00' }))
      .thenRefuses('AMOUNT_NOT_POSITIVE');
    grant(halsoval, hsn)
      .when(move({ decision: PROPOSED }))
      .thenRefuses('DECISION_NOT_DECIDED');
    grant(halsoval, hsn)
      .when(move({ decision: undated }))
      .thenRefuses('DECISION_DATE_MISSING');
    grant(halsoval, hsn, closed).when(move({})).thenRefuses('GRANT_CLOSED');
    given(grantDecider).when(move({})).thenRefuses('GRANT_UNKNOWN');
  });
});

describe('a reduction', () => {
  type Fields = Parameters<typeof ask<'ReduceAllocation'>>[1];
  const reduce = (fields: Partial<Fields>) =>
    ask('ReduceAllocation', { allocation: 'hsn', amount: '100.00', decision: DECIDED, ...fields });
  const reduced = (fields: { allocation: string; amount: string; ownFunding: string }) =>
    happened('AllocationReduced', { ...fields, decision: DECIDED });
  const eget = allocated({ allocation: 'eget', amount: '100.00', ownFunding: '40.00' });

  it('takes grant money off, and own funding where it says so', () => {
    grant(hsn)
      .when(reduce({ reason: 'Lägre behov' }))
      .then([
        happened(
          'AllocationReduced',
          { allocation: 'hsn', amount: '100.00', ownFunding: '0.00', decision: DECIDED },
          { reason: 'Lägre behov' },
        ),
      ]);
    const all = { allocation: 'eget', amount: '100.00', ownFunding: '40.00' };
    grant(eget)
      .when(reduce(all))
      .then([reduced(all)]);
  });

  it('gives the money back to the pot', () => {
    const more = ask('AllocateFunds', {
      allocation: 'mer',
      to: PROVIDER,
      pot: 'region-population',
      amount: '60.00',
      decision: PROPOSED,
    });
    const given40 = reduced({ allocation: 'eget', amount: '100.00', ownFunding: '40.00' });
    const rest = allocated({ allocation: 'rest', amount: '65399940.00' });
    grant(eget, rest).when(more).thenRefuses('ALLOCATION_EXCEEDS_FUNDS');
    grant(eget, rest, given40)
      .when(more)
      .then([allocated({ allocation: 'mer', to: PROVIDER, amount: '60.00' })]);
  });

  it('remembers the own funding that it took', () => {
    const taken = reduced({ allocation: 'eget', amount: '50.00', ownFunding: '30.00' });
    grant(eget, taken)
      .when(reduce({ allocation: 'eget', amount: '10.01', ownFunding: '10.01' }))
      .thenRefuses('AMOUNT_EXCEEDS_ALLOCATION');
  });

  it('takes no more than there is of either, nor what was handed on', () => {
    grant(eget)
      .when(reduce({ allocation: 'eget', amount: '60.01' }))
      .thenRefuses('AMOUNT_EXCEEDS_ALLOCATION');
    grant(eget)
      .when(reduce({ allocation: 'eget', amount: '50.00', ownFunding: '40.01' }))
      .thenRefuses('AMOUNT_EXCEEDS_ALLOCATION');
    grant(landsbygd, askersund)
      .when(reduce({ allocation: 'landsbygd', amount: '2712119.01' }))
      .thenRefuses('ALLOCATION_BELOW_ONWARD');
  });

  it('is a decision with its day on a known allocation of an open grant, for an amount', () => {
    grant().when(reduce({})).thenRefuses('ALLOCATION_UNKNOWN');
    grant(hsn)
      .when(reduce({ amount: '-1.00' }))
      .thenRefuses('AMOUNT_NOT_POSITIVE');
    grant(hsn)
      .when(reduce({ ownFunding: '-1.00' }))
      .thenRefuses('AMOUNT_NEGATIVE');
    grant(hsn)
      .when(reduce({ ownFunding: '100.01' }))
      .thenRefuses('OWN_FUNDING_EXCEEDS_AMOUNT');
    grant(hsn)
      .when(reduce({ decision: PROPOSED }))
      .thenRefuses('DECISION_NOT_DECIDED');
    grant(hsn)
      .when(reduce({ decision: undated }))
      .thenRefuses('DECISION_DATE_MISSING');
    grant(hsn, closed).when(reduce({})).thenRefuses('GRANT_CLOSED');
    given(grantDecider).when(reduce({})).thenRefuses('GRANT_UNKNOWN');
  });
});
