import { describe, it } from '@jest/globals';

import { given } from '#spec-kit';

import { type GrantEvent } from './grant.events.js';
import { allocated, announced, ask, askersund, halsoval, happened, landsbygd } from './grant.fixture.js';
import { grantDecider } from './grant.js';

const grant = (...history: readonly GrantEvent[]) =>
  given(grantDecider, [announced, halsoval, landsbygd, askersund, ...history]);
const closed = happened('GrantClosed', { commitment: null });
const soleTrader = allocated({
  allocation: 'lakare',
  from: 'landsbygd',
  to: { kind: 'sole-trader', municipality: '1882' },
  pot: 'region-rural',
  amount: '1.00',
});

describe('a provider’s report', () => {
  const used = [{ area: 8, amount: '250000.00' }];
  type Fields = Parameters<typeof ask<'ReportProvider'>>[1];
  const report = (fields: Partial<Fields>) =>
    ask('ReportProvider', { allocation: 'landsbygd-askersund', used, ...fields });

  it('is recorded, its note apart, on a closed grant too', () => {
    const recorded = happened('ProviderReported', { allocation: 'landsbygd-askersund', used }, { note: 'Delår' });
    grant()
      .when(report({ note: 'Delår' }))
      .then([recorded]);
    grant(closed)
      .when(report({ note: 'Delår' }))
      .then([recorded]);
  });

  it('may come from a sole trader, say nothing was used, and be more than was handed on', () => {
    grant(soleTrader)
      .when(report({ allocation: 'lakare', used: [] }))
      .then([happened('ProviderReported', { allocation: 'lakare', used: [] })]);
    const more = [{ area: 8, amount: '999999.00' }];
    grant()
      .when(report({ used: more }))
      .then([happened('ProviderReported', { allocation: 'landsbygd-askersund', used: more })]);
  });

  it('is refused from an own unit, whose vouchers are the books', () => {
    grant()
      .when(report({ allocation: 'halsoval' }))
      .thenRefuses('PROVIDER_IS_OWN_UNIT');
  });

  it('is refused for what is unknown, twice there, or less than nothing', () => {
    given(grantDecider).when(report({})).thenRefuses('GRANT_UNKNOWN');
    grant()
      .when(report({ allocation: 'landsbygd-laxa' }))
      .thenRefuses('ALLOCATION_UNKNOWN');
    grant()
      .when(report({ used: [{ area: 9, amount: '1.00' }] }))
      .thenRefuses('AREA_UNKNOWN');
    grant()
      .when(report({ used: [...used, ...used] }))
      .thenRefuses('AREA_REPEATED');
    grant()
      .when(report({ used: [{ area: 8, amount: '-1.00' }] }))
      .thenRefuses('AMOUNT_NEGATIVE');
  });
});

describe('a provider’s repayment', () => {
  const repay = (allocation: string, amount = '37881.00') =>
    ask('RecordProviderRepayment', { allocation, amount, voucher: { book: 'erp', series: 'A', number: '7' } });

  it('is recorded', () => {
    grant(closed)
      .when(repay('landsbygd-askersund'))
      .then([
        happened('ProviderRepaid', {
          allocation: 'landsbygd-askersund',
          amount: '37881.00',
          voucher: { book: 'erp', series: 'A', number: '7' },
        }),
      ]);
  });

  it('is refused from an own unit, for what is unknown and for nothing', () => {
    grant().when(repay('halsoval')).thenRefuses('PROVIDER_IS_OWN_UNIT');
    grant().when(repay('landsbygd-laxa')).thenRefuses('ALLOCATION_UNKNOWN');
    grant().when(repay('landsbygd-askersund', '0.00')).thenRefuses('AMOUNT_NOT_POSITIVE');
    given(grantDecider).when(repay('landsbygd-askersund')).thenRefuses('GRANT_UNKNOWN');
  });
});
