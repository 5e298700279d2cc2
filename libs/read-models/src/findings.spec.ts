import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import type { Finding } from './finding.js';
import type { FindingCode } from './findings.catalogue.js';
import { blockingFindings, findings } from './findings.query.js';
import { BOOK, GRANT, POTS, Story } from './story.fixture.js';

const A = { 6: '28101' };
const RURAL = { 6: '27010', 1: '31007' };
const DECIDED = { status: 'decided', body: 'Nämnden', date: '2026-05-01' };
let story: Story;

beforeEach(async () => {
  story = new Story();
  await story.begin();
});
afterEach(() => story.close());

async function all(grant: string | undefined = GRANT): Promise<Finding[]> {
  const models = story.models();
  return await findings(models.db, { position: await models.catchUp() }, grant);
}
const of = async (...codes: FindingCode[]) => (await all()).filter(({ code }) => codes.includes(code));
/** The only finding of its kind. */
async function only(code: FindingCode): Promise<Omit<Finding, 'code'>> {
  const [found, ...more] = await of(code);
  if (found === undefined || more.length > 0)
    throw new Error(`${more.length + (found === undefined ? 0 : 1)} × ${code}`);
  // Each says a whole sentence, with everything filled in.
  expect(found.message).toMatch(/^.*[^{}–]\.$/);
  expect(found.message).not.toContain('{');
  return found;
}
async function blocking(): Promise<FindingCode[]> {
  const models = story.models();
  return await blockingFindings(models.db, GRANT, { position: await models.catchUp() });
}
const halsoval = async (other: object = {}) => {
  await story.allocate('halsoval', '1000.00');
  await story.code('kod', '28101', { allocation: 'halsoval', pot: 'region-population', ...other });
};
const cost = (number: string, date: string, ...[amount, account = '5011']: [amount: string, account?: string]) =>
  story.take({ number, date, lines: [[account, A, amount]] });

