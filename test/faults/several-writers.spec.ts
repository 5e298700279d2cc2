import { rmSync } from 'node:fs';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { inspect } from './inspection.js';
import { folder, Writer } from './processes.js';

describe('several processes that write to one log', () => {
  let dir: string;
  beforeEach(() => {
    dir = folder();
  });
  afterEach(() => {
    rmSync(dir, { recursive: true });
  });

  it('lose nothing and leave no gap, also when they make the file at the same time', async () => {
    const writers = ['anna', 'bo', 'cia'].map((name) => Writer.start(dir, name, 80));
    expect(await Promise.all(writers.map((writer) => writer.end()))).toEqual([0, 0, 0]);
    const acknowledged = writers.flatMap((writer) => writer.acknowledged);
    const { commands, faults } = inspect(dir);
    expect(faults).toEqual([]);
    expect(acknowledged).toHaveLength(240);
    expect([...commands.keys()].sort()).toEqual(acknowledged.sort());
  }, 60_000);
});
