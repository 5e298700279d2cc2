import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import type { DocumentKind } from '#kernel';
import { documents } from '#read-models';

import { Bidragsbok } from '../bidragsbok.js';
import { type AddedEvidence, addEvidence } from './add-evidence.js';
import { documentTexts } from './document-texts.js';

const by = { subject: 'person-anna', role: 'accountant' };
let dir: string;
let book: Bidragsbok;
let calls = 0;
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'bidragsbok-evidence-'));
  const of = { organisation: '2321000164', name: 'Region Örebro län', software: 'spec' };
  book = await Bidragsbok.init({ data: join(dir, 'data'), ...of });
});
afterEach(async () => {
  await book.close();
  rmSync(dir, { recursive: true });
});
const sent = (name: string, content: string): string => {
  mkdirSync(join(dir, 'sent'), { recursive: true });
  writeFileSync(join(dir, 'sent', name), content);
  return join(dir, 'sent', name);
};
const add = (path: string, more: { dryRun?: boolean; kind?: DocumentKind } = {}, to = book): Promise<AddedEvidence> =>
  addEvidence(to, { path, by, id: `call-${String(++calls)}`, ...more });
const open = (): Promise<Bidragsbok> => Bidragsbok.open({ data: join(dir, 'data') });
const listed = async () => documents(book.models.db, await book.moment());
async function textOf(document: string): Promise<string> {
  let text = '';
  for await (const chunk of (await book.vault()).read(document)) text += Buffer.from(chunk).toString();
  return text;
}
const allFiles = (): readonly string[] =>
  readdirSync(join(dir, 'data'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));

describe('evidence that is added', () => {
  it('is in the vault byte for byte, and recorded without what is private', async () => {
    const { documents: added, refused } = await add(sent('avtal Anna.txt', 'Avtal med Anna Ek'), { kind: 'agreement' });
    const [one] = added;
    expect(refused).toEqual([]);
    expect(one).toMatchObject({ name: 'avtal Anna.txt', format: 'text', size: 17, kind: 'agreement', known: false });
    expect(await textOf(one?.document ?? '')).toBe('Avtal med Anna Ek');
    const [row] = await listed();
    expect(row).toMatchObject({
      document: one?.document,
      kind: 'agreement',
      basis: 'person',
      held: false,
      copyOf: null,
    });
    expect(JSON.stringify(row)).not.toContain('Anna');
    const texts = await documentTexts(book, await listed());
    expect(texts.get(one?.document ?? '')).toEqual({ fileName: 'avtal Anna.txt', facts: {} });
    expect(allFiles().filter((file) => readFileSync(file).includes('Avtal med'))).toEqual([]);
  });

  it('is one document however often it comes, and under whatever name', async () => {
    const first = await add(sent('a.txt', 'Faktura'));
    const position = await book.log.lastPosition();
    const again = await add(sent('b.txt', 'Faktura'));
    expect(again.documents[0]).toMatchObject({ document: first.documents[0]?.document, known: true });
    expect(await book.log.lastPosition()).toBe(position);
  });

  it('is one document from two clerks at once', async () => {
    const other = await open();
    const path = sent('a.txt', 'Faktura');
    const both = await Promise.all([add(path), add(path, {}, other)]);
    expect(new Set(both.flatMap(({ documents: [one] }) => one?.document)).size).toBe(1);
    expect(await listed()).toHaveLength(1);
    await other.close();
  });

  it('goes in file by file: one that is refused keeps no other out', async () => {
    sent('a.txt', 'Faktura');
    sent('b.pdf', 'ingen PDF');
    sent('c.txt', 'Lista');
    const { documents: added, refused } = await add(join(dir, 'sent'));
    expect(added.map(({ name }) => name)).toEqual(['a.txt', 'c.txt']);
    expect(refused).toMatchObject([{ name: 'b.pdf', code: 'FILE_NOT_WHAT_IT_SAYS' }]);
    expect(refused[0]?.says).toContain('.pdf');
    expect(await listed()).toHaveLength(2);
  });

  it('is tried without anything being kept', async () => {
    sent('a.txt', 'Faktura');
    sent('b.pdf', 'ingen PDF');
    const { documents: added, refused, dryRun } = await add(join(dir, 'sent'), { dryRun: true });
    expect([added.length, refused.length, dryRun]).toEqual([1, 1, true]);
    expect(await listed()).toEqual([]);
    expect(existsSync(join(dir, 'data', '2321000164', 'vault'))).toBe(false);
    await add(join(dir, 'sent'));
    expect((await add(join(dir, 'sent'), { dryRun: true })).documents).toMatchObject([{ known: true }]);
  });

  it('is put in place again where its bytes were lost', async () => {
    const path = sent('a.txt', 'Faktura');
    const [one] = (await add(path)).documents;
    rmSync(join(dir, 'data', '2321000164', 'vault'), { recursive: true });
    await expect(textOf(one?.document ?? '')).rejects.toMatchObject({ code: 'DOCUMENT_BYTES_MISSING' });
    expect((await add(path)).documents).toMatchObject([{ known: true }]);
    expect(await textOf(one?.document ?? '')).toBe('Faktura');
  });

  it('goes nowhere while the keys are missing', async () => {
    await add(sent('a.txt', 'Faktura'));
    await book.close();
    rmSync(join(dir, 'data.keys'), { recursive: true });
    // The documents are gone too, and still have their names.
    rmSync(join(dir, 'data', '2321000164', 'vault'), { recursive: true });
    book = await open();
    await expect(add(sent('b.txt', 'Lista'))).rejects.toMatchObject({ code: 'KEYRING_MISSING' });
    expect(existsSync(join(dir, 'data.keys', '2321000164', 'master.key'))).toBe(false);
  });
});
