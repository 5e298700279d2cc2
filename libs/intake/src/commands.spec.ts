import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { RecordedEvent, Write } from '#event-log';
import { documentDecider, documentStream, personStream } from '#evidence';
import { voucherStream } from '#ledger';

import { catalogue } from './catalogue.js';
import { commandSchemas } from './commands.js';
import { erasureCommands } from './erasure/erasure.commands.js';
import { pruningCommands } from './pruning/pruning.commands.js';
import {
  ACCOUNTANT,
  allocation,
  APPROVER,
  BOOK,
  bookFacts,
  CODE,
  codeFacts,
  GRANT,
  match,
  POTS,
  Scene,
} from './scene.fixture.js';
import { MAPPING as PAY_MAPPING } from './salary/salary.fixture.js';
import { MAPPING } from './year-of-files.fixture.js';
import { cost } from './sie.fixture.js';

const OWN = 'egen-2026';
const grant = GRANT;
const decision = { status: 'decided', body: 'Regionstyrelsen', date: '2026-05-06' };
const first = { book: BOOK, series: 'LR', number: '1' };
const keyedIn = { book: OWN, series: 'E', number: '1' };
const line = (account: string, amount: string, project?: string) => ({
  ...{ account, amount },
  dimensions: project === undefined ? [] : [{ dimension: '6', code: project }],
});
const lines = [line('7411', '500.00', '28101'), line('2511', '-500.00')];
const servicePeriod = { from: '2026-01-01', to: '2026-01-31' };
const reason = 'Enligt attest';
// What is paid back is not what is unused. The id follows from kind, grant and subject alone.
const finding = { finding: '373ce532bfc4', code: 'REPAYMENT_DIFFERS_FROM_UNUSED' };

/** What files bring, which no command does: two documents, two persons, and whose pay a line is. */
const [document, copy] = ['0'.repeat(32), '1'.repeat(32)];
const evidence = { form: 'document', document };
const share = {
  ...{ person: 'p1', from: '2026-02-01', to: '2026-02-28', gross: '6000.00', onCost: '4000.00', onCostRate: null },
  ...{ onCostBasis: 'actual', charged: { form: 'share', share: '1' }, amount: '10000.00' },
  ...{ payslip: null, contract: null, support: null },
} as const;
const two = { person: 'p1', sameAs: 'p2' };
const salary = { type: 'SalaryLinked', data: { ...first, line: 1, shares: [share], source: null } } as const;
const archived = (id: string) =>
  documentDecider.decide(documentDecider.initial, {
    type: 'ArchiveDocument',
    data: { document: id, format: 'pdf', size: 1, digest: 'ab'.repeat(32) },
    private: { fileName: 'faktura.pdf' },
  });

interface Step {
  readonly command: keyof typeof commandSchemas;
  readonly data: object;
  /** The types of the events that it appends. */
  readonly events: readonly string[];
  readonly by?: typeof ACCOUNTANT;
}
const step = (command: Step['command'], data: object, ...events: readonly string[]): Step => ({
  command,
  data,
  events,
});
const by = (actor: typeof ACCOUNTANT, of: Step): Step => ({ ...of, by: actor });

