import { rmSync } from 'node:fs';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { SqliteEventLog } from '#event-log';

import { inspect } from './inspection.js';
import { folder, Writer } from './processes.js';

const KILLS = 12;

describe('kill -9', () => {
  let dir: string;
  beforeEach(() => {
    dir = folder();
  });
  afterEach(() => {
    rmSync(dir, { recursive: true });
  });

  it('in the middle of appends loses nothing acknowledged and leaves nothing half-written', async () => {
    const acknowledged: string[] = [];
    for (let kill = 0; kill < KILLS; kill++) {
      // Two at a time, of which one outlives the other, so that the living heal what the dead left.
      const [dying, living] = [Writer.start(dir, `a${kill}`, 100_000), Writer.start(dir, `b${kill}`, 100_000)];
      await Promise.all([dying.hasDone(1 + kill * 4), living.hasDone(1)]);
      await dying.kill();
      await living.hasDone(living.acknowledged.length + 3);
      await living.kill();
      acknowledged.push(...dying.acknowledged, ...living.acknowledged);
    }
    const { commands, faults } = inspect(dir);
    expect(faults).toEqual([]);
    expect(acknowledged.length).toBeGreaterThan(KILLS * 5);
    expect(acknowledged.filter((command) => !commands.has(command))).toEqual([]);
  }, 120_000);

  it('leaves a log that the next process reads, appends to and closes', async () => {
    const writer = Writer.start(dir, 'anna', 100_000);
    await writer.hasDone(5);
    await writer.kill();
    const log = SqliteEventLog.open({ dir, organisation: '2321000164' });
    const last = await log.lastPosition();
    const command = { commandId: 'next', actor: { subject: 'system:test', role: 'test' } };
    const events = [{ type: 'Noted', version: 1, data: 1 }];
    const [event] = await log.append(command, [{ stream: 'next', expectedRevision: -1, events }]);
    expect(event?.position).toBe(last + 1);
    await log.close();
  }, 30_000);
});
