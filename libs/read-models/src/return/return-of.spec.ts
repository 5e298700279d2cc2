import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { shippedProgramme } from '#grants';
import { textToOre } from '#kernel';

import { returnDigest, returnText } from './return-document.js';
import type { GrantReturn } from './return-of.query.js';
import { ReturnStory } from './return.fixture.js';

let story: ReturnStory;

beforeEach(async () => {
  story = new ReturnStory();
  await story.begin();
});
afterEach(() => story.close());

const check = (made: GrantReturn, name: string) => made.checks.find((one) => one.check === name);

describe('the return of a grant', () => {
  it('is its form filled in, in whole kronor that add up', async () => {
    await story.cost('1', '100.40');
    await story.unitCode([
      { area: 2, share: '0.5' },
      { area: 3, share: '0.5' },
    ]);
    await story.cost('2', '201.00');
    const { document } = await story.found();
    expect(document.form?.version).toBe(1);
    expect(document.amounts.map(({ figure, amount, kronor }) => [figure, amount, kronor])).toEqual([
      ['received', '68400000.00', '68400000'],
      ['used', '301.40', '301'],
      ['unused', '68399698.60', '68399699'],
      ['own-funding-used', '0.00', '0'],
      ['not-eligible', '0.00', '0'],
    ]);
    expect(document.areas.map(({ area, amount, kronor }) => [area, amount, kronor])).toEqual([
      [1, '100.40', '100'],
      [2, '100.50', '101'],
      [3, '100.50', '100'],
    ]);
    expect(document.total).toEqual({ amount: '301.40', kronor: '301', remainder: '0.40' });
  });

  it('adds up in whole kronor whatever was booked', async () => {
    const amounts = fc.array(fc.integer({ min: -99_999, max: 999_999 }), { minLength: 1, maxLength: 6 });
    let number = 100;
    await fc.assert(
      fc.asyncProperty(amounts, async (ores) => {
        for (const ore of ores.filter((one) => one !== 0)) {
          number += 1;
          const text = (ore / 100).toFixed(2);
          await story.unitCode([{ area: (number % 7) + 1, share: '1' }]);
          await story.cost(String(number), text);
        }
        const { document } = await story.found();
        const rows = document.areas.reduce((sum, { kronor }) => sum + Number(kronor), 0);
        const of = (figure: string) => Number(document.amounts.find((one) => one.figure === figure)?.kronor);
        expect(rows).toBe(Number(document.total.kronor));
        expect(rows).toBe(of('used'));
        expect(of('received') + of('own-funding-used')).toBe(of('used') + of('unused'));
      }),
      { numRuns: 6 },
    );
  });

  it('is the same bytes at the same position, and other ones without one of its vouchers', async () => {
    await story.cost('1', '100.00');
    const position = await story.cost('2', '50.00');
    const before = await story.found();
    await story.withdraw('2');
    const [again, without] = [await story.found(undefined, position), await story.found()];
    expect(returnText(again.document)).toBe(returnText(before.document));
    expect(again.digest).toBe(before.digest);
    expect(returnDigest(again.document)).toBe(before.digest);
    expect(without.digest).not.toBe(before.digest);
    expect(without.document.total.amount).toBe('100.00');
  });

  it('tells providers together: what was passed on, what each reported and what of it counts', async () => {
    await story.passOn('1', '1000.00');
    expect((await story.found()).document.providers).toMatchObject([
      { allocation: 'askersund', municipality: '1882', passedOn: '1000.00', reported: null, counted: '0.00' },
    ]);
    expect(check(await story.found(), 'providers-reported')).toMatchObject({
      holds: false,
      amount: '1000.00',
      level: 'warn',
    });
    const used = [{ area: 8, amount: '400.00' }];
    const position = await story.grant('ProviderReported', { allocation: 'askersund', used }, '2026-12-10');
    const made = await story.found();
    expect(made.document.providers).toMatchObject([
      { reported: '400.00', reportedOn: '2026-12-10', counted: '400.00', notReported: '600.00' },
    ]);
    expect(made.document.providers[0]?.positions).toContain(position);
    expect(check(made, 'providers-reported')?.holds).toBe(true);
    expect(check(made, 'reports-match-passed-on')).toMatchObject({ holds: false, amount: '600.00' });
  });

  it('says why booked costs are left out, with their events, to the öre of the figure', async () => {
    const late = await story.cost('1', '10.00', '2027-01-05');
    await story.cost('2', '20.00');
    const no = await story.judge('DisallowCost', '2', { lines: [1] });
    const made = await story.found();
    expect(made.document.notEligible).toEqual([
      { reason: 'disallowed', amount: '20.00', positions: [no] },
      { reason: 'outside', amount: '10.00', positions: [late] },
    ]);
    const sum = made.document.notEligible.reduce((ore, { amount }) => ore + textToOre(amount), 0);
    expect(made.document.amounts.find(({ figure }) => figure === 'not-eligible')?.amount).toBe('30.00');
    expect(sum).toBe(3000);
  });
});

