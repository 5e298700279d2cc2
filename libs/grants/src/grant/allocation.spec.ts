import { describe, it } from '@jest/globals';

import { given } from '#spec-kit';

import { type GrantEvent } from './grant.events.js';
import {
  allocated,
  announced,
  ask,
  AUTHORITY,
  HALSOVAL,
  halsoval,
  happened,
  hsn,
  landsbygd,
  pots,
  PROPOSED,
} from './grant.fixture.js';
import { grantDecider } from './grant.js';

const grant = (...history: readonly GrantEvent[]) => given(grantDecider, [announced, ...history]);
type Fields = Parameters<typeof ask<'AllocateFunds'>>[1];
const allocate = (fields: Partial<Fields>) =>
  ask('AllocateFunds', { allocation: 'ny', to: HALSOVAL, amount: '100.00', decision: PROPOSED, ...fields });
const closed = happened('GrantClosed', { commitment: null });

describe('an allocation out of the grant', () => {
  it('records what the key gives beside what is stated', () => {
    const key = { rule: '60 %', of: '65400000.00', gives: '39240000.00' };
    grant()
      .when(
        allocate({ allocation: 'halsoval', pot: 'region-population', amount: '39300000.00', key, reason: 'Avrundat' }),
      )
      .then([
        happened(
          'FundsAllocated',
          {
            allocation: 'halsoval',
            from: null,
            to: HALSOVAL,
            pot: 'region-population',
            amount: '39300000.00',
            ownFunding: '0.00',
            purposeAreas: [],
            key,
            decision: PROPOSED,
          },
          { reason: 'Avrundat' },
        ),
      ]);
  });

  it('may leave the pot open', () => {
    grant()
      .when(allocate({}))
      .then([allocated({ allocation: 'ny', pot: null, amount: '100.00' })]);
  });

  it('has the areas that its pot is bound to where none are stated', () => {
    grant()
      .when(allocate({ pot: 'region-rural' }))
      .then([allocated({ allocation: 'ny', pot: 'region-rural', amount: '100.00', purposeAreas: [8] })]);
  });

  it('exceeds what there is only by own funding', () => {
    const more = { allocation: 'mer', amount: '100.00', ownFunding: '40.00' };
    const full = [halsoval, hsn, allocated({ allocation: 'nast', pot: null, amount: '2999940.00' })];
    grant(...full)
      .when(allocate(more))
      .then([allocated({ ...more, pot: null })]);
    grant(...full)
      .when(allocate({ ...more, ownFunding: '39.99' }))
      .thenRefuses('ALLOCATION_EXCEEDS_FUNDS');
  });

  it('may be own funding alone, although an award came out lower than what was allocated', () => {
    const lower = happened('GrantAwarded', { amounts: pots('1.00', '0.00'), decision: AUTHORITY });
    grant(halsoval, lower)
      .when(allocate({ ownFunding: '100.00' }))
      .then([allocated({ allocation: 'ny', pot: null, amount: '100.00', ownFunding: '100.00' })]);
    grant(halsoval, lower)
      .when(allocate({ ownFunding: '99.99' }))
      .thenRefuses('ALLOCATION_EXCEEDS_FUNDS');
  });

  it('is held against its own pot, and in all against what open ones have taken', () => {
    grant(halsoval, hsn)
      .when(allocate({ pot: 'region-population', amount: '0.01' }))
      .thenRefuses('ALLOCATION_EXCEEDS_FUNDS');
    grant(landsbygd)
      .when(allocate({ pot: 'region-rural', amount: '0.01' }))
      .thenRefuses('ALLOCATION_EXCEEDS_FUNDS');
    grant(allocated({ allocation: 'oppen', pot: null, amount: '68400000.00' }))
      .when(allocate({ pot: 'region-rural', amount: '0.01' }))
      .thenRefuses('ALLOCATION_EXCEEDS_FUNDS');
    grant()
      .when(allocate({ pot: 'municipality-rural', amount: '0.01' }))
      .thenRefuses('ALLOCATION_EXCEEDS_FUNDS');
  });

  it('rests on the award once there is one', () => {
    const awarded = happened('GrantAwarded', { amounts: pots('65400000.00', '2960786.00'), decision: AUTHORITY });
    const rural = allocate({ pot: 'region-rural', amount: '2960786.01' });
    grant(awarded).when(rural).thenRefuses('ALLOCATION_EXCEEDS_FUNDS');
  });

  it('is refused when the grant is unknown or closed, and when it is there already', () => {
    given(grantDecider).when(allocate({})).thenRefuses('GRANT_UNKNOWN');
    grant(closed).when(allocate({})).thenRefuses('GRANT_CLOSED');
    grant(hsn)
      .when(allocate({ allocation: 'hsn' }))
      .thenRefuses('ALLOCATION_EXISTS');
  });

  it('is refused for pots and areas that the rules do not know, and for areas that the pot is not for', () => {
    grant()
      .when(allocate({ pot: 'region-urban' }))
      .thenRefuses('POT_UNKNOWN');
    grant()
      .when(allocate({ purposeAreas: [1, 9] }))
      .thenRefuses('AREA_UNKNOWN');
    grant()
      .when(allocate({ pot: 'region-rural', purposeAreas: [8, 1] }))
      .thenRefuses('AREA_OUTSIDE_POT');
  });

  it('is refused for amounts that are none, and for a decision without its day', () => {
    grant()
      .when(allocate({ amount: '0.00' }))
      .thenRefuses('AMOUNT_NOT_POSITIVE');
    grant()
      .when(allocate({ ownFunding: '-1.00' }))
      .thenRefuses('AMOUNT_NEGATIVE');
    grant()
      .when(allocate({ ownFunding: '100.01' }))
      .thenRefuses('OWN_FUNDING_EXCEEDS_AMOUNT');
    grant()
      .when(allocate({ decision: { status: 'decided', body: 'Regionstyrelsen' } }))
      .thenRefuses('DECISION_DATE_MISSING');
  });
});
