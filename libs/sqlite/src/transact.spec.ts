import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { checkpoint } from './checkpoint.js';
import { type Database, openDatabase } from './open-database.js';
import { transact } from './transact.js';

describe('transact', () => {
  let dir: string;
  let db: Database;
  let other: Database;
  const open = (): Database =>
    openDatabase(join(dir, 'a.db'), 'CREATE TABLE IF NOT EXISTS note (text TEXT) STRICT', {
      synchronous: 'FULL',
      secureDelete: false,
    });
  const note = (text: string) => () => {
    db.prepare('INSERT INTO note VALUES (?)').run(text);
  };
  const notes = () => (other.prepare('SELECT text FROM note').all() as { text: string }[]).map(({ text }) => text);
  const patience = (): unknown => db.prepare('PRAGMA busy_timeout').get();

  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'bidragsbok-sqlite-'));
    db = open();
    other = open();
  });
  afterEach(() => {
    db.close();
    other.close();
    rmSync(dir, { recursive: true });
  });

  it('commits what the work did and gives its result', async () => {
    const result = await transact(db, () => {
      note('a')();
      return 'done';
    });
    expect([result, notes()]).toEqual(['done', ['a']]);
  });

  it('undoes what the work did before it threw', async () => {
    const failing = transact(db, () => {
      note('a')();
      throw new Error('a mistake of ours');
    });
    await expect(failing).rejects.toThrow('a mistake of ours');
    expect(notes()).toEqual([]);
    expect(db.isTransaction).toBe(false);
  });

  it('waits for the lock without putting the thread to sleep, and keeps the patience of reads', async () => {
    other.exec('BEGIN IMMEDIATE');
    const waiting = transact(db, note('a'));
    expect(patience()).toEqual({ timeout: 5000 });
    setTimeout(() => {
      other.exec('COMMIT');
    }, 30);
    await waiting;
    expect(notes()).toEqual(['a']);
    expect(patience()).toEqual({ timeout: 5000 });
  });

  it('refuses with LOG_BUSY when the wait becomes too long', async () => {
    other.exec('BEGIN IMMEDIATE');
    await expect(transact(db, note('a'), 20)).rejects.toMatchObject({ code: 'LOG_BUSY' });
    expect(patience()).toEqual({ timeout: 5000 });
    other.exec('ROLLBACK');
  });

  it('runs what is asked for inside the work after it', async () => {
    let inner: Promise<void> | undefined;
    await transact(db, () => {
      note('a')();
      inner = transact(db, note('b'));
    });
    await inner;
    expect(notes()).toEqual(['a', 'b']);
  });

  it('refuses with DISK_FULL and leaves nothing half-written', async () => {
    await transact(db, note('a'));
    db.exec('PRAGMA max_page_count = 10');
    const large = transact(db, () => {
      for (let n = 0; n < 100; n++) note('x'.repeat(4000))();
    });
    await expect(large).rejects.toMatchObject({ code: 'DISK_FULL' });
    expect(notes()).toEqual(['a']);
    db.exec('PRAGMA max_page_count = 100000');
    await transact(db, note('b'));
    expect(notes()).toEqual(['a', 'b']);
  });

  it('lets a checkpoint say whether all of it is in the file', async () => {
    await transact(db, note('a'));
    other.exec('BEGIN; SELECT * FROM note');
    await transact(db, note('b'));
    expect(checkpoint(db)).toBe(false);
    other.exec('COMMIT');
    expect(checkpoint(db)).toBe(true);
  });
});
