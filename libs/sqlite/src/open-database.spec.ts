import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { assertPragma, type Database, openDatabase } from './open-database.js';
import { UnreadableFile } from './sqlite-error.js';

const durable = { synchronous: 'FULL', secureDelete: true } as const;
const schema = 'CREATE TABLE IF NOT EXISTS note (text TEXT) STRICT';

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
