import { describe, expect, it } from '@jest/globals';

import { type Actor, fold, Money } from '#kernel';

import { actDecider, actedCommand, pendingAct } from './act/act.js';
import { ActProposed } from './act/act.events.js';
import { needsTwoPersons, proposalOf } from './act/proposal.js';
import { type GrantCommand, type GrantCommandName } from './grant/grant.commands.js';
import { type GrantEvent } from './grant/grant.events.js';
import { ask, pots } from './grant/grant.fixture.js';
import { grantDecider } from './grant/grant.js';
import { sumsOf } from './grant/grant.state.js';

// The case of Region Örebro län 2026, command by command as `apply` takes it. The decisions' days and numbers, the
// provider and the reports are made up.
const amounts = pots('65400000.00', '3000000.00');
const halsovalsenheten = { kind: 'unit', name: 'Regionstyrelsen, Hälsovalsenheten' } as const;
const proposed = {
  status: 'proposed',
  body: 'Regionstyrelsen',
  proposedBy: 'Regionstyrelsens arbetsutskott',
} as const;
const board = { status: 'decided', body: 'Regionstyrelsen', paragraph: '§ 0' } as const;
const commands: readonly GrantCommand[] = [
  ask('AnnounceGrant', { programme: { id: 'god-och-nara-vard', year: 2026 }, amounts, precision: '100000.00' }),
  ask('RequisitionGrant', {
    amounts,
    plan: [
      { performer: 'Hälsovalsenheten', purposeAreas: [1, 2, 3, 4, 5, 6, 7, 8] },
      { performer: 'Hälso- och sjukvårdsnämnden', purposeAreas: [3, 4, 5, 6] },
    ],
    wantsMore: true,
    payTo: 'Bankgiro 0000-0000',
    invoiceReference: 'REF-1',
  }),
  ask('AwardGrant', {
    amounts,
    decision: { status: 'decided', body: 'Socialstyrelsen', date: '2026-04-08', caseNumber: 'EXEMPEL-0' },
  }),
  ask('RecordGrantPayment', { amounts, voucher: { book: 'raindance-2026', series: 'SB', number: '1' } }),
  ask('AllocateFunds', {
    allocation: 'halsoval',
    to: halsovalsenheten,
    pot: 'region-population',
    amount: '39300000.00',
    key: { rule: '60 %', of: '65400000.00', gives: '39240000.00' },
    decision: proposed,
  }),
  ask('AllocateFunds', {
    allocation: 'hsn',
    to: { kind: 'unit', name: 'Hälso- och sjukvårdsnämnden' },
    pot: 'region-population',
    amount: '26100000.00',
    key: { rule: '40 %', of: '65400000.00', gives: '26160000.00' },
    decision: proposed,
  }),
  ask('AllocateFunds', {
    allocation: 'landsbygd',
    to: halsovalsenheten,
    pot: 'region-rural',
    amount: '3000000.00',
    purposeAreas: [8],
    decision: proposed,
  }),
  ask('DecideAllocations', {
    allocations: ['halsoval', 'hsn', 'landsbygd'],
    decision: { ...board, date: '2026-05-06', caseNumber: 'EXEMPEL-1' },
  }),
  ask('AllocateFunds', {
    allocation: 'landsbygd-askersund',
    from: 'landsbygd',
    to: {
      kind: 'organisation',
      name: 'Vårdcentral i Askersund',
      organisationNumber: '5555555555',
      municipality: '1882',
    },
    amount: '287881.00',
    purposeAreas: [8],
    decision: { status: 'decided', body: 'Hälsovalsenheten', date: '2026-05-20', delegatedFrom: 'EXEMPEL-1' },
  }),
  ask('RedistributeFunds', {
    from: 'hsn',
    to: 'halsoval',
    amount: '1100000.00',
    reason: 'Rekryteringar försenade',
    decision: { ...board, date: '2026-09-15', caseNumber: 'EXEMPEL-2' },
  }),
  ask('ReportProvider', { allocation: 'landsbygd-askersund', used: [{ area: 8, amount: '250000.00' }] }),
];
const assessment = ask('AssessRepayment', {
  act: 'aterbetalning-1',
  ground: 'unused-or-misused',
  amount: '1000.00',
});

