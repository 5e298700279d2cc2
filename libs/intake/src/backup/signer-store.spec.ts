import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { SqliteCheckpoints } from '#event-log';

import { Bidragsbok } from '../bidragsbok.js';
import { BackupScene, filesIn, namesIn } from './backup.fixture.js';
import type { Restored } from './restore.js';
import { SignerStore } from './signer-store.js';

const refusing = (code: string, details = {}) =>
  expect.objectContaining({ code, details: expect.objectContaining(details) });
const ORGANISATION = '2321000164';

describe('a backup that is put back', () => {
  let at: BackupScene;
  let backup: string;
  let position: number;
  beforeEach(async () => {
    at = await BackupScene.begin();
    backup = await at.backUp();
    position = await at.book.log.lastPosition();
  });
  afterEach(() => at.close());
  const open = ({ folder }: Restored, signer: string | null = null) =>
    Bidragsbok.open({ ...at.scene.options, data: dirname(folder), signer });

  describe('meets the store of its signer,', () => {
    let signer: string;
    const dir = () => join(signer, ORGANISATION);
    beforeEach(() => {
      signer = at.path('signer');
      mkdirSync(dir(), { recursive: true });
    });
    const expectMissing = (to: number) =>
      expect(at.restore(backup, { signer })).rejects.toThrow(refusing('EVENTS_MISSING', { from: position + 1, to }));
    const survive = async () => {
      await at.book.signer.checkpoint(await at.book.log.lastPosition());
      await at.book.signer.copyTo(join(dir(), 'signer.db'), await at.book.log.lastPosition());
      copyFileSync(at.book.signer.keyPath, join(dir(), 'key'));
    };

    it('and finds that it was all there', async () => {
      await survive();
      const restored = await at.restore(backup, { signer });
      expect(restored).toMatchObject({
        heldAgainst: [{ by: 'signer' }],
        lost: null,
        setAside: null,
        key: { isThere: true },
      });
      expect(namesIn(dir())).toEqual(['key', 'signer.db']);
      expect(namesIn(restored.folder)).toEqual(['files', 'log.db']);
      const book = await open(restored, signer);
      expect(await book.signer.hold()).toBeNull();
      await book.close();
    });

    it('and is in its place where there was none', async () => {
      const book = await open(await at.restore(backup, { signer }), signer);
      expect((await book.signer.signed())[0]?.size).toBe(position);
      await book.close();
    });

    it('and is in its place where that one has forgotten all, and was never closed', async () => {
      const forgotten = SqliteCheckpoints.open(join(dir(), 'signer.db'));
      await forgotten.heldSince('2026-05-01T00:00:00.000Z');
      const book = await open(await at.restore(backup, { signer }), signer);
      expect([(await book.signer.signed())[0]?.size, await book.signer.hold()]).toEqual([position, null]);
      await book.close();
      await forgotten.close();
    });

    it('and says where that one cannot be read', async () => {
      const file = join(dir(), 'signer.db');
      writeFileSync(file, 'nothing like a store'.repeat(100));
      await expect(at.restore(backup, { signer })).rejects.toThrow(refusing('SIGNER_UNREADABLE', { file }));
    });

    it('and the key that took over among the lost events is told of, and named again by a decision', async () => {
      const old = await at.book.signer.verifierKey();
      const later = await at.book.rotateKey('later');
      await survive();
      await expectMissing(position + 1);
      const restored = await at.restore(backup, { signer, acceptLoss: true, key: old });
      const book = await open(restored, signer);
      const end = position + 1;
      expect(await book.attestation(end)).toMatchObject({ checkpoint: null, unsigned: { code: 'KEY_ROTATION_LOST' } });
      const decision = { body: 'Regiondirektören', date: '2026-05-02', caseNumber: 'RS 2026/9' };
      expect(await book.replaceKey('later-again', decision)).toBe(later);
      expect(await book.verifierKeys()).toEqual([old, later]);
      expect(await book.attestation(end + 1)).toMatchObject({ checkpoint: expect.any(String) });
      await book.close();
    });

    it('and sets it aside where it speaks of events that are lost, also when it is cut off there', async () => {
      await at.pay(2);
      await survive();
      await expectMissing(position + 2);
      expect(namesIn(dir())).toEqual(['key', 'signer.db']);
      // The store is changed, and then the log is not put in its place.
      const scratch = at.path('scratch');
      mkdirSync(scratch);
      const cut = await new SignerStore(dir(), scratch).take(join(backup, 'signer', 'signer.db'), position);
      expect(cut).toBe(join(dir(), 'signer-lost-1.db'));
      await expectMissing(position + 2);
      const restored = await at.restore(backup, { signer, acceptLoss: true });
      const book = await open(restored, signer);
      expect((await book.log.readAll(position, 10)).map(({ type }) => type)).toEqual(['EventsLost']);
      expect(await book.attestation(position + 1)).toMatchObject({ checkpoint: expect.any(String) });
      const told = await book.log.readStream('log');
      expect(told.at(-1)?.data).toMatchObject({ signed: position + 2 });
      await at.book.close();
      at.scene.book = book;
      // What is set aside and told of is no loss of the log that goes on.
      backup = await at.backUp();
      expect(await at.restore(backup, { signer })).toMatchObject({ lost: null, position: position + 1 });
      expect(namesIn(dir())).toEqual(['key', 'signer-lost-1.db', 'signer.db']);
    });

    it('also where it is all that is left in the folder', async () => {
      const data = at.path('data');
      const folder = join(data, ORGANISATION);
      signer = folder;
      await at.pay(1);
      await at.book.signer.checkpoint(await at.book.log.lastPosition());
      mkdirSync(join(folder, 'signer'), { recursive: true });
      await at.book.signer.copyTo(join(folder, 'signer', 'signer.db'), position + 1);
      copyFileSync(at.book.signer.keyPath, join(folder, 'signer', 'key'));
      writeFileSync(join(folder, 'read.db'), 'of another log');
      await expect(at.restore(backup, { data })).rejects.toThrow(refusing('EVENTS_MISSING'));
      const restored = await at.restore(backup, { data, acceptLoss: true });
      expect(restored.setAside).toBe(join(folder, 'signer', 'signer-lost-1.db'));
      const book = await open(restored);
      expect(await book.attestation(position + 1)).toMatchObject({ checkpoint: expect.any(String) });
      expect(filesIn(folder)).toEqual(expect.arrayContaining(['log.db', expect.stringMatching(/^files\/.*\.br$/)]));
      await book.close();
    });
  });
});
