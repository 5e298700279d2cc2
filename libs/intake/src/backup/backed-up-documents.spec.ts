import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { ObjectStore } from '#spec-kit';

import { Bidragsbok } from '../bidragsbok.js';
import { addEvidence } from '../evidence/add-evidence.js';
import { ACCOUNTANT, ORGANISATION, Scene } from '../scene.fixture.js';
import { verify } from '../verification.js';
import { backUp } from './back-up.js';
import { restore } from './restore.js';

const TEXT = 'Avtal med Anna Ek';
let scene: Scene;
let document: string;
const beside = (name: string): string => `${scene.data}.${name}`;
beforeEach(async () => {
  scene = await Scene.open();
  writeFileSync(beside('avtal.txt'), TEXT);
  const order = { path: beside('avtal.txt'), by: ACCOUNTANT, id: 'add' };
  document = (await addEvidence(scene.book, order)).documents[0]?.document ?? '';
});
afterEach(async () => {
  await scene.close();
  for (const name of ['avtal.txt', 'keys', 'backup', 'restored', 'restored.keys']) {
    rmSync(beside(name), { recursive: true, force: true });
  }
});
const sealedFile = (): string => join(scene.book.dir, 'vault', document.slice(0, 2), document);

describe('a backup', () => {
  it('has the sealed originals and none of the keys, and is put back whole', async () => {
    await backUp(scene.book, beside('backup'));
    const names = readdirSync(beside('backup'), { recursive: true, encoding: 'utf8' });
    expect(names).toContain(`vault/${document.slice(0, 2)}/${document}`);
    expect(names.filter((name) => /key|documents\.db/.test(name))).toEqual([]);
    await restore({ from: beside('backup'), data: beside('restored') });
    const options = { data: beside('restored'), organisation: ORGANISATION };
    const without = await Bidragsbok.open(options);
    await expect(without.vault()).rejects.toMatchObject({ code: 'KEYRING_MISSING' });
    await without.close();
    const book = await Bidragsbok.open({ ...options, keys: beside('keys') });
    let text = '';
    for await (const chunk of (await book.vault()).read(document)) text += Buffer.from(chunk).toString();
    await book.close();
    expect(text).toBe(TEXT);
  });

  it('is not made where an original is missing, which verify says', async () => {
    rmSync(sealedFile());
    await expect(backUp(scene.book, beside('backup'))).rejects.toMatchObject({ code: 'BACKUP_NOT_INTACT' });
    expect(existsSync(beside('backup'))).toBe(false);
    const { faults, intact } = await verify(scene.book, { withFiles: true });
    expect([faults, intact]).toEqual([[{ verdict: 'MISSING', step: 'document', document }], false]);
  });

  it('is looked at by verify: what was altered, and what no key opens', async () => {
    const faultsOf = async () => (await verify(scene.book, { withFiles: true })).faults;
    expect(await faultsOf()).toEqual([]);
    const bytes = readFileSync(sealedFile());
    writeFileSync(sealedFile(), bytes.with(40, (bytes[40] ?? 0) ^ 1));
    expect(await faultsOf()).toEqual([{ verdict: 'FAILED', step: 'document', document }]);
    writeFileSync(sealedFile(), bytes);
    expect(await faultsOf()).toEqual([]);
    await scene.book.close();
    rmSync(`${scene.data}.keys`, { recursive: true });
    scene.book = await scene.another();
    expect(await faultsOf()).toEqual([{ verdict: 'MISSING', step: 'document', document: null }]);
  });

  it('is put back into the store that the setting names, and nothing of it where the store is in trouble', async () => {
    await backUp(scene.book, beside('backup'));
    const sealed = readFileSync(sealedFile());
    const store = await ObjectStore.start('underlag');
    const setting = {
      BIDRAGSBOK_S3: `s3://underlag/valv?endpoint=${store.endpoint}&region=eu-north-1`,
      ...{ AWS_ACCESS_KEY_ID: store.user.accessKeyId, AWS_SECRET_ACCESS_KEY: store.user.secretAccessKey },
    };
    Object.assign(process.env, setting);
    try {
      const asked = { from: beside('backup'), data: beside('restored') };
      await restore({ ...asked, dryRun: true });
      expect(store.objects.size).toBe(0);
      store.trouble = 403;
      await expect(restore(asked)).rejects.toMatchObject({ code: expect.stringMatching(/^OBJECT_STORE_/) });
      expect(existsSync(join(beside('restored'), ORGANISATION))).toBe(false);
      store.trouble = null;
      await restore(asked);
      expect([...store.objects]).toEqual([[`valv/${ORGANISATION}/${document}`, sealed]]);
      expect(existsSync(join(beside('restored'), ORGANISATION, 'vault'))).toBe(false);
      const book = await Bidragsbok.open({ data: beside('restored'), keys: beside('keys') });
      expect((await verify(book, { withFiles: true })).faults).toEqual([]);
      await book.close();
    } finally {
      for (const name of Object.keys(setting)) Reflect.deleteProperty(process.env, name);
      await store.stop();
    }
  });

  it('is not put back where an original in it was altered', async () => {
    await backUp(scene.book, beside('backup'));
    const path = join(beside('backup'), 'vault', document.slice(0, 2), document);
    const bytes = readFileSync(path);
    bytes[40] = (bytes[40] ?? 0) ^ 1;
    writeFileSync(path, bytes);
    await expect(restore({ from: beside('backup'), data: beside('restored') })).rejects.toMatchObject({
      code: 'BACKUP_DAMAGED',
    });
  });
});
