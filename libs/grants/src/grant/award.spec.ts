import { describe, it } from '@jest/globals';

import { given } from '#spec-kit';

import { type GrantEvent } from './grant.events.js';
import { grantDecider } from './grant.js';
import { announced, ask, AUTHORITY, happened, pots, PROGRAMME, rules } from './grant.fixture.js';

const grant = (...history: readonly GrantEvent[]) => given(grantDecider, history);
const amounts = pots('65400000.00', '3000000.00');
const award = ask('AwardGrant', { amounts, decision: AUTHORITY });
const amendment = ask('AmendAward', { amounts: pots('66000000.00', '3000000.00'), decision: AUTHORITY });
const requisitioned = happened('GrantRequisitioned', { amounts, wantsMore: false });
const awarded = happened('GrantAwarded', { amounts, decision: AUTHORITY });
const amended = happened('AwardAmended', { amounts: pots('66000000.00', '3000000.00'), decision: AUTHORITY });
const closed = happened('GrantClosed', { commitment: null });

describe('an announcement', () => {
  const announce = ask('AnnounceGrant', { programme: PROGRAMME, amounts, precision: '100000.00' });

  it('opens the grant under the rules that hold, with its precision', () => {
    const version = { ...rules, version: 3 };
    grant()
      .when({ ...announce, facts: { rules: version } })
      .then([happened('GrantAnnounced', { programme: PROGRAMME, rulesVersion: 3, amounts, precision: '100000.00' })]);
  });

  it('refuses a second one, a pot that the rules do not know, and amounts that are none', () => {
    grant(announced).when(announce).thenRefuses('GRANT_EXISTS');
    const announceOf = (pot: string, amount: string) =>
      ask('AnnounceGrant', { programme: PROGRAMME, amounts: [{ pot, amount }] });
    grant().when(announceOf('region-urban', '1.00')).thenRefuses('POT_UNKNOWN');
    grant().when(announceOf('region-rural', '-1.00')).thenRefuses('AMOUNT_NEGATIVE');
    grant().when(announceOf('region-rural', '0.00')).thenRefuses('AMOUNT_NOT_POSITIVE');
  });
});

describe('a requisition', () => {
  const plan = [{ performer: 'Hälsovalsenheten', purposeAreas: [1, 8] }];
  const requisition = ask('RequisitionGrant', { amounts, plan, wantsMore: true, payTo: 'Bankgiro 0000-0000' });
  const amend = ask('AmendRequisition', { amounts });

  it('is recorded with its plan, the account to pay to apart', () => {
    grant(announced)
      .when(requisition)
      .then([
        happened('GrantRequisitioned', { amounts, wantsMore: true }, { payTo: 'Bankgiro 0000-0000' }),
        happened('PlanRegistered', { plan }),
      ]);
  });

  it('is recorded without a plan', () => {
    grant(announced).when(ask('RequisitionGrant', { amounts })).then([requisitioned]);
  });

  it('is amended, not made twice', () => {
    grant(announced, requisitioned).when(requisition).thenRefuses('REQUISITION_EXISTS');
    grant(announced).when(amend).thenRefuses('REQUISITION_MISSING');
    grant(announced, requisitioned)
      .when(ask('AmendRequisition', { amounts, plan, invoiceReference: 'REF-2' }))
      .then([
        happened('RequisitionAmended', { amounts, wantsMore: false }, { invoiceReference: 'REF-2' }),
        happened('PlanRegistered', { plan }),
      ]);
  });

  it('is refused for an unknown grant, a closed one, an unknown pot or area, and for nothing', () => {
    grant().when(requisition).thenRefuses('GRANT_UNKNOWN');
    grant(announced, closed).when(requisition).thenRefuses('GRANT_CLOSED');
    grant(announced, requisitioned, closed).when(amend).thenRefuses('GRANT_CLOSED');
    const unknownPot = [{ pot: 'region-urban', amount: '1.00' }];
    grant(announced)
      .when(ask('RequisitionGrant', { amounts: unknownPot }))
      .thenRefuses('POT_UNKNOWN');
    grant(announced, requisitioned)
      .when(ask('AmendRequisition', { amounts: unknownPot }))
      .thenRefuses('POT_UNKNOWN');
    grant(announced)
      .when(ask('RequisitionGrant', { amounts, plan: [{ performer: 'A', purposeAreas: [9] }] }))
      .thenRefuses('AREA_UNKNOWN');
    grant(announced)
      .when(ask('RequisitionGrant', { amounts: pots('0.00', '0.00') }))
      .thenRefuses('AMOUNT_NOT_POSITIVE');
  });
});

