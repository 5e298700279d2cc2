import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { openDatabase } from '#sqlite';

import { openNewLog } from '../genesis.js';
import { holdError } from './hold.js';
import { CLI, SignerScene } from './signer.fixture.js';
import { SqliteCheckpoints } from './sqlite-checkpoints.js';

const by = { actor: CLI };
const refusing = (code: string, details = {}) =>
  expect.objectContaining({ code, details: expect.objectContaining(details) });

describe("the signer's memory", () => {
  let at: SignerScene;
  beforeEach(async () => {
    at = await SignerScene.begin();
    await at.append('a', 4);
  });
  afterEach(() => at.remove());
  const typesAfter = async (position: number) => (await at.log.readAll(position, 9)).map(({ type }) => type);

  describe('where it is gone, holds the log', () => {
    const expectHeld = async (since: number) => {
      const held = {
        ...{ why: 'forgotten', since: new Date(since).toISOString() },
        ...{ position: 5, unattested: 5, store: at.store },
      };
      expect(await at.signer.hold()).toEqual(held);
      const refused = refusing('SIGNER_REMEMBERS_NOTHING', { since: held.since, unattested: 5, store: at.store });
      await expect(at.signer.checkpoint(5)).rejects.toThrow(refused);
      await expect(at.signer.checkpoint(1)).rejects.toThrow(refused);
      await expect(at.signer.sign('a\n')).rejects.toThrow(refused);
      await expect(at.signer.rotate({ commandId: 'rotate', actor: CLI })).rejects.toThrow(refused);
      await expect(at.append('b')).rejects.toThrow(refused);
      expect([await at.signer.signed(), await at.log.lastPosition()]).toEqual([[], 5]);
    };

    it('from when it was first missed until it is put back', async () => {
      const kept = `${at.store}.kept`;
      await at.reopen(() => {
        copyFileSync(at.store, kept);
      });
      at.now += 1000;
      await at.forget();
      await expectHeld(at.now);
      const since = at.now;
      at.now += 1000;
      await at.reopen();
      await expectHeld(since);
      await at.forget(() => {
        copyFileSync(kept, at.store);
      });
      expect(await at.signer.hold()).toBeNull();
      await at.append('b');
    });

    it('also where its file is there and empty', async () => {
      await at.forget(() => {
        writeFileSync(at.store, '');
      });
      await expectHeld(at.now);
    });

    it('and says what to do', () => {
      const hold = { why: 'forgotten', since: 'x', position: 5, store: '/s/signer.db', unattested: 5 } as const;
      for (const said of ['/s/signer.db', 'BIDRAGSBOK_SIGNER', 'checkpoint adopt', 'checkpoint accept-loss']) {
        expect(holdError(hold).message).toContain(said);
      }
      expect(holdError({ ...hold, why: 'foreign' }).message).toContain('utbytt');
    });
  });

  it.each([
    ['cut off', (content: Buffer) => content.subarray(0, 5000)],
    ['no store', () => Buffer.from('nothing like a store'.repeat(100))],
    ['that of a log', () => readFileSync(`${at.dir}/log.db`)],
  ])('is refused where its file is %s', async (_, change) => {
    const content = new Promise<Buffer>((resolve) => {
      void at.reopen(() => {
        resolve(readFileSync(at.store));
      });
    });
    const path = `${at.dir}/damaged.db`;
    writeFileSync(path, change(await content));
    const read = async () => SqliteCheckpoints.open(path).all();
    await expect(read()).rejects.toThrow(refusing('SIGNER_UNREADABLE', { file: path }));
  });

  it('of another log holds it, and is left to be that', async () => {
    const other = await SignerScene.begin();
    await other.append('a', 8);
    await other.signer.checkpoint(9);
    await other.reopen();
    await at.forget(() => {
      copyFileSync(other.store, at.store);
    });
    expect(await at.signer.hold()).toMatchObject({ why: 'foreign', position: 5, unattested: 5, store: at.store });
    await expect(at.append('b')).rejects.toThrow(refusing('SIGNER_OF_ANOTHER_LOG', { unattested: 5 }));
    const { note } = await other.signer.checkpoint(1);
    await expect(at.signer.adopt(note, by)).rejects.toThrow(refusing('CHECKPOINT_NOT_OURS'));
    await other.remove();
  });

  describe('is given back by a checkpoint that somebody has kept', () => {
    const keptOf = async (size: number) => (await at.signer.checkpoint(size)).note;

    it('of the whole log: nothing is lost', async () => {
      const note = await keptOf(5);
      await at.forget();
      expect(await at.signer.adopt(note, by)).toMatchObject({ size: 5, note });
      expect([await at.signer.hold(), await at.log.lastPosition()]).toEqual([null, 5]);
      expect((await at.signer.checkpoint(5)).note).toBe(note);
      await at.append('b');
    });

    it('of its beginning: the log says of which events nothing is left', async () => {
      const note = await keptOf(3);
      await at.signer.checkpoint(5);
      const root = await at.signer.rootAt(5);
      await at.forget();
      await at.signer.adopt(note, by);
      await at.signer.adopt(note, by);
      expect((await at.log.readAll(5, 9)).map(({ data }) => data)).toEqual([
        { after: 3, through: 5, root, decision: null },
      ]);
      expect(await at.signer.hold()).toBeNull();
      await at.append('b');
    });

    it('also where it was cut off after it had said so', async () => {
      const note = await keptOf(3);
      await at.forget();
      await at.signer.adopt(note, by);
      await at.forget();
      expect(await at.signer.hold()).toMatchObject({ why: 'forgotten', position: 6 });
      await at.signer.adopt(note, by);
      expect(await typesAfter(5)).toEqual(['CheckpointsLost']);
      expect(await at.signer.hold()).toBeNull();
    });

    it('but not by one that is no beginning of the log, of more events, of another log or by another key', async () => {
      const note = await keptOf(5);
      await at.append('b', 2);
      const beyond = await keptOf(7);
      await at.reopen(() => {
        const db = openDatabase(`${at.dir}/log.db`, '', { synchronous: 'OFF', secureDelete: false });
        db.exec('DROP TRIGGER event_stays; DROP TRIGGER event_stands_until_pruned');
        db.exec('DELETE FROM event WHERE position > 5; UPDATE event SET leaf = zeroblob(32) WHERE position = 5');
        db.close();
      });
      await at.forget();
      const adopting = (text: string) => expect(at.signer.adopt(text, by)).rejects;
      await adopting(note).toThrow(refusing('CHECKPOINT_DIFFERS', { size: 5 }));
      await adopting(beyond).toThrow(refusing('CHECKPOINT_BEYOND_LOG', { size: 7, position: 5, missing: 2 }));
      await adopting(note.replace('\n5\n', '\n4\n')).toThrow(refusing('CHECKPOINT_NOT_OURS', { size: '4' }));
      const origin = 'bidragsbok/5555555555';
      await adopting(note.replace(/^.*/, origin)).toThrow(refusing('CHECKPOINT_OF_ANOTHER_LOG', { origin }));
      expect(await at.signer.signed()).toEqual([]);
      expect(await typesAfter(5)).toEqual([]);
    });

    it('and takes up nothing where the log differs from what it remembers', async () => {
      const note = await keptOf(3);
      await at.signer.checkpoint(5);
      await at.reopen(() => {
        const db = openDatabase(`${at.dir}/log.db`, '', { synchronous: 'OFF', secureDelete: false });
        db.exec('DROP TRIGGER event_stays; DELETE FROM event WHERE position > 4');
        db.close();
      });
      await expect(at.signer.adopt(note, by)).rejects.toThrow(refusing('INTEGRITY_HOLD', { missing: 1 }));
    });
  });
});

