import { describe, it } from '@jest/globals';

import { given } from '#spec-kit';

import { type GrantEvent } from './grant.events.js';
import { announced, ask, happened } from './grant.fixture.js';
import { grantDecider } from './grant.js';

const grant = (...history: readonly GrantEvent[]) => given(grantDecider, [announced, ...history]);
const closed = happened('GrantClosed', { commitment: null });
const asked = { demand: 'granskning-1', caseNumber: 'EXEMPEL-7', due: '2027-05-01', sample: 'mus:100' };
const demanded = happened('UnderlayDemanded', asked, { note: 'Hundra fakturor' });
const sent = { package: 'ab'.repeat(32), position: 571, form: 'authority', paragraph: 'OSL 21:7' } as const;
const readers = { to: 'Registrator', reviewedBy: 'Jurist' };

describe('a demand for underlay', () => {
  const demand = (fields: object = {}) => ask('RecordUnderlayDemand', { ...asked, note: 'Hundra fakturor', ...fields });

  it('is recorded, of a closed grant too', () => {
    grant().when(demand()).then([demanded]);
    grant(closed).when(demand()).then([demanded]);
  });

  it('is refused under a name that is taken, of a period that ends before it begins, and of no grant', () => {
    grant(demanded).when(demand()).thenRefuses('DEMAND_EXISTS');
    grant()
      .when(demand({ from: '2026-02-01', to: '2026-01-31' }))
      .thenRefuses('DEMAND_PERIOD_REVERSED');
    given(grantDecider, []).when(demand()).thenRefuses('GRANT_UNKNOWN');
  });
});

describe('a delivery of underlay', () => {
  const deliver = (fields: object = {}) => ask('RecordUnderlayDelivery', { ...sent, ...readers, ...fields });
  const delivered = (demand: string | null) => happened('UnderlayDelivered', { ...sent, demand }, readers);

  it('answers a demand, or none', () => {
    grant(demanded)
      .when(deliver({ demand: 'granskning-1' }))
      .then([delivered('granskning-1')]);
    grant()
      .when(deliver())
      .then([delivered(null)]);
  });

  it('is refused for a demand that nobody has made', () => {
    grant()
      .when(deliver({ demand: 'granskning-1' }))
      .thenRefuses('DEMAND_UNKNOWN');
  });
});
