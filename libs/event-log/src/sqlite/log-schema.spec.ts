import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { type Database, openDatabase } from '#sqlite';

import { command, fact, ORGANISATION, pruning, write } from '../contract/scene.contract.js';
import { SqliteEventLog } from './sqlite-event-log.js';

describe('the file of a log takes nothing away', () => {
  let dir: string;
  let db: Database;
  beforeEach(async () => {
    dir = mkdtempSync(join(tmpdir(), 'bidragsbok-schema-'));
    const log = SqliteEventLog.open({ dir, organisation: ORGANISATION });
    await log.append(command('one'), [write('a', -1, fact(1, { text: 'kept' }))]);
    await log.append(command('two'), [write('a', 0, fact(2, { text: 'kept' }))]);
    const many = Array.from({ length: 510 }, (_, n) => fact(n));
    await log.append(command('many'), [write('b', -1, ...many)]);
    await log.close();
    db = openDatabase(join(dir, 'log.db'), '', { synchronous: 'OFF', secureDelete: false });
    // The worst that a foreign connection can do: without this pragma REPLACE asks no delete trigger.
    db.exec('PRAGMA recursive_triggers = 0');
  });
  afterEach(() => {
    db.close();
    rmSync(dir, { recursive: true });
  });
  const row = `zeroblob(32), '{"v":1}', NULL`;

  it.each([
    ['DELETE FROM event', 'never deleted'],
    ['DELETE FROM event WHERE position = 2', 'never deleted'],
    [`UPDATE event SET bytes = '{}'`, 'never rewritten'],
    ['UPDATE event SET leaf = zeroblob(32)', 'never rewritten'],
    [`UPDATE event SET stream = 'b'`, 'never rewritten'],
    ['UPDATE event SET revision = revision + 1', 'never rewritten'],
    ['UPDATE event SET position = position + 10', 'never rewritten'],
    ['UPDATE event SET rowid = rowid + 10', 'never rewritten'],
    ['UPDATE event SET private = NULL', 'recorded decision only'],
    [`UPDATE event SET private = 'other'`, 'recorded decision only'],
    [`INSERT OR REPLACE INTO event VALUES (1, 'a', 0, ${row})`, 'follows the last'],
    [`REPLACE INTO event VALUES (2, 'a', 2, ${row})`, 'follows the last'],
    [`REPLACE INTO event VALUES (513, 'a', 1, ${row})`, 'follows the last'],
    [`INSERT INTO event VALUES (514, 'a', 2, ${row})`, 'follows the last'],
    [`INSERT INTO event VALUES (513, 'a', 3, ${row})`, 'follows the last'],
    [`INSERT INTO event VALUES (513, 'b', 511, ${row})`, 'follows the last'],
    [`INSERT INTO event VALUES (513, 'c', -1, ${row})`, 'follows the last'],
    [`INSERT INTO event VALUES (NULL, 'c', 0, ${row})`, 'follows the last'],
    ['UPDATE event SET bytes = NULL', 'never rewritten'],
    ['UPDATE event SET bytes = NULL, private = NULL WHERE position = 1', 'never rewritten'],
    ['INSERT INTO pruning VALUES (1, 2)', 'prunes what it names'],
    [`INSERT INTO event VALUES (513, 'a', 2, zeroblob(32), NULL, NULL)`, 'an event has bytes'],
    ['DELETE FROM subtree', 'never deleted'],
    ['UPDATE subtree SET root = zeroblob(32)', 'never rewritten'],
    ['UPDATE subtree SET number = 7', 'never rewritten'],
    ['REPLACE INTO subtree VALUES (1, 0, zeroblob(32))', 'subtree follows'],
    ['INSERT INTO subtree VALUES (1, 3, zeroblob(32))', 'subtree follows'],
    ['INSERT INTO subtree VALUES (2, 1, zeroblob(32))', 'subtree follows'],
  ])('%s', (statement, why) => {
    const rows = (): unknown => [
      db.prepare('SELECT position, stream, revision, hex(leaf), bytes, private FROM event').all(),
      db.prepare('SELECT level, number, hex(root) FROM subtree').all(),
    ];
    const before = rows();
    expect(() => {
      db.exec(statement);
    }).toThrow(why);
    expect(rows()).toEqual(before);
  });

  it('not even after a decision to prune, which takes what it names by itself', () => {
    const decision = JSON.stringify({ type: 'YearPruned', data: { ranges: [[1, 2]] } });
    db.exec(`INSERT INTO event VALUES (513, 'log', 0, zeroblob(32), '${decision}', NULL)`);
    const gone = 'SELECT count(*) AS count FROM event WHERE bytes IS NULL AND private IS NULL';
    expect(db.prepare(gone).get()).toEqual({ count: 2 });
    for (const [statement, why] of [
      ['UPDATE event SET bytes = NULL WHERE position = 3', 'never rewritten'],
      ["UPDATE event SET bytes = '{}' WHERE position = 1", 'never rewritten'],
      ["UPDATE event SET private = 'other' WHERE position = 1", 'recorded decision only'],
      ['INSERT INTO pruning VALUES (3, 4)', 'prunes what it names'],
      [`INSERT INTO event VALUES (514, 'a', 2, ${row})`, 'an event has bytes'],
    ] as const) {
      expect(() => {
        db.exec(statement);
      }).toThrow(why);
    }
    db.exec('INSERT INTO pruning VALUES (1, 2)');
    expect(() => {
      db.exec('UPDATE pruning SET last = 9');
    }).toThrow('what the decision names');
  });

  it('but what stands next', () => {
    db.exec(`INSERT INTO event VALUES (513, 'a', 2, ${row})`);
  });

  it('and the triggers are what stops it', () => {
    for (const trigger of [
      'event_stays',
      'event_stands_until_pruned',
      'private_goes_when_decided',
      'event_follows',
      'event_is_whole',
    ]) {
      db.exec(`DROP TRIGGER ${trigger}`);
    }
    db.exec(`UPDATE event SET private = NULL; DELETE FROM event; INSERT INTO event VALUES (7, 'a', 7, ${row})`);
    expect(db.prepare('SELECT count(*) AS count FROM event').get()).toEqual({ count: 1 });
  });

  it('and one that was made before years could be pruned learns it when it is opened', async () => {
    db.exec('ALTER TABLE event ALTER COLUMN bytes SET NOT NULL; DROP TRIGGER event_stands_until_pruned');
    db.exec("CREATE TRIGGER event_stands BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'never') ; END");
    const log = SqliteEventLog.open({ dir, organisation: ORGANISATION });
    expect(await log.faults()).toEqual([]);
    await log.append(command('prune'), [write('log', -1, pruning([1, 2]))]);
    expect((await log.readAll(0, 1)).map(({ position }) => position)).toEqual([3]);
    await log.close();
  });
});
