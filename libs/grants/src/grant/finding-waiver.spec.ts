import { describe, it } from '@jest/globals';

import { Money } from '#kernel';
import { given } from '#spec-kit';

import { type StandingFinding } from './grant.commands.js';
import { type GrantEvent } from './grant.events.js';
import { announced, ask, happened } from './grant.fixture.js';
import { grantDecider } from './grant.js';

const grant = (...history: readonly GrantEvent[]) => given(grantDecider, [announced, ...history]);
const standing = { id: 'f1', code: 'OUTSIDE_USE_PERIOD', amount: Money.parse('100.00'), count: null, waivable: true };
const waive = (finding: Partial<StandingFinding> | null = {}, fields: object = {}) =>
  ask(
    'WaiveFinding',
    { act: 'avstaende', finding: 'f1', code: 'OUTSIDE_USE_PERIOD', reason: 'Ringa belopp', ...fields },
    { finding: finding === null ? null : { ...standing, waived: false, ...finding } },
  );
const of = { finding: 'f1', code: 'OUTSIDE_USE_PERIOD', act: 'avstaende' };
const because = { reason: 'Ringa belopp' };

describe('the waiver of a finding', () => {
  it('is of the finding as it stands, the reason apart', () => {
    grant()
      .when(waive())
      .then([happened('FindingWaived', { ...of, amount: '100.00', count: null }, because)]);
    grant()
      .when(waive({ amount: null, count: 3 }))
      .then([happened('FindingWaived', { ...of, amount: null, count: 3 }, because)]);
  });

  it('is of what was seen', () => {
    grant()
      .when(waive({ count: 2 }, { amount: '100.00', count: 2 }))
      .then([happened('FindingWaived', { ...of, amount: '100.00', count: 2 }, because)]);
    grant()
      .when(waive({}, { amount: '99.00' }))
      .thenRefuses('FINDING_HAS_CHANGED');
    grant()
      .when(waive({ amount: null }, { amount: '0.00' }))
      .thenRefuses('FINDING_HAS_CHANGED');
    grant()
      .when(waive({ count: 2 }, { count: 3 }))
      .thenRefuses('FINDING_HAS_CHANGED');
  });

  it('is refused where no such finding stands, or none that may be waived, or one that is', () => {
    grant().when(waive(null)).thenRefuses('FINDING_UNKNOWN');
    grant()
      .when(waive({}, { code: 'ON_CLOSED_CODE' }))
      .thenRefuses('FINDING_UNKNOWN');
    grant()
      .when(waive({ waivable: false }))
      .thenRefuses('FINDING_NOT_WAIVABLE');
    grant()
      .when(waive({ waived: true }))
      .thenRefuses('FINDING_ALREADY_WAIVED');
    grant(happened('GrantClosed', { commitment: null }))
      .when(waive())
      .thenRefuses('GRANT_CLOSED');
    given(grantDecider).when(waive()).thenRefuses('GRANT_UNKNOWN');
  });
});
