import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';

import { verifyProofFile } from '#underlay';

import { Api, type Problem } from './api.js';
import { tamper } from './tampering.js';

jest.setTimeout(120_000);
const programme = { id: 'god-och-nara-vard', year: 2026 };
const amounts = [{ pot: 'region-population', amount: '100.00' }];

interface Attested {
  readonly position: number;
  readonly root: string | null;
  readonly checkpoint: string | null;
  readonly integrityHold?: { readonly missing: number; readonly signed: number };
}

describe('answers over HTTP', () => {
  const api = new Api();
  beforeAll(async () => {
    await api.open();
    await api.post('/programmes', { programme });
    await api.post('/grants', { grant: 'g-1', programme, amounts });
  });
  afterAll(() => api.remove());

  it('bear the root and the signed checkpoint of their position, the same every time', async () => {
    const { body } = await api.get<Attested>('/grants/g-1');
    expect(body.checkpoint?.split('\n').slice(0, 3)).toEqual([
      ...['bidragsbok/2321000164', String(body.position), body.root],
    ]);
    expect((await api.get('/grants/g-1')).body).toEqual(body);
    const checkpoint = await api.get<Attested & { readonly keys: readonly string[] }>('/checkpoint');
    expect(checkpoint.body).toMatchObject({ checkpoint: body.checkpoint, keys: [expect.any(String)] });
    expect((await api.get<Attested>('/checkpoint?asOf=2')).body.checkpoint?.split('\n')[1]).toBe('2');
  });

  it('hand out the proof of an event, which holds without the log', async () => {
    const { keys } = (await api.get<{ readonly keys: readonly string[] }>('/checkpoint')).body;
    const { body } = await api.get<{ readonly event: number; readonly proof: string }>('/events/grant-g-1@0/proof');
    expect(verifyProofFile(body.proof, keys)).toMatchObject({ position: body.event, event: { stream: 'grant-g-1' } });
    expect(await api.get('/events/999/proof')).toMatchObject({ status: 404, body: { code: 'EVENT_UNKNOWN' } });
  });

  it('say at every door that the log is not what was signed, and nothing is written', async () => {
    await api.stop();
    tamper(api.data, 'DELETE FROM event WHERE position = (SELECT max(position) FROM event)');
    await api.start();
    const { status, body } = await api.get<Attested>('/grants/g-1');
    // The grant itself was announced by the event that is gone.
    expect([status, body]).toMatchObject([404, { code: 'GRANT_NOT_ANNOUNCED' }]);
    const list = await fetch(`${api.address}/history/difference?from=1`);
    expect(list.headers.get('integrity-hold')).toMatch(/^since=20.*, why=differs, missing=1, agrees-to=\d$/);
    expect(await api.get('/health')).toMatchObject({
      status: 200,
      body: { status: 'hold', integrityHold: { missing: 1 } },
    });
    const refused = await api.post<Problem>('/grants', { grant: 'g-2', programme, amounts });
    expect(refused).toMatchObject({ status: 500, body: { code: 'INTEGRITY_HOLD', details: { missing: 1 } } });
    expect(await api.get('/checkpoint')).toMatchObject({ status: 500, body: { code: 'INTEGRITY_HOLD' } });
  });

  it('say at every door that the signer has forgotten what it signed', async () => {
    await api.stop();
    const signer = join(api.data, '2321000164', 'signer');
    for (const name of readdirSync(signer)) if (name.startsWith('signer.db')) rmSync(join(signer, name));
    await api.start();
    const list = await fetch(`${api.address}/history/difference?from=1`);
    expect(list.headers.get('integrity-hold')).toMatch(/^since=20.*, why=forgotten, unattested=\d$/);
    const { body } = await api.get<{ readonly integrityHold: { readonly unattested: number } }>('/health');
    expect(body).toMatchObject({ status: 'hold', integrityHold: { why: 'forgotten' } });
    const { unattested } = body.integrityHold;
    const code = 'SIGNER_REMEMBERS_NOTHING';
    const refused = await api.post<Problem>('/grants', { grant: 'g-2', programme, amounts });
    expect(refused).toMatchObject({ status: 500, body: { code, details: { unattested } } });
    expect(await api.get('/checkpoint')).toMatchObject({ status: 500, body: { code } });
  });
});
