import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { textToOre } from '#kernel';

import { steps, tell } from '../any-history.fixture.js';
import { grantPosition } from '../grant-position.query.js';
import { BOOK, GRANT, POTS, Story } from '../story.fixture.js';
import { type BridgeRow, rowOf } from './bridge.js';
import { bridge, type Bridge } from './bridge.query.js';

let story: Story;
beforeEach(() => {
  story = new Story();
});
afterEach(() => story.close());

async function bridgeNow(perDate?: string): Promise<Bridge> {
  const models = story.models();
  const moment = { position: await models.catchUp(), ...(perDate === undefined ? {} : { perDate }) };
  const found = await bridge(models.db, GRANT, moment);
  if (found === undefined) throw new Error('no bridge');
  return found;
}
const rowFrom = ({ rows }: Bridge, from: string, to: string): BridgeRow | undefined =>
  rows.find((row) => row.from === from && row.to === to);
const told = (row: BridgeRow | undefined) => row?.explained.map(({ what, amount }) => [what, amount]);

describe('a row of the bridge', () => {
  it('is refused where its parts do not come to the difference, or have no event', () => {
    const ends = [['used', 5], ['reported', 8]] as const; // prettier-ignore
    expect(() => rowOf(ends, [{ what: 'x', ore: 2, positions: [1] }])).toThrow('does not add up');
    expect(() => rowOf(ends, [{ what: 'x', ore: 3, positions: [] }])).toThrow('has no event');
    expect(() => rowOf([['used', null], ['reported', 8]], [])).toThrow('lacks an end'); // prettier-ignore
    expect(rowOf(ends, [{ what: 'x', ore: 3, positions: [7, 2, 7] }]).explained).toEqual([
      { what: 'x', amount: '0.03', open: false, positions: [2, 7] },
    ]);
  });
});

