import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import type { Finding } from './finding.js';
import { type FindingCode, findingKinds } from './findings.catalogue.js';
import { blockingFindings, findings } from './findings.query.js';
import { returnFigures } from './return-figures.query.js';
import { BOOK, COUNTS, GRANT, POTS, Story } from './story.fixture.js';

const DECIDED = { status: 'decided', body: 'Nämnden', date: '2026-05-01' };
let story: Story;

beforeEach(async () => {
  story = new Story();
  await story.begin();
});
afterEach(() => story.close());

async function all(grant?: string): Promise<Finding[]> {
  const models = story.models();
  return await findings(models.db, { position: await models.catchUp() }, grant);
}
const codes = async () => (await all()).map(({ code }) => code);
const of = async (code: FindingCode) => (await all()).filter((found) => found.code === code);

describe('findings of the funder’s steps', () => {
  it('tell what is missing: requisition, award, payment', async () => {
    expect(await codes()).toEqual([]);
    await story.grant('GrantPaid', { amounts: POTS });
    expect(await codes()).toEqual(['PAYMENT_WITHOUT_AWARD']);
    await story.grant('GrantAwarded', { amounts: POTS, decision: DECIDED });
    expect(await codes()).toEqual(['AWARD_WITHOUT_REQUISITION']);
    await story.grant('GrantRequisitioned', { amounts: POTS, wantsMore: false });
    expect(await codes()).toEqual([]);
  });

  it('RECEIVED_UNKNOWN blocks the return once money is awarded', async () => {
    await story.grant('GrantRequisitioned', { amounts: POTS, wantsMore: false });
    await story.grant('GrantAwarded', { amounts: POTS, decision: DECIDED });
    const models = story.models();
    const moment = { position: await models.catchUp() };
    expect(await blockingFindings(models.db, GRANT, moment)).toEqual(['RECEIVED_UNKNOWN']);
  });

  it('REQUISITION_OUTSIDE_WINDOW by the day that was named', async () => {
    await story.grant('GrantRequisitioned', { amounts: POTS, wantsMore: false }, '2026-04-02');
    await story.grant('RequisitionAmended', { amounts: POTS, wantsMore: true }, '2026-04-01');
    expect(await of('REQUISITION_OUTSIDE_WINDOW')).toMatchObject([{ subject: { date: '2026-04-02' } }]);
  });

  it('RECEIVED_DIFFERS_FROM_AWARD and ANNOUNCED_DIFFERS_FROM_AWARD, pot by pot', async () => {
    await story.grant('GrantRequisitioned', { amounts: POTS, wantsMore: false });
    const amounts = [
      { pot: 'region-population', amount: '65400000.00' },
      { pot: 'region-rural', amount: '2960786.00' },
    ];
    await story.grant('GrantAwarded', { amounts, decision: DECIDED });
    await story.grant('GrantPaid', { amounts: amounts.slice(0, 1) });
    expect(await of('RECEIVED_DIFFERS_FROM_AWARD')).toMatchObject([
      { amount: '-2960786.00', subject: { pot: 'region-rural' } },
    ]);
    expect(await of('ANNOUNCED_DIFFERS_FROM_AWARD')).toMatchObject([
      { amount: '-39214.00', severity: 'info', subject: { pot: 'region-rural' } },
    ]);
  });

  it('OVERSPENT_POT', async () => {
    await story.awarded();
    await story.allocate('halsoval', '1000.00');
    await story.code('kod', '28101', { allocation: 'halsoval', pot: 'region-population' });
    await story.take({ number: '1', date: '2026-03-01', lines: [['5011', { 6: '28101' }, '65400002.00']] });
    expect(await of('OVERSPENT_POT')).toMatchObject([{ amount: '2.00', subject: { pot: 'region-population' } }]);
  });

  it('ASSESSMENT_DIFFERS_FROM_COMPUTED, ground by ground, until the authority claims', async () => {
    await story.awarded();
    const misused = { repayment: 'r1', ground: 'unused-or-misused' };
    await story.grant('RepaymentAssessed', { ...misused, amount: '68400000.00' });
    expect(await of('ASSESSMENT_DIFFERS_FROM_COMPUTED')).toEqual([]);
    await story.grant('RepaymentAssessed', { repayment: 'r2', ground: 'unused-or-misused', amount: '500.00' });
    expect(await of('ASSESSMENT_DIFFERS_FROM_COMPUTED')).toMatchObject([
      {
        amount: '500.00',
        subject: { repayment: 'r2' },
        message: expect.stringContaining('68\u00a0400\u00a0000,00 kr:'),
      },
    ]);
    const decision = { status: 'decided', body: 'Socialstyrelsen', date: '2027-04-28' };
    for (const repayment of ['r1', 'r2']) {
      await story.grant('RepaymentClaimed', { ...misused, repayment, amount: '500.00', decision, due: '2027-05-31' });
    }
    expect(await of('ASSESSMENT_DIFFERS_FROM_COMPUTED')).toEqual([]);
  });

  it('REPAYMENT_DIFFERS_FROM_UNUSED and REPAYMENT_EXCEEDS_CLAIM', async () => {
    await story.awarded();
    const repayment = { repayment: 'r1', ground: 'unused-or-misused' };
    await story.grant('RepaymentAssessed', { ...repayment, amount: '1000.00' });
    expect(await of('REPAYMENT_DIFFERS_FROM_UNUSED')).toMatchObject([
      { amount: '-68399000.00', message: expect.stringContaining('1\u00a0000,00 kr') },
    ]);
    await story.grant('RepaymentClaimed', { ...repayment, amount: '68400000.00', decision: DECIDED });
    expect(await codes()).toEqual([]);
    await story.grant('RepaymentWaived', { repayment: 'r1', amount: '10.00', act: 'a', decision: DECIDED });
    await story.grant('RepaymentPaid', { repayment: 'r1', amount: '68399990.01' });
    expect(await of('REPAYMENT_EXCEEDS_CLAIM')).toMatchObject([{ amount: '0.01', subject: { repayment: 'r1' } }]);
  });
});

