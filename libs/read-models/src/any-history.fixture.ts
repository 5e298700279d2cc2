import fc from 'fast-check';

import { DomainError, oreToText } from '#kernel';

import { BOOK, type Story } from './story.fixture.js';

// Histories of anything that can happen to a grant, a book and its vouchers, in any order.

/** One thing that happens. */
export interface Step {
  readonly does: string;
  readonly in: (story: Story) => Promise<unknown>;
}
/** One kind of step: how often it comes, what it is told with and what it does. */
const step = <Data>(weight: number, data: fc.Arbitrary<Data>, run: (story: Story, data: Data) => Promise<unknown>) => ({
  weight,
  arbitrary: data.map((told): Step => ({ does: JSON.stringify(told), in: (story) => run(story, told) })),
});

const number = fc.constantFrom('1', '2', '3');
const date = fc.constantFrom('2025-12-30', '2026-02-10', '2026-06-15', '2026-11-30', '2027-01-10');
const object = fc.constantFrom('28101', '28101', '27010', '28102');
const account = fc.constantFrom('5011', '5011', '3611', '4511', '4511', '4911', '7011', '2991', '3511');
const amount = fc.integer({ min: -50_000, max: 200_000 }).map((ore) => oreToText(ore === 0 ? 1 : ore));
const objects = fc.record(
  { 6: object, 1: fc.constantFrom('31007', '31000'), 4: fc.constantFrom('11', '12') },
  { requiredKeys: ['4'] },
);
const line = fc.tuple(account, objects, amount);
const lines = fc.array(line, { minLength: 1, maxLength: 3 });
const scope = fc.constantFrom('all' as const, 'grant' as const);
const code = fc.constantFrom('kod-a', 'kod-b');
const document = fc.constantFrom('a'.repeat(32), 'b'.repeat(32));
const DECIDED = { status: 'decided', body: 'Nämnden', date: '2026-06-01' };
/** A return that was sent before there were documents. */
const NO_DOCUMENT = { form: null, digest: null };
const ZERO = { received: '0.00', used: '0.00', unused: '0.00', areas: [] };
const onward = [{ all: [{ dimension: '1', code: '31007' }], allocation: 'askersund' }];

/** Things that happen, one after the other. */
export const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    step(10, fc.record({ number, date, lines, scope }), (story, voucher) => story.take(voucher)),
    step(1, number, (story, one) => story.withdraw(one)),
    step(
      3,
      fc.record({
        code,
        object,
        allocation: fc.constantFrom('halsoval', 'landsbygd', 'oppen', null),
        area: fc.constantFrom(1, 8, null),
      }),
      async (story, { allocation, area, ...told }) => {
        const purposeAreas =
          area === null
            ? []
            : [
                { area, share: '0.3' },
                { area: 2, share: '0.7' },
              ];
        if (story.mayOpen(told.code)) await story.code(told.code, told.object, { allocation, purposeAreas, onward });
      },
    ),
    step(1, fc.record({ code, date }), async (story, told) => {
      if (story.mayClose(told.code)) await story.closeCode(told.code, told.date);
    }),
    step(4, number, (story, one) => story.repost(one)),
    step(1, fc.record({ from: fc.constantFrom('4000', '5500'), project: fc.constantFrom('1', '6') }), (story, told) =>
      story.amendBook({
        accountRoles: [
          { from: told.from, to: '6999', role: 'cost' },
          { from: '3600', to: '3999', role: 'reduces-cost' },
          { from: told.from, to: '9999', role: 'internal' },
        ],
        dimensions: { costCentre: '1', project: told.project, counterparty: told.project === '1' ? '6' : '4' },
      }),
    ),
    step(1, account, (story, one) => story.registerChart({ account: one, name: 'Konto', role: 'cost' })),
    step(1, date, (story, through) => story.lock(through)),
    step(
      2,
      fc.record({ number, code, line: fc.integer({ min: 1, max: 3 }), share: fc.constantFrom('0.4', '1') }),
      (story, told) =>
        story.judge('PostCost', told.number, {
          projectCode: told.code,
          lines: [{ line: told.line, share: told.share }],
        }),
    ),
    step(1, fc.record({ number, code }), (story, told) =>
      story.judge('WithdrawCost', told.number, { projectCode: told.code }),
    ),
    step(1, fc.record({ number, date }), (story, told) =>
      story.judge('ReviewCost', told.number, { lines: [1], servicePeriod: { from: told.date, to: told.date } }),
    ),
    step(
      1,
      fc.record({ number, type: fc.constantFrom('DisallowCost' as const, 'AllowCost' as const) }),
      (story, told) => story.judge(told.type, told.number, { lines: [1] }),
    ),
    step(
      3,
      fc.record({
        number,
        line: fc.constantFrom(1, 2),
        type: fc.constantFrom('LinkEvidence' as const, 'LinkEvidence' as const, 'UnlinkEvidence' as const),
        evidence: fc.oneof(
          fc.record({ form: fc.constant('document'), document }),
          fc.record({
            form: fc.constant('reposting'),
            voucher: fc.record({ book: fc.constant(BOOK), series: fc.constant('LR'), number }),
          }),
        ),
      }),
      (story, { type, number: of, ...told }) => story.judge(type, of, told),
    ),
    step(2, fc.record({ document, kind: fc.constantFrom('invoice', 'payslip', null) }), (story, told) =>
      story.happened(`document-${told.document}`, {
        type: 'DocumentDescribed',
        data: { ...told, basis: 'person', facts: { total: '100.00', invoiceKey: 'e'.repeat(32) } },
        private: {},
      }),
    ),
    step(2, fc.tuple(fc.constantFrom(1, 8), fc.constantFrom('10.00', '500.00')), (story, [area, reported]) =>
      story.grant('ProviderReported', { allocation: 'askersund', used: [{ area, amount: reported }] }, '2027-01-20'),
    ),
    step(1, date, (story, on) =>
      story.grant('AllocationDecided', { allocation: 'oppen', pot: 'region-population', decision: DECIDED }, on),
    ),
    step(1, date, (story, on) =>
      story.grant('FundsRedistributed', { from: 'halsoval', to: 'hsn', amount: '1.00', decision: DECIDED }, on),
    ),
    step(1, date, (story, on) =>
      story.grant('ReturnSubmitted', { act: 'retur', position: 1, figures: ZERO, ...NO_DOCUMENT }, on),
    ),
  ),
  { minLength: 25, maxLength: 45 },
);

/** Tells a story of any steps; a step that the ledger refuses is none. */
export async function tell(story: Story, path: readonly Step[]): Promise<void> {
  await story.begin();
  await story.beginRural();
  await story.allocate('halsoval', '1000.00');
  await story.allocate('hsn', '500.00');
  await story.allocate('oppen', '1000.00', { pot: null, decision: { status: 'proposed', body: 'Nämnden' } });
  await story.code('kod-a', '28101', { allocation: 'halsoval', pot: 'region-population' });
  await story.code('kod-b', '27010', { allocation: 'landsbygd', pot: 'region-rural', onward });
  for (const one of path) {
    try {
      await one.in(story);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
    }
  }
}
