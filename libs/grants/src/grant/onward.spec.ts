import { describe, it } from '@jest/globals';

import { given } from '#spec-kit';

import { type GrantEvent } from './grant.events.js';
import {
  allocated,
  announced,
  ask,
  askersund,
  DECIDED,
  HALSOVAL,
  halsoval,
  happened,
  landsbygd,
  PROPOSED,
  PROVIDER,
  SOLE_TRADER,
} from './grant.fixture.js';
import { grantDecider } from './grant.js';

const grant = (...history: readonly GrantEvent[]) => given(grantDecider, [announced, ...history]);
type Fields = Parameters<typeof ask<'AllocateFunds'>>[1];
const allocate = (fields: Partial<Fields>) =>
  ask('AllocateFunds', { allocation: 'ny', to: HALSOVAL, amount: '100.00', decision: PROPOSED, ...fields });

describe('an onward allocation', () => {
  const onward = (fields: Partial<Fields>) => allocate({ from: 'landsbygd', to: PROVIDER, ...fields });

  it('inherits the pot and the areas', () => {
    grant(landsbygd)
      .when(onward({ allocation: 'landsbygd-askersund', amount: '287881.00', decision: DECIDED }))
      .then([askersund]);
    grant(halsoval)
      .when(allocate({ from: 'halsoval', purposeAreas: [1] }))
      .then([allocated({ allocation: 'ny', from: 'halsoval', amount: '100.00', purposeAreas: [1] })]);
    const openPot = allocated({ allocation: 'oppen', pot: null, amount: '100.00' });
    grant(openPot)
      .when(allocate({ from: 'oppen' }))
      .then([allocated({ allocation: 'ny', from: 'oppen', pot: null, amount: '100.00' })]);
  });

  it('has the areas of the pot where what it comes from states none', () => {
    const unstated = allocated({ allocation: 'landsbygd', pot: 'region-rural', amount: '100.00' });
    grant(unstated)
      .when(onward({}))
      .then([
        allocated({
          allocation: 'ny',
          from: 'landsbygd',
          to: PROVIDER,
          pot: 'region-rural',
          amount: '100.00',
          purposeAreas: [8],
        }),
      ]);
    grant(unstated)
      .when(onward({ purposeAreas: [1] }))
      .thenRefuses('AREA_OUTSIDE_POT');
  });

  it('keeps a sole trader’s name and number apart: the number is a personal number', () => {
    grant(landsbygd)
      .when(onward({ to: SOLE_TRADER, reason: 'Enda sökande' }))
      .then([
        happened(
          'FundsAllocated',
          {
            allocation: 'ny',
            from: 'landsbygd',
            to: { kind: 'sole-trader', municipality: '1882' },
            pot: 'region-rural',
            amount: '100.00',
            ownFunding: '0.00',
            purposeAreas: [8],
            decision: PROPOSED,
          },
          { name: 'Läkare A', organisationNumber: '1212121212', reason: 'Enda sökande' },
        ),
      ]);
    const { name, organisationNumber } = SOLE_TRADER;
    grant(halsoval)
      .when(allocate({ from: 'halsoval', to: { kind: 'organisation', name, organisationNumber } }))
      .then([
        happened(
          'FundsAllocated',
          {
            allocation: 'ny',
            from: 'halsoval',
            to: { kind: 'sole-trader' },
            pot: 'region-population',
            amount: '100.00',
            ownFunding: '0.00',
            purposeAreas: [],
            decision: PROPOSED,
          },
          { name, organisationNumber },
        ),
      ]);
  });

  it('is no more than what is left of that which it comes from', () => {
    grant(landsbygd, askersund)
      .when(onward({ amount: '2712119.00' }))
      .then([
        allocated({
          allocation: 'ny',
          from: 'landsbygd',
          to: PROVIDER,
          pot: 'region-rural',
          amount: '2712119.00',
          purposeAreas: [8],
        }),
      ]);
    grant(landsbygd, askersund)
      .when(onward({ amount: '2712119.01' }))
      .thenRefuses('ONWARD_EXCEEDS_ALLOCATION');
  });

  it('is refused from an unknown allocation, with a pot of its own or own funding', () => {
    grant().when(onward({})).thenRefuses('ALLOCATION_UNKNOWN');
    grant(landsbygd)
      .when(onward({ pot: 'region-population' }))
      .thenRefuses('POT_FOLLOWS_ALLOCATION');
    grant(landsbygd)
      .when(onward({ ownFunding: '1.00' }))
      .thenRefuses('OWN_FUNDING_ONLY_FROM_GRANT');
    const areas = allocated({ allocation: 'omraden', amount: '100.00', purposeAreas: [1, 2] });
    grant(areas)
      .when(allocate({ from: 'omraden', purposeAreas: [2, 3] }))
      .thenRefuses('AREA_OUTSIDE_ALLOCATION');
  });

  it('of rural money goes to a municipality that is named, as far as the county is known', () => {
    const to = (municipality?: string) => onward({ to: { ...HALSOVAL, ...(municipality && { municipality }) } });
    grant(landsbygd).when(to()).thenRefuses('MUNICIPALITY_REQUIRED');
    grant(landsbygd).when(to('1880')).thenRefuses('MUNICIPALITY_NOT_NAMED');
    const recorded = (municipality: string) =>
      allocated({
        allocation: 'ny',
        from: 'landsbygd',
        to: { ...HALSOVAL, municipality },
        pot: 'region-rural',
        amount: '100.00',
        purposeAreas: [8],
      });
    grant(landsbygd)
      .when(to('1885'))
      .then([recorded('1885')]);
    // Nobody has listed the municipalities of county 23 here: a finding elsewhere, no refusal.
    grant(landsbygd)
      .when(to('2309'))
      .then([recorded('2309')]);
  });
});
