import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { NOTHING, POTS, potOf, spent, Story } from './story.fixture.js';

const A = { 6: '28101' };
let story: Story;

beforeEach(async () => {
  story = new Story();
  await story.begin();
});
afterEach(() => story.close());
const figures = (perDate?: string) => story.figures(perDate);

describe('what a grant has', () => {
  it('is unknown, not zero, until an event tells it', async () => {
    const found = await figures();
    expect(found).toMatchObject({ announced: '68400000.00', awarded: null, received: null, unused: null });
    expect(found).toMatchObject({
      allocated: '0.00',
      unallocated: '68400000.00',
      repaid: '0.00',
      ownFundingUsed: null,
    });
  });

  it('is the award once there is one, and own funding comes on top', async () => {
    await story.awarded();
    await story.allocate('halsoval', '66000000.00', { ownFunding: '600000.00' });
    const found = await figures();
    expect(found).toMatchObject({ awarded: '68400000.00', received: '68400000.00', ownFunding: '600000.00' });
    expect(found).toMatchObject({ allocated: '66000000.00', unallocated: '3000000.00', unused: '68400000.00' });
    expect(potOf(found, 'region-population')).toMatchObject({ unallocated: '0.00' });
  });

  it('is nothing of a pot that the award does not name', async () => {
    await story.grant('GrantAwarded', {
      amounts: POTS.slice(0, 1),
      decision: { status: 'decided', body: 'Socialstyrelsen', date: '2026-04-08' },
    });
    const found = await figures();
    expect(potOf(found, 'region-rural')).toMatchObject({ awarded: '0.00', unallocated: '0.00' });
    expect(found.unallocated).toBe('65400000.00');
  });

  it('is the amended award, also where the first decision is learnt after it', async () => {
    const decision = { status: 'decided', body: 'Socialstyrelsen', date: '2026-09-01' };
    await story.grant('AwardAmended', { amounts: [{ pot: 'region-population', amount: '70.00' }], decision });
    await story.grant('GrantAwarded', { amounts: POTS, decision });
    expect((await figures()).awarded).toBe('70.00');
  });

  it('has what names no pot in a row of its own', async () => {
    await story.allocate('plan', '35500000.00', { pot: null });
    const found = await figures();
    expect(found.unallocated).toBe('32900000.00');
    expect(potOf(found, null)).toMatchObject({ allocated: '35500000.00', unallocated: null, unused: null });
  });
});

