import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';

import { Api, by, type Problem } from './api.js';

jest.setTimeout(120_000);
const programme = { id: 'god-och-nara-vard', year: 2026 };
const amounts = [{ pot: 'region-population', amount: '100.00' }];
const grant = { grant: 'g-1', programme, amounts };

const api = new Api();
beforeAll(async () => {
  await api.open();
  await api.post('/programmes', { programme });
  await api.post('/grants', grant);
});
afterAll(() => api.remove());

const refused = async (path: string, body: unknown, headers: Record<string, string> = {}): Promise<Problem> => {
  const answer = await api.post<Problem>(path, body, headers);
  expect(answer.type).toBe('application/problem+json');
  expect(answer.body.status).toBe(answer.status);
  return answer.body;
};

describe('a refusal is a problem with a code and a Swedish sentence', () => {
  it('lists every fault of a request (400)', async () => {
    const faulty = {
      grant: 'G 1',
      programme: 7,
      amounts: [{ pot: 'p', amount: '1,00' }, null],
      on: '2026-02-30',
      more: 1,
    };
    const problem = await refused('/grants', faulty);
    expect(problem).toMatchObject({ status: 400, code: 'REQUEST_MALFORMED', title: 'Anropet går inte att läsa' });
    expect(problem.type).toBe('urn:bidragsbok:refusal:REQUEST_MALFORMED');
    expect(problem.details?.['all']).toEqual([
      'more: Fältet finns inte här.',
      expect.stringMatching(/^grant: Värdet ska vara ett id/),
      'programme: Värdet ska vara ett objekt.',
      'on: Datumet är ingen kalenderdag. Skriv det som 2026-02-28.',
      'amounts: Varje värde ska vara ett objekt.',
      'amounts.0.amount: Beloppet är inte ett belopp med två decimaler. Skriv det som -1234.50.',
      'amounts.1: Varje värde ska vara ett objekt.',
    ]);
  });

  it('says what is missing, also of an empty request', async () => {
    const missing = ['decision: Fältet saknas.', 'amounts: Fältet saknas.'];
    expect((await refused('/grants/g-1/award', {})).details?.['all']).toEqual(missing);
    const empty = await api.ask<Problem>('/grants/g-1/award', { method: 'POST' });
    expect(empty.body.details?.['all']).toEqual(missing);
  });

  it('reads the moment of a question (400)', async () => {
    const asOf = await api.get<Problem>('/grants/g-1?asOf=then');
    expect(asOf).toMatchObject({ status: 400, body: { code: 'MOMENT_MALFORMED' } });
    const perDate = await api.get<Problem>('/grants/g-1?perDate=2026-02-30');
    expect(perDate).toMatchObject({ status: 400, body: { code: 'REQUEST_MALFORMED', details: { field: 'perDate' } } });
    expect(await api.get('/grants/g-1?asof=3')).toMatchObject({ status: 400, body: { code: 'REQUEST_MALFORMED' } });
  });

  it('refuses what only the command itself can see (400)', async () => {
    const twice = { ...grant, grant: 'g-2', amounts: [...amounts, ...amounts] };
    expect(await refused('/grants', twice)).toMatchObject({ status: 400, code: 'COMMAND_MALFORMED' });
  });

  it('knows what is not there (404)', async () => {
    expect(await api.get('/grants/g-9')).toMatchObject({ status: 404, body: { code: 'GRANT_NOT_ANNOUNCED' } });
    expect(await api.get('/grants/g-1?asOf=2')).toMatchObject({ status: 404, body: { code: 'GRANT_NOT_ANNOUNCED' } });
    expect(await api.get('/grants/g-9/findings')).toMatchObject({ status: 404, body: { code: 'GRANT_NOT_ANNOUNCED' } });
    const code = await api.get('/project-codes/c-9/balance');
    expect(code).toMatchObject({ status: 404, body: { code: 'PROJECT_CODE_NOT_OPENED' } });
    expect(await refused('/acts/act-9/confirmation', {}, by('person-a', 'approver'))).toMatchObject({
      ...{ status: 404, code: 'ACT_UNKNOWN', details: { act: 'act-9' } },
      detail: 'Ärendet act-9 finns inte. Kontrollera namnet.',
    });
  });

  it('knows what is there already (409) and what a rule hinders (422)', async () => {
    expect(await refused('/grants', grant)).toMatchObject({ status: 409 });
    const spent = {
      allocation: 'a-1',
      to: { kind: 'unit', name: 'Enhet' },
      pot: 'region-population',
      amount: '100.01',
    };
    const decision = { status: 'decided', body: 'Nämnden', date: '2026-05-06' };
    const problem = await refused('/grants/g-1/allocations', { ...spent, decision });
    expect(problem).toMatchObject({ status: 422, code: 'ALLOCATION_EXCEEDS_FUNDS', title: 'En regel hindrar det' });
  });

  it('answers as a problem whatever else is wrong, and shows nothing of what came', async () => {
    expect(await api.get('/nowhere')).toMatchObject({ status: 404, type: 'application/problem+json' });
    const json = { 'content-type': 'application/json' };
    const broken = await api.ask<Problem>('/grants', { method: 'POST', headers: json, body: '{"secret":' });
    expect(broken).toMatchObject({ status: 400, type: 'application/problem+json', body: { type: 'about:blank' } });
    expect(JSON.stringify(broken.body)).not.toMatch(/secret|JSON at|Unexpected/);
    const large = await api.post<Problem>('/grants', { grant: 'x'.repeat(6_000_000) });
    expect(large).toMatchObject({ status: 413, type: 'application/problem+json' });
  });

  it('lets no page of another site write', async () => {
    const elsewhere = await api.post('/grants/g-1/closing', {}, { 'sec-fetch-site': 'cross-site' });
    expect(elsewhere).toMatchObject({ status: 403, type: 'application/problem+json' });
  });
});

