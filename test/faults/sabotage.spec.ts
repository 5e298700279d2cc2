import { rmSync } from 'node:fs';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { SqliteEventLog } from '#event-log';

import { inspect, openFile } from './inspection.js';
import { folder } from './processes.js';

/** A guard that is taken away must be missed, or the tests beside this one prove nothing. */
describe('without its guard', () => {
  let dir: string;
  const command = { commandId: 'one', actor: { subject: 'system:test', role: 'test' } };
  const events = (count: number) =>
    Array.from({ length: count }, (_, n) => ({ type: 'Noted', version: 1, data: n, private: { n } }));
  const append = async (count: number): Promise<void> => {
    const log = SqliteEventLog.open({ dir, organisation: '2321000164' });
    await log.append(command, [{ stream: 'a', expectedRevision: -1, events: events(count) }]);
    await log.close();
  };
  beforeEach(() => {
    dir = folder();
  });
  afterEach(() => {
    rmSync(dir, { recursive: true });
  });

  it('nothing is wrong with what is whole', async () => {
    await append(6);
    expect(inspect(dir).faults).toEqual([]);
  });

  it('an append that lands in part is found', async () => {
    await append(4);
    expect(inspect(dir).faults).toEqual(['PART of one']);
  });

  it.each([
    ['event_stays', 'DELETE FROM event WHERE position = 3', ['GAP before 4', 'REVISION at 4', 'PART of one']],
    [
      'event_stands_until_pruned',
      `UPDATE event SET bytes = replace(bytes, 'person', 'system') || ' ' WHERE position = 2`,
      ['LEAF at 2'],
    ],
    ['event_stands_until_pruned', 'UPDATE event SET position = 9 WHERE position = 6', ['GAP before 9']],
    ['private_goes_when_decided', 'UPDATE event SET private = NULL WHERE position = 2', ['PRIVATE at 2']],
  ])('%s: %s is found', async (trigger, statement, faults) => {
    await append(6);
    const db = openFile(dir);
    expect(() => {
      db.exec(statement);
    }).toThrow();
    db.exec(`DROP TRIGGER ${trigger}; ${statement}`);
    db.close();
    expect(inspect(dir).faults).toEqual(faults);
  });
});
