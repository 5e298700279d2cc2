import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';

import { Api, by, type Problem } from './api.js';

jest.setTimeout(120_000);
const programme = { id: 'god-och-nara-vard', year: 2026 };
const amounts = [{ pot: 'region-population', amount: '100.00' }];
const decision = { status: 'decided', body: 'Socialstyrelsen', date: '2026-04-08' };

const api = new Api();
beforeAll(async () => {
  await api.open();
  await api.post('/programmes', { programme });
  await api.post('/grants', { grant: 'g-1', programme, amounts });
  await api.post('/grants/g-1/award', { amounts, decision }, by('person-ekonom', 'accountant'));
});
afterAll(() => api.remove());

interface Told {
  readonly rows: readonly { readonly says: readonly string[] }[];
}
interface Found {
  readonly findings: readonly { readonly id: string; readonly code: string; readonly settled: object | null }[];
}

describe('what has been done', () => {
  it('is told command by command, all of it or a part', async () => {
    const all = await api.get<Told>('/history');
    expect(all.status).toBe(200);
    expect(all.body.rows).toHaveLength(4);
    const part = await api.get<Told>('/history?grant=g-1&actor=person-ekonom&from=1&limit=1');
    expect(part.body.rows).toMatchObject([
      { says: ['registrerade beslutet om bidraget g-1: 100,00\u00a0kr beviljade'] },
    ]);
  });

  it('is told with the figures that it moved', async () => {
    const moved = await api.get('/history/difference?from=3&grant=g-1');
    expect(moved).toMatchObject({
      status: 200,
      body: {
        from: 3,
        to: 4,
        grants: [{ figures: [{ figure: 'awarded', from: null, to: '100.00', difference: null }] }],
      },
    });
  });

  it('is refused where the question cannot be followed', async () => {
    const refused = async (path: string) => {
      const { status, body } = await api.get<Problem>(path);
      return [status, body.code];
    };
    expect(await refused('/history?grant=intet')).toEqual([404, 'GRANT_NOT_ANNOUNCED']);
    expect(await refused('/history?series=A')).toEqual([400, 'REQUEST_MALFORMED']);
    expect(await refused('/history?limit=0')).toEqual([400, 'REQUEST_MALFORMED']);
    expect(await refused('/history/difference')).toEqual([400, 'REQUEST_MALFORMED']);
    expect(await refused('/history/difference?from=4&to=2')).toEqual([400, 'MOMENTS_REVERSED']);
  });
});

describe('the grants of the organisation', () => {
  it('are in one register', async () => {
    expect(await api.get('/grants?asOf=2099-01-01')).toMatchObject({
      status: 200,
      body: {
        day: '2099-01-01',
        grants: [{ grant: 'g-1', state: 'awarded', awarded: '100.00', findings: { blocks: 1 } }],
        totals: { awarded: '100.00', received: null },
      },
    });
  });

  it('have findings that two persons may let be', async () => {
    const findings = async () => (await api.get<Found>('/grants/g-1/findings')).body.findings;
    const found = (await findings()).find(({ code }) => code === 'AWARD_WITHOUT_REQUISITION');
    const path = `/grants/g-1/findings/${found?.id ?? ''}/waiver`;
    const waiver = { act: 'a-1', code: found?.code, reason: 'Rekvirerat på papper' };
    expect((await api.post(path, waiver, by('person-ekonom', 'accountant'))).status).toBe(201);
    expect((await api.post('/acts/a-1/confirmation', {}, by('person-attestant', 'approver'))).status).toBe(201);
    expect((await findings()).find(({ id }) => id === found?.id)?.settled).toMatchObject({ how: 'waived', act: 'a-1' });
    const again = await api.post<Problem>(path, { ...waiver, act: 'a-2' }, by('person-ekonom', 'accountant'));
    expect([again.status, again.body.code]).toEqual([409, 'FINDING_ALREADY_WAIVED']);
  });
});
