import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { shippedProgramme } from '#grants';
import { textToOre } from '#kernel';

import { steps, tell } from '../any-history.fixture.js';
import { grantPosition, type GrantPosition } from '../grant-position.query.js';
import { BOOK, GRANT, Story } from '../story.fixture.js';
import type { Lineage, TracedGrant } from './lineage.js';
import { trace, type TraceAsked } from './lineage.query.js';

let story: Story;
beforeEach(async () => {
  story = new Story();
  await story.begin();
  await story.beginRural();
});
afterEach(() => story.close());

async function traced(asked: TraceAsked, told = story): Promise<Lineage> {
  const models = told.models();
  return trace(models.db, asked, { position: await models.catchUp() });
}
const sum = (amounts: readonly string[]) => amounts.reduce((all, amount) => all + textToOre(amount), 0);
const bornBy = ({ grants }: Lineage) =>
  grants.flatMap(({ costs }) =>
    costs.map((cost) => cost.bornBy.map(({ by, position, amount }) => [by, position, amount])),
  );

describe('the lineage of a krona', () => {
  const payment = 6;
  it('leads from a recipient to the lines that were passed on, and says what is not reported yet', async () => {
    const paid = await story.take({
      ...{ number: '1', date: '2026-06-01' },
      lines: [['4511', { 6: '27010', 1: '31007' }, '287881.00']],
    });
    const [before] = (await traced({ recipient: '555555-5555' })).grants;
    expect(before?.allocations.at(-1)).toMatchObject({ allocation: 'askersund', reported: null, left: '0.00' });
    expect(before?.costs).toMatchObject([{ used: '0.00', notReported: '287881.00', bornBy: [], posted: paid }]);
    const report = { allocation: 'askersund', used: [{ area: 8, amount: '250000.00' }] };
    const reported = await story.grant('ProviderReported', report, '2027-01-20');
    for (const asked of [{ recipient: 'vårdcentral' }, { allocation: 'askersund' }]) {
      const [found] = (await traced(asked)).grants;
      expect(found).toMatchObject({ rule: 'proportional', ruleStated: false, awarded: '68400000.00' });
      expect(found?.allocations.map(({ allocation }) => allocation)).toEqual(['landsbygd', 'askersund']);
      expect(found?.allocations[1]).toMatchObject({
        ...{ amount: '287881.00', reported: [{ area: 8, amount: '250000.00' }], reports: [reported] },
        spent: { used: '250000.00', notReported: '37881.00' },
      });
      expect(found?.costs).toMatchObject([
        {
          ...{ number: '1', line: 1, account: '4511', used: '250000.00', notReported: '37881.00' },
          ...{ allocations: ['askersund', 'landsbygd'], recorded: paid - 1, posted: paid },
          bornBy: [{ by: 'payment', position: payment, amount: '250000.00' }],
        },
      ]);
    }
  });

  it('leads from a line to its payment, and from the payment to its lines', async () => {
    await story.take({
      ...{ number: '1', date: '2026-06-01' },
      lines: [['5011', { 6: '27010' }, '10.00'], ['5011', { 6: '27010' }, '20.00']], // prettier-ignore
    });
    const voucher = { book: BOOK, series: 'LR', number: '1' };
    expect(bornBy(await traced({ voucher }))).toEqual([
      [['payment', payment, '10.00']],
      [['payment', payment, '20.00']],
    ]);
    expect(bornBy(await traced({ voucher, line: 2 }))).toEqual([[['payment', payment, '20.00']]]);
    const [found] = (await traced({ payment })).grants;
    expect(found?.payments).toMatchObject([{ position: payment, used: '30.00', left: '68399970.00' }]);
    expect(found?.costs).toHaveLength(2);
    await story.take({ number: '2', date: '2026-06-01', lines: [['1510', {}, '5.00']] });
    expect((await traced({ voucher: { ...voucher, number: '2' } })).grants).toEqual([]);
  });

  it('follows the rule that the programme states', async () => {
    const programme = { id: 'god-och-nara-vard', year: 2026 };
    const adopt = (lineage: string, version: number) =>
      story.happened('programme-god-och-nara-vard-2026', {
        type: 'ProgrammeAdopted',
        data: {
          ...{ programme, version, hash: '1'.repeat(64) },
          rules: { ...(shippedProgramme(programme.id, programme.year) as object), lineage },
        },
      });
    const more = await story.grant('GrantPaid', { amounts: [{ pot: 'region-rural', amount: '3000000.00' }] });
    await story.allocate('egen', '100.00', { ownFunding: '25.00', pot: 'region-rural', purposeAreas: [8] });
    const area = [{ area: 8, share: '1' }];
    await story.code('kod', '28102', { allocation: 'egen', pot: 'region-rural', purposeAreas: area });
    for (const number of ['1', '2']) {
      await story.take({ number, date: '2026-06-01', lines: [['5011', { 6: '28102' }, '10.00']] });
    }
    const halves = [['payment', payment, '5.00'], ['payment', more, '5.00']]; // prettier-ignore
    expect(bornBy(await traced({ grant: GRANT }))).toEqual([halves, halves]);
    await adopt('fifo', 2);
    expect(bornBy(await traced({ grant: GRANT }))).toEqual([
      [['payment', payment, '10.00']],
      [['payment', payment, '10.00']],
    ]);
    await adopt('explicit-share', 3);
    const shares = [['payment', payment, '3.75'], ['payment', more, '3.75'], ['own-funding', null, '2.50']]; // prettier-ignore
    expect(bornBy(await traced({ grant: GRANT }))).toEqual([shares, shares]);
    expect((await traced({ grant: GRANT })).grants[0]).toMatchObject({ rule: 'explicit-share', ruleStated: true });
  });

  it.each([
    ['TRACED_ALLOCATION_UNKNOWN', { allocation: 'ingen' }],
    ['TRACED_RECIPIENT_UNKNOWN', { recipient: '999999-9999' }],
    ['TRACED_RECIPIENT_UNKNOWN', { recipient: '' }],
    ['TRACED_PAYMENT_UNKNOWN', { payment: 1 }],
    ['GRANT_NOT_ANNOUNCED', { grant: 'ingen' }],
    ['VOUCHER_NOT_RECORDED', { voucher: { book: BOOK, series: 'LR', number: '77' } }],
  ] as const)('refuses with %s what is not there', async (code, asked) => {
    await expect(traced(asked)).rejects.toMatchObject({ code });
  });

  it('accounts for every öre of what is used, over any history', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (path) => {
        const one = new Story();
        try {
          await tell(one, path);
          const models = one.models();
          const moment = { position: await models.catchUp() };
          const figures = await grantPosition(models.db, GRANT, moment);
          const [found] = (await trace(models.db, { grant: GRANT }, moment)).grants;
          if (found === undefined || figures === undefined) throw new Error('The story ends without its grant');
          isAccountedFor(found, figures);
        } finally {
          await one.close();
        }
      }),
      { numRuns: 10 },
    );
  });
});

function isAccountedFor({ costs, payments }: TracedGrant, figures: GrantPosition): void {
  expect(sum(costs.map(({ used }) => used))).toBe(textToOre(figures.used));
  expect(sum(costs.map(({ notReported }) => notReported))).toBe(textToOre(figures.notReported));
  const bearers = costs.flatMap(({ bornBy: some }) => some);
  expect(costs.map((cost) => sum(cost.bornBy.map(({ amount }) => amount)))).toEqual(
    costs.map(({ used }) => textToOre(used)),
  );
  const beyond = bearers.filter(({ by }) => by === 'beyond-received');
  expect(sum(beyond.map(({ amount }) => amount))).toBe(textToOre(figures.ownFundingUsed ?? ''));
  for (const { used, left, amount } of payments) {
    expect(sum([used, left])).toBe(textToOre(amount));
    expect(textToOre(used)).toBeGreaterThanOrEqual(0);
  }
}
