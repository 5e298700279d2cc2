import { cpSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { documentStream } from '#evidence';
import type { DocumentKind } from '#kernel';
import { voucherStream } from '#ledger';
import { filesThatHold } from '#spec-kit';

import { addEvidence } from '../evidence/add-evidence.js';
import { originalsOf } from '../evidence/kept-original.js';
import { ACCOUNTANT, APPROVER, bookFacts, Scene } from '../scene.fixture.js';
import { plannedErasure } from './erase.js';
import { asked, LATER } from './erasure.fixture.js';

const TEXT = 'Lönespecifikation för Åsa Öberg, 1980-01-01-1234';
let scene: Scene;
let copies: string;
beforeEach(async () => {
  scene = await Scene.begin();
  copies = `${scene.data}.copies`;
});
afterEach(async () => {
  await scene.close();
  for (const dir of [copies, `${scene.data}.keys`, `${scene.data}.sent`]) rmSync(dir, { recursive: true, force: true });
});

let calls = 0;
async function added(text = TEXT, kind: DocumentKind = 'payslip', name = 'Åsa Öberg.txt'): Promise<string> {
  const folder = `${scene.data}.sent`;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), text);
  const order = { path: join(folder, name), kind, by: ACCOUNTANT, id: `added-${String(calls++)}` };
  const { documents, refused } = await addEvidence(scene.book, order);
  expect(refused).toEqual([]);
  return documents[0]?.document ?? '';
}
const propose = (what: object, act = 'gallring-1') =>
  scene.tell('ErasePrivateParts', asked(act, what), { by: ACCOUNTANT });
const confirm = (act = 'gallring-1') => scene.tell('ConfirmAct', { act }, { by: APPROVER });
const refusing = (code: string, details = {}) => expect.objectContaining({ code, details });
async function textOf(document: string): Promise<string> {
  let text = '';
  for await (const chunk of (await scene.book.vault()).read(document)) text += Buffer.from(chunk).toString();
  return text;
}
const append = (stream: string, { type, data }: { type: string; data: object }, expectedRevision = -1) =>
  scene.book.log.append({ commandId: `${type}-${stream}`, actor: ACCOUNTANT }, [
    { stream, expectedRevision, events: [{ type, version: 1, data }] },
  ]);
const filesIn = (dir: string): readonly string[] =>
  readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .map((name) => join(dir, name))
    .filter((path) => statSync(path).isFile());