const apply = (events: readonly GrantEvent[], command: GrantCommand) => [
  ...events,
  ...grantDecider.decide(fold(grantDecider, events), command),
];
const events = commands.reduce<readonly GrantEvent[]>(apply, []);
const state = (of: readonly GrantEvent[]) => {
  const grant = fold(grantDecider, of);
  if (grant.status === 'absent') throw new Error('The grant is announced');
  return grant;
};

describe('the grant of Region Örebro län 2026', () => {
  it('happens as the case tells it', () => {
    expect(events.map(({ type }) => type)).toEqual([
      'GrantAnnounced',
      'GrantRequisitioned',
      'PlanRegistered',
      'GrantAwarded',
      'GrantPaid',
      ...['FundsAllocated', 'FundsAllocated', 'FundsAllocated'],
      ...['AllocationDecided', 'AllocationDecided', 'AllocationDecided'],
      'FundsAllocated',
      'FundsRedistributed',
      'ProviderReported',
    ]);
  });

  it('keeps what the key gives beside what was stated', () => {
    const keys = events.flatMap((event) =>
      event.type === 'FundsAllocated' && event.data.key !== undefined
        ? [[event.data.key.gives.toString(), event.data.amount.toString()]]
        : [],
    );
    expect(keys).toEqual([
      ['39240000.00', '39300000.00'],
      ['26160000.00', '26100000.00'],
    ]);
  });

  it('is allocated to the last krona, and moved within its pot', () => {
    const grant = state(events);
    expect(sumsOf(grant)).toEqual({
      announced: Money.parse('68400000.00'),
      awarded: Money.parse('68400000.00'),
      ownFunding: Money.zero,
      allocated: Money.parse('68400000.00'),
      unallocated: Money.zero,
    });
    expect([...grant.allocations.values()].map(({ id, amount }) => [id, amount.toString()])).toEqual([
      ['halsoval', '40400000.00'],
      ['hsn', '25000000.00'],
      ['landsbygd', '3000000.00'],
      ['landsbygd-askersund', '287881.00'],
    ]);
  });

  it('takes two persons to assess a repayment', () => {
    const [first, second]: readonly Actor[] = [
      { subject: 'person-a', role: 'accountant' },
      { subject: 'person-b', role: 'approver' },
    ];
    if (first === undefined || second === undefined) throw new Error('Two persons act');
    // Decided dry first, so that a hopeless act is refused at once; then it waits.
    const planned = grantDecider.decide(state(events), assessment);
    const act = 'aterbetalning-1';
    if (!needsTwoPersons(assessment)) throw new Error('An assessment needs two persons');
    const [proposal] = actDecider.decide(actDecider.initial, {
      type: 'ProposeAct',
      data: { act, ...proposalOf(assessment) },
      by: first,
    });
    if (proposal?.type !== 'ActProposed') throw new Error('The act is proposed');
    const stored = ActProposed.read(ActProposed.write(proposal));
    const waiting = fold(actDecider, [stored]);
    expect(actDecider.decide(waiting, { type: 'ConfirmAct', data: { act }, by: second })).toEqual([
      { type: 'ActConfirmed', data: { act, by: second } },
    ]);

    const { type, data } = actedCommand(pendingAct(waiting, act));
    const confirmed = ask(type as GrantCommandName, data as never);
    expect(grantDecider.decide(state(events), confirmed as GrantCommand)).toEqual(planned);
    expect(planned).toEqual([
      {
        type: 'RepaymentAssessed',
        data: {
          grant: 'god-och-nara-vard-2026',
          repayment: 'aterbetalning-1',
          ground: 'unused-or-misused',
          amount: Money.parse('1000.00'),
        },
      },
    ]);
  });
});

describe('the grant of Region Jämtland Härjedalen 2026', () => {
  const decision = { status: 'proposed', body: 'Regionstyrelsen', proposedBy: 'Regiondirektören' } as const;
  const openPot = (allocation: string, amount: string) =>
    ask('AllocateFunds', { allocation, to: { kind: 'unit', name: allocation }, amount, decision });

  it('leaves a remainder, with the pot of every part open', () => {
    const history = [
      ask('AnnounceGrant', {
        programme: { id: 'god-och-nara-vard', year: 2026 },
        amounts: pots('28126227.00', '8217322.00'),
      }),
      openPot('halsocentralerna', '20000000.00'),
      openPot('overgripande', '3000000.00'),
      openPot('hsn', '12500000.00'),
    ].reduce<readonly GrantEvent[]>(apply, []);
    expect(sumsOf(state(history)).unallocated).toEqual(Money.parse('843549.00'));
  });
});