describe('a plan', () => {
  const plan = [{ performer: 'Hälsovalsenheten', purposeAreas: [1] }];

  it('is registered by itself', () => {
    grant(announced)
      .when(ask('RegisterPlan', { plan }))
      .then([happened('PlanRegistered', { plan })]);
  });

  it('is refused for an area that the rules do not know, and on a closed grant', () => {
    const unknown = ask('RegisterPlan', { plan: [{ performer: 'A', purposeAreas: [1, 9] }] });
    grant(announced).when(unknown).thenRefuses('AREA_UNKNOWN');
    grant(announced, closed).when(ask('RegisterPlan', { plan })).thenRefuses('GRANT_CLOSED');
  });
});

describe('an award', () => {
  it('is recorded without a requisition before it, and on a closed grant', () => {
    grant(announced).when(award).then([awarded]);
    grant(announced, closed).when(award).then([awarded]);
  });

  it('is amended, not made twice', () => {
    grant(announced, awarded).when(award).thenRefuses('GRANT_ALREADY_AWARDED');
    grant(announced, awarded).when(amendment).then([amended]);
  });

  it('is recorded after an amendment that was learnt before it', () => {
    grant(announced).when(amendment).then([amended]);
    grant(announced, amended).when(award).then([awarded]);
    grant(announced, amended, awarded).when(award).thenRefuses('GRANT_ALREADY_AWARDED');
  });

  it('leaves the amendment holding that was learnt before it', () => {
    const all = ask('AllocateFunds', {
      allocation: 'allt',
      to: { kind: 'unit', name: 'A' },
      amount: '69000000.00',
      decision: { status: 'proposed', body: 'Regionstyrelsen' },
    });
    grant(announced, awarded).when(all).thenRefuses('ALLOCATION_EXCEEDS_FUNDS');
    grant(announced, amended, awarded)
      .when(all)
      .then([
        happened('FundsAllocated', {
          allocation: 'allt',
          from: null,
          to: { kind: 'unit', name: 'A' },
          pot: null,
          amount: '69000000.00',
          ownFunding: '0.00',
          purposeAreas: [],
          decision: { status: 'proposed', body: 'Regionstyrelsen' },
        }),
      ]);
  });

  it('may give a pot nothing, but not less, and comes from a decision on known pots of a known grant', () => {
    const none = ask('AwardGrant', { amounts: pots('65400000.00', '0.00'), decision: AUTHORITY });
    grant(announced)
      .when(none)
      .then([happened('GrantAwarded', { amounts: pots('65400000.00', '0.00'), decision: AUTHORITY })]);
    const less = pots('65400000.00', '-1.00');
    const unknown = [{ pot: 'region-urban', amount: '1.00' }];
    const proposal = { status: 'proposed', body: 'Socialstyrelsen' } as const;
    for (const command of ['AwardGrant', 'AmendAward'] as const) {
      const refused = (fields: Partial<Parameters<typeof ask<'AwardGrant'>>[1]>) =>
        grant(announced).when(ask(command, { amounts, decision: AUTHORITY, ...fields }));
      refused({ amounts: less }).thenRefuses('AMOUNT_NEGATIVE');
      refused({ amounts: unknown }).thenRefuses('POT_UNKNOWN');
      refused({ decision: proposal }).thenRefuses('DECISION_NOT_DECIDED');
      grant()
        .when(ask(command, { amounts, decision: AUTHORITY }))
        .thenRefuses('GRANT_UNKNOWN');
    }
  });
});

describe('a payment of the grant', () => {
  const voucher = { book: 'raindance-2026', series: 'SB', number: '1' };
  const pay = ask('RecordGrantPayment', { amounts, voucher });
  const paid = happened('GrantPaid', { amounts, voucher });

  it('is recorded before the award, and on a closed grant', () => {
    grant(announced).when(pay).then([paid]);
    grant(announced, closed).when(pay).then([paid]);
  });

  it('is recorded once per voucher, and as often as it comes without one', () => {
    grant(announced, paid).when(pay).thenRefuses('PAYMENT_ALREADY_RECORDED');
    const unnamed = ask('RecordGrantPayment', { amounts });
    const noted = happened('GrantPaid', { amounts });
    grant(announced, noted).when(unnamed).then([noted]);
  });

  it('is refused for an unknown grant or pot, and for nothing', () => {
    grant().when(pay).thenRefuses('GRANT_UNKNOWN');
    const payOf = (pot: string, amount: string) => ask('RecordGrantPayment', { amounts: [{ pot, amount }] });
    grant(announced).when(payOf('region-urban', '1.00')).thenRefuses('POT_UNKNOWN');
    grant(announced).when(payOf('region-rural', '0.00')).thenRefuses('AMOUNT_NOT_POSITIVE');
    grant(announced).when(payOf('region-rural', '-1.00')).thenRefuses('AMOUNT_NEGATIVE');
  });
});
