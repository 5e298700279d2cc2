import { statSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import iconv from 'iconv-lite';

import type { ImportReport } from '#intake';
import type { AllocationTree, Balance, Extract, Finding, GrantPosition, ImportRow } from '#read-models';

import { Api, by } from './api.js';
import { sieFile, voucher } from './sie-file.js';

jest.setTimeout(120_000);
const GRANT = '/grants/god-och-nara-vard-2026';
const anna = by('person-anna', 'accountant');
const bo = by('person-bo', 'approver');
const amounts = [
  { pot: 'region-population', amount: '65400000.00' },
  { pot: 'region-rural', amount: '3000000.00' },
];
const decided = (date: string, body: string) => ({ status: 'decided', body, date, caseNumber: 'EXEMPEL-1' });
const book = {
  ...{ book: 'raindance-2026', kind: 'erp', system: 'Raindance' },
  financialYear: { from: '2026-01-01', to: '2026-12-31' },
  dimensions: { costCentre: '1', project: '6' },
  accountRoles: [
    { from: '1000', to: '2999', role: 'balance' },
    { from: '4511', to: '4511', role: 'passed-on' },
    { from: '4000', to: '7999', role: 'cost' },
  ],
};
const year = sieFile(
  voucher('LR 1', '20260310', [
    ['5011', '1 "31000" 6 "28101"', '1000000.00'],
    ['2511', '', '-1000000.00'],
  ]),
  voucher('LR 2', '20260915', [
    ['5011', '6 "28101"', '-10000.00'],
    ['2511', '', '10000.00'],
  ]),
  voucher('BF 1', '20260601', [
    ['4511', '1 "31007" 6 "27010"', '287881.00'],
    ['1931', '', '-287881.00'],
  ]),
  voucher('BF 2', '20260602', [
    ['5011', '6 "28101"', '500.00'],
    ['1931', '', '-499.99'],
  ]),
);

const api = new Api();
beforeAll(() => api.open());
afterAll(() => api.remove());

/** Carries a command out and gives the types of the events that it recorded. */
async function record(path: string, body: object, headers: Record<string, string> = {}): Promise<string[]> {
  const answer = await api.post(path, body, headers);
  expect(answer).toMatchObject({ status: 201, type: 'application/json' });
  return answer.body.events.map(({ type }) => type);
}

const figures = async (query = ''): Promise<GrantPosition> => (await api.get<GrantPosition>(`${GRANT}${query}`)).body;

/** One story told in order: each step stands on the one before it. */
describe('a grant through the API', () => {
  it('is announced under adopted rules', async () => {
    const programme = { id: 'god-och-nara-vard', year: 2026 };
    expect(await record('/programmes', { programme })).toEqual(['ProgrammeAdopted']);
    const announced = { grant: 'god-och-nara-vard-2026', programme, amounts, precision: '100000.00' };
    expect(await record('/grants', announced)).toEqual(['GrantAnnounced']);
    expect(await figures()).toMatchObject({ announced: '68400000.00', awarded: null, received: null, position: 3 });
  });

  it('is requisitioned with its plan, awarded and paid', async () => {
    const plan = [{ performer: 'Hälsovalsenheten', purposeAreas: [1, 2, 8] }];
    const asked = { on: '2026-03-10', amounts, plan, wantsMore: true, payTo: 'Bankgiro 0000-0000' };
    expect(await record(`${GRANT}/requisition`, asked)).toContain('GrantRequisitioned');
    const award = { on: '2026-04-08', amounts, decision: decided('2026-04-08', 'Socialstyrelsen') };
    expect(await record(`${GRANT}/award`, award)).toEqual(['GrantAwarded']);
    const voucherRef = { book: 'raindance-2026', series: 'SB', number: '1' };
    expect(await record(`${GRANT}/payments`, { on: '2026-04-20', amounts, voucher: voucherRef })).toEqual([
      'GrantPaid',
    ]);
  });

  it('is allocated beside its key, decided and passed on', async () => {
    const proposed = { status: 'proposed', body: 'Regionstyrelsen' };
    const allocate = (allocation: string, amount: string, more: object) =>
      record(`${GRANT}/allocations`, { allocation, amount, decision: proposed, ...more });
    const unit = (name: string) => ({ kind: 'unit', name });
    const pot = 'region-population';
    const key = { rule: '60 %', of: '65400000.00', gives: '39240000.00' };
    await allocate('halsoval', '39300000.00', { pot, key, to: unit('Hälsovalsenheten') });
    await allocate('hsn', '26100000.00', { pot, to: unit('Hälso- och sjukvårdsnämnden') });
    await allocate('landsbygd', '3000000.00', { pot: 'region-rural', purposeAreas: [8], to: unit('Hälsovalsenheten') });
    const allocations = ['halsoval', 'hsn', 'landsbygd'];
    const decision = decided('2026-05-06', 'Regionstyrelsen');
    expect(await record(`${GRANT}/allocations/decisions`, { on: '2026-05-06', allocations, decision })).toHaveLength(3);
    const clinic = {
      kind: 'organisation',
      name: 'Vårdcentral',
      organisationNumber: '5555555555',
      municipality: '1882',
    };
    await allocate('askersund', '287881.00', { from: 'landsbygd', purposeAreas: [8], to: clinic });
  });

  it('has project codes in a book', async () => {
    expect(await record('/books', book)).toEqual(['BookOpened']);
    const code = (projectCode: string, allocation: string, more: object) =>
      record('/project-codes', { projectCode, grant: 'god-och-nara-vard-2026', allocation, ...more });
    const match = (project: string) => [{ book: 'raindance-2026', all: [{ dimension: '6', code: project }] }];
    const purposeAreas = [
      { area: 1, share: '0.6' },
      { area: 2, share: '0.4' },
    ];
    expect(await code('gnv26-halsoval', 'halsoval', { purposeAreas, matches: match('28101') })).toEqual([
      'ProjectCodeOpened',
    ]);
    const onward = [{ all: [{ dimension: '1', code: '31007' }], allocation: 'askersund' }];
    const rural = { purposeAreas: [{ area: 8, share: '1' }], matches: match('27010'), onward };
    expect(await code('gnv26-landsbygd', 'landsbygd', rural)).toEqual(['ProjectCodeOpened']);
  });

  it('takes a year of vouchers in, and the same file again adds nothing', async () => {
    const file = iconv.encode(year, 'cp437');
    const upload = (query: string) =>
      api.upload<ImportReport>(`/books/raindance-2026/imports/sie${query}`, file, { 'x-file-name': '%C3%A5r.se' });
    const dry = await upload('?dryRun=true');
    expect(dry).toMatchObject({ status: 200, body: { dryRun: true, vouchers: { read: 4, taken: 3, quarantined: 1 } } });
    const { status, body } = await upload('');
    expect(status).toBe(200);
    expect(body.vouchers).toMatchObject({ read: 4, taken: 3, quarantined: 1 });
    expect(body).toMatchObject({ encoding: 'cp437', debit: '1298381.00', lines: { read: 8 } });
    expect(body.refusals).toMatchObject([{ code: 'VOUCHER_UNBALANCED' }]);
    expect((await upload('')).body.vouchers).toMatchObject({ taken: 0, known: 3, quarantined: 1 });
    const imports = await api.get<readonly ImportRow[]>('/imports');
    expect(imports.body).toMatchObject([{ book: 'raindance-2026' }, { book: 'raindance-2026' }]);
  });

  it('shows what is booked, line by line and per account', async () => {
    const extract = await api.get<Extract>('/project-codes/gnv26-halsoval/extract');
    expect(extract.body.rows).toMatchObject([
      { series: 'LR', number: '1', line: 1, account: '5011', amount: '1000000.00', balance: '1000000.00' },
      { series: 'LR', number: '2', line: 1, account: '5011', amount: '-10000.00', balance: '990000.00' },
    ]);
    const balance = await api.get<Balance>('/project-codes/gnv26-halsoval/balance');
    expect(balance.body).toMatchObject({ accounts: [{ account: '5011', amount: '990000.00' }], total: '990000.00' });
    const inJune = await api.get<Balance>('/project-codes/gnv26-halsoval/balance?perDate=2026-06-30');
    expect(inJune.body).toMatchObject({ perDate: '2026-06-30', total: '1000000.00' });
  });

  it('is redistributed, and counts what a provider reports', async () => {
    const decision = decided('2026-09-15', 'Regionstyrelsen');
    const moved = {
      on: '2026-09-15',
      from: 'hsn',
      to: 'halsoval',
      amount: '1100000.00',
      reason: 'Senare start',
      decision,
    };
    expect(await record(`${GRANT}/redistributions`, moved)).toEqual(['FundsRedistributed']);
    expect(await figures()).toMatchObject({ used: '990000.00', notReported: '287881.00' });
    const report = { on: '2027-01-20', used: [{ area: 8, amount: '250000.00' }] };
    expect(await record(`${GRANT}/allocations/askersund/reports`, report)).toEqual(['ProviderReported']);
    const tree = await api.get<AllocationTree>(`${GRANT}/tree`);
    expect(tree.body.allocations).toMatchObject([
      { allocation: 'halsoval', amount: '40400000.00', spent: { used: '990000.00' } },
      { allocation: 'hsn', amount: '25000000.00' },
      { allocation: 'landsbygd', onward: [{ allocation: 'askersund', reported: '250000.00' }] },
    ]);
  });

  it('has its figures now, as of an earlier moment, and per date', async () => {
    const now = { allocated: '68400000.00', unallocated: '0.00', received: '68400000.00' };
    const spent = { booked: '1277881.00', used: '1240000.00', notReported: '37881.00', unused: '67160000.00' };
    expect(await figures()).toMatchObject({ ...now, ...spent, repaid: '0.00' });
    expect(await figures('?asOf=4')).toMatchObject({ position: 4, awarded: null, received: null, used: '0.00' });
    expect(await figures('?perDate=2026-04-08')).toMatchObject({
      awarded: '68400000.00',
      received: null,
      used: '1000000.00',
    });
    const findings = await api.get<{ readonly findings: readonly Finding[] }>(`${GRANT}/findings`);
    expect(findings.body.findings.filter(({ blocksReturn }) => blocksReturn)).toEqual([]);
  });

  it('is returned by two persons', async () => {
    const asked = { on: '2027-02-15', act: 'retur-1', signatory: 'Anna Exempel', answers: { resultat: 'Fler tider' } };
    expect(await record(`${GRANT}/returns`, asked, anna)).toEqual(['ActProposed']);
    const alone = await api.post('/acts/retur-1/confirmation', {}, anna);
    expect(alone).toMatchObject({ status: 422, body: { code: 'ACT_NEEDS_TWO_PERSONS' } });
    const confirmed = await record('/acts/retur-1/confirmation', { on: '2027-02-16' }, bo);
    expect(confirmed).toEqual(['ReturnSubmitted', 'ActConfirmed']);
  });

  it('pays back what is unused, and is closed', async () => {
    const amount = (await figures()).unused;
    const assessed = { on: '2027-03-01', act: 'aterbetalning-1', ground: 'unused-or-misused', amount };
    expect(await record(`${GRANT}/repayments/assessments`, assessed, anna)).toEqual(['ActProposed']);
    expect(await record('/acts/aterbetalning-1/confirmation', {}, bo)).toEqual(['RepaymentAssessed', 'ActConfirmed']);
    const decision = decided('2027-04-01', 'Socialstyrelsen');
    expect(await record(`${GRANT}/repayments/aterbetalning-1/claim`, { amount, decision })).toEqual([
      'RepaymentClaimed',
    ]);
    expect(await record(`${GRANT}/repayments/aterbetalning-1/payment`, { amount })).toEqual(['RepaymentPaid']);
    expect(await figures()).toMatchObject({ repaid: '67160000.00', unused: '67160000.00' });
    expect(await record(`${GRANT}/closing`, {}, anna)).toEqual(['GrantClosed']);
    const closed = await api.post(`${GRANT}/closing`, {}, anna);
    expect(closed).toMatchObject({ status: 422, body: { code: 'GRANT_CLOSED' } });
  });

  it('opens on nothing but a log, and closes when it is told to', async () => {
    const empty = new Api();
    try {
      await expect(empty.start()).rejects.toThrow('ended with 1');
      expect(empty.said).toBe('Ingen liggare är öppnad för organisationen. Kör först: init --org ORGNR --name NAMN.\n');
    } finally {
      await empty.remove();
    }
    const wal = join(api.data, '2321000164', 'log.db-wal');
    expect(statSync(wal).size).toBeGreaterThan(0);
    expect(await api.stop()).toBe('SIGTERM');
    // Emptied, or gone with the last statement on the file.
    expect(statSync(wal, { throwIfNoEntry: false })?.size ?? 0).toBe(0);
    await api.start();
    expect(await api.get(GRANT)).toMatchObject({ status: 200 });
  });
});