describe('findings of lines', () => {
  beforeEach(async () => {
    await story.awarded();
    await halsoval();
  });

  it('OUTSIDE_USE_PERIOD, until a person states the service period; SERVICE_OUTSIDE_USE_PERIOD where that is outside', async () => {
    const position = await cost('1', '2027-01-05', '1234.50');
    expect(await only('OUTSIDE_USE_PERIOD')).toEqual({
      ...{ code: 'OUTSIDE_USE_PERIOD', severity: 'warning', blocksReturn: false, grant: GRANT },
      subject: { book: BOOK, series: 'LR', number: '1', line: 1, projectCode: 'kod', date: '2027-01-05' },
      ...{ id: '4786d8ac5f80', amount: '1234.50', count: null, position, settled: null, outgrown: null },
      message:
        'LR 1 rad 1 på 1\u00a0234,50 kr är bokförd 2027-01-05, utanför användningstiden, och räknas inte. Ange leveranstiden med ReviewCost om den ligger inom.',
    });
    await story.judge('ReviewCost', '1', { lines: [1], servicePeriod: { from: '2026-12-01', to: '2027-01-02' } });
    expect(await of('OUTSIDE_USE_PERIOD')).toEqual([]);
    expect(await only('SERVICE_OUTSIDE_USE_PERIOD')).toMatchObject({ severity: 'info', amount: '1234.50' });
    await story.judge('ReviewCost', '1', { lines: [1], servicePeriod: { from: '2026-12-01', to: '2026-12-31' } });
    expect(await of('SERVICE_OUTSIDE_USE_PERIOD')).toEqual([]);
  });

  it('CREDIT_OUTSIDE_USE_PERIOD blocks the return, until it is dated by its service period or disallowed', async () => {
    await cost('1', '2026-11-01', '500.00');
    await cost('2', '2027-01-05', '-100.00');
    await cost('3', '2027-01-05', '-100.00', '5511');
    expect(await only('CREDIT_OUTSIDE_USE_PERIOD')).toMatchObject({
      ...{ severity: 'blocks', blocksReturn: true, amount: '-100.00' },
      subject: { number: '2', projectCode: 'kod' },
    });
    expect(await only('OUTSIDE_USE_PERIOD')).toMatchObject({ subject: { number: '3' } });
    expect(await blocking()).toEqual(['CREDIT_OUTSIDE_USE_PERIOD']);
    await story.judge('DisallowCost', '2', { lines: [1] });
    expect(await blocking()).toEqual([]);
  });

  it('ON_CLOSED_CODE', async () => {
    await story.closeCode('kod', '2026-06-30');
    await cost('1', '2026-07-01', '5.00');
    expect(await only('ON_CLOSED_CODE')).toMatchObject({ amount: '5.00', subject: { date: '2026-07-01' } });
  });

  it('AFTER_PERIOD_LOCK for what comes in, or is moved into the period, after its lock', async () => {
    await cost('1', '2026-01-15', '1.00');
    await cost('2', '2026-02-15', '2.00');
    await story.lock('2026-01-31');
    expect(await of('AFTER_PERIOD_LOCK')).toEqual([]);
    await cost('3', '2026-01-20', '3.00');
    await cost('2', '2026-01-30', '2.00');
    expect((await of('AFTER_PERIOD_LOCK')).map(({ subject }) => subject.number)).toEqual(['3', '2']);
  });

  it('ACCOUNT_WITHOUT_ROLE with its kronor', async () => {
    await cost('1', '2026-03-01', '10.00', '7011');
    expect(await only('ACCOUNT_WITHOUT_ROLE')).toMatchObject({
      amount: '10.00',
      subject: { account: '7011', line: 1 },
    });
  });

  it('CLAIMED_BY_TWO_CODES, MATCHED_NOT_POSTED and POSTING_OUT_OF_DATE', async () => {
    await cost('1', '2026-03-01', '10.00');
    await story.code('annan', '28101');
    expect(await only('POSTING_OUT_OF_DATE')).toMatchObject({ amount: '10.00', subject: { projectCode: 'kod' } });
    await story.repost('1');
    expect(await only('CLAIMED_BY_TWO_CODES')).toMatchObject({ subject: { projectCodes: ['annan', 'kod'] } });
    expect(await of('POSTING_OUT_OF_DATE')).toEqual([]);
    await story.code('annan', '28999');
    expect(await only('MATCHED_NOT_POSTED')).toMatchObject({ amount: '10.00', subject: { projectCode: 'kod' } });
    await story.repost('1');
    expect(await of('MATCHED_NOT_POSTED', 'CLAIMED_BY_TWO_CODES', 'POSTING_OUT_OF_DATE')).toEqual([]);
    await story.code('kod', '28101', { allocation: null });
    expect(await only('POSTING_OUT_OF_DATE')).toMatchObject({ subject: { projectCode: 'kod', number: '1' } });
  });

  it('PARTLY_POSTED where a person has posted a part under another code', async () => {
    await story.code('annan', '28999');
    await cost('1', '2026-03-01', '10.00');
    await story.judge('WithdrawCost', '1', { projectCode: 'kod' });
    expect(await of('PARTLY_POSTED', 'MATCHED_NOT_POSTED')).toEqual([]);
    await story.judge('PostCost', '1', { projectCode: 'annan', lines: [{ line: 1, share: '0.4' }] });
    await story.code('tredje', '28101');
    expect(await of('PARTLY_POSTED')).toEqual([]); // the person had declined to post it under the code
    await cost('2', '2026-03-01', '20.00');
    await story.judge('PostCost', '2', { projectCode: 'annan', lines: [{ line: 1, share: '0.4' }] });
    expect(await only('PARTLY_POSTED')).toMatchObject({ amount: '12.00', subject: { number: '2' } });
  });

  it('INTERNAL_SIDES_DIFFER where two sides do not take each other out, whether both are coded or not', async () => {
    await story.take({
      ...{ number: '9', date: '2026-03-01' },
      lines: [
        ['4911', { ...A, 4: '12' }, '90.00'],
        ['4911', { 4: '11' }, '-90.00'],
      ],
    });
    expect(await of('INTERNAL_SIDES_DIFFER')).toEqual([]);
    await story.take({
      ...{ number: '8', date: '2026-03-02' },
      lines: [
        ['4911', { ...A, 4: '12' }, '5.00'],
        ['4911', { 4: '11' }, '-4.00'],
      ],
    });
    const told = await of('INTERNAL_SIDES_DIFFER');
    expect(told.map(({ amount, subject }) => [subject.counterparty, amount, subject.projectCodes])).toEqual([
      ['11', '-4.00', ['kod']],
      ['12', '5.00', ['kod']],
    ]);
    await story.withdraw('8');
    expect(await of('INTERNAL_SIDES_DIFFER')).toEqual([]);
  });

  it('INTERNAL_SIDES_DIFFER by counterparty', async () => {
    await story.take({
      ...{ number: '1', date: '2026-03-01' },
      lines: [
        ['4911', { ...A, 4: '11' }, '10.00'],
        ['4911', { ...A, 4: '11' }, '-10.00'],
        ['4911', { ...A, 4: '12' }, '7.00'],
      ],
    });
    expect(await only('INTERNAL_SIDES_DIFFER')).toMatchObject({ amount: '7.00', subject: { counterparty: '12' } });
  });
});