describe('a document', () => {
  it('goes by two persons, with its key, its bytes and its texts, and no copy of its bytes is opened', async () => {
    const [document, other] = [await added(), await added('Avtal', 'agreement', 'avtal.txt')];
    expect(await textOf(document)).toBe(TEXT);
    cpSync(join(scene.book.dir, 'vault'), join(copies, 'vault'), { recursive: true });
    scene.wait(LATER);
    expect(await plannedErasure(scene.book, { documents: [document] })).toMatchObject({ documents: [document] });
    await propose({ documents: [document] });
    expect(await textOf(document)).toBe(TEXT);
    const [erased] = await confirm();
    expect(erased).toMatchObject({ type: 'PrivatePartErased', data: { documents: [document] } });
    expect(filesThatHold(scene.data, [TEXT, 'Åsa Öberg'])).toEqual([]);
    expect(filesThatHold(`${scene.data}.keys`, [document])).toEqual([]);
    cpSync(join(copies, 'vault'), join(scene.book.dir, 'vault'), { recursive: true });
    await expect(textOf(document)).rejects.toEqual(refusing('DOCUMENT_KEY_MISSING', { document }));
    expect(await textOf(other)).toBe('Avtal');
    const originals = await originalsOf(scene.book);
    expect(await originals(document)).toMatchObject({ erasedBy: { body: 'Regionarkivet', caseNumber: 'ARK-1' } });
    expect(await originals(other)).toHaveProperty('bytes');
  });

  it('is never taken in again, and nothing of a new try stays', async () => {
    const document = await added();
    scene.wait(LATER);
    await propose({ documents: [document] });
    await confirm();
    const path = join(`${scene.data}.sent`, 'Åsa Öberg.txt');
    const { refused } = await addEvidence(scene.book, { path, by: ACCOUNTANT, id: 'again' });
    expect(refused).toMatchObject([{ code: 'DOCUMENT_ERASED' }]);
    const next = await scene.another();
    await next.moment();
    await next.close();
    expect(filesIn(join(scene.book.dir, 'vault'))).toEqual([]);
  });

  it('is gone for whoever comes after a process that was killed once it was decided', async () => {
    const document = await added();
    await (await scene.book.vault()).destroy('0'.repeat(32)); // so that the key lies in the file, and not beside it
    cpSync(join(scene.book.dir, 'vault'), join(copies, 'vault'), { recursive: true });
    cpSync(`${scene.data}.keys`, join(copies, 'keys'), { recursive: true });
    scene.wait(LATER);
    await propose({ documents: [document] });
    await confirm();
    await scene.book.close();
    cpSync(join(copies, 'vault'), join(scene.book.dir, 'vault'), { recursive: true });
    rmSync(`${scene.data}.keys`, { recursive: true });
    cpSync(join(copies, 'keys'), `${scene.data}.keys`, { recursive: true });
    scene.book = await scene.another();
    await scene.book.moment();
    expect(filesIn(join(scene.book.dir, 'vault'))).toEqual([]);
    await expect(textOf(document)).rejects.toEqual(refusing('DOCUMENT_KEY_MISSING', { document }));
  });

  it('is not decided upon where its key is not at hand', async () => {
    const document = await added();
    scene.wait(LATER);
    await propose({ documents: [document] });
    await scene.book.close();
    rmSync(`${scene.data}.keys`, { recursive: true });
    scene.book = await scene.another();
    await expect(confirm()).rejects.toMatchObject({ code: 'KEYRING_MISSING' });
    expect(await scene.events('PrivatePartErased')).toEqual([]);
  });

  it('stays through the retention of every voucher that it supports', async () => {
    const document = await added();
    const early = (allowedFrom: string) => refusing('ERASURE_TOO_EARLY', { allowedFrom });
    await expect(propose({ documents: [document] })).rejects.toEqual(early('2034-01-01'));
    const book = 'raindance-2027';
    const next = { ...bookFacts({ book }), financialYear: { from: '2027-01-01', to: '2027-12-31' } };
    await scene.tell('OpenBook', next);
    const evidence = { form: 'document', document };
    const link = { ...{ book, series: 'A', number: '1', line: 1, evidence, amount: '1.00' }, basis: { rule: 'x' } };
    await append(voucherStream(book, 'A', '1'), { type: 'EvidenceLinked', data: link });
    scene.wait(LATER);
    await expect(propose({ documents: [document] })).rejects.toEqual(early('2035-01-01'));
    await expect(propose({ streams: [documentStream(document)] })).rejects.toEqual(early('2035-01-01'));
    const data = { document, kind: 'payslip', basis: 'person', facts: { to: '2028-01-31' } };
    await append(documentStream(document), { type: 'DocumentDescribed', data }, 1);
    await expect(propose({ documents: [document] })).rejects.toEqual(early('2036-01-01'));
  });

  it('stays while it is held, and where it is a decision', async () => {
    const [document, decision] = [await added(), await added('Regionstyrelsen § 1', 'decision')];
    scene.wait(LATER);
    await propose({ documents: [document] });
    await scene.tell('PlaceLegalHold', { document, reason: 'tvist' }, { by: ACCOUNTANT });
    await expect(confirm()).rejects.toEqual(refusing('DOCUMENT_HELD', { document }));
    await expect(propose({ documents: [document] }, 'andra')).rejects.toEqual(refusing('DOCUMENT_HELD', { document }));
    await expect(propose({ documents: [decision] })).rejects.toEqual(refusing('DOCUMENT_KEPT', { document: decision }));
    await scene.tell('LiftLegalHold', { document, reason: 'avgjord' }, { by: ACCOUNTANT });
    await confirm();
    const again = propose({ documents: [document] }, 'tredje');
    await expect(again).rejects.toEqual(refusing('DOCUMENT_ERASED', { document }));
  });

  it('goes with what is embedded in it, which does not go alone', async () => {
    const [document, inside] = [await added(), 'ab'.repeat(16)];
    const data = { document: inside, format: 'pdf', size: 1, digest: 'c'.repeat(64), parent: document };
    await append(documentStream(inside), { type: 'DocumentArchived', data });
    scene.wait(LATER);
    const embedded = refusing('DOCUMENT_EMBEDDED', { document: inside, parent: document });
    await expect(propose({ documents: [inside] })).rejects.toEqual(embedded);
    await expect(propose({ documents: ['0'.repeat(32)] })).rejects.toMatchObject({ code: 'DOCUMENT_UNKNOWN' });
    const { position } = (await scene.events('DocumentArchived'))[0] ?? { position: 0 };
    const plan = await plannedErasure(scene.book, { positions: [position] });
    expect(plan.documents).toEqual([document, inside]);
  });
});
