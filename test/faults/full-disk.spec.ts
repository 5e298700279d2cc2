import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { SqliteEventLog } from '#event-log';
import { applyCommands, Bidragsbok, importSie } from '#intake';
import type { Database } from '#sqlite';

import { books, sieFile } from '../e2e/sie-file.js';
import { inspect } from './inspection.js';
import { folder } from './processes.js';

const organisation = '2321000164';
const commands = fileURLToPath(new URL('../e2e/fixtures/commands.json', import.meta.url));
const append = (log: SqliteEventLog, n: number) => {
  const command = { commandId: `c-${n}`, actor: { subject: 'system:test', role: 'test' } };
  const events = Array.from({ length: 3 }, (_, k) => ({
    type: 'Noted',
    version: 1,
    data: { k, text: 'x'.repeat(9000) },
  }));
  return log.append(command, [
    { stream: `s-${n}`, expectedRevision: -1, events },
    { stream: `t-${n}`, expectedRevision: -1, events },
  ]);
};
/** Appends until one is refused, and says which one that was. */
const fill = async (log: SqliteEventLog): Promise<{ readonly refused: number; readonly error: unknown }> => {
  for (let n = 0; n < 1000; n++) {
    try {
      await append(log, n);
    } catch (error) {
      return { refused: n, error };
    }
  }
  throw new Error('The disk never became full');
};
const expectWhole = (dir: string, commands: number): void => {
  const found = inspect(dir);
  expect(found.faults).toEqual([]);
  expect(found.commands.size).toBe(commands);
};

describe('a full disk', () => {
  let dir: string;
  let log: SqliteEventLog;
  beforeEach(() => {
    dir = folder();
  });
  afterEach(() => {
    rmSync(dir, { recursive: true });
  });

  // A file that may not grow is full in every place where this suite runs, with or without a disk of its own.
  it('refuses the append whole, keeps what was acknowledged, and takes the same command when there is room', async () => {
    log = SqliteEventLog.open({ dir, organisation });
    const { db } = (log as unknown as { readonly file: { readonly db: Database } }).file;
    db.exec('PRAGMA max_page_count = 200');
    const { refused, error } = await fill(log);
    expect(error).toMatchObject({ code: 'DISK_FULL' });
    expect(refused).toBeGreaterThan(3);
    expectWhole(dir, refused);
    db.exec('PRAGMA max_page_count = 100000');
    expect(await append(log, refused)).toHaveLength(6);
    await log.close();
    expectWhole(dir, refused + 1);
  });
});

// A disk for each: the library lets go of a closed file only when its statements are collected, and its room with it.
const [disk, store, outside] = [folder(), folder(), folder()];
const isMounted = (dir: string, size: string): boolean => {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', dir], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};
const mounted = isMounted(disk, '2m') && isMounted(store, '20m');

// Only root may mount; the case above stands in for these elsewhere.
(mounted ? describe : describe.skip)('a disk of 2 MB', () => {
  const dir = join(disk, 'log');
  const ballast = join(disk, 'ballast');
  beforeEach(() => {
    mkdirSync(dir);
  });
  afterEach(() => {
    rmSync(dir, { recursive: true, force: true });
    rmSync(ballast, { force: true });
  });

  it('that becomes full while a log grows', async () => {
    writeFileSync(ballast, Buffer.alloc(300_000));
    const log = SqliteEventLog.open({ dir, organisation });
    const { refused, error } = await fill(log);
    expect(error).toMatchObject({ code: 'DISK_FULL' });
    expect((await log.readAll(0, 10_000)).length).toBe(refused * 6);
    rmSync(ballast);
    expect(await append(log, refused)).toHaveLength(6);
    await log.close().catch(() => undefined); // what is committed may not fit twice, in the file and beside it
    execFileSync('mount', ['-o', 'remount,size=20m', disk]);
    expectWhole(dir, refused + 1);
  });

  it('that is full when the log is to be made', () => {
    execFileSync('mount', ['-o', 'remount,size=2m', disk]);
    expect(() => {
      writeFileSync(ballast, Buffer.alloc(4_000_000));
    }).toThrow();
    expect(() => SqliteEventLog.open({ dir, organisation })).toThrow(/Disken är full/);
  });
});

(mounted ? describe : describe.skip)('a disk of 20 MB', () => {
  it('that has no room for a file leaves nothing of it, and takes it in when there is room', async () => {
    const [data, ballast] = [join(store, 'data'), join(store, 'ballast')];
    const book = await Bidragsbok.init({ data, organisation, name: 'Region Exempel', software: 'faults' });
    for await (const { events } of applyCommands(book, readFileSync(commands))) expect(events).not.toEqual([]);
    const lines = Array.from({ length: 30_000 }, () => `#PROSA "${randomBytes(60).toString('hex')}"`);
    const file = join(outside, 'books.se');
    writeFileSync(file, [sieFile(...books), ...lines].join('\r\n'));
    const before = await book.log.lastPosition();
    expect(() => {
      writeFileSync(ballast, Buffer.alloc(30_000_000));
    }).toThrow();
    truncateSync(ballast, statSync(ballast).size - 500_000);
    await expect(importSie({ file, to: book, book: 'ekonomi-2026' })).rejects.toMatchObject({ code: 'DISK_FULL' });
    expect(readdirSync(join(book.dir, 'files'))).toEqual([]);
    expect(await book.log.lastPosition()).toBe(before);
    rmSync(ballast);
    const { vouchers, sha256 } = await importSie({ file, to: book, book: 'ekonomi-2026' });
    expect(vouchers.taken).toBe(books.length);
    expect(readFileSync(file).equals(await buffer(book.files.read(sha256)))).toBe(true);
    await book.close();
  });
});

afterAll(() => {
  // Lazily, since the disks may still be in use.
  if (mounted) execFileSync('umount', ['--lazy', disk, store]);
  for (const dir of [disk, store, outside]) rmSync(dir, { recursive: true });
});
