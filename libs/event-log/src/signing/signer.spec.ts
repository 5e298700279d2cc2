import { chmodSync, copyFileSync, existsSync, mkdtempSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { openDatabase } from '#sqlite';
import { openCheckpoint, openNote, readVerifierKey, rootAt } from '#transparency';

import { command, fact, NOON, ORGANISATION, write } from '../contract/scene.contract.js';
import { openNewLog } from '../genesis.js';
import { SqliteEventLog } from '../sqlite/sqlite-event-log.js';
import { newKey, readKey, seededKey, writeKey } from './key-file.js';
import { namedKeys } from './named-keys.js';
import { holdError } from './hold.js';
import { Signer } from './signer.js';

const cli = { subject: 'system:cli', role: 'operator' };

describe('the signer', () => {
  let dir: string;
  let log: SqliteEventLog;
  let signer: Signer;
  let now: number;
  const openLog = () => SqliteEventLog.open({ dir, organisation: ORGANISATION, clock: () => now });
  const openSigner = () => new Signer({ dir: join(dir, 'signer'), log, clock: () => now });
  const append = async (name: string, count = 1) => {
    const events = Array.from({ length: count }, (_, at) => fact({ name, at }));
    await log.append(command(name), [write(name, -1, ...events)]);
  };
  const reopen = async (change: () => void) => {
    await signer.close();
    await log.close();
    change();
    log = openLog();
    signer = openSigner();
  };
  const copy = (to: string, from = 'log.db') => {
    copyFileSync(join(dir, from), join(dir, to));
  };

  beforeEach(async () => {
    now = NOON;
    dir = mkdtempSync(join(tmpdir(), 'bidragsbok-signer-'));
    log = openLog();
    signer = openSigner();
    signer.makeKey();
    const genesis = { name: 'Region Exempel', software: 'specs', key: await signer.verifierKey() };
    await openNewLog(log, genesis, { commandId: 'init', actor: cli });
    await signer.checkpoint(1);
  });
  afterEach(async () => {
    await signer.close();
    await log.close();
    rmSync(dir, { recursive: true });
  });

  const keys = async () => (await namedKeys(log)).map(readVerifierKey);
  const opened = async (size: number) => openCheckpoint((await signer.checkpoint(size)).note, await keys());

  it('signs what the log is, by the key that the log names', async () => {
    await append('a', 300);
    expect(await opened(301)).toEqual({
      origin: `bidragsbok/${ORGANISATION}`,
      size: 301,
      root: await rootAt((...asked) => log.hashes(...asked), 301),
    });
  });

  it('gives the same note for the same size for ever, later and earlier ones too', async () => {
    await append('a', 5);
    const [sixth, third] = [await signer.checkpoint(6), await signer.checkpoint(3)];
    now += 1000;
    await append('b', 5);
    const eleventh = await signer.checkpoint(11);
    expect([await signer.checkpoint(6), await signer.checkpoint(3)]).toEqual([sixth, third]);
    expect((await signer.signed()).map(({ size }) => size)).toEqual([11, 6, 3, 1]);
    expect((await signer.signed())[0]).toEqual(eleventh);
    expect(await signer.hold()).toBeNull();
  });

  it('signs once where two processes sign the same at the same time', async () => {
    await append('a', 5);
    const other = openSigner();
    const notes = await Promise.all(
      [1, 2, 3, 4, 5, 6].flatMap((size) => [signer.checkpoint(size), other.checkpoint(size)]),
    );
    expect(new Set(notes.map(({ note }) => note)).size).toBe(6);
    await other.close();
  });

  describe('holds, and signs nothing more,', () => {
    beforeEach(async () => {
      await append('a', 4);
      await signer.checkpoint(5);
      await signer.checkpoint(3);
    });
    const expectHold = async (held: object) => {
      await expect(signer.checkpoint(1)).rejects.toMatchObject({ code: 'INTEGRITY_HOLD' });
      await expect(signer.checkpoint(5)).rejects.toMatchObject({ code: 'INTEGRITY_HOLD' });
      expect(await signer.hold()).toMatchObject(held);
      expect((await signer.signed()).map(({ size }) => size)).toEqual([5, 3, 1]);
    };

    it('where events at the end are gone', async () => {
      await reopen(() => {
        const db = openDatabase(join(dir, 'log.db'), '', { synchronous: 'OFF', secureDelete: false });
        db.exec('DROP TRIGGER event_stays; DELETE FROM event WHERE position > 3');
        db.close();
      });
      await expectHold({ position: 3, signed: 5, missing: 2, agreesTo: 3, signedAt: '2026-03-01T12:00:00.000Z' });
      // Others in their place are no remedy.
      await append('b', 4);
      await expectHold({ position: 7, signed: 5, missing: 0, agreesTo: 3 });
    });

    it('where an older copy was put back, until the log is there again', async () => {
      await reopen(() => {
        copy('older.db');
      });
      await append('b', 2);
      await signer.checkpoint(7);
      await reopen(() => {
        renameSync(join(dir, 'log.db'), join(dir, 'newer.db'));
        copy('log.db', 'older.db');
      });
      now += 60_000;
      const since = new Date(now).toISOString();
      expect(await signer.hold()).toMatchObject({ since, missing: 2, agreesTo: 5 });
      now += 60_000;
      await reopen(() => undefined);
      expect(await signer.hold()).toMatchObject({ since });
      await reopen(() => {
        copy('log.db', 'newer.db');
      });
      expect(await signer.hold()).toBeNull();
      expect((await signer.checkpoint(7)).size).toBe(7);
    });

    it('where a leaf is another', async () => {
      await reopen(() => {
        const db = openDatabase(join(dir, 'log.db'), '', { synchronous: 'OFF', secureDelete: false });
        db.exec('DROP TRIGGER event_stands_until_pruned; UPDATE event SET leaf = zeroblob(32) WHERE position = 2');
        db.close();
      });
      await expectHold({ position: 5, signed: 5, missing: 0, agreesTo: 1 });
    });

    it('and says so in a refusal', () => {
      const hold = {
        why: 'differs',
        since: 'x',
        position: 3,
        signed: 5,
        signedAt: 'y',
        agreesTo: 3,
        missing: 2,
      } as const;
      expect(holdError(hold).message).toContain('2 händelser saknas');
      expect(holdError({ ...hold, missing: 0 }).message).toContain('händelser är ändrade');
    });
  });

  it('keeps what it signed though the log is put back and grown anew', async () => {
    await signer.checkpoint(1);
    const db = openDatabase(join(dir, 'signer', 'signer.db'), '', { synchronous: 'OFF', secureDelete: false });
    expect(() => {
      db.exec('DELETE FROM checkpoint');
    }).toThrow('never deleted');
    expect(() => {
      db.exec('UPDATE checkpoint SET size = 2');
    }).toThrow('never rewritten');
    db.close();
  });

  describe('its key', () => {
    const path = () => join(dir, 'signer', 'key');

    it('lies in a file that nobody else may read', () => {
      expect(statSync(path()).mode & 0o777).toBe(0o600);
    });

    it('is not used where others may have read it', async () => {
      await reopen(() => {
        chmodSync(path(), 0o640);
      });
      await expect(signer.verifierKey()).rejects.toMatchObject({ code: 'KEY_OPEN_TO_OTHERS' });
    });

    it('is missed', async () => {
      await reopen(() => {
        rmSync(path());
      });
      await expect(signer.verifierKey()).rejects.toMatchObject({ code: 'KEY_MISSING' });
    });

    it.each(['', 'nothing like a key', newKey().export({ format: 'pem', type: 'pkcs8' }).slice(0, 60)])(
      'is refused where its file is damaged: %j',
      async (text) => {
        await reopen(() => {
          writeFileSync(path(), text);
        });
        await expect(signer.verifierKey()).rejects.toMatchObject({ code: 'KEY_DAMAGED' });
      },
    );

    it('is refused where the log names another', async () => {
      await reopen(() => {
        writeKey(path(), newKey());
      });
      await expect(signer.verifierKey()).rejects.toMatchObject({ code: 'KEY_OF_ANOTHER_LOG' });
    });

    it('is made once', () => {
      const key = readKey(path());
      signer.makeKey();
      expect(readKey(path()).equals(key)).toBe(true);
      expect(seededKey('a').equals(seededKey('a'))).toBe(true);
      expect(seededKey('a').equals(seededKey('b'))).toBe(false);
    });
  });

  describe('another key', () => {
    const rotate = () => signer.rotate({ commandId: 'rotate', actor: cli });

    it('takes over by an event that the old one has signed, and what the old one signed stays valid', async () => {
      await append('a', 3);
      const before = await signer.checkpoint(2);
      const next = await rotate();
      const [old, named] = await keys();
      if (old === undefined || named === undefined) throw new Error('Two keys are named');
      expect((await namedKeys(log))[1]).toBe(next);
      const [event] = await log.readStream('log', 1);
      const { statement } = event?.data as { readonly statement: string };
      expect(openNote(statement, [old]).text).toBe(`bidragsbok.key/v1\nbidragsbok/${ORGANISATION}\n${next}\n`);
      // The old one spoke for the log up to here, the new one from here on.
      expect(openCheckpoint((await signer.checkpoint(4)).note, [old]).size).toBe(4);
      expect(openCheckpoint((await signer.checkpoint(5)).note, [named]).size).toBe(5);
      expect(await signer.checkpoint(2)).toEqual(before);
      // The same command again changes nothing more.
      expect([await rotate(), (await namedKeys(log)).length]).toEqual([next, 2]);
      expect(existsSync(join(dir, 'signer', 'key.next'))).toBe(false);
    });

    it('takes over also where the process died before the file had its name', async () => {
      const before = readKey(signer.keyPath);
      await rotate();
      await reopen(() => {
        renameSync(signer.keyPath, `${signer.keyPath}.next`);
        writeKey(signer.keyPath, before);
      });
      await append('a');
      const [, named] = await keys();
      expect(openCheckpoint((await signer.checkpoint(3)).note, named === undefined ? [] : [named]).size).toBe(3);
      expect(readKey(signer.keyPath).equals(before)).toBe(false);
    });

    it('changes nothing where the process died before the event', async () => {
      await reopen(() => {
        writeKey(`${signer.keyPath}.next`, newKey());
      });
      expect((await opened(1)).size).toBe(1);
      await rotate();
      expect((await opened(2)).size).toBe(2);
    });
  });

  it('is given to a log that had none', async () => {
    await reopen(() => {
      for (const name of ['log.db', 'signer/signer.db', 'signer/key']) rmSync(join(dir, name));
    });
    await openNewLog(log, { name: 'Region Exempel', software: 'specs', key: null }, { commandId: 'init', actor: cli });
    await expect(signer.checkpoint(1)).rejects.toMatchObject({ code: 'KEY_MISSING' });
    const key = await signer.rotate({ commandId: 'rotate', actor: cli });
    expect(await namedKeys(log)).toEqual([key]);
    expect((await opened(2)).size).toBe(2);
  });
});
