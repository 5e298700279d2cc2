import { copyFileSync, rmSync } from 'node:fs';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { openCheckpoint, readVerifierKey } from '#transparency';

import { openNewLog } from '../genesis.js';
import { EventsLost } from '../log.events.js';
import { namedKeys } from './named-keys.js';
import { CLI, SignerScene } from './signer.fixture.js';

const refusing = (code: string) => expect.objectContaining({ code });
const decision = { body: 'Regiondirektören', date: '2026-03-01', caseNumber: 'RS 2026/1' };
const command = { commandId: 'replace', actor: CLI };

describe('a key that is lost', () => {
  let at: SignerScene;
  beforeEach(async () => {
    at = await SignerScene.begin();
    await at.append('a', 3);
  });
  afterEach(() => at.remove());
  const replace = () => at.signer.replaceKey(command, decision);

  it('is replaced by one that none hands over to, and what it signed stays valid', async () => {
    const { note } = await at.signer.checkpoint(4);
    await at.reopen(() => {
      rmSync(at.signer.keyPath);
    });
    await at.append('b');
    await expect(at.signer.checkpoint(5)).rejects.toThrow(refusing('KEY_MISSING'));
    const next = await replace();
    const [old, named] = await namedKeys(at.log);
    expect(named).toBe(next);
    const [event] = await at.log.readStream('log', 1);
    expect(event).toMatchObject({ type: 'KeyRotated', data: { old, new: next, statement: null, decision } });
    expect(openCheckpoint((await at.signer.checkpoint(6)).note, [readVerifierKey(next)]).size).toBe(6);
    expect((await at.signer.checkpoint(4)).note).toBe(note);
    // The same command again changes nothing more.
    expect([await replace(), (await namedKeys(at.log)).length]).toEqual([next, 2]);
  });

  it('is not replaced while it is there, nor where the log names none, nor while the log is held', async () => {
    await expect(replace()).rejects.toThrow(refusing('KEY_NOT_LOST'));
    await at.forget();
    await expect(replace()).rejects.toThrow(refusing('SIGNER_REMEMBERS_NOTHING'));
    const other = new SignerScene();
    other.open();
    await openNewLog(other.log, { name: 'R', software: 'specs', key: null }, { commandId: 'init', actor: CLI });
    await expect(other.signer.replaceKey(command, decision)).rejects.toThrow(refusing('KEY_UNKNOWN'));
    await other.remove();
  });

  it('since the log was put back to before another took over, gives way to that one', async () => {
    const [old] = await namedKeys(at.log);
    await at.signer.checkpoint(4);
    const before = await SignerScene.begin();
    // What a restoration puts in place: the log and the store of before, and the key that lay there last.
    await at.reopen(() => {
      for (const [from, to] of [
        [`${at.dir}/log.db`, `${before.dir}/older.db`],
        [at.store, `${before.dir}/older-signer.db`],
      ] as const)
        copyFileSync(from, to);
    });
    const later = await at.signer.rotate({ commandId: 'rotate', actor: CLI });
    await at.reopen(() => {
      copyFileSync(`${before.dir}/older.db`, `${at.dir}/log.db`);
      copyFileSync(`${before.dir}/older-signer.db`, at.store);
    });
    await before.remove();
    const lost = EventsLost.write({
      type: 'EventsLost',
      data: { after: 4, signed: 5, root: await at.signer.rootAt(4) },
    });
    await expect(at.signer.verifierKey()).rejects.toThrow(refusing('KEY_OF_ANOTHER_LOG'));
    await at.log.append({ commandId: 'restore', actor: CLI }, [{ stream: 'log', expectedRevision: 0, events: [lost] }]);
    await expect(at.signer.checkpoint(5)).rejects.toThrow(refusing('KEY_ROTATION_LOST'));
    expect(await replace()).toBe(later);
    expect(await namedKeys(at.log)).toEqual([old, later]);
    expect(openCheckpoint((await at.signer.checkpoint(5)).note, [readVerifierKey(later)]).size).toBe(5);
  });
});
