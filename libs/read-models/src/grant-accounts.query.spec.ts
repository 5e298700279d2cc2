import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { findings } from './findings.query.js';
import { grantAccounts } from './grant-accounts.query.js';
import { BOOK, GRANT, Story } from './story.fixture.js';

let story: Story;
beforeEach(async () => {
  story = new Story();
  await story.begin();
  await story.awarded();
  await story.code('kod', '28101');
});
afterEach(() => story.close());

async function asked(moment: { perDate?: string; position?: number } = {}) {
  const models = story.models();
  const position = await models.catchUp();
  return (await grantAccounts(models.db, { position, ...moment })).accounts;
}
const A = { 6: '28101' };
/** 100 kr are received as a debt, and 30 of them earned under the code, 5 without any. */
async function earn(): Promise<void> {
  const received = [
    ['1931', {}, '100.00'],
    ['2991', A, '-100.00'],
  ] as const;
  const earned = [
    ['2991', A, '35.00'],
    ['3511', A, '-30.00'],
    ['3511', {}, '-5.00'],
  ] as const;
  await story.take({ series: 'SB', number: '1', date: '2026-04-20', lines: received });
  await story.take({ series: 'MA', number: '1', date: '2026-12-31', lines: earned });
}
const stated = (...balances: [label: string, account: string, amount: string, objects?: [string, string][]][]) => ({
  balances: balances.map(([label, account, amount, objects = []]) => ({ label, account, amount, objects })),
});

describe('accounts of grants', () => {
  it('hold what was booked, against the balances that the newest file states', async () => {
    await earn();
    await story.importStarted('en');
    await story.importCompleted('en', stated(['IB', '2991', '-10.00'], ['UB', '2991', '-75.00']));
    await story.importStarted('utan'); // a file that states no balance does not take back what another says
    await story.importCompleted('utan', stated());
    expect(await asked()).toEqual([
      {
        ...{ book: BOOK, account: '2991', name: null, role: 'grant-liability', import: 'en' },
        ...{ opening: '-10.00', lines: 2, debit: '35.00', credit: '100.00' },
        ...{ closing: '-75.00', stated: '-75.00', difference: '0.00' },
        months: [
          { month: '2026-04', lines: 1, debit: '0.00', credit: '100.00' },
          { month: '2026-12', lines: 1, debit: '35.00', credit: '0.00' },
        ],
        objects: [],
        withoutCode: { lines: 0, debit: '0.00', credit: '0.00' },
      },
      {
        ...{ book: BOOK, account: '3511', name: null, role: 'grant-income', import: null },
        ...{ opening: null, lines: 2, debit: '0.00', credit: '35.00' },
        ...{ closing: '-35.00', stated: null, difference: null },
        months: [{ month: '2026-12', lines: 2, debit: '0.00', credit: '35.00' }],
        objects: [],
        withoutCode: { lines: 1, debit: '0.00', credit: '5.00' },
      },
    ]);
  });

  it('say by how much a result or an object differs, and of what is not stated nothing', async () => {
    await earn();
    await story.importStarted('en', { sha256: '1'.repeat(64) });
    const more = stated(['RES', '3511', '-36.00'], ['OIB', '2991', '0.00', [['6', '28101']]]);
    await story.importCompleted('en', { sha256: '1'.repeat(64), ...more });
    const [debt, income] = await asked();
    expect(debt).toMatchObject({ opening: null, closing: null, stated: null, difference: null });
    expect(debt?.objects).toEqual([
      {
        objects: [['6', '28101']],
        ...{ opening: '0.00', lines: 2, debit: '35.00', credit: '100.00' },
        ...{ closing: '-65.00', stated: null, difference: null },
      },
    ]);
    expect(income).toMatchObject({ closing: '-35.00', stated: '-36.00', difference: '1.00' });
    // What a file states of its end cannot be held against an earlier day.
    const [, early] = await asked({ perDate: '2026-06-30' });
    expect(early).toMatchObject({ closing: '0.00', stated: null, difference: null });
  });

  it('tell cash, income recognised and cost used apart', async () => {
    expect(await story.figures()).toMatchObject({ incomeRecognised: null, liability: null });
    await earn();
    await story.take({ number: '1', date: '2026-06-01', lines: [['5011', A, '20.00']] });
    expect(await story.figures()).toMatchObject({
      ...{ received: '68400000.00', incomeRecognised: '30.00', liability: '65.00' },
      ...{ booked: '20.00' },
    });
  });

  it('have a finding for what bears no code: GRANT_ACCOUNT_WITHOUT_CODE', async () => {
    await earn();
    const models = story.models();
    const told = await findings(models.db, { position: await models.catchUp() }, GRANT);
    const found = told.filter(({ code }) => code === 'GRANT_ACCOUNT_WITHOUT_CODE');
    expect(found).toMatchObject([
      { severity: 'info', amount: '-5.00', count: 1, subject: { book: BOOK, account: '3511' } },
    ]);
    expect(found[0]?.message).not.toContain('{');
  });

  it('follow the roles: an account that becomes one of grants brings its lines, and one that ceases takes them away', async () => {
    await story.take({ number: '2', date: '2026-06-01', lines: [['3999', {}, '-7.00']] });
    const before = await story.models().catchUp();
    await story.amendBook({ accountRoles: [{ from: '3999', to: '3999', role: 'grant-income' }] });
    expect(await asked()).toMatchObject([{ account: '3999', credit: '7.00' }]);
    expect(await asked({ position: before })).toEqual([]);
    await story.amendBook({ accountRoles: [{ from: '3999', to: '3999', role: 'cost' }] });
    expect(await asked()).toEqual([]);
  });
});
