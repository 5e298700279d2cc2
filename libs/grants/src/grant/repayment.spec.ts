import { describe, it } from '@jest/globals';

import { given } from '#spec-kit';

import { type GrantEvent } from './grant.events.js';
import { announced, ask, AUTHORITY, DIGEST, GRANT, happened } from './grant.fixture.js';
import { grantDecider } from './grant.js';
import { closingCommitment } from './grant.schemas.js';

const grant = (...history: readonly GrantEvent[]) => given(grantDecider, [announced, ...history]);
const closed = happened('GrantClosed', { commitment: null });
const ground = 'unused-or-misused';
const assessed = happened('RepaymentAssessed', { repayment: 'aterbetalning-1', ground, amount: '1000.00' });
const claimed = happened('RepaymentClaimed', {
  repayment: 'aterbetalning-1',
  ground,
  amount: '1000.00',
  decision: AUTHORITY,
});
const waived = (amount: string) =>
  happened('RepaymentWaived', { repayment: 'aterbetalning-1', amount, act: 'eftergift', decision: AUTHORITY });
const paid = (amount: string) => happened('RepaymentPaid', { repayment: 'aterbetalning-1', amount });
const proposal = { status: 'proposed', body: 'Socialstyrelsen' } as const;

describe('an assessment', () => {
  const assess = (fields: object = {}) =>
    ask('AssessRepayment', { act: 'aterbetalning-1', ground, amount: '1000.00', ...fields });

  it('gives the repayment the id of the act', () => {
    grant().when(assess()).then([assessed]);
  });

  it('is refused twice, on another ground than those of the rules, for nothing and on a closed grant', () => {
    grant(assessed).when(assess()).thenRefuses('REPAYMENT_EXISTS');
    grant()
      .when(assess({ ground: 'late' }))
      .thenRefuses('GROUND_UNKNOWN');
    grant()
      .when(assess({ amount: '0.00' }))
      .thenRefuses('AMOUNT_NOT_POSITIVE');
    grant(closed).when(assess()).thenRefuses('GRANT_CLOSED');
    given(grantDecider).when(assess()).thenRefuses('GRANT_UNKNOWN');
  });
});

describe('a claim', () => {
  const claim = (fields: object = {}) =>
    ask('ClaimRepayment', { repayment: 'aterbetalning-1', amount: '1000.00', decision: AUTHORITY, ...fields });

  it('takes the ground of the assessment, the number of the invoice apart', () => {
    grant(assessed)
      .when(claim({ due: '2027-05-31', invoiceReference: 'F-1' }))
      .then([
        happened(
          'RepaymentClaimed',
          { repayment: 'aterbetalning-1', ground, amount: '1000.00', due: '2027-05-31', decision: AUTHORITY },
          { invoiceReference: 'F-1' },
        ),
      ]);
  });

  it('may come without an assessment, on a ground of its own, and on a closed grant', () => {
    grant().when(claim({ ground })).then([claimed]);
    grant(closed).when(claim({ ground })).then([claimed]);
    grant(assessed)
      .when(claim({ ground: 'not-reported' }))
      .then([
        happened('RepaymentClaimed', {
          repayment: 'aterbetalning-1',
          ground: 'not-reported',
          amount: '1000.00',
          decision: AUTHORITY,
        }),
      ]);
    grant().when(claim()).thenRefuses('GROUND_REQUIRED');
  });

  it('is refused twice, on an unknown ground, for nothing and as a proposal', () => {
    grant(claimed).when(claim()).thenRefuses('REPAYMENT_ALREADY_CLAIMED');
    grant()
      .when(claim({ ground: 'late' }))
      .thenRefuses('GROUND_UNKNOWN');
    grant(assessed)
      .when(claim({ amount: '0.00' }))
      .thenRefuses('AMOUNT_NOT_POSITIVE');
    grant(assessed)
      .when(claim({ decision: proposal }))
      .thenRefuses('DECISION_NOT_DECIDED');
    given(grantDecider).when(claim()).thenRefuses('GRANT_UNKNOWN');
  });
});

