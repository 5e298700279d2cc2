import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { textCell, workbook, type WrittenSheet, writeFileWhole } from '#tabular';

import { BackupScene, tamper } from '../backup/backup.fixture.js';
import { Bidragsbok } from '../bidragsbok.js';
import { verify } from '../verification.js';
import { acceptLoss } from './accept-loss.js';
import { adoptCheckpoints } from './adopt.js';
import { heldText } from './held-text.js';

const refusing = (code: string, details = {}) =>
  expect.objectContaining({ code, details: expect.objectContaining(details) });
const ORGANISATION = '2321000164';
const payment = { grant: 'g-1', amounts: [{ pot: 'region-population', amount: '1.00' }] };
const accepted = {
  decision: { body: 'Regiondirektören', date: '2026-05-02', caseNumber: 'RS 2026/9' },
  reason: 'Disken brann.',
  by: { subject: 'person-kim', role: 'operator' },
};

describe('a book whose signer has lost its memory', () => {
  let at: BackupScene;
  let position: number;
  beforeEach(async () => {
    at = await BackupScene.begin();
    position = await at.book.log.lastPosition();
  });
  afterEach(() => at.close());
  const noteOf = async (size: number) => (await at.book.signer.checkpoint(size)).note;
  const folder = () => join(at.scene.data, ORGANISATION);
  /** Opens the book again, once something has been done to its files. */
  const reopen = async (change: () => void) => {
    await at.book.close();
    change();
    at.scene.book = await Bidragsbok.open({ ...at.scene.options, data: at.scene.data, signer: null });
  };
  const forget = (alsoTheKey = false) =>
    reopen(() => {
      const dir = join(folder(), 'signer');
      for (const name of ['signer.db', 'signer.db-wal', 'signer.db-shm']) rmSync(join(dir, name), { force: true });
      if (alsoTheKey) rmSync(join(dir, 'key'));
    });
  const pay = (id: string) => at.book.execute({ type: 'RecordGrantPayment', data: payment }, id);

  it('answers, says since when and by how many events, and neither writes nor is whole', async () => {
    await forget();
    const held = { why: 'forgotten', unattested: position };
    expect(await at.book.attestation(position)).toMatchObject({ root: null, checkpoint: null, integrityHold: held });
    await expect(pay('x')).rejects.toThrow(refusing('SIGNER_REMEMBERS_NOTHING', { unattested: position }));
    const { intact, faults } = await verify(at.book, { withFiles: false });
    expect([intact, faults]).toEqual([
      false,
      [{ verdict: 'MISSING', step: 'signer', why: 'forgotten', unattested: position }],
    ]);
  });

  it('goes on once a checkpoint is taken up, in whichever process', async () => {
    const note = await noteOf(position);
    await forget();
    const other = await Bidragsbok.open({ ...at.scene.options, data: at.scene.data, signer: null });
    expect(await other.hold()).toMatchObject({ why: 'forgotten' });
    expect(await adoptCheckpoints(at.book, note)).toEqual({ checkpoints: 1, size: position, position, unattested: 0 });
    expect([await at.book.hold(), await other.hold()]).toEqual([null, null]);
    await pay('x');
    await other.close();
    expect(await verify(at.book, { withFiles: false })).toMatchObject({ intact: true });
  });

  it('takes up all that a file bears, and says of which events nothing is left', async () => {
    const text = JSON.stringify([await noteOf(1), await noteOf(3)]);
    await forget();
    expect(await adoptCheckpoints(at.book, text)).toEqual({
      ...{ checkpoints: 2, size: 3 },
      ...{ position: position + 1, unattested: position - 2 },
    });
    expect(await at.book.log.readAll(position, 9)).toMatchObject([
      { type: 'CheckpointsLost', data: { after: 3, through: position, decision: null } },
    ]);
    expect(await at.book.hold()).toBeNull();
  });

  it('takes up nothing where an event is another than its hash', async () => {
    const note = await noteOf(position);
    await forget();
    await reopen(() => {
      tamper(join(folder(), 'log.db'), `UPDATE event SET bytes = replace(bytes, 'g-1', 'g-2') WHERE position = 3`);
    });
    const refused = refusing('LOG_NOT_INTACT', { what: 'händelsen vid position 3 (grant-g-1)' });
    await expect(adoptCheckpoints(at.book, note)).rejects.toThrow(refused);
    await expect(acceptLoss(at.book, accepted)).rejects.toThrow(refused);
    expect(await at.book.signer.signed()).toEqual([]);
  });

  it('takes up what is not lost too, and refuses what bears no checkpoint', async () => {
    const text = await noteOf(3);
    expect(await adoptCheckpoints(at.book, text)).toMatchObject({ size: 3, position });
    await expect(adoptCheckpoints(at.book, 'Saldo 1')).rejects.toThrow(refusing('CHECKPOINT_NOT_FOUND'));
  });

  describe('and nobody has a checkpoint,', () => {
    it('goes on by a decision that stands in the log, signed anew', async () => {
      await forget();
      const told = await acceptLoss(at.book, accepted);
      expect(told).toMatchObject({ position: position + 1, through: position, checkpoint: expect.any(String) });
      const [event] = await at.book.log.readAll(position, 9);
      expect(event).toMatchObject({
        ...{ type: 'CheckpointsLost', actor: accepted.by, private: { reason: 'Disken brann.' } },
        data: { after: 0, through: position, decision: accepted.decision },
      });
      await pay('x');
      expect(await verify(at.book, { withFiles: false })).toMatchObject({ intact: true });
      await expect(acceptLoss(at.book, accepted)).rejects.toThrow(refusing('SIGNER_REMEMBERS'));
    });

    it('completes an acceptance that was cut off before it was signed', async () => {
      await forget();
      await acceptLoss(at.book, accepted);
      await forget();
      expect(await acceptLoss(at.book, accepted)).toMatchObject({ position: position + 1, through: position });
      expect((await at.book.signer.signed()).map(({ size }) => size)).toEqual([position + 1]);
      await pay('x');
    });

    it('goes on also where the key is gone with it, once another is named', async () => {
      await forget(true);
      expect(await acceptLoss(at.book, accepted)).toMatchObject({
        checkpoint: null,
        unsigned: { code: 'KEY_MISSING' },
      });
      await expect(pay('x')).rejects.toThrow(refusing('KEY_MISSING'));
      const key = await at.book.replaceKey('replace', accepted.decision);
      expect((await at.book.verifierKeys()).at(-1)).toBe(key);
      await pay('x');
      expect(await verify(at.book, { withFiles: false })).toMatchObject({ intact: true });
    });

    it('is no way out of another hold', async () => {
      await noteOf(position);
      await reopen(() => {
        tamper(join(folder(), 'log.db'), `DELETE FROM event WHERE position = ${position}`);
      });
      await expect(acceptLoss(at.book, accepted)).rejects.toThrow(refusing('INTEGRITY_HOLD'));
    });
  });

  describe('reads a checkpoint in every form that one is handed out in:', () => {
    const line = (note: string) => {
      const [origin = '', size = '', root = '', , signature = ''] = note.split('\n');
      return `#PROSA "Utdrag. Kontrollpunkt: ${origin} ${size} ${root}, signatur ${signature.split(' ').at(-1) ?? ''}."\r\n`;
    };
    const sheet = (note: string): WrittenSheet => ({
      name: 'Utdrag',
      columns: [
        { heading: 'Konto', holds: 'text' },
        { heading: 'Text', holds: 'text' },
      ],
      head: [[textCell('Position')], [textCell('Kontrollpunkt'), textCell(note)], []],
      rows: [[textCell('4010'), textCell('x')]],
    });
    it.each<[string, (note: string) => Iterable<Uint8Array> | AsyncIterable<Uint8Array>]>([
      ['a note', (note) => [Buffer.from(note)]],
      ['a report', (note) => [Buffer.from(`Saldo  1\n\nKontrollpunkt\n${note}`)]],
      ['an answer in JSON', (note) => [Buffer.from(JSON.stringify({ position: 3, checkpoint: note }))]],
      ['a SIE file', (note) => [Buffer.from(line(note), 'latin1')]],
      ['a workbook', (note) => workbook([sheet(note)]) as AsyncIterable<Uint8Array>],
    ])('%s', async (_, chunks) => {
      const note = await noteOf(3);
      const { path } = await writeFileWhole(at.path('kept'), chunks(note));
      const text = await heldText(path);
      const backup = await at.backUp();
      expect(await at.restore(backup, { checkpoint: text })).toMatchObject({
        heldAgainst: [{ checkpoints: 1, upTo: 3 }],
      });
      await forget();
      await adoptCheckpoints(at.book, text);
      expect((await at.book.signer.signed()).map((signed) => signed.note)).toEqual([note]);
    });

    it('and says so where there is no file', async () => {
      await expect(heldText(at.path())).rejects.toThrow(refusing('FILE_NOT_FOUND'));
      const path = at.path();
      writeFileSync(path, 'PK\u0003\u0004 and no more');
      await expect(heldText(path)).rejects.toThrow(refusing('WORKBOOK_BROKEN'));
    });
  });
});