/** What follows on the beginning of a scene and on voucher LR 1, with 10,000 kr on project 28101. */
const year: readonly Step[] = [
  step('AdoptProgramme', { programme: { id: 'god-och-nara-vard', year: 2026 } }), // the same rules: nothing new
  step('SaveMapping', { mapping: 'huvudbok', columns: MAPPING }, 'MappingSaved'),
  step('SaveSalaryMapping', { mapping: 'lonelista', columns: PAY_MAPPING }, 'SalaryMappingSaved'),
  step('AmendRequisition', { grant, amounts: POTS, wantsMore: true }, 'RequisitionAmended'),
  step('RegisterPlan', { grant, plan: [{ performer: 'Enheten', purposeAreas: [1] }] }, 'PlanRegistered'),
  step('AmendAward', { grant, amounts: POTS, decision }, 'AwardAmended'),
  step(
    'AllocateFunds',
    allocation('sjukhus', '300000.00', { pot: 'region-population', decision: { ...decision, status: 'proposed' } }),
    'FundsAllocated',
  ),
  step('DecideAllocations', { grant, allocations: ['sjukhus'], decision }, 'AllocationDecided'),
  step(
    'RedistributeFunds',
    { grant, from: 'sjukhus', to: 'primarvard', amount: '1.00', decision },
    'FundsRedistributed',
  ),
  step('ReduceAllocation', { grant, allocation: 'sjukhus', amount: '1.00', decision }, 'AllocationReduced'),
  step('ReportProvider', { grant, allocation: 'utforare', used: [{ area: 8, amount: '1.00' }] }, 'ProviderReported'),
  step('RecordProviderRepayment', { grant, allocation: 'utforare', amount: '1.00' }, 'ProviderRepaid'),

  step('AmendBook', bookFacts({ system: 'Raindance 2', reason }), 'BookAmended'),
  step('RegisterChart', { book: BOOK, accounts: [{ account: '7411', name: 'Konsulter' }] }, 'ChartRegistered'),
  step('LockPeriod', { book: BOOK, through: '2026-01-31' }, 'PeriodLocked'),
  step('ReopenPeriod', { book: BOOK, through: null, reason }, 'PeriodReopened'),
  step('AmendProjectCode', codeFacts({ matches: [match('28101'), match('28102')], reason }), 'ProjectCodeAmended'),

  step('OpenBook', bookFacts({ book: OWN, kind: 'own' }), 'BookOpened'),
  step(
    'OpenProjectCode',
    codeFacts({ projectCode: 'gnv26-egen', matches: [match('28101', OWN)] }),
    'ProjectCodeOpened',
  ),
  step('RecordVoucher', { ...keyedIn, date: '2026-03-01', lines }, 'VoucherRecorded', 'CostPosted'),

  step('ReviewCost', { voucher: first, lines: [1], servicePeriod, reason }, 'CostReviewed'),
  step('DisallowCost', { voucher: first, lines: [1], reason }, 'CostDisallowed'),
  step('AllowCost', { voucher: first, lines: [1], reason }, 'CostDisallowed'),
  step('WithdrawCost', { voucher: first, projectCode: CODE, reason }, 'CostWithdrawn'),
  step('PostCost', { voucher: first, projectCode: CODE, lines: [{ line: 1, share: '0.25' }], reason }, 'CostPosted'),
  step('AdoptRequirements', { rules: [{ rule: 'alla', needs: [], turn: 'unit' }] }, 'RequirementsAdopted'),
  step('LinkEvidence', { voucher: first, line: 1, evidence }, 'EvidenceLinked'),
  step('UnlinkEvidence', { voucher: first, line: 1, evidence, reason }, 'EvidenceUnlinked'),
  step('UnlinkSalary', { voucher: first, line: 1, reason }, 'SalaryUnlinked'),
  step('TiePersons', { ...two, reason }, 'PersonsTied'),
  step('UntiePersons', { ...two, reason }, 'PersonsUntied'),
  step('DescribeDocument', { document, kind: 'invoice', facts: { net: '1000.00' } }, 'DocumentDescribed'),
  step('ConfirmDescription', { document }),
  step('RedactDocument', { document, copy, removed: [{ what: 'person', paragraph: 'OSL 21:7' }] }, 'DocumentRedacted'),
  step('PlaceLegalHold', { document, reason }, 'LegalHoldPlaced'),
  step('LiftLegalHold', { document, reason }, 'LegalHoldLifted'),
  step('CloseProjectCode', { projectCode: 'gnv26-landsbygd', lastDay: '2026-11-30' }, 'ProjectCodeClosed'),

  by(ACCOUNTANT, step('SubmitReturn', { grant, act: 'retur', signatory: 'Regiondirektören' }, 'ActProposed')),
  by(APPROVER, step('ConfirmAct', { act: 'retur' }, 'ReturnSubmitted', 'ActConfirmed')),
  by(ACCOUNTANT, step('AmendReturn', { grant, act: 'retur-2', signatory: 'Regiondirektören', reason }, 'ActProposed')),
  by(APPROVER, step('RejectAct', { act: 'retur-2', reason }, 'ActRejected')),
  by(
    ACCOUNTANT,
    step('AssessRepayment', { grant, act: 'krav', ground: 'unused-or-misused', amount: '10.00' }, 'ActProposed'),
  ),
  by(APPROVER, step('ConfirmAct', { act: 'krav' }, 'RepaymentAssessed', 'ActConfirmed')),
  step('ClaimRepayment', { grant, repayment: 'krav', amount: '10.00', decision }, 'RepaymentClaimed'),
  by(
    ACCOUNTANT,
    step('WaiveRepayment', { grant, act: 'eftergift', repayment: 'krav', amount: '4.00', decision }, 'ActProposed'),
  ),
  by(APPROVER, step('ConfirmAct', { act: 'eftergift' }, 'RepaymentWaived', 'ActConfirmed')),
  step('RecordUnderlayDemand', { grant, demand: 'granskning', caseNumber: 'EXEMPEL-7' }, 'UnderlayDemanded'),
  step(
    'RecordUnderlayDelivery',
    {
      ...{ grant, demand: 'granskning', package: 'ab'.repeat(32), position: 1, form: 'public' },
      ...{ to: 'Registrator', reviewedBy: 'Jurist', paragraph: 'OSL 21:7' },
    },
    'UnderlayDelivered',
  ),
  step('RecordRepaymentPayment', { grant, repayment: 'krav', amount: '6.00' }, 'RepaymentPaid'),
  by(ACCOUNTANT, step('WaiveFinding', { grant, act: 'avstaende', reason, ...finding }, 'ActProposed')),
  by(APPROVER, step('ConfirmAct', { act: 'avstaende' }, 'FindingWaived', 'ActConfirmed')),
  step('CloseGrant', { grant }, 'GrantClosed'),
];