describe('who asks, and under which id', () => {
  it('records a command once however often it comes', async () => {
    const plan = { plan: [{ performer: 'Enhet', purposeAreas: [1] }] };
    const key = { 'idempotency-key': 'plan-1' };
    const [first, second] = [
      await api.post('/grants/g-1/plan', plan, key),
      await api.post('/grants/g-1/plan', plan, key),
    ];
    expect([first.status, second.status]).toEqual([201, 200]);
    expect(second.body).toEqual(first.body);
    const anew = await api.post('/grants/g-1/plan', { plan: [{ performer: 'Annan', purposeAreas: [2] }] });
    expect(anew.body.events).toMatchObject([{ stream: 'grant-g-1', type: 'PlanRegistered' }]);
    expect(anew.body.events[0]?.position).toBe((first.body.events[0]?.position ?? 0) + 1);
  });

  it('never answers a key that is used again for something else with what happened the first time', async () => {
    const key = { 'idempotency-key': 'plan-2' };
    const one = await api.post('/grants/g-1/plan', { plan: [{ performer: 'En', purposeAreas: [1] }] }, key);
    const other = await api.post('/grants/g-1/plan', { plan: [{ performer: 'Två', purposeAreas: [2] }] }, key);
    expect([one.status, other.status]).toEqual([201, 201]);
    expect(other.body.events[0]?.position).toBe((one.body.events[0]?.position ?? 0) + 1);
  });

  it('reads its headers', async () => {
    expect(await refused('/grants/g-1/closing', {}, by('Anna', 'Boss'))).toMatchObject({
      ...{ status: 400, code: 'REQUEST_MALFORMED' },
      details: { all: [expect.stringMatching(/^X-Actor: /), expect.stringMatching(/^X-Role: /)] },
    });
    const key = { 'idempotency-key': 'two words' };
    expect(await refused('/grants/g-1/closing', {}, key)).toMatchObject({ details: { field: 'Idempotency-Key' } });
  });
});
