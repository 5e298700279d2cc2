import { afterEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import type { RecordedEvent } from '#event-log';
import { DomainError, oreToText } from '#kernel';

import { allocationTree } from './allocation-tree.query.js';
import { bookSums } from './book-sums.query.js';
import { chart, chartGaps } from './chart.query.js';
import { balance, extract } from './cost-ledger.query.js';
import { findings } from './findings.query.js';
import { grantAccounts } from './grant-accounts.query.js';
import { grantPosition } from './grant-position.query.js';
import { History } from './history.fixture.js';
import { imports } from './imports.query.js';
import { books, grants, programmes, projectCodes } from './lists.query.js';
import type { Moment } from './moment.js';
import { openLines } from './open-lines.query.js';
import { returnFigures } from './return-figures.query.js';
import type { Rows } from './rows.js';
import { BOOK, GRANT, Story } from './story.fixture.js';
import { touchedVouchers } from './touched-vouchers.query.js';
import { vouchers } from './vouchers.query.js';

const stories: History[] = [];
afterEach(async () => {
  for (const story of stories.splice(0)) await story.close();
});
const tracked = <Told extends History>(story: Told): Told => {
  stories.push(story);
  return story;
};

/** Everything that can be asked, as the bytes of the answers. */
async function answers(db: Rows, moment: Moment): Promise<string> {
  const codes = await projectCodes(db, moment);
  const ofGrant =
    (await grants(db, moment)).length === 0
      ? []
      : [
          await grantPosition(db, GRANT, moment),
          await allocationTree(db, GRANT, moment),
          await returnFigures(db, GRANT, moment),
          await openLines(db, GRANT, moment),
          await findings(db, moment, GRANT),
        ];
  const ofCodes = await Promise.all(
    codes.map(async ({ projectCode }) => [
      await extract(db, projectCode, moment),
      await balance(db, projectCode, moment),
      await touchedVouchers(db, projectCode, moment),
    ]),
  );
  const ofBook = [await chart(db, BOOK, moment), await chartGaps(db, BOOK, moment), await bookSums(db, BOOK, moment)];
  const lists = [
    ofBook,
    await grantAccounts(db, moment),
    await grants(db, moment),
    await programmes(db, moment),
    await books(db, moment),
    await imports(db, moment),
  ];
  return JSON.stringify([ofGrant, ofCodes, codes, lists, await vouchers(db, {}, moment), await findings(db, moment)]);
}

/** The same events in a log of their own, one after the other, with what there was to say after each. */
async function toldOneByOne(events: readonly RecordedEvent[], perDate: string) {
  const copy = tracked(new History());
  const models = copy.models();
  const told: string[][] = [];
  for (const event of events) {
    await copy.again(event);
    const position = await models.catchUp();
    told.push([await answers(models.db, { position }), await answers(models.db, { position, perDate })]);
  }
  return { told, digest: await models.digest() };
}

interface Step {
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
const DECIDED = { status: 'decided', body: 'Nämnden', date: '2026-06-01' };
const ZERO = { received: '0.00', used: '0.00', unused: '0.00', areas: [] };
const onward = [{ all: [{ dimension: '1', code: '31007' }], allocation: 'askersund' }];

const steps: fc.Arbitrary<Step[]> = fc.array(
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
    step(2, fc.tuple(fc.constantFrom(1, 8), fc.constantFrom('10.00', '500.00')), (story, [area, reported]) =>
      story.grant('ProviderReported', { allocation: 'askersund', used: [{ area, amount: reported }] }, '2027-01-20'),
    ),
    step(1, date, (story, on) =>
      story.grant('AllocationDecided', { allocation: 'oppen', pot: 'region-population', decision: DECIDED }, on),
    ),
    step(1, date, (story, on) =>
      story.grant('FundsRedistributed', { from: 'halsoval', to: 'hsn', amount: '1.00', decision: DECIDED }, on),
    ),
    step(1, date, (story, on) => story.grant('ReturnSubmitted', { act: 'retur', position: 1, figures: ZERO }, on)),
  ),
  { minLength: 25, maxLength: 45 },
);

/** A story of any steps; a step that the ledger refuses is none. */
async function storyOf(path: readonly Step[]): Promise<Story> {
  const story = tracked(new Story());
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
  return story;
}

describe('as of a position', () => {
  it('is what the log said when it ended there, for every position of any history', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (path) => {
        const story = await storyOf(path);
        const events = await story.log.readAll(0, 10_000);
        const { told, digest } = await toldOneByOne(events, '2026-06-30');
        const models = story.models();
        await models.catchUp();
        for (const [index, [whole, upToDay]] of told.entries()) {
          const position = index + 1;
          expect(await answers(models.db, { position })).toBe(whole);
          expect(await answers(models.db, { position, perDate: '2026-06-30' })).toBe(upToDay);
        }
        expect(await models.digest()).toBe(digest);
        await models.rebuild();
        expect(await models.digest()).toBe(digest);
      }),
      { numRuns: 8 },
    );
  }, 300_000);
});

describe('the figures of any history', () => {
  it('add up: booked is used, not eligible, unresolved and not reported, in every breakdown', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (path) => {
        const story = await storyOf(path);
        const models = story.models();
        const position = await models.catchUp();
        const found = await grantPosition(models.db, GRANT, { position });
        if (found === undefined) throw new Error('The grant is not announced');
        const { pots, areas, allocations, performers } = found;
        for (const row of [found, ...pots, ...areas, ...allocations, ...performers]) {
          const { booked, used, notEligible, unresolved, notReported } = inOre(row);
          expect(used + notEligible + unresolved + notReported).toBe(booked);
        }
        for (const rows of [pots, areas, allocations, performers]) {
          for (const figure of FIGURES) expect(sumOf(rows, figure)).toBe(inOre(found)[figure]);
        }
        const returned = await returnFigures(models.db, GRANT, { position });
        expect(returned?.areas.reduce((sum, { amount }) => sum + amount.ore, 0)).toBe(inOre(found).used);
      }),
      { numRuns: 80 },
    );
  }, 300_000);
});

const FIGURES = ['booked', 'used', 'notEligible', 'unresolved', 'notReported'] as const;
type Row = Readonly<Record<(typeof FIGURES)[number], string>>;
const ore = (amount: string) => Number(amount.replace('.', ''));
const inOre = (row: Row) => {
  const [booked, used, notEligible, unresolved, notReported] = FIGURES.map((figure) => ore(row[figure]));
  return { booked, used, notEligible, unresolved, notReported } as Record<(typeof FIGURES)[number], number>;
};
const sumOf = (rows: readonly Row[], figure: (typeof FIGURES)[number]) =>
  rows.reduce((sum, row) => sum + ore(row[figure]), 0);
