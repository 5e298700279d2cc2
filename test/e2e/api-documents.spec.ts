import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { tmpdir } from 'node:os';

import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import yazl from 'yazl';

import type { AddedEvidence, DocumentTexts } from '#intake';
import type { DocumentRow } from '#read-models';

import { Api, by, type Problem } from './api.js';

jest.setTimeout(120_000);
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const named = (name: string) => ({ 'x-file-name': encodeURIComponent(name) });

const api = new Api();
beforeAll(() => api.open());
afterAll(() => api.remove());

const add = <Body = AddedEvidence>(name: string, file: Uint8Array, query = '') =>
  api.upload<Body>(`/documents${query}`, file, { ...named(name), ...by('person-anna', 'accountant') });
type Shown = DocumentRow & { readonly private: DocumentTexts };
const listed = async (query = '') =>
  (await api.get<{ documents: readonly Shown[]; next: number | null }>(`/documents${query}`)).body;
const position = async () => (await api.get<{ position: number }>('/health')).body.position;
const folders = () => readdirSync(tmpdir()).filter((name) => /^bidragsbok-[A-Za-z0-9]{6}$/.test(name));
const kept = () =>
  readdirSync(`${api.data}/2321000164/vault`, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);

async function zipped(files: Readonly<Record<string, string>>): Promise<Uint8Array> {
  const zip = new yazl.ZipFile();
  for (const [name, content] of Object.entries(files)) zip.addBuffer(Buffer.from(content), name);
  zip.end();
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

describe('an original over HTTP', () => {
  it('comes in, is shown, and goes out byte for byte as a file that nothing opens', async () => {
    const { status, body } = await add('mapp/Avtal å "Anna".txt', bytes('Avtal med Anna Ek'), '?kind=agreement');
    expect(status).toBe(200);
    const [one] = body.documents;
    expect(one).toMatchObject({ format: 'text', size: 17, kind: 'agreement', known: false });
    const document = one?.document ?? '';
    expect(await listed()).toMatchObject({
      documents: [{ document, kind: 'agreement', private: { fileName: 'mapp/Avtal å "Anna".txt' } }],
      next: null,
    });
    expect(await api.get(`/documents/${document}`)).toMatchObject({
      body: { document: { document, basis: 'person' } },
    });
    const answer = await fetch(`${api.address}/documents/${document}/content`);
    expect(await answer.text()).toBe('Avtal med Anna Ek');
    const header = (name: string) => answer.headers.get(name);
    expect(header('content-disposition')).toBe(
      `attachment; filename="Avtal ? \\"Anna\\".txt"; filename*=UTF-8''Avtal%20%C3%A5%20%22Anna%22.txt`,
    );
    expect([header('content-type'), header('x-content-type-options'), header('cache-control')]).toEqual([
      ...['text/plain; charset=utf-8', 'nosniff', 'no-store'],
    ]);
    expect(header('content-security-policy')).toBe("sandbox; default-src 'none'");
  });

  it('goes out as bytes of no kind where something could carry it out', async () => {
    const { body } = await add('lön – mars.xml', bytes('<?xml version="1.0"?><order/>'));
    const answer = await fetch(`${api.address}/documents/${body.documents[0]?.document ?? ''}/content`);
    expect(answer.headers.get('content-type')).toBe('application/octet-stream');
    expect(answer.headers.get('content-disposition')).toContain("filename*=UTF-8''l%C3%B6n%20%E2%80%93%20mars.xml");
    await answer.arrayBuffer();
  });

  it('is one document from two clerks at once', async () => {
    const file = bytes(`Faktura ${createHash('sha256').update('same').digest('hex')}`);
    const before = kept().length;
    const both = await Promise.all([add('a.txt', file), add('b.txt', file)]);
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    expect(new Set(both.map(({ body }) => body.documents[0]?.document)).size).toBe(1);
    expect(both.map(({ body }) => body.documents[0]?.known).sort()).toEqual([false, true]);
    expect(kept()).toHaveLength(before + 1);
  });

  it('is tried without anything being kept', async () => {
    const before = [await position(), kept().length];
    const { body } = await add('ny.txt', bytes('Aldrig sedd'), '?dryRun=true');
    expect(body).toMatchObject({ dryRun: true, documents: [{ known: false }] });
    expect([await position(), kept().length]).toEqual(before);
  });

  it('leaves nothing where it is cut off half way', async () => {
    const before = [await position(), kept().length, folders().length];
    const half = request(`${api.address}/documents`, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream', 'content-length': '1000000', 'x-file-name': 'a.txt' },
    });
    half.on('error', () => undefined);
    half.write('x'.repeat(500_000));
    while (folders().length === before[2]) await api.get('/health');
    half.destroy();
    while (folders().length !== before[2]) await api.get('/health');
    expect([await position(), kept().length, folders().length]).toEqual(before);
  });

  it('is refused with its reason where it is not what it says', async () => {
    const before = kept().length;
    const refused = await add<Problem>('faktura.pdf', bytes('ingen PDF'));
    expect(refused).toMatchObject({ status: 422, body: { code: 'FILE_NOT_WHAT_IT_SAYS' } });
    expect(refused.body.detail).toContain('.pdf');
    const page = await add<Problem>('sida.txt', bytes('<html><script>alert(1)</script></html>'));
    expect(page).toMatchObject({ status: 422, body: { code: 'DOCUMENT_IS_ACTIVE' } });
    expect(kept()).toHaveLength(before);
  });

  it('is answered file by file where a ZIP holds it', async () => {
    const zip = await zipped({ 'avtal.txt': 'Avtal två', 'bild.png': 'ingen bild' });
    const { status, body } = await add('underlag.zip', zip);
    expect(status).toBe(200);
    expect(body.documents).toMatchObject([{ name: 'avtal.txt', format: 'text' }]);
    expect(body.refused).toMatchObject([{ name: 'bild.png', code: 'FILE_NOT_WHAT_IT_SAYS' }]);
  });

  it('is refused at once where it says that it is too large', async () => {
    const large = request(`${api.address}/documents`, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream', 'content-length': String(2 * 10 ** 9) },
    });
    large.flushHeaders();
    const [answer] = (await once(large, 'response')) as [IncomingMessage];
    let text = '';
    for await (const chunk of answer) text += String(chunk);
    large.destroy();
    expect([answer.statusCode, JSON.parse(text)]).toMatchObject([413, { code: 'UPLOAD_TOO_LARGE' }]);
  });

  it('comes in pages', async () => {
    const all = (await listed()).documents;
    const first = await listed('?limit=2');
    expect(first.documents).toEqual(all.slice(0, 2));
    expect((await listed(`?after=${first.next ?? 0}`)).documents).toEqual(all.slice(2));
    expect((await listed('?kind=agreement')).documents).toHaveLength(1);
  });

  it('that nobody knows is not there, and none goes in as anything but a file', async () => {
    const unknown = { status: 404, body: { code: 'DOCUMENT_UNKNOWN' } };
    expect(await api.get('/documents/abc')).toMatchObject(unknown);
    expect(await api.get('/documents/abc/content')).toMatchObject(unknown);
    expect(await api.post('/documents', { file: 'x' })).toMatchObject({ status: 415 });
  });
});
