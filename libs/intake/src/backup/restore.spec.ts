import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { newKey, writeKey } from '#event-log';

import { Bidragsbok } from '../bidragsbok.js';
import { BackupScene, fileIn, filesIn, flip, forge, namesIn, tamper } from './backup.fixture.js';
import type { Restored } from './restore.js';

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
  const noteAt = async (size?: number) =>
    (await at.book.signer.checkpoint(size ?? (await at.book.log.lastPosition()))).note;
  /** Refused, and nothing is left of it. */
  const expectRefusal = async (code: string, details: object, more: object = {}) => {
    const data = at.path('data');
    await expect(at.restore(backup, { data, ...more })).rejects.toThrow(refusing(code, details));
    expect(existsSync(data)).toBe(false);
  };

  it('is the same book, unsigned until its key is there', async () => {
    const restored = await at.restore(backup);
    expect(restored).toMatchObject({ organisation: ORGANISATION, position, keptFiles: 1, heldAgainst: [], lost: null });
    expect(restored.key).toEqual({ path: join(restored.folder, 'signer', 'key'), isThere: false });
    expect(namesIn(restored.folder)).toEqual(['files', 'log.db', 'signer']);
    const book = await open(restored);
    expect(await book.models.digest()).toBe(await at.book.models.digest());
    expect(await book.attestation(position)).toMatchObject({ root: restored.root, checkpoint: await noteAt() });
    await book.execute(
      { type: 'RecordGrantPayment', data: { grant: 'g-1', amounts: [{ pot: 'region-population', amount: '1.00' }] } },
      'x',
    );
    expect(await book.attestation(position + 1)).toMatchObject({ checkpoint: null, unsigned: { code: 'KEY_MISSING' } });
    copyFileSync(at.book.signer.keyPath, book.signer.keyPath);
    expect(await book.attestation(position + 1)).toMatchObject({ checkpoint: expect.any(String) });
    await book.close();
  });

  it('is rehearsed without anything being left', async () => {
    const data = at.path('data');
    expect(await at.restore(backup, { data, dryRun: true })).toMatchObject({ dryRun: true, position, setAside: null });
    expect(existsSync(data)).toBe(false);
  });

  it('never takes the place of a log, nor what is left of one', async () => {
    await expect(at.restore(backup, { data: at.scene.data })).rejects.toThrow(refusing('LOG_EXISTS'));
    const data = at.path('data');
    fileIn(join(data, ORGANISATION), 'log.db-wal');
    await expect(at.restore(backup, { data })).rejects.toThrow(
      refusing('RESTORE_PLACE_TAKEN', { names: ['log.db-wal'] }),
    );
    expect(filesIn(data)).toEqual([`${ORGANISATION}/log.db-wal`]);
  });

  it('is that of the organisation that is meant, by the key that is meant', async () => {
    await expectRefusal('LOG_OF_ANOTHER_ORGANISATION', { found: ORGANISATION }, { organisation: '5555555555' });
    await expectRefusal('KEY_MALFORMED', {}, { key: 'x' });
    const [key = ''] = await at.book.verifierKeys();
    const other = at.path('key');
    writeKey(join(other, 'key'), newKey());
    const stranger = `${key.slice(0, -4)}AAA=`;
    await expectRefusal('KEY_MALFORMED', {}, { key: stranger });
    expect(await at.restore(backup, { key: `${key}\n` })).toMatchObject({ position });
    const theirs = await BackupScene.begin();
    await theirs.book.rotateKey('theirs');
    const [, unknown] = await theirs.book.verifierKeys();
    await theirs.close();
    await expectRefusal('BACKUP_DAMAGED', { file: 'manifest' }, { key: unknown });
  });

  it('names the file in which a byte is another, and the one that is gone', async () => {
    for (const file of filesIn(backup)) {
      const path = join(backup, file);
      for (const byte of [0, Math.floor(statSync(path).size / 2), statSync(path).size - 2]) {
        flip(path, byte);
        await expectRefusal('BACKUP_DAMAGED', { file });
        flip(path, byte);
      }
      if (file === 'manifest') continue;
      renameSync(path, `${path}.gone`);
      await expectRefusal('BACKUP_DAMAGED', { file });
      renameSync(`${path}.gone`, path);
    }
    rmSync(join(backup, 'manifest'));
    await expectRefusal('BACKUP_UNREADABLE', {});
  });

  it('is hashed again, whoever has signed its list', async () => {
    await forge(at.book, backup, (text) => text.replace(`\n${position}\n`, `\n${position - 1}\n`));
    await expectRefusal('BACKUP_NOT_INTACT', { what: `kontrollpunkten över ${position - 1} händelser` });
    await forge(at.book, backup, (text) => text.replace(`\n${position - 1}\n`, `\n${position}\n`));
    tamper(join(backup, 'log.db'), `UPDATE event SET bytes = replace(bytes, 'g-1', 'g-2') WHERE position = 3`);
    await forge(at.book, backup);
    await expectRefusal('BACKUP_NOT_INTACT', { what: 'händelsen vid position 3 (grant-g-1)' });
  });

  it('copies nothing that a list names outside of the backup', async () => {
    await forge(at.book, backup, (text) => text.replace(' checkpoint', ' ../checkpoint'));
    await expectRefusal('BACKUP_DAMAGED', { file: 'manifest' });
  });

  describe('is held against what was kept elsewhere,', () => {
    it('a note, or the text or JSON of what bears one', async () => {
      const note = await noteAt(3);
      const held = [note, `Saldo  1\n\nKontrollpunkt\n${note}`, JSON.stringify({ position: 3, checkpoint: note })];
      for (const checkpoint of [...held, note.replaceAll('\n', '\r\n')]) {
        expect(await at.restore(backup, { checkpoint })).toMatchObject({
          heldAgainst: [{ by: 'checkpoint', checkpoints: 1, upTo: 3 }],
        });
      }
      await expectRefusal('CHECKPOINT_NOT_FOUND', {}, { checkpoint: 'Saldo 1' });
      await expectRefusal('CHECKPOINT_NOT_OURS', { size: '2' }, { checkpoint: note.replace('\n3\n', '\n2\n') });
    });

    it('and where events that were signed are not in it, says which', async () => {
      const [last] = await at.book.log.readAll(position - 1, 1);
      await at.pay(2);
      const missing = { from: position + 1, to: position + 2, since: last?.recordedAt };
      const checkpoint = await noteAt();
      await expectRefusal('EVENTS_MISSING', missing, { checkpoint });
      await expectRefusal('EVENTS_MISSING', missing, { checkpoint, dryRun: true });
      const data = at.path('data');
      expect(await at.restore(backup, { data, checkpoint, acceptLoss: true, dryRun: true })).toMatchObject({
        lost: missing,
      });
      expect(existsSync(data)).toBe(false);
    });

    it('and a loss that is accepted stands in the log', async () => {
      await at.pay(2);
      const { note, root } = await at.book.signer.checkpoint(position + 2);
      const restored = await at.restore(backup, { checkpoint: note, acceptLoss: true });
      const book = await open(restored);
      const [event] = await book.log.readAll(position, 10);
      expect(event).toMatchObject({
        ...{ type: 'EventsLost', stream: 'log', position: position + 1 },
        data: { after: position, signed: position + 2, root: Buffer.from(root, 'hex').toString('base64') },
      });
      await book.close();
    });

    it('and another history is refused, whatever is accepted', async () => {
      const lost = await at.restore(backup, { checkpoint: await after(1), acceptLoss: true });
      at.scene.book = await reopened(lost);
      backup = await at.backUp();
      await expectRefusal('HISTORY_DIFFERS', { size: position + 1 }, { checkpoint: said, acceptLoss: true });
    });
    let said = '';
    const after = async (count: number) => {
      await at.pay(count);
      return (said = await noteAt());
    };
    /** The book that was put back, with the key of the one before it. */
    const reopened = async (restored: Restored) => {
      copyFileSync(at.book.signer.keyPath, restored.key.path);
      await at.book.close();
      return open(restored);
    };
  });

  it('removes what a restoration that was killed left', async () => {
    const data = at.path('data');
    const left = join(data, `.${ORGANISATION}.nowhere-1-00000000-0000-0000-0000-000000000000`);
    mkdirSync(left, { recursive: true });
    await at.restore(backup, { data });
    expect(readFileSync(join(data, ORGANISATION, 'log.db')).length).toBeGreaterThan(0);
    expect(readdirSync(data)).toContain(ORGANISATION);
  });
});