describe('commands', () => {
  let scene: Scene;
  const appended: (readonly RecordedEvent[])[] = [];
  const carryOut = (index: number) => {
    const { command, data, by: actor } = year[index] as Step;
    return scene.tell(command, data, { id: `year-${index.toString()}`, ...(actor === undefined ? {} : { by: actor }) });
  };
  beforeAll(async () => {
    scene = await Scene.begin();
    await scene.take([cost(['LR 1', '2026-02-10'], '10000.00')]);
    const { log } = scene.book;
    const stream = voucherStream(first.book, first.series, first.number);
    const before = (await log.readStream(stream)).at(-1)?.revision ?? -1;
    const writes: Write[] = [document, copy].map((id) => ({
      stream: documentStream(id),
      expectedRevision: -1,
      events: archived(id).map((event) => catalogue.write(event)),
    }));
    writes.push({ stream, expectedRevision: before, events: [catalogue.write(salary)] });
    for (const person of Object.values(two)) {
      const registered = { type: 'PersonRegistered', data: { person, nameKey: null }, private: {} } as const;
      writes.push({ stream: personStream(person), expectedRevision: -1, events: [catalogue.write(registered)] });
    }
    await log.append({ commandId: 'files', actor: ACCOUNTANT }, writes);
  });
  afterAll(() => scene.close());

  it.each(year.map(({ command, events }, index) => [command, events, index] as const))(
    '%s appends %j',
    async (_, types, index) => {
      const events = await carryOut(index);
      appended.push(events);
      expect(events.map(({ type }) => type)).toEqual(types);
    },
  );

  it('are all among them, or at the beginning of a scene', () => {
    const atFirst = ['AnnounceGrant', 'RequisitionGrant', 'AwardGrant', 'RecordGrantPayment'];
    const told = new Set([...atFirst, ...year.map(({ command }) => command)]);
    // What takes away is years off still: erasures.spec.ts and pruning.spec.ts.
    const others = Object.keys(commandSchemas).filter((name) => !told.has(name));
    expect(others).toEqual([...Object.keys(erasureCommands), ...Object.keys(pruningCommands)]);
  });

  it('count in the figures as they were told', async () => {
    // A quarter of 10,000 kr and the 500 kr that were keyed in.
    expect(await scene.figures()).toMatchObject({ booked: '10500.00', used: '3000.00', repaid: '6.00' });
  });

  it('with the same ids give back the same events and add nothing', async () => {
    const last = await scene.book.log.lastPosition();
    const digest = await scene.book.models.digest();
    for (const index of year.keys()) {
      const again = await carryOut(index);
      expect(again).toEqual(appended[index]?.map((event) => ({ ...event, again: true })));
    }
    expect(await scene.book.log.lastPosition()).toBe(last);
    expect(await scene.book.models.digest()).toBe(digest);
  });
});
