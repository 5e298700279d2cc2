import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { checkpoint } from './checkpoint.js';
import { assertPragma, type Database, openDatabase } from './open-database.js';
import { rowsOf } from './rows-of.js';
import { UnreadableFile } from './sqlite-error.js';

const durable = { synchronous: 'FULL', secureDelete: true } as const;
const schema = 'CREATE TABLE IF NOT EXISTS note (text TEXT) STRICT';

function thrownBy(work: () => unknown): unknown {
  try {
    work();
    return undefined;
  } catch (error) {
    return error;
  }
}

describe('openDatabase', () => {
  let dir: string;
  let path: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'bidragsbok-sqlite-'));
    path = join(dir, 'a.db');
  });
  afterEach(() => {
    rmSync(dir, { recursive: true });
  });

  it.each([
    [durable, { journal_mode: 'wal', synchronous: 2, secure_delete: 1, wal_autocheckpoint: 0, fullfsync: 1 }],
    [
      { synchronous: 'NORMAL', secureDelete: false } as const,
      { journal_mode: 'wal', synchronous: 1, secure_delete: 0, wal_autocheckpoint: 4000, fullfsync: 0 },
    ],
    [
      { synchronous: 'OFF', secureDelete: false } as const,
      { journal_mode: 'wal', synchronous: 0, secure_delete: 0, wal_autocheckpoint: 1000, fullfsync: 0 },
    ],
  ])('sets what its safety rests on', (options, expected) => {
    const db = openDatabase(path, schema, options);
    const pragmas = { ...expected, recursive_triggers: 1, busy_timeout: 5000, temp_store: 2 };
    for (const [name, value] of Object.entries(pragmas)) {
      const row = db.prepare(`PRAGMA ${name}`).get() as Record<string, unknown>;
      expect([name, ...Object.values(row)]).toEqual([name, value]);
    }
    db.close();
  });

  it.each([
    ['synchronous', 2],
    ['secure_delete', 1],
    ['wal_autocheckpoint', 0],
    ['recursive_triggers', 1],
    ['journal_mode', 'wal'],
  ])('notices that %s was not taken', (name, value) => {
    const db = openDatabase(path, schema, { synchronous: 'OFF', secureDelete: false });
    db.exec('PRAGMA recursive_triggers = 0; PRAGMA journal_mode = DELETE');
    const deaf = { exec: () => undefined, prepare: (sql: string): unknown => db.prepare(sql) } as unknown as Database;
    expect(() => {
      assertPragma(deaf, name, value);
    }).toThrow(`PRAGMA ${name} is`);
    assertPragma(db, name, value);
    db.close();
  });

  it('tells a file of ours by its mark', () => {
    openDatabase(path, schema, { ...durable, mark: 7 }).close();
    openDatabase(path, schema, { ...durable, mark: 7 }).close();
    expect(() => openDatabase(path, schema, { ...durable, mark: 8 })).toThrow(UnreadableFile);
  });

  it('says that a file is unreadable, and leaves other errors as they are', () => {
    writeFileSync(path, 'no database '.repeat(100));
    expect(() => openDatabase(path, schema, durable)).toThrow(UnreadableFile);
    expect(() => openDatabase(join(dir, 'nowhere', 'a.db'), schema, durable)).toThrow(UnreadableFile);
    expect(() => openDatabase(join(dir, 'b.db'), 'CREATE NONSENSE', durable)).toThrow('near "NONSENSE"');
  });

  it('knows a damage by whatever meets it', () => {
    const db = openDatabase(path, schema, durable);
    for (let n = 0; n < 100; n++) db.prepare('INSERT INTO note VALUES (?)').run('x'.repeat(500));
    checkpoint(db);
    db.close();
    const content = readFileSync(path);
    for (let page = 2; page < content.length / 4096; page++) content.fill(255, page * 4096, page * 4096 + 16);
    writeFileSync(path, content);
    const damaged = openDatabase(path, schema, durable);
    const read = damaged.prepare('SELECT * FROM note');
    for (const meets of [
      (): unknown => read.all(),
      () => [...rowsOf(read)],
      (): unknown => damaged.prepare('SELECT max(text) FROM note').get(),
    ]) {
      expect(UnreadableFile.of(thrownBy(meets), path)).toBeInstanceOf(UnreadableFile);
    }
    damaged.close();
  });

  it('opens for reading what another has open', () => {
    const writer = openDatabase(path, schema, durable);
    const reader = openDatabase(path, schema, { ...durable, readOnly: true });
    writer.exec(`INSERT INTO note VALUES ('a')`);
    expect(reader.prepare('SELECT text FROM note').get()).toEqual({ text: 'a' });
    expect(() => {
      reader.exec(`INSERT INTO note VALUES ('b')`);
    }).toThrow('readonly');
    reader.close();
    writer.close();
  });
});