describe('findings of allocations', () => {
  it('ALLOCATED_EXCEEDS_AWARD by its pot, or of the whole', async () => {
    await story.allocate('landsbygd', '3000000.00', { pot: 'region-rural' });
    await story.allocate('oppen', '65400001.00', { pot: null });
    expect(await of('ALLOCATED_EXCEEDS_AWARD')).toMatchObject([{ amount: '1.00', subject: {} }]);
    const amounts = [{ pot: 'region-rural', amount: '2960786.00' }];
    await story.grant('GrantAwarded', { amounts, decision: DECIDED });
    expect(await of('ALLOCATED_EXCEEDS_AWARD')).toMatchObject([
      { amount: '39214.00', subject: { pot: 'region-rural' } },
    ]);
  });

  it('KEY_DIFFERS_FROM_DECISION', async () => {
    const key = { rule: '60 %', of: '65400000.00', gives: '39240000.00' };
    await story.allocate('halsoval', '39300000.00', { key });
    await story.allocate('exakt', '39240000.00', { key });
    const [found, ...others] = await of('KEY_DIFFERS_FROM_DECISION');
    expect(others).toEqual([]);
    expect(found).toMatchObject({ amount: '60000.00', subject: { allocation: 'halsoval' } });
    expect(found?.message.replaceAll('\u00a0', ' ')).toContain('på 39 300 000,00 kr, men nyckeln ger 39 240 000,00 kr');
  });

  it('ONWARD_WITHIN_PRECISION while the announcement is rounded, ONWARD_NOT_FULLY_ALLOCATED once an award is exact', async () => {
    await story.allocate('landsbygd', '3000000.00', { pot: 'region-rural' });
    const to = { kind: 'organisation', name: 'Vårdcentraler', organisationNumber: '5555555555', municipality: '1882' };
    await story.allocate('kommuner', '2960786.00', { from: 'landsbygd', to, pot: 'region-rural' });
    expect(await codes()).toEqual(['ONWARD_WITHIN_PRECISION']);
    await story.awarded();
    expect(await of('ONWARD_NOT_FULLY_ALLOCATED')).toMatchObject([{ amount: '39214.00' }]);
  });
});

