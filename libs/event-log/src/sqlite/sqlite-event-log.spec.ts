import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { type Database, openDatabase } from '#sqlite';

import { ORGANISATION } from '../contract/scene.contract.js';
import { eventLogContract, type Place } from '../event-log.contract.js';
import { LogFile } from './log-file.js';
import { SqliteEventLog } from './sqlite-event-log.js';

const folder = (): string => mkdtempSync(join(tmpdir(), 'bidragsbok-log-'));

describe('the log in SQLite', () => {
  eventLogContract((): Promise<Place> => {
    const dir = folder();
    return Promise.resolve({
      open: (clock) => Promise.resolve(SqliteEventLog.open({ dir, organisation: ORGANISATION, clock })),
      openCopy: async (of, clock) => {
        const copy = mkdtempSync(join(dir, 'copy-'));
        await of.copyTo(join(copy, 'log.db'));
        return SqliteEventLog.open({ dir: copy, organisation: ORGANISATION, clock, create: false });
      },
      remove: () => {
        rmSync(dir, { recursive: true });
        return Promise.resolve();
      },
    });
  });
});

describe('the file of a log', () => {
  const command = (commandId: string) => ({ commandId, actor: { subject: 'system:test', role: 'test' } });
  const noted = (data: unknown, part?: unknown) => [
    { type: 'Noted', version: 1, data, ...(part === undefined ? {} : { private: part }) },
  ];
  const erasure = (positions: readonly number[]) => [{ type: 'PrivatePartErased', version: 1, data: { positions } }];
  let dir: string;
  let opened: SqliteEventLog[];
  const open = (options = {}): SqliteEventLog => {
    const log = SqliteEventLog.open({ dir, organisation: ORGANISATION, ...options });
    opened.push(log);
    return log;
  };
  const refusal = (work: () => unknown): unknown => {
    try {
      work();
    } catch (error) {
      return error;
    }
    return undefined;
  };
  /** Someone else's connection, with none of our pragmas. */
  const raw = (): Database => openDatabase(join(dir, 'log.db'), '', { synchronous: 'OFF', secureDelete: false });

  beforeEach(() => {
    dir = folder();
    opened = [];
  });
  afterEach(async () => {
    for (const log of opened) await log.close();
    rmSync(dir, { recursive: true });
  });

  describe('is opened', () => {
    it('in a folder that is not there yet', async () => {
      dir = join(dir, 'data', ORGANISATION);
      expect(await open().lastPosition()).toBe(0);
      dir = join(dir, '../..');
    });

    it('so that a power cut takes nothing that was acknowledged, and no text outlives its erasure', () => {
      const { db } = new LogFile(join(dir, 'log.db'), false);
      const pragmas = {
        synchronous: 2,
        journal_mode: 'wal',
        secure_delete: 1,
        wal_autocheckpoint: 0,
        recursive_triggers: 1,
      };
      for (const [name, value] of Object.entries(pragmas)) {
        expect(db.prepare(`PRAGMA ${name}`).get()).toEqual({ [name]: value });
      }
      db.close();
    });

    it('but not made where it is only to be read', () => {
      const refused = { code: 'LOG_NOT_FOUND', details: { organisation: ORGANISATION } };
      expect(refusal(() => open({ readOnly: true }))).toMatchObject(refused);
      expect(refusal(() => open({ create: false }))).toMatchObject(refused);
      expect(readdirSync(dir)).toEqual([]);
    });

    it('for its own organisation alone', async () => {
      await open().append(command('one'), [{ stream: 'a', expectedRevision: -1, events: noted(1) }]);
      expect(refusal(() => open({ organisation: '2321000131' }))).toMatchObject({
        code: 'LOG_OF_ANOTHER_ORGANISATION',
        details: { organisation: '2321000131', found: ORGANISATION },
      });
    });

    it('for one organisation, also when two open it while it is empty', async () => {
      const [ours, theirs] = [open(), open({ organisation: '2321000131' })];
      const writes = [{ stream: 'a', expectedRevision: -1, events: noted(1) }];
      await ours.append(command('one'), writes);
      await expect(theirs.append(command('two'), writes)).rejects.toMatchObject({
        code: 'LOG_OF_ANOTHER_ORGANISATION',
      });
    });

    it.each([
      ['a text', () => 'Detta är ingen liggare.\n'.repeat(500)],
      ['a torn file', (whole: Buffer) => whole.subarray(0, 10_000)],
      ['a file whose pages are overwritten', (whole: Buffer) => whole.fill(0x5a, 4096, whole.length)],
    ])('unless it is %s', async (_, damage) => {
      const log = open();
      await log.append(command('one'), [{ stream: 'a', expectedRevision: -1, events: noted('x'.repeat(20_000)) }]);
      await log.close();
      const whole = readFileSync(join(dir, 'log.db'));
      const elsewhere = join(dir, 'restored');
      mkdirSync(elsewhere);
      const path = join(elsewhere, 'log.db');
      writeFileSync(path, damage(whole));
      const refused = { code: 'LOG_UNREADABLE', details: { file: path } };
      expect(refusal(() => open({ dir: elsewhere }))).toMatchObject(refused);
    });

    it('unless it belongs to another program, whose file stays as it was', () => {
      const path = join(dir, 'log.db');
      const other = openDatabase(path, 'CREATE TABLE theirs (a TEXT) STRICT', {
        synchronous: 'OFF',
        secureDelete: false,
      });
      other.close();
      const before = readFileSync(path);
      expect(refusal(() => open())).toMatchObject({ code: 'LOG_UNREADABLE' });
      expect(readFileSync(path).equals(before)).toBe(true);
    });

    it('unless it is a folder', () => {
      mkdirSync(join(dir, 'log.db'));
      expect(refusal(() => open())).toMatchObject({ code: 'LOG_UNREADABLE' });
    });

    it('for reading, while another writes, and then takes no append', async () => {
      const writer = open();
      const reader = open({ readOnly: true });
      const writes = [{ stream: 'a', expectedRevision: -1, events: noted(1) }];
      await writer.append(command('one'), writes);
      expect(await reader.lastPosition()).toBe(1);
      await expect(reader.append(command('one'), writes)).rejects.toThrow('reading only');
    });

    it('and takes no append after it is closed', async () => {
      const log = open();
      await log.close();
      await expect(log.append(command('one'), [])).rejects.toThrow('closed');
    });
  });

  describe('erases', () => {
    const secret = 'Anna Ås personnummer';
    const inFiles = (): boolean => readdirSync(dir).some((name) => readFileSync(join(dir, name)).includes(secret));
    beforeEach(async () => {
      const log = open();
      const events = [
        ...noted(1, { text: secret }),
        ...noted(2, { text: secret.repeat(500) }),
        ...noted(3, { text: '' }),
      ];
      await log.append(command('one'), [{ stream: 'a', expectedRevision: -1, events }]);
    });

    it('so that not one byte of the text is left in any file', async () => {
      expect(inFiles()).toBe(true);
      await open().append(command('two'), [{ stream: 'log', expectedRevision: -1, events: erasure([1, 2]) }]);
      expect(inFiles()).toBe(false);
    });

    it('once those who still read the old pages have let go', async () => {
      const reader = raw();
      reader.exec('BEGIN; SELECT count(*) FROM event');
      const erased = open().append(command('two'), [{ stream: 'log', expectedRevision: -1, events: erasure([1, 2]) }]);
      setTimeout(() => {
        reader.exec('COMMIT');
      }, 100);
      await erased;
      expect(inFiles()).toBe(false);
      reader.close();
    });

    it('no second time by the same decision, and by no decision in another stream', async () => {
      const log = open();
      await log.append(command('two'), [{ stream: 'log', expectedRevision: -1, events: erasure([1]) }]);
      await log.append(command('three'), [{ stream: 'b', expectedRevision: -1, events: erasure([3]) }]);
      expect((await log.readStream('a')).map((event) => event.private === null)).toEqual([true, false, false]);
      const db = raw();
      expect(() => {
        db.exec('UPDATE event SET private = NULL WHERE position = 3');
      }).toThrow('recorded decision only');
      db.close();
    });
  });

  it('refuses with LOG_BUSY what waits too long for another process, and goes on afterwards', async () => {
    const log = open({ patienceMs: 50 });
    const other = raw();
    other.exec('BEGIN IMMEDIATE');
    const writes = [{ stream: 'a', expectedRevision: -1, events: noted(1) }];
    const both = await Promise.allSettled([log.append(command('one'), writes), log.append(command('two'), [])]);
    expect(both).toMatchObject([{ reason: { code: 'LOG_BUSY' } }, { reason: { code: 'LOG_BUSY' } }]);
    other.exec('ROLLBACK');
    other.close();
    expect(await log.append(command('one'), writes)).toHaveLength(1);
  });

  it('keeps its write-ahead log short, and empties it at the end', async () => {
    const log = open();
    const wal = () => readFileSync(join(dir, 'log.db-wal')).length;
    for (let n = 0; n < 20; n++) {
      const events = noted('x'.repeat(1_000_000));
      await log.append(command(`c-${String(n)}`), [{ stream: `s-${String(n)}`, expectedRevision: -1, events }]);
      expect(wal()).toBeLessThan(18_000_000);
    }
    await log.close();
    expect(wal()).toBe(0);
  });

  it('has its write-ahead log emptied sooner by who writes much, so that small appends beside it need not', async () => {
    const log = open();
    const wal = () => readFileSync(join(dir, 'log.db-wal')).length;
    for (let n = 0; n < 12; n++) {
      const writes = Array.from({ length: 100 }, (_, at) => {
        return { stream: `s-${String(n)}-${String(at)}`, expectedRevision: -1, events: noted('x'.repeat(10_000)) };
      });
      await log.append(command(`c-${String(n)}`), writes);
      expect(wal()).toBeLessThan(11_000_000);
    }
    await log.close();
  });
});