describe('a waiver', () => {
  const waive = (fields: object = {}) =>
    ask('WaiveRepayment', {
      act: 'eftergift',
      repayment: 'aterbetalning-1',
      amount: '400.00',
      decision: AUTHORITY,
      ...fields,
    });

  it('lets be what is left of a claim or less, the reason apart', () => {
    grant(claimed)
      .when(waive({ reason: 'Särskilda skäl' }))
      .then([
        happened(
          'RepaymentWaived',
          { repayment: 'aterbetalning-1', amount: '400.00', act: 'eftergift', decision: AUTHORITY },
          { reason: 'Särskilda skäl' },
        ),
      ]);
    grant(claimed, waived('300.00'), paid('300.00'))
      .when(waive())
      .then([waived('400.00')]);
    grant(claimed, waived('300.00'), paid('300.01')).when(waive()).thenRefuses('WAIVER_EXCEEDS_CLAIM');
    grant(assessed, paid('700.00'), claimed).when(waive()).thenRefuses('WAIVER_EXCEEDS_CLAIM');
  });

  it('is refused without a claim, for nothing and as a proposal', () => {
    grant().when(waive()).thenRefuses('REPAYMENT_UNKNOWN');
    grant(assessed).when(waive()).thenRefuses('REPAYMENT_NOT_CLAIMED');
    grant(claimed)
      .when(waive({ amount: '0.00' }))
      .thenRefuses('AMOUNT_NOT_POSITIVE');
    grant(claimed)
      .when(waive({ decision: proposal }))
      .thenRefuses('DECISION_NOT_DECIDED');
    given(grantDecider).when(waive()).thenRefuses('GRANT_UNKNOWN');
  });
});

describe('a payment of the repayment', () => {
  const voucher = { book: 'erp', series: 'LB', number: '9' };
  const pay = (fields: object = {}) =>
    ask('RecordRepaymentPayment', { repayment: 'aterbetalning-1', amount: '1000.00', ...fields });

  it('is recorded as booked: before the claim, more than was claimed, on a closed grant', () => {
    grant(assessed)
      .when(pay())
      .then([paid('1000.00')]);
    grant(claimed, closed)
      .when(pay({ amount: '1000.01' }))
      .then([paid('1000.01')]);
  });

  it('is recorded once per repayment and voucher', () => {
    const byVoucher = (repayment: string) => happened('RepaymentPaid', { repayment, amount: '1000.00', voucher });
    grant(claimed, byVoucher('aterbetalning-1')).when(pay({ voucher })).thenRefuses('PAYMENT_ALREADY_RECORDED');
    const second = happened('RepaymentClaimed', {
      repayment: 'tva',
      ground,
      amount: '1000.00',
      decision: AUTHORITY,
    });
    grant(claimed, second, byVoucher('tva'))
      .when(pay({ voucher }))
      .then([byVoucher('aterbetalning-1')]);
  });

  it('is refused for a repayment nobody has heard of, and for nothing', () => {
    grant().when(pay()).thenRefuses('REPAYMENT_UNKNOWN');
    grant(claimed)
      .when(pay({ amount: '-1.00' }))
      .thenRefuses('AMOUNT_NOT_POSITIVE');
    given(grantDecider).when(pay()).thenRefuses('GRANT_UNKNOWN');
  });
});

describe('closing a grant', () => {
  const commitment = closingCommitment.parse({
    ...{ position: 90, kinds: [{ kind: 'grant', streams: 1, events: 7 }], booked: null, used: '1000.00' },
    ...{ lastLeaf: 'a'.repeat(64), digest: 'b'.repeat(64) },
  });
  const close = ask('CloseGrant', {}, { commitment });
  const closedNow: GrantEvent = { type: 'GrantClosed', data: { grant: GRANT, commitment } };
  const figures = { received: '0.00', used: '0.00', unused: '0.00', areas: [] };
  const submitted = happened(
    'ReturnSubmitted',
    { act: 'a', position: 9, figures, form: 1, digest: DIGEST },
    { signatory: 'A' },
  );

  it('asks for a return, and that every claim is paid or waived; it commits itself to the grant’s events', () => {
    grant().when(close).thenRefuses('RETURN_MISSING');
    grant(submitted).when(close).then([closedNow]);
    grant(submitted, claimed).when(close).thenRefuses('REPAYMENT_OPEN');
    grant(submitted, claimed, waived('400.00'), paid('599.99')).when(close).thenRefuses('REPAYMENT_OPEN');
    grant(submitted, claimed, waived('400.00'), paid('600.00')).when(close).then([closedNow]);
  });

  it('does not wait for a claim that has not come', () => {
    grant(submitted, assessed).when(close).then([closedNow]);
  });

  it('is done once', () => {
    grant(submitted, closed).when(close).thenRefuses('GRANT_CLOSED');
    given(grantDecider).when(close).thenRefuses('GRANT_UNKNOWN');
  });
});