describe('the bridge of a grant', () => {
  it('says what nothing has told yet', async () => {
    await story.begin();
    const found = await bridgeNow();
    expect(found.rest).toBeNull();
    expect(found.open.map(({ from, to, amount }) => [from, to, amount])).toEqual([
      ['announced', 'awarded', null],
      ['awarded', 'received', null],
      ['announced', 'allocated', '-65400000.00'],
      ['announced', 'allocated', '-3000000.00'],
      ['used', 'reported', null],
      ['received', 'used', null],
      ['unused', 'repaid', null],
      ['received', 'entered', null],
      ['used', 'incomeRecognised', null],
      ['unused', 'liability', null],
    ]);
  });

  it('goes from what was announced to what was repaid, and ends at zero', async () => {
    await story.begin();
    const decision = { status: 'decided', body: 'Socialstyrelsen', date: '2026-04-08' };
    const award = await story.grant('GrantAwarded', {
      amounts: [POTS[0], { pot: 'region-rural', amount: '2999999.00' }],
      decision,
    });
    await story.grant('AwardAmended', { amounts: POTS, decision });
    const voucher = { book: BOOK, series: 'LR', number: '9' };
    await story.grant('GrantPaid', { amounts: POTS, voucher });
    await story.allocate('halsoval', '65400500.00', { ownFunding: '500.00' });
    await story.allocate('landsbygd', '3000000.00', { pot: 'region-rural', purposeAreas: [8] });
    await story.code('kod', '28101', { allocation: 'halsoval', pot: 'region-population' });
    await story.code('kod-l', '27010', { allocation: 'landsbygd', pot: 'region-rural' });
    const line = (account: string, project: string, amount: string) => [account, { 6: project }, amount] as const;
    const lines = [line('3511', '28101', '-400.00'), line('2991', '28101', '-68399600.00')];
    await story.take({ number: '9', date: '2026-04-20', lines });
    await story.take({ number: '1', date: '2026-06-01', lines: [line('5011', '28101', '400.00')] });
    const late = await story.take({ number: '2', date: '2027-06-01', lines: [line('5011', '28101', '7.00')] });
    const read = await story.models().catchUp();
    const figures = { received: '68400000.00', used: '400.00', unused: '68399600.00', areas: [] };
    await story.grant('ReturnSubmitted', { act: 'retur', position: read, figures, form: null, digest: null });
    const repayment = { repayment: 'ater', ground: 'unused-or-misused' };
    await story.grant('RepaymentAssessed', { ...repayment, amount: '68399600.00' });
    const claimed = await story.grant('RepaymentClaimed', { ...repayment, amount: '68399600.00', decision });
    const ofClaim = (await bridgeNow()).open.filter(({ from }) => from === 'unused');
    expect(ofClaim).toMatchObject([{ what: 'Krävt men inte betalt, ater', amount: '-68399600.00' }]);
    expect(ofClaim[0]?.positions).toContain(claimed);
    await story.grant('RepaymentWaived', { repayment: 'ater', amount: '1.00', act: 'avstod', decision });
    await story.grant('RepaymentPaid', { repayment: 'ater', amount: '68399599.00' });
    await story.take({ number: '10', date: '2026-12-31', lines: [line('2991', '28101', '68399599.00')] });

    const found = await bridgeNow();
    expect(told(rowFrom(found, 'announced', 'awarded'))).toEqual([
      ['Beslutet mot det utannonserade, region-rural', '-1.00'],
      ['Beslutet ändrat, region-rural', '1.00'],
    ]);
    expect(rowFrom(found, 'announced', 'awarded')?.explained[0]?.positions).toEqual([3, award]);
    expect(told(rowFrom(found, 'awarded', 'received'))).toEqual([]);
    expect(told(rowFrom(found, 'received', 'allocated'))).toEqual([['Egna medel, region-population', '500.00']]);
    expect(told(rowFrom(found, 'booked', 'eligible'))).toEqual([['Utanför användningstiden', '-7.00']]);
    expect(rowFrom(found, 'booked', 'eligible')?.explained[0]?.positions).toEqual([late]);
    expect(told(rowFrom(found, 'used', 'reported'))).toEqual([]);
    expect(told(rowFrom(found, 'unused', 'repaid'))).toEqual([['Avstått från återkrav, ater', '-1.00']]);
    expect(told(rowFrom(found, 'used', 'incomeRecognised'))).toEqual([]);
    expect(told(rowFrom(found, 'received', 'entered'))).toEqual([
      ['Bokfört på bidragskonton som ingen utbetalning anger', '-68399599.00'],
    ]);
    expect(found.rest).toBe('0.00');
  });

  it('asks for no income of what is used beyond the payment', async () => {
    await story.begin();
    await story.awarded();
    await story.code('kod', '28101', { pot: 'region-population' });
    const line = (account: string, amount: string) => [account, { 6: '28101' }, amount] as const;
    const cost = await story.take({ number: '1', date: '2026-06-01', lines: [line('5011', '65400002.00')] });
    await story.take({ number: '2', date: '2026-12-31', lines: [line('3511', '-65399999.00')] });
    const row = rowFrom(await bridgeNow(), 'used', 'incomeRecognised');
    expect(row?.explained).toMatchObject([
      { what: 'Använt utöver utbetalningen, bekostat med egna medel', amount: '-2.00', open: false },
      { what: 'Använt men inte intäktsfört', amount: '-1.00', open: true },
    ]);
    expect(row?.explained[0]?.positions).toContain(cost);
  });

  it('tells a return from what the ledger says since, by the postings that came and went', async () => {
    await story.begin();
    await story.beginRural();
    await story.code('kod', '28101', { allocation: null, pot: 'region-population' });
    const took = (number: string, amount: string) =>
      story.take({ number, date: '2026-06-01', lines: [['5011', { 6: '28101' }, amount]] });
    await took('1', '100.00');
    await took('2', '50.00');
    const read = await story.models().catchUp();
    const figures = { received: '68400000.00', used: '151.00', unused: '68399849.00', areas: [] };
    const returned = await story.grant('ReturnSubmitted', {
      act: 'retur',
      position: read,
      figures,
      form: null,
      digest: null,
    });
    const more = await took('3', '10.00');
    const gone = await story.withdraw('2');
    const judged = await story.judge('DisallowCost', '1', { lines: [1] });
    const row = rowFrom(await bridgeNow(), 'used', 'reported');
    expect(row).toMatchObject({ fromAmount: '10.00', toAmount: '151.00', difference: '141.00' });
    expect(told(row)).toEqual([
      ['Återrapporten säger annat än liggaren vid sin position', '1.00'],
      [`Kostnader som har tillkommit eller höjts efter återrapportens läge (position ${read})`, '-10.00'],
      [`Kostnader som har fallit bort eller sänkts efter återrapportens läge (position ${read})`, '150.00'],
    ]);
    expect(row?.explained[0]?.positions).toEqual([returned]);
    expect(row?.explained[1]?.positions).toEqual([more]);
    // A voucher's costs are withdrawn just before it is.
    expect(row?.explained[2]?.positions).toEqual(expect.arrayContaining([gone - 1, judged]));
  });

  it('names whose report is missing, until it comes', async () => {
    await story.begin();
    await story.beginRural();
    await story.take({ number: '1', date: '2026-06-01', lines: [['4511', { 6: '27010', 1: '31007' }, '287881.00']] });
    expect(told(rowFrom(await bridgeNow(), 'eligible', 'used'))).toEqual([
      ['Vidareförmedlat och inte redovisat, Vårdcentral', '-287881.00'],
    ]);
    const report = { allocation: 'askersund', used: [{ area: 8, amount: '250000.00' }] };
    const reported = await story.grant('ProviderReported', report, '2027-01-20');
    const row = rowFrom(await bridgeNow(), 'eligible', 'used');
    expect(told(row)).toEqual([['Vidareförmedlat och inte redovisat, Vårdcentral', '-37881.00']]);
    expect(row?.explained[0]?.positions).toContain(reported);
    expect(told(rowFrom(await bridgeNow('2026-12-31'), 'eligible', 'used'))).toHaveLength(1);
  });
});

