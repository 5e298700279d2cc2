import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterEach, describe, expect, it } from '@jest/globals';

import type { DocumentKind } from '#kernel';
import { filesThatHold } from '#spec-kit';

import { addEvidence } from '../evidence/add-evidence.js';
import { ACCOUNTANT, APPROVER, BOOK, type Scene } from '../scene.fixture.js';
import { verify } from '../verification.js';
import { plannedPruning } from './prune.js';
import { LATER, NEXT_BOOK, Years } from './pruning.fixture.js';

const SECRET = 'Faktura till Åsa Öberg';
let years: Years;
let calls = 0;
const beside = (name: string) => `${years.scene.data}.${name}`;
afterEach(async () => {
  const folders = ['keys', 'sent', 'copy'].map(beside);
  await years.scene.close();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

async function added(scene: Scene, text: string, kind: DocumentKind = 'invoice'): Promise<string> {
  const folder = `${scene.data}.sent`;
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${text}.txt`);
  writeFileSync(path, text);
  const { documents } = await addEvidence(scene.book, { path, kind, by: ACCOUNTANT, id: `added-${String(calls++)}` });
  return documents[0]?.document ?? '';
}
/** Links to the first voucher of the year, or to the third of the next one. */
async function link(scene: Scene, document: string, book = BOOK): Promise<void> {
  const number = book === BOOK ? '1' : '3';
  const data = { voucher: { book, series: 'LR', number }, line: 1, evidence: { form: 'document', document } };
  await scene.tell('LinkEvidence', { ...data, amount: '1.00' }, { by: ACCOUNTANT });
}
/** The two years with what is done of originals while they are new. */
async function begin(before: (scene: Scene) => Promise<void>): Promise<void> {
  years = await Years.begin({ before });
}
const documentsOf = async (year = 2026) => (await plannedPruning(years.scene.book, year)).documents;
async function textOf(document: string): Promise<string> {
  let text = '';
  for await (const chunk of (await years.scene.book.vault()).read(document)) text += Buffer.from(chunk).toString();
  return text;
}

describe('the originals of a year', () => {
  it('go with it in one act, with their keys, bytes and texts, and no copy of the bytes is opened', async () => {
    const ids: string[] = [];
    await begin(async (scene) => {
      for (const text of [SECRET, 'Avtal som ingen åberopar']) ids.push(await added(scene, text));
      await link(scene, ids[0] ?? '');
    });
    const [document = '', unused = ''] = ids;
    expect(await documentsOf()).toEqual({ going: [document], staying: [] });
    const { book } = years.scene;
    cpSync(join(book.dir, 'vault'), beside('copy'), { recursive: true });
    await years.propose();
    expect(await textOf(document)).toBe(SECRET);
    const events = await years.confirm();
    expect(events.map(({ type }) => type)).toEqual(['YearPruned', 'PrivatePartErased', 'ActConfirmed']);
    expect(events[1]?.data).toMatchObject({ act: 'gallring-1', documents: [document], ground: 'retention-ended' });
    expect(filesThatHold(years.scene.data, [SECRET])).toEqual([]);
    expect(filesThatHold(beside('keys'), [document])).toEqual([]);
    cpSync(beside('copy'), join(book.dir, 'vault'), { recursive: true });
    await expect(textOf(document)).rejects.toMatchObject({ code: 'DOCUMENT_KEY_MISSING' });
    expect(await textOf(unused)).toBe('Avtal som ingen åberopar');
    rmSync(join(book.dir, 'vault'), { recursive: true });
    cpSync(beside('copy'), join(book.dir, 'vault'), { recursive: true });
    expect(await verify(book, { withFiles: true })).toMatchObject({ intact: true, pruned: [{}] });
    const says = (await years.scene.history()).rows.flatMap((row) => row.says);
    expect(says).toContainEqual(expect.stringContaining('gallrade 1 dokument'));
    await book.models.catchUp();
    const digest = await book.models.digest();
    await book.models.rebuild();
    expect(await book.models.digest()).toBe(digest);
  });

  it('stay where they are held, are decisions, support another year too, or are younger: each says why', async () => {
    const ids: Record<string, string> = {};
    await begin(async (scene) => {
      for (const name of ['held', 'decision', 'other-year', 'retention', 'goes']) {
        ids[name] = await added(scene, name, name === 'decision' ? 'decision' : 'invoice');
        await link(scene, ids[name]);
      }
      await scene.tell('PlaceLegalHold', { document: ids['held'], reason: 'tvist' }, { by: ACCOUNTANT });
      await link(scene, ids['other-year'] ?? '', NEXT_BOOK);
      const evidence = { form: 'document', document: ids['other-year'] };
      const voucher = { book: NEXT_BOOK, series: 'LR', number: '3' };
      // What was evidence of another year once is evidence of what was reported then.
      await scene.tell('UnlinkEvidence', { voucher, line: 1, evidence, reason: 'fel' }, { by: ACCOUNTANT });
      const described = { document: ids['retention'], kind: 'invoice', facts: { to: '2028-12-31' } };
      await scene.tell('DescribeDocument', described, { by: ACCOUNTANT });
    });
    const { going, staying } = await documentsOf();
    expect(going).toEqual([ids['goes']]);
    expect(staying).toEqual([
      { document: ids['held'], why: 'held', books: [], allowedFrom: '2034-01-01' },
      { document: ids['decision'], why: 'decision', books: [], allowedFrom: '2034-01-01' },
      { document: ids['other-year'], why: 'other-year', books: [NEXT_BOOK], allowedFrom: '2034-01-01' },
      { document: ids['retention'], why: 'retention', books: [], allowedFrom: '2036-01-01' },
    ]);
    await years.prune();
    for (const name of ['held', 'decision', 'other-year', 'retention'])
      expect(await textOf(ids[name] ?? '')).toBe(name);
    years.scene.wait(LATER.replace('2034', '2035'));
    expect((await documentsOf(2027)).going).toEqual([ids['other-year']]);
  });

  it('go or stay with their masked copies', async () => {
    const ids: string[] = [];
    await begin(async (scene) => {
      for (const text of ['hel', 'maskad', 'hel två', 'maskad två']) ids.push(await added(scene, text));
      const [first = '', , second = ''] = ids;
      const removed = [{ what: 'person', paragraph: 'OSL 25:1' }];
      for (const at of [0, 2]) {
        const data = { document: ids[at], copy: ids[at + 1], removed };
        await scene.tell('RedactDocument', data, { by: ACCOUNTANT });
      }
      for (const one of [first, second]) await link(scene, one);
      await scene.tell('PlaceLegalHold', { document: ids[3], reason: 'tvist' }, { by: ACCOUNTANT });
    });
    const { going, staying } = await documentsOf();
    expect(going).toEqual([ids[0], ids[1]]);
    expect(staying).toMatchObject([{ document: ids[3], why: 'held' }]);
  });

  it('stay where somebody comes to rest another year on them meanwhile', async () => {
    let document = '';
    await begin(async (scene) => {
      document = await added(scene, SECRET);
      await link(scene, document);
    });
    const { scene } = years;
    await years.propose();
    const other = await scene.another();
    const append = scene.book.log.append.bind(scene.book.log);
    let tries = 0;
    scene.book.log.append = async (command, ...given) => {
      if (command.commandId.startsWith('confirm-') && ++tries === 1) {
        const evidence = { form: 'document', document };
        const data = { voucher: { book: NEXT_BOOK, series: 'LR', number: '3' }, line: 1, evidence, amount: '1.00' };
        await other.execute({ type: 'LinkEvidence', by: ACCOUNTANT, data }, 'meanwhile');
      }
      return append(command, ...given);
    };
    const events = await years.confirm();
    await other.close();
    expect(tries).toBe(2);
    expect(events.map(({ type }) => type)).toEqual(['YearPruned', 'ActConfirmed']);
    expect(await textOf(document)).toBe(SECRET);
  });

  it('are not decided upon where their keys are not at hand', async () => {
    await begin(async (scene) => {
      await link(scene, await added(scene, SECRET));
    });
    await years.propose();
    await years.scene.book.close();
    rmSync(beside('keys'), { recursive: true });
    years.scene.book = await years.scene.another();
    await expect(years.confirm('gallring-1', APPROVER)).rejects.toMatchObject({ code: 'KEYRING_MISSING' });
    expect(await years.scene.events('YearPruned')).toEqual([]);
  });
});