describe('the checks of the form', () => {
  it('stop a return for bound money in another area, as a provider reports it', async () => {
    await story.passOn('1', '1000.00');
    const used = [{ area: 3, amount: '400.00' }];
    const position = await story.grant('ProviderReported', { allocation: 'askersund', used });
    expect(check(await story.found(), 'bound-money-in-its-areas')).toMatchObject({
      ...{ level: 'stop', holds: false, amount: '400.00', positions: [position] },
    });
  });

  it('tell what is unknown, unproved, unresolved or under way', async () => {
    await story.unitCode([]);
    const posted = await story.cost('1', '100.00');
    await story.take({ number: '2', date: '2026-03-01', lines: [['7010', { 6: '28101' }, '7.00']] });
    await story.importStarted('halv');
    const made = await story.found();
    expect(check(made, 'areas-known')).toMatchObject({ holds: false, amount: '100.00', positions: [posted] });
    expect(check(made, 'evidence-complete')).toMatchObject({ holds: false, amount: '100.00', count: 1 });
    expect(check(made, 'lines-resolved')).toMatchObject({ holds: false, amount: '7.00', count: 1 });
    expect(check(made, 'imports-completed')).toMatchObject({ holds: false, level: 'stop', count: 1 });
    expect(check(made, 'no-open-findings')?.holds).toBe(false);
    for (const name of ['areas-sum-to-used', 'received-known', 'no-own-funding', 'bound-money-in-its-areas']) {
      expect(check(made, name)).toMatchObject({ holds: true, positions: [] });
    }
  });

  it('are all there are, as warnings, where the rules have no form', async () => {
    const { return: asked, ...rules } = shippedProgramme('god-och-nara-vard', 2026) as { return: { form: unknown } };
    await story.close();
    story = new ReturnStory();
    await story.begin({ ...rules, return: { ...asked, form: undefined } });
    await story.cost('1', '100.00');
    const { form, checks } = await story.found();
    const shipped = (asked.form as { checks: { check: string }[] }).checks;
    expect(form).toBeNull();
    expect(checks.map((one) => one.check)).toEqual(shipped.map((one) => one.check));
    expect(new Set(checks.map(({ level }) => level))).toEqual(new Set(['warn']));
    expect(checks.find((one) => one.check === 'evidence-complete')).toMatchObject({ holds: false, amount: '100.00' });
  });

  it('tell own funding, and a cost that blocks every return', async () => {
    await story.cost('1', '65400001.00');
    await story.code('utan', '28102', {});
    await story.take({ number: '2', date: '2026-03-01', lines: [['5011', { 6: '28102' }, '5.00']] });
    const made = await story.found();
    expect(check(made, 'no-own-funding')).toMatchObject({ holds: false, amount: '1.00' });
    expect(check(made, 'no-blocking-findings')).toMatchObject({ holds: false, amount: '5.00', count: 1 });
    expect(made.blocking).toEqual(['COST_WITHOUT_POT']);
  });
});
