import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { allocationTree } from './allocation-tree.query.js';
import { GRANT, NOTHING, potOf, spent, Story } from './story.fixture.js';
import { returnFigures } from './return-figures.query.js';

const RURAL = { 6: '27010', 1: '31007' };
let story: Story;

beforeEach(async () => {
  story = new Story();
  await story.begin();
  await story.beginRural();
});
afterEach(() => story.close());
const figures = (perDate?: string) => story.figures(perDate);

describe('money passed on', () => {
  const pay = (number: string, amount: string, objects: Record<string, string> = RURAL) =>
    story.take({ number, date: '2026-06-01', lines: [['4511', objects, amount]] });
  const report = (...used: { area: number; amount: string }[]) =>
    story.grant('ProviderReported', { allocation: 'askersund', used }, '2027-01-20');

  it('counts up to what its recipient has reported', async () => {
    await pay('1', '287881.00');
    expect(spent(await figures())).toEqual({ ...NOTHING, booked: '287881.00', notReported: '287881.00' });
    await report({ area: 8, amount: '250000.00' });
    const found = await figures();
    expect(spent(found)).toEqual({ ...NOTHING, booked: '287881.00', used: '250000.00', notReported: '37881.00' });
    expect(potOf(found, 'region-rural')).toMatchObject({ used: '250000.00', unused: '2750000.00' });
    expect(spent(await figures('2026-12-31'))).toMatchObject({ used: '0.00', notReported: '287881.00' });
  });

  it('counts no more than what was passed on, and nothing without vouchers', async () => {
    await report({ area: 8, amount: '250000.00' });
    expect(spent(await figures())).toEqual(NOTHING);
    await pay('1', '100.00');
    expect(spent(await figures())).toEqual({ ...NOTHING, booked: '100.00', used: '100.00' });
    await pay('2', '-150.00');
    expect(spent(await figures())).toEqual({ ...NOTHING, booked: '-50.00', notReported: '-50.00' });
  });

  it('is of the area that the recipient reports', async () => {
    await pay('1', '100.00');
    await report({ area: 8, amount: '50.00' }, { area: 1, amount: '20.00' });
    const { areas } = await figures();
    expect(areas.map(({ area, booked, used, notReported }) => [area, booked, used, notReported])).toEqual([
      [1, '20.00', '20.00', '0.00'],
      [8, '80.00', '50.00', '30.00'],
    ]);
  });

  it('is not reported where the line does not say to whom', async () => {
    await pay('1', '100.00', { 6: '27010' });
    await report({ area: 8, amount: '100.00' });
    expect(spent(await figures())).toEqual({ ...NOTHING, booked: '100.00', notReported: '100.00' });
  });

  it('is the recipient’s in a return, whose areas are what is used', async () => {
    await pay('1', '287881.00');
    await story.take({ number: '2', date: '2026-06-01', lines: [['5011', { 6: '27010' }, '50.00']] });
    await report({ area: 8, amount: '250000.00' });
    const models = story.models();
    const found = await returnFigures(models.db, GRANT, { position: await models.catchUp() });
    expect(JSON.parse(JSON.stringify(found))).toEqual({
      received: '68400000.00',
      used: '250050.00',
      unused: '68149950.00',
      areas: [
        { area: 8, performer: 'Enheten landsbygd', amount: '50.00' },
        { area: 8, performer: 'Vårdcentral', amount: '250000.00' },
      ],
    });
  });

  it('does not count for an area that the pot is not for', async () => {
    await story.code('gnv26-landsbygd', '27010', {
      ...{ allocation: 'landsbygd', pot: 'region-rural', purposeAreas: [{ area: 2, share: '1' }] },
    });
    await story.take({ number: '1', date: '2026-06-01', lines: [['5011', { 6: '27010' }, '50.00']] });
    expect(spent(await figures())).toEqual({ ...NOTHING, booked: '50.00', notEligible: '50.00' });
  });
});

describe('the allocation tree', () => {
  it('shows what was handed on, what is left and what was spent of each and of all below it', async () => {
    const key = { rule: '60 %', of: '65400000.00', gives: '39240000.00' };
    await story.allocate('halsoval', '39300000.00', { key });
    await story.allocate('hsn', '26100000.00');
    const decision = { status: 'decided', body: 'Regionstyrelsen', date: '2026-09-15' };
    await story.grant('FundsRedistributed', { from: 'hsn', to: 'halsoval', amount: '1100000.00', decision });
    await story.grant('AllocationReduced', { allocation: 'hsn', amount: '1.00', ownFunding: '0.00', decision });
    await story.take({ number: '1', date: '2026-06-01', lines: [['4511', RURAL, '10.00']] });
    const models = story.models();
    const tree = await allocationTree(models.db, GRANT, { position: await models.catchUp() });
    expect(tree).toMatchObject({ awarded: '68400000.00', allocated: '68399999.00', unallocated: '1.00' });
    const [rural, halsoval, hsn] = tree?.allocations ?? [];
    expect(rural).toMatchObject({
      ...{ amount: '3000000.00', onwardAllocated: '287881.00', remaining: '2712119.00' },
      spent: { booked: '10.00', notReported: '10.00' },
      onward: [{ allocation: 'askersund', reported: null, spent: { booked: '10.00' } }],
    });
    // The key is held against what was decided by it, not against what was redistributed since.
    expect(halsoval).toMatchObject({ amount: '40400000.00', key: { decided: '39300000.00', difference: '60000.00' } });
    expect(hsn).toMatchObject({ amount: '24999999.00', key: null, onward: [] });
  });
});