describe('findings of a return', () => {
  it('RETURN_NEEDS_AMENDMENT where the ledger says otherwise, or lines came after their lock', async () => {
    await story.awarded();
    await story.allocate('halsoval', '1000.00');
    await story.code('kod', '28101', { allocation: 'halsoval', pot: 'region-population' });
    const take = (number: string, amount: string) =>
      story.take({ number, date: '2026-03-01', lines: [['5011', { 6: '28101' }, amount]] });
    await take('1', '10.00');
    await story.lock('2026-12-31');
    const submitted = async (act: string, type: string) => {
      const models = story.models();
      const moment = { position: await models.catchUp() };
      const figures = JSON.parse(JSON.stringify(await returnFigures(models.db, GRANT, moment))) as object;
      return story.grant(type, { act, position: moment.position, figures, form: null, digest: null });
    };
    await submitted('retur', 'ReturnSubmitted');
    expect(await of('RETURN_NEEDS_AMENDMENT')).toEqual([]);
    await take('2', '5.00');
    expect(await of('RETURN_NEEDS_AMENDMENT')).toMatchObject([{ amount: '5.00', count: 1, subject: { act: 'retur' } }]);
    await submitted('retur-2', 'ReturnAmended');
    expect(await of('RETURN_NEEDS_AMENDMENT')).toEqual([]);
    await take('3', '5.00');
    await take('4', '-5.00');
    expect(await of('RETURN_NEEDS_AMENDMENT')).toMatchObject([{ amount: '0.00', count: 2 }]);
  });
});

describe('findings of imports', () => {
  const vouchers = { ...COUNTS, quarantined: 1, refused: 2, changed: 3, missing: 4 };
  const unreconciledAccounts = [{ account: '5011', expected: '1.00', actual: '3.00', difference: '2.00' }];
  const KINDS = ['VOUCHERS_QUARANTINED', 'VOUCHERS_REFUSED', 'VOUCHERS_CHANGED', 'VOUCHERS_MISSING'];

  it('tell what a file left behind, until a file that covers it has been read to its end', async () => {
    await story.importStarted('i1');
    expect(await codes()).toEqual(['IMPORT_NOT_COMPLETED']);
    const position = await story.importCompleted('i1', { vouchers, unreconciledAccounts });
    expect(await codes()).toEqual([...KINDS, 'ACCOUNTS_UNRECONCILED']);
    expect(await of('VOUCHERS_REFUSED')).toMatchObject([
      { grant: null, amount: null, count: 2, position, subject: { import: 'i1', book: BOOK } },
    ]);
    expect(await of('ACCOUNTS_UNRECONCILED')).toMatchObject([{ amount: '2.00', subject: { account: '5011' } }]);
    await story.importStarted('i2');
    await story.importCompleted('i2', {
      coverage: { from: '2026-02-01', to: '2026-02-28', series: ['LR'], codes: null },
    });
    expect(await codes()).toEqual([...KINDS, 'ACCOUNTS_UNRECONCILED']);
    await story.importStarted('i3', { acceptChanges: true });
    const coverage = { from: '2026-01-01', to: '2026-12-31', series: ['LB', 'LR'], codes: null };
    await story.importCompleted('i3', { coverage, vouchers: { ...COUNTS, changed: 3 } });
    expect(await codes()).toEqual([]);
  });

  it('belong to the grants whose codes mean something in the book', async () => {
    await story.importStarted('i1');
    expect(await all(GRANT)).toEqual([]);
    await story.code('kod', '28101');
    expect((await all(GRANT)).map(({ code }) => code)).toEqual(['IMPORT_NOT_COMPLETED']);
  });
});

describe('the catalogue', () => {
  it('says of each kind what it is and what to do, in whole sentences without a placeholder that nothing fills', () => {
    const known = [
      ...[
        'amount',
        'count',
        'book',
        'series',
        'number',
        'line',
        'account',
        'projectCode',
        'projectCodes',
        'allocation',
      ],
      ...['pot', 'area', 'municipality', 'counterparty', 'act', 'repayment', 'import', 'date', 'decision'],
      ...['gives', 'decided', 'repayments', 'unused', 'assessed', 'computed', 'event', 'stream', 'moved'],
      ...['document', 'otherDocument', 'linked', 'total', 'person', 'demand', 'caseNumber', 'otherPerson'],
    ];
    for (const { says } of Object.values(findingKinds)) {
      expect(says).toMatch(/\.$/);
      for (const [, name] of says.matchAll(/\{(\w+)\}/g)) expect(known).toContain(name);
    }
  });
});
