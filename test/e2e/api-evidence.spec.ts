import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';

import type { AddedEvidence, EvidenceMatched, SalaryReport } from '#intake';
import type { EvidenceCoverage, LinkedSalary, LineSupports } from '#read-models';

import { Api, by } from './api.js';
import { sieFile, voucher } from './sie-file.js';

jest.setTimeout(180_000);
const anna = by('person-anna', 'accountant');
const programme = { id: 'god-och-nara-vard', year: 2026 };
const book = {
  ...{ book: 'b-1', kind: 'erp', system: 'Ekonomisystemet', dimensions: { costCentre: '1', project: '6' } },
  financialYear: { from: '2026-01-01', to: '2026-12-31' },
  accountRoles: [{ from: '4000', to: '7999', role: 'cost' }],
};
const code = {
  ...{ projectCode: 'c-1', grant: 'g-1', purposeAreas: [{ area: 1, share: '1' }] },
  matches: [{ book: 'b-1', all: [{ dimension: '6', code: '28101' }] }],
};
const year = sieFile(
  voucher('"LR" 1', '20260210', [
    ['7411', '1 "31000" 6 "28101"', '1000.00'],
    ['2511', '', '-1000.00'],
  ]),
  voucher('"L" 1', '20260225', [
    ['5011', '1 "31000" 6 "28101"', '731.00'],
    ['2511', '', '-731.00'],
  ]),
);
const column = (heading: string) => ({ heading });
const MAPPING = {
  ...{ decimalSign: ',', dateForm: 'iso', employmentNumber: column('Anst.nr') },
  ...{ period: { form: 'month', column: column('Månad') }, gross: column('Lön') },
  onCost: { form: 'one-rate', percent: '46.20', basis: 'flat' },
  charged: { form: 'share', column: column('Andel') },
  voucher: { form: 'columns', series: column('Serie'), number: column('Nummer') },
  account: column('Konto'),
};
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

const api = new Api();
beforeAll(async () => {
  await api.open();
  const amounts = [{ pot: 'region-population', amount: '100000.00' }];
  const asked: readonly (readonly [string, object])[] = [
    ['/programmes', { programme }],
    ['/grants', { grant: 'g-1', programme, amounts }],
    ['/books', book],
    ['/project-codes', code],
  ];
  for (const [path, body] of asked) expect(await api.post(path, body, anna)).toMatchObject({ status: 201 });
  expect(await api.upload('/books/b-1/imports/sie', bytes(year))).toMatchObject({ status: 200 });
});
afterAll(() => api.remove());

const coverage = async (query = '') => (await api.get<EvidenceCoverage>(`/evidence/coverage${query}`)).body;
const LINE = '/evidence/supports?book=b-1&series=LR&number=1&line=1';

describe('evidence of costs over HTTP', () => {
  it('says how much is proved, by whom it is looked for, and as of when', async () => {
    const all = await coverage();
    expect(all.totals).toMatchObject({ lines: 2, amount: '1731.00', missing: '1731.00' });
    expect(all).toHaveProperty('checkpoint');
    const linesOf = async (query: string) => (await coverage(query)).totals.lines;
    expect(await linesOf('?projectCode=c-1&unit=31000&turn=unit')).toBe(2);
    expect([await linesOf('?unit=99999'), await linesOf('?turn=payroll'), await linesOf('?supplier=7')]).toEqual([
      0, 0, 0,
    ]);
    expect([await linesOf('?asOf=1'), await linesOf('?perDate=2026-02-10')]).toEqual([0, 1]);
    const unknown = { status: 404, body: { code: 'PROJECT_CODE_NOT_OPENED' } };
    expect(await api.get('/evidence/coverage?projectCode=c-9')).toMatchObject(unknown);
    expect(await api.get('/evidence/coverage?turn=boss')).toMatchObject({ status: 400 });
  });

  it('says what supports a line, once something is linked to it', async () => {
    expect((await api.get<LineSupports>(LINE)).body).toMatchObject({
      links: [],
      shares: [],
      costs: [{ covered: '0.00' }],
    });
    const file = bytes('Faktura F-1');
    const { body } = await api.upload<AddedEvidence>('/documents?kind=invoice', file, {
      ...anna,
      'x-file-name': 'f.txt',
    });
    const document = body.documents[0]?.document ?? '';
    const link = {
      voucher: { book: 'b-1', series: 'LR', number: '1' },
      line: 1,
      evidence: { form: 'document', document },
    };
    expect(await api.post('/evidence/links', { ...link, amount: '400.00' }, anna)).toMatchObject({ status: 201 });
    const { body: supports } = await api.get<LineSupports>(LINE);
    expect(supports.links).toMatchObject([{ form: 'document', evidence: document, amount: '400.00', rule: null }]);
    expect(supports.costs).toMatchObject([
      { projectCode: 'c-1', covered: '400.00', missing: '600.00', status: 'partly' },
    ]);
    expect(supports.costs).toEqual((await coverage()).lines.filter(({ series }) => series === 'LR'));
    const nowhere = await api.get('/evidence/supports?book=b-1&series=LR&number=9&line=1');
    expect(nowhere).toMatchObject({ status: 404, body: { code: 'VOUCHER_NOT_RECORDED' } });
  });

  it('is matched where nothing is left to doubt, dry or in earnest', async () => {
    const file = bytes('Bilaga');
    await api.upload('/documents?kind=invoice', file, { ...anna, 'x-file-name': 'L-1.txt' });
    const match = async (query: string) =>
      (await api.ask<EvidenceMatched>(`/evidence/match${query}`, { method: 'POST' })).body;
    const dry = await match('?dryRun=true');
    expect(dry).toMatchObject({ documents: 2, before: { missing: '1331.00' }, after: { missing: '1331.00' } });
    expect((await match('')).exact).toEqual(dry.exact);
  });
});

describe('pay over HTTP', () => {
  const told = ['4711', '2026-02', '1000,00', '50', 'L', '1', '5011'].join(';');
  const list = bytes(`Anst.nr;Månad;Lön;Andel;Serie;Nummer;Konto\r\n${told}\r\n`);
  const add = (query = '') => api.upload<SalaryReport>(`/books/b-1/salaries?mapping=lonelista${query}`, list, anna);
  const salaries = (query = '') => api.get<readonly LinkedSalary[]>(`/salaries${query}`);

  it('is taken in from a list, and shown by project code', async () => {
    expect(await add()).toMatchObject({ status: 404, body: { code: 'SALARY_MAPPING_UNKNOWN' } });
    await api.post('/salary-mappings', { mapping: 'lonelista', columns: MAPPING }, anna);
    expect(await add('&dryRun=true')).toMatchObject({ status: 200, body: { refusals: [] } });
    expect((await salaries()).body).toEqual([]);
    expect(await add()).toMatchObject({ status: 200, body: { refusals: [] } });
    const { body } = await salaries('?projectCode=c-1');
    expect(body).toMatchObject([
      { series: 'L', number: '1', amount: '731.00', linked: '731.00', projectCodes: ['c-1'] },
    ]);
    expect((await salaries()).body).toEqual(body);
    expect(await salaries('?projectCode=c-9')).toMatchObject({
      status: 404,
      body: { code: 'PROJECT_CODE_NOT_OPENED' },
    });
  });
});