describe('what is spent', () => {
  beforeEach(async () => {
    await story.awarded();
    await story.allocate('halsoval', '40000000.00');
  });
  const open = (other: object = {}) =>
    story.code('gnv26-halsoval', '28101', { allocation: 'halsoval', pot: 'region-population', ...other });

  it('counts costs and what reduces them, and no other accounts', async () => {
    await open({
      purposeAreas: [
        { area: 1, share: '0.6' },
        { area: 2, share: '0.4' },
      ],
    });
    await story.take({
      number: '1',
      date: '2026-03-01',
      lines: [
        ['5011', A, '100.01'],
        ['3611', A, '-10.00'],
        ['1911', A, '-90.01'],
        ['5011', {}, '7.00'],
      ],
    });
    const found = await figures();
    expect(spent(found)).toEqual({ ...NOTHING, booked: '90.01', used: '90.01' });
    expect(found.unused).toBe('68399909.99');
    expect(found.areas.map(({ area, used }) => [area, used])).toEqual([
      [1, '54.01'],
      [2, '36.00'],
    ]);
    expect(found.performers).toEqual([{ performer: 'Enheten halsoval', ...NOTHING, booked: '90.01', used: '90.01' }]);
  });

  it('does not count what is dated outside the use period, unless a person states another service period', async () => {
    await open();
    await story.take({ number: '1', date: '2025-12-30', lines: [['5011', A, '10.00']] });
    await story.take({ number: '2', date: '2027-01-05', lines: [['5011', A, '20.00']] });
    expect(spent(await figures())).toEqual({ ...NOTHING, booked: '30.00', notEligible: '30.00' });
    await story.judge('ReviewCost', '2', { lines: [1], servicePeriod: { from: '2026-12-01', to: '2026-12-31' } });
    expect(spent(await figures())).toEqual({ ...NOTHING, booked: '30.00', used: '20.00', notEligible: '10.00' });
    expect(spent(await figures('2026-12-31'))).toEqual({ ...NOTHING, booked: '10.00', notEligible: '10.00' });
  });

  it('does not count what a person has disallowed, also where it is posted anew, until that is taken back', async () => {
    await open();
    await story.take({ number: '1', date: '2026-03-01', lines: [['5011', A, '10.00']] });
    await story.judge('DisallowCost', '1', { lines: [1] });
    await open({ purposeAreas: [{ area: 3, share: '1' }] });
    await story.repost('1');
    const found = await figures();
    expect(spent(found)).toEqual({ ...NOTHING, booked: '10.00', notEligible: '10.00' });
    expect(found.areas.map(({ area }) => area)).toEqual([3]);
    await story.judge('AllowCost', '1', { lines: [1] });
    expect(spent(await figures())).toEqual({ ...NOTHING, booked: '10.00', used: '10.00' });
  });

  it('does not know what a line without a role is, nor one that two codes claim', async () => {
    await open();
    await story.code('gnv26-annan', '31007', {
      matches: [{ book: 'raindance-2026', all: [{ dimension: '1', code: '9' }] }],
    });
    await story.take({ number: '1', date: '2026-03-01', lines: [['7011', A, '10.00']] });
    await story.take({ number: '2', date: '2026-03-01', lines: [['5011', { 1: '9', ...A }, '5.00']] });
    const found = await figures();
    expect(spent(found)).toEqual({ ...NOTHING, booked: '15.00', unresolved: '15.00' });
    expect(potOf(found, 'region-population')).toMatchObject({ unresolved: '10.00' });
    expect(potOf(found, null)).toMatchObject({ unresolved: '5.00' });
  });

  it('knows what a line is once its account has a role and it is posted', async () => {
    await open();
    await story.take({ number: '1', date: '2026-03-01', lines: [['7011', A, '10.00']] });
    await story.registerChart({ account: '7011', name: 'Resor', role: 'cost' });
    expect(spent(await figures())).toEqual({ ...NOTHING, booked: '10.00', unresolved: '10.00' });
    await story.repost('1');
    expect(spent(await figures())).toEqual({ ...NOTHING, booked: '10.00', used: '10.00' });
  });

  it('finds what a code opened late means, and counts it once it is posted', async () => {
    await story.take({ number: '1', date: '2026-03-01', lines: [['5011', A, '10.00']] });
    await open();
    expect(spent(await figures())).toEqual({ ...NOTHING, booked: '10.00', unresolved: '10.00' });
    await story.repost('1');
    expect(spent(await figures())).toEqual({ ...NOTHING, booked: '10.00', used: '10.00' });
  });

  it('does not count what is dated after its code was closed', async () => {
    await open();
    await story.take({ number: '1', date: '2026-03-01', lines: [['5011', A, '10.00']] });
    await story.closeCode('gnv26-halsoval', '2026-06-30');
    await story.take({ number: '2', date: '2026-07-01', lines: [['5011', A, '20.00']] });
    expect(spent(await figures())).toEqual({ ...NOTHING, booked: '30.00', used: '10.00', notEligible: '20.00' });
  });

  it('is what the source says last: changed, gone and back again', async () => {
    await open();
    await story.take({ number: '1', date: '2026-03-01', lines: [['5011', A, '10.00']] });
    await story.take({ number: '1', date: '2027-01-02', lines: [['5011', A, '12.00']] });
    expect(spent(await figures())).toEqual({ ...NOTHING, booked: '12.00', notEligible: '12.00' });
    await story.withdraw('1');
    expect(spent(await figures())).toEqual(NOTHING);
    await story.take({ number: '1', date: '2026-03-03', lines: [['5011', A, '13.00']] });
    expect(spent(await figures())).toEqual({ ...NOTHING, booked: '13.00', used: '13.00' });
  });

  it('is what a person posts of a line; what the person leaves out is booked and not eligible', async () => {
    await open();
    await story.take({ number: '1', date: '2026-03-01', lines: [['5011', A, '10.01']] });
    await story.judge('PostCost', '1', { projectCode: 'gnv26-halsoval', lines: [{ line: 1, share: '0.4' }] });
    expect(spent(await figures())).toEqual({ ...NOTHING, booked: '10.01', used: '4.00', notEligible: '6.01' });
    await story.judge('WithdrawCost', '1', { projectCode: 'gnv26-halsoval' });
    expect(spent(await figures())).toEqual({ ...NOTHING, booked: '10.01', notEligible: '10.01' });
  });

  it('lowers nobody’s unused where no pot is known', async () => {
    await story.code('gnv26-utan', '28105');
    await story.take({ number: '1', date: '2026-03-01', lines: [['5011', { 6: '28105' }, '10.00']] });
    const found = await figures();
    expect(potOf(found, null)).toMatchObject({ used: '10.00', unused: null, ownFundingUsed: null });
    expect(found).toMatchObject({ used: '10.00', unused: '68400000.00' });
  });

  it('is of the pot that its allocation was given after it was posted', async () => {
    await story.allocate('oppen', '10.00', { pot: null, decision: { status: 'proposed', body: 'Nämnden' } });
    await story.code('gnv26-oppen', '28106', { allocation: 'oppen' });
    await story.take({ number: '1', date: '2026-03-01', lines: [['5011', { 6: '28106' }, '10.00']] });
    expect(potOf(await figures(), null)).toMatchObject({ used: '10.00' });
    const decision = { status: 'decided', body: 'Nämnden', date: '2026-05-01' };
    await story.grant('AllocationDecided', { allocation: 'oppen', pot: 'region-population', decision });
    expect(potOf(await figures(), 'region-population')).toMatchObject({ used: '10.00', allocated: '40000010.00' });
  });

  it('is own funding above what was received, pot by pot', async () => {
    await open();
    await story.take({ number: '1', date: '2026-03-01', lines: [['5011', A, '65400001.00']] });
    expect(await figures()).toMatchObject({ used: '65400001.00', unused: '3000000.00', ownFundingUsed: '1.00' });
  });
});