describe('findings of pots and areas', () => {
  it('COST_WITHOUT_POT blocks the return; ALLOCATION_WITHOUT_POT and ALLOCATION_ONLY_PROPOSED', async () => {
    await story.awarded();
    await story.allocate('oppen', '10.00', { pot: null, decision: { status: 'proposed', body: 'Nämnden' } });
    await story.code('kod', '28101', { allocation: 'oppen' });
    await cost('1', '2026-03-01', '10.00');
    await cost('2', '2027-03-01', '90.00');
    expect(await only('COST_WITHOUT_POT')).toMatchObject({ amount: '10.00', subject: { projectCode: 'kod' } });
    expect(await only('ALLOCATION_WITHOUT_POT')).toMatchObject({ subject: { allocation: 'oppen' } });
    expect(await only('ALLOCATION_ONLY_PROPOSED')).toMatchObject({ amount: '10.00' });
    expect(await blocking()).toEqual(['COST_WITHOUT_POT']);
    await story.grant('AllocationDecided', { allocation: 'oppen', pot: 'region-population', decision: DECIDED });
    expect(await of('COST_WITHOUT_POT', 'ALLOCATION_WITHOUT_POT', 'ALLOCATION_ONLY_PROPOSED')).toEqual([]);
  });

  it('AREA_NOT_OF_POT, AREA_UNKNOWN_FOR_POT and AREA_NOT_GRANTED', async () => {
    await story.beginRural();
    await story.code('fel', '1', {
      allocation: 'landsbygd',
      pot: 'region-rural',
      purposeAreas: [{ area: 2, share: '1' }],
    });
    await story.code('okant', '2', { allocation: 'landsbygd', pot: 'region-rural', purposeAreas: [] });
    await story.take({
      number: '1',
      date: '2026-03-01',
      lines: [
        ['5011', { 6: '1' }, '1.00'],
        ['5011', { 6: '2' }, '2.00'],
      ],
    });
    expect(await only('AREA_NOT_OF_POT')).toMatchObject({ amount: '1.00', subject: { projectCode: 'fel', area: 2 } });
    expect(await only('AREA_UNKNOWN_FOR_POT')).toMatchObject({ amount: '2.00', subject: { pot: 'region-rural' } });
    expect(await of('AREA_NOT_GRANTED')).toEqual([]);
    await story.grant('AwardAmended', { amounts: POTS.slice(0, 1), decision: DECIDED });
    await halsoval({ purposeAreas: [{ area: 8, share: '1' }] });
    await cost('2', '2026-03-01', '3.00');
    expect(await only('AREA_NOT_GRANTED')).toMatchObject({ amount: '3.00', subject: { area: 8 } });
  });
});

describe('findings of money passed on', () => {
  beforeEach(() => story.beginRural());
  const pay = (amount: string, objects: Record<string, string> = RURAL) =>
    story.take({ number: amount, date: '2026-06-01', lines: [['4511', objects, amount]] });
  const report = (amount: string) =>
    story.grant('ProviderReported', { allocation: 'askersund', used: [{ area: 8, amount }] });

  it('follow what its recipient reports', async () => {
    await report('5.00');
    expect(await only('REPORT_WITHOUT_VOUCHERS')).toMatchObject({
      amount: '5.00',
      subject: { allocation: 'askersund' },
    });
    await pay('10.00');
    expect(await only('PASSED_ON_NOT_ALL_REPORTED')).toMatchObject({ amount: '5.00', severity: 'info' });
    const position = await report('12.00');
    expect(await only('REPORT_EXCEEDS_PASSED_ON')).toMatchObject({ amount: '2.00', position });
    await report('10.00');
    const codes = (await all()).map(({ code }) => code);
    expect(codes).toEqual(['ONWARD_NOT_FULLY_ALLOCATED']);
  });

  it('PROVIDER_HAS_NOT_REPORTED, PASSED_ON_WITHOUT_ALLOCATION and PASSED_ON_TO_OWN_UNIT', async () => {
    await pay('10.00');
    expect(await only('PROVIDER_HAS_NOT_REPORTED')).toMatchObject({ amount: '10.00' });
    await pay('3.00', { 6: '27010' });
    expect(await only('PASSED_ON_WITHOUT_ALLOCATION')).toMatchObject({ amount: '3.00', subject: { number: '3.00' } });
    const to = { kind: 'unit', name: 'Egen vårdcentral', municipality: '1882' };
    await story.allocate('egen', '10.00', { from: 'landsbygd', to, pot: 'region-rural' });
    const onward = [{ all: [{ dimension: '1', code: '9' }], allocation: 'egen' }];
    const rural = { allocation: 'landsbygd', pot: 'region-rural', purposeAreas: [{ area: 8, share: '1' }] };
    await story.code('egen', '27011', { ...rural, onward });
    await pay('4.00', { 6: '27011', 1: '9' });
    expect(await only('PASSED_ON_TO_OWN_UNIT')).toMatchObject({ amount: '4.00', subject: { allocation: 'egen' } });
  });

  it('RURAL_MUNICIPALITY_NOT_VERIFIED where the rules do not list the county', async () => {
    const to = { kind: 'organisation', name: 'Vårdcentral', organisationNumber: '5555555555', municipality: '2303' };
    await story.allocate('ragunda', '10.00', { from: 'landsbygd', to, pot: 'region-rural' });
    expect(await only('RURAL_MUNICIPALITY_NOT_VERIFIED')).toMatchObject({
      subject: { allocation: 'ragunda', municipality: '2303' },
    });
  });
});