describe('a log that was never signed', () => {
  let at: SignerScene;
  afterEach(() => at.remove());

  it('is signed before its second event, where whoever opened it was cut off', async () => {
    at = await SignerScene.begin({ signs: false });
    await at.forget();
    expect(await at.signer.hold()).toBeNull();
    await at.append('a');
    expect((await at.signer.signed()).map(({ size }) => size)).toEqual([1]);
  });

  it('and cannot be, takes nothing', async () => {
    at = await SignerScene.begin({ signs: false });
    await at.reopen(() => {
      rmSync(at.signer.keyPath);
    });
    await expect(at.append('a')).rejects.toThrow(refusing('KEY_MISSING'));
    expect(await at.log.lastPosition()).toBe(1);
  });

  it('since it names no key, is held by nothing; and is signed from the key that it then names', async () => {
    at = new SignerScene();
    at.open();
    await openNewLog(at.log, { name: 'Region Exempel', software: 'specs', key: null }, { commandId: 'i', actor: CLI });
    await at.append('a', 3);
    await at.forget();
    expect(await at.signer.hold()).toBeNull();
    await at.append('b');
    const command = { commandId: 'rotate', actor: CLI };
    await at.signer.rotate(command);
    expect((await at.signer.signed()).map(({ size }) => size)).toEqual([6]);
    // As where the process died before it signed by the new key.
    await at.forget();
    expect(await at.signer.hold()).toBeNull();
    await at.append('c');
    expect((await at.signer.signed()).map(({ size }) => size)).toEqual([6]);
    await at.forget();
    expect(await at.signer.hold()).toMatchObject({ why: 'forgotten' });
  });
});
