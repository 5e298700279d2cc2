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
  hsn,
  landsbygd,
  PROPOSED,
  PROVIDER,
} from './grant.fixture.js';
import { grantDecider } from './grant.js';

const grant = (...history: readonly GrantEvent[]) => given(grantDecider, [announced, ...history]);
const closed = happened('GrantClosed', { commitment: null });

describe('a decision on proposals', () => {
  const decide = (allocations: string[], fields: { pot?: string; decision?: typeof DECIDED | typeof PROPOSED } = {}) =>
    ask('DecideAllocations', { allocations, decision: DECIDED, ...fields });
  const decided = (allocation: string, pot: string | null) =>
    happened('AllocationDecided', { allocation, pot, decision: DECIDED });
  const open = (allocation: string, amount: string) => allocated({ allocation, pot: null, amount });

  it('is recorded for each allocation, with the pot that it has', () => {
    grant(halsoval, landsbygd)
      .when(decide(['halsoval', 'landsbygd']))
      .then([decided('halsoval', 'region-population'), decided('landsbygd', 'region-rural')]);
    grant(open('oppen', '1.00'))
      .when(decide(['oppen']))
      .then([decided('oppen', null)]);
  });

  it('may name the pot where it is open, as far as the pot reaches, all or nothing', () => {
    const history = [open('a', '2000000.00'), open('b', '1000000.00')];
    grant(...history)
      .when(decide(['a', 'b'], { pot: 'region-rural' }))
      .then([decided('a', 'region-rural'), decided('b', 'region-rural')]);
    grant(open('a', '2000000.00'), open('b', '1000000.01'))
      .when(decide(['a', 'b'], { pot: 'region-rural' }))
      .thenRefuses('ALLOCATION_EXCEEDS_FUNDS');
    grant(landsbygd)
      .when(decide(['landsbygd'], { pot: 'region-rural' }))
      .then([decided('landsbygd', 'region-rural')]);
    grant(landsbygd)
      .when(decide(['landsbygd'], { pot: 'region-population' }))
      .thenRefuses('POT_ALREADY_NAMED');
    grant(landsbygd)
      .when(decide(['landsbygd'], { pot: 'region-urban' }))
      .thenRefuses('POT_UNKNOWN');
  });

  it('names the pot for what was handed on as well', () => {
    const onward = allocated({ allocation: 'b', from: 'a', to: PROVIDER, pot: null, amount: '100.00' });
    const further = allocated({ allocation: 'c', from: 'b', to: PROVIDER, pot: null, amount: '100.00' });
    const history = [open('a', '100.00'), onward, further];
    grant(...history)
      .when(decide(['a'], { pot: 'region-rural' }))
      .then([decided('a', 'region-rural')]);
    grant(...history, decided('a', 'region-rural'))
      .when(decide(['c']))
      .then([decided('c', 'region-rural')]);
    grant(...history)
      .when(decide(['b'], { pot: 'region-rural' }))
      .thenRefuses('POT_FOLLOWS_ALLOCATION');
  });

  it('does not make rural money of what was handed on outside its area or municipalities', () => {
    const rural = decide(['a'], { pot: 'region-rural' });
    const onwardTo = (fields: object) =>
      grant(
        open('a', '100.00'),
        allocated({ allocation: 'b', from: 'a', to: PROVIDER, pot: null, amount: '1.00', ...fields }),
      );
    grant(allocated({ allocation: 'a', pot: null, amount: '1.00', purposeAreas: [1] }))
      .when(rural)
      .thenRefuses('AREA_OUTSIDE_POT');
    onwardTo({ purposeAreas: [1] })
      .when(rural)
      .thenRefuses('AREA_OUTSIDE_POT');
    onwardTo({ to: HALSOVAL }).when(rural).thenRefuses('MUNICIPALITY_REQUIRED');
    onwardTo({ to: { ...HALSOVAL, municipality: '1880' } })
      .when(rural)
      .thenRefuses('MUNICIPALITY_NOT_NAMED');
  });

  it('is refused for what is unknown or decided already, twice in one command too', () => {
    grant()
      .when(decide(['hsn']))
      .thenRefuses('ALLOCATION_UNKNOWN');
    grant(hsn, decided('hsn', 'region-population'))
      .when(decide(['hsn']))
      .thenRefuses('ALLOCATION_ALREADY_DECIDED');
    grant(hsn)
      .when(decide(['hsn', 'hsn']))
      .thenRefuses('ALLOCATION_ALREADY_DECIDED');
    grant(landsbygd, askersund)
      .when(decide(['landsbygd-askersund']))
      .thenRefuses('ALLOCATION_ALREADY_DECIDED');
  });

  it('is a decision with its day, on an open grant', () => {
    grant(hsn)
      .when(decide(['hsn'], { decision: PROPOSED }))
      .thenRefuses('DECISION_NOT_DECIDED');
    const undated = ask('DecideAllocations', { allocations: ['hsn'], decision: { status: 'decided', body: 'A' } });
    grant(hsn).when(undated).thenRefuses('DECISION_DATE_MISSING');
    grant(hsn, closed)
      .when(decide(['hsn']))
      .thenRefuses('GRANT_CLOSED');
  });
});
