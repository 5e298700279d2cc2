import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { shippedProgramme } from '#grants';

import { GRANT, POTS } from '../story.fixture.js';
import { closingChecklist } from './closing-checklist.query.js';
import { returnDifferences } from './return-differences.query.js';
import { ReturnStory } from './return.fixture.js';

let story: ReturnStory;

beforeEach(async () => {
  story = new ReturnStory();
  await story.begin();
});
afterEach(() => story.close());

describe('what is to be repaid', () => {
  it('is worked out ground by ground, and unknown as a debt while more may be used', async () => {
    await story.cost('1', '65300000.00');
    await story.cost('2', '1000.00', '2027-01-05');
    expect((await story.found('2026-12-31')).repayment).toMatchObject({ isPreliminary: true, liability: null });
    const { repayment } = await story.found();
    expect(repayment).toMatchObject({ isPreliminary: false, computed: '3100000.00', liability: '3100000.00' });
    expect(repayment.grounds).toMatchObject([
      {
        ...{ ground: 'unused-or-misused', paragraph: '12 § 2', amount: '3100000.00' },
        calculation: [
          { what: 'received', amount: '68400000.00' },
          { what: 'used', amount: '65300000.00' },
          { what: 'not-for-purpose', amount: '1000.00' },
          { what: 'left-over', amount: '3099000.00' },
          { what: 'not-used', amount: '3100000.00' },
        ],
      },
    ]);
    expect(repayment.grounds[0]?.positions.length).toBeGreaterThan(1);
  });

  it('follows claims, waivers and payments', async () => {
    await story.cost('1', '65300000.00');
    const repayment = { repayment: 'r', ground: 'unused-or-misused' };
    const decision = { status: 'decided', body: 'Socialstyrelsen', date: '2027-05-04' };
    await story.grant('RepaymentClaimed', { ...repayment, amount: '3000000.00', decision });
    await story.grant('RepaymentWaived', { repayment: 'r', amount: '500000.00', act: 'a', decision });
    await story.grant('RepaymentPaid', { repayment: 'r', amount: '2000000.00' });
    expect((await story.found()).repayment).toMatchObject({
      ...{ computed: '3100000.00', claimed: '3000000.00', waived: '500000.00', paid: '2000000.00' },
      ...{ unclaimed: '100000.00', liability: '600000.00' },
    });
  });

  it('tells money above the award apart from what was not used', async () => {
    const amounts = [{ pot: 'region-population', amount: '60000000.00' }, ...POTS.slice(1)];
    await story.grant('AwardAmended', { amounts, decision: { status: 'decided', body: 'S', date: '2026-09-01' } });
    await story.cost('1', '59999990.00');
    const { repayment } = await story.found();
    expect(repayment.grounds.map(({ ground, amount }) => [ground, amount])).toEqual([
      ['paid-in-error', '5400000.00'],
      ['unused-or-misused', '3000010.00'],
    ]);
    expect(repayment.computed).toBe('8400010.00');
    const steps = new Map(repayment.grounds[1]?.calculation.map(({ what, amount }) => [what, amount] as const));
    expect(steps.get('above-award')).toBe('5400000.00');
    expect(steps.has('own-funding-used')).toBe(false);
  });

  it('is all of it where the day to report has passed and nobody has', async () => {
    const rules = shippedProgramme('god-och-nara-vard', 2026) as { return: object };
    const programme = { id: 'god-och-nara-vard', year: 2026 };
    const due = { ...rules, return: { ...rules.return, due: '2027-03-01' } };
    const adopted = { programme, version: 2, hash: '1'.repeat(64), rules: due };
    await story.happened('programme-god-och-nara-vard-2026', { type: 'ProgrammeAdopted', data: adopted });
    expect((await story.found('2027-03-01')).repayment.grounds.map(({ ground }) => ground)).toEqual([
      'unused-or-misused',
    ]);
    const late = (await story.found('2027-03-02')).repayment;
    expect(late.grounds.at(-1)).toMatchObject({ ground: 'not-reported', amount: '68400000.00' });
    expect(late.computed).toBe('68400000.00');
    await story.submit();
    expect((await story.found('2027-03-02')).repayment.grounds.map(({ ground }) => ground)).toEqual([
      'unused-or-misused',
    ]);
  });
});

describe('returns that were sent', () => {
  it('are held against each other row by row, and the ledger against the last', async () => {
    const { db, moment } = await story.look();
    expect(await returnDifferences(db, GRANT, moment)).toEqual([]);
    await story.cost('1', '100.00');
    await story.submit();
    await story.cost('2', '5.00');
    await story.submit('ReturnAmended', 'retur-2');
    await story.cost('3', '-1.00');
    const now = await story.look();
    const returns = await returnDifferences(now.db, GRANT, now.moment);
    expect(returns?.map(({ act, differences }) => [act, differences.length])).toEqual([
      ['retur', 0],
      ['retur-2', 3],
      [null, 3],
    ]);
    expect(returns?.[1]?.differences.at(-1)).toEqual({
      ...{ row: 'area', area: 1, performer: 'Enheten halsoval' },
      ...{ before: '100.00', after: '105.00', difference: '5.00' },
    });
    expect(await returnDifferences(now.db, 'annat', now.moment)).toBeUndefined();
  });
});

describe('the checklist of a closing', () => {
  const conditions = async () => {
    const { db, asked, moment } = await story.look();
    const checklist = await closingChecklist(db, asked, moment);
    const open = checklist?.conditions.filter(({ isMet }) => !isMet).map(({ condition }) => condition);
    return [checklist?.mayClose, open];
  };

  it('says what the closing is refused with, and what is only advice', async () => {
    await story.cost('1', '65300000.00');
    expect(await conditions()).toEqual([false, ['return-submitted', 'repayment-claimed']]);
    await story.submit();
    expect(await conditions()).toEqual([true, ['repayment-claimed']]);
    const decision = { status: 'decided', body: 'Socialstyrelsen', date: '2027-05-04' };
    const claim = { repayment: 'r', ground: 'unused-or-misused', amount: '3100000.00', decision };
    const position = await story.grant('RepaymentClaimed', claim);
    expect(await conditions()).toEqual([false, ['repayment-settled']]);
    const { db, asked, moment } = await story.look();
    expect((await closingChecklist(db, asked, moment))?.conditions).toContainEqual({
      ...{ condition: 'repayment-settled', isMet: false, refusedWith: 'REPAYMENT_OPEN', repayment: 'r' },
      ...{ amount: '3100000.00', positions: [position] },
    });
    await story.grant('RepaymentPaid', { repayment: 'r', amount: '3100000.00' });
    expect(await conditions()).toEqual([true, []]);
    await story.grant('GrantClosed', { commitment: null });
    expect(await conditions()).toEqual([false, ['not-closed']]);
  });
});
