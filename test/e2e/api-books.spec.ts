import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';

import { Api } from './api.js';
import { sieFile, voucher } from './sie-file.js';

jest.setTimeout(120_000);

const api = new Api();
beforeAll(() => api.open());
afterAll(() => api.remove());

describe('a book', () => {
  it('tells its accounts, those without a role, those of grants, and whether its ledger is complete', async () => {
    await api.post('/books', {
      ...{ book: 'b-1', kind: 'erp', system: 'Raindance', scope: 'all', dimensions: { project: '6' } },
      financialYear: { from: '2026-01-01', to: '2026-12-31' },
      accountRoles: [
        { from: '3511', to: '3511', role: 'grant-income' },
        { from: '4000', to: '7999', role: 'cost' },
      ],
    });
    expect(await api.get('/books/b-1/reconciliation')).toMatchObject({
      status: 404,
      body: { code: 'BOOK_WITHOUT_FILES' },
    });
    const file = sieFile(
      voucher('"A" 1', '20260115', [
        ['5011', '6 "99999"', '100.00'],
        ['3511', '', '-100.00'],
      ]),
      voucher('"A" 2', '20260115', [
        ['5011', '', '7.00'],
        ['8999', '', '-7.00'],
      ]),
    );
    await api.upload('/books/b-1/imports/sie', new TextEncoder().encode(file));
    const asked = async (question: string) => (await api.get(`/books/b-1/${question}`)).body;
    expect(await asked('chart')).toMatchObject({ accounts: [], ranges: [{ role: 'grant-income' }, { role: 'cost' }] });
    expect(await asked('chart/gaps')).toMatchObject({ accounts: [{ account: '8999', recorded: { credit: '7.00' } }] });
    expect(await asked('grant-accounts')).toMatchObject({ accounts: [{ account: '3511', credit: '100.00' }] });
    expect(await asked('reconciliation')).toMatchObject({ complete: true, agree: 3, differ: 0, unexplained: '0.00' });
    for (const question of ['chart', 'chart/gaps', 'grant-accounts', 'reconciliation']) {
      expect(await api.get(`/books/b-9/${question}`)).toMatchObject({ status: 404, body: { code: 'BOOK_UNKNOWN' } });
    }
  });
});