describe('the bridge over any history', () => {
  it('explains every difference by events, has the figures of the grant, and ends at zero or says what is open', async () => {
    await fc.assert(
      fc.asyncProperty(steps, fc.constantFrom(undefined, '2026-06-30'), async (path, perDate) => {
        const one = new Story();
        try {
          await tell(one, path);
          const models = one.models();
          const end = await models.catchUp();
          for (const position of [end, Math.ceil(end / 2)]) {
            const moment = { position, ...(perDate === undefined ? {} : { perDate }) };
            const found = await bridge(models.db, GRANT, moment);
            const figures = await grantPosition(models.db, GRANT, moment);
            expect(found === undefined).toBe(figures === undefined);
            if (found === undefined || figures === undefined) continue;
            for (const row of found.rows) isWhole(row, position);
            const amounts = new Map(found.rows.flatMap((row) => [[row.from, row.fromAmount], [row.to, row.toAmount]])); // prettier-ignore
            for (const name of ['awarded', 'received', 'allocated', 'booked', 'used', 'unused', 'repaid'] as const) {
              expect([name, amounts.get(name)]).toEqual([name, figures[name]]);
            }
            if (found.rest !== '0.00') expect(found.open.length).toBeGreaterThan(0);
          }
        } finally {
          await one.close();
        }
      }),
      { numRuns: 12 },
    );
  });
});

function isWhole(row: BridgeRow, position: number): void {
  expect((row.difference === null) === (row.unknown !== null)).toBe(true);
  if (row.difference === null) return;
  const ore = row.explained.reduce((sum, { amount }) => sum + textToOre(amount), 0);
  expect(ore).toBe(textToOre(row.difference));
  expect(ore).toBe(textToOre(row.toAmount ?? '') - textToOre(row.fromAmount ?? ''));
  for (const part of row.explained) {
    expect(part.positions.length).toBeGreaterThan(0);
    expect(Math.max(...part.positions)).toBeLessThanOrEqual(position);
  }
}
