import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from '@jest/globals';

import { logEventTypes } from '#event-log';
import { evidenceEventTypes } from '#evidence';
import { grantsEventTypes } from '#grants';
import type { WrittenEvent } from '#kernel';
import { ledgerEventTypes } from '#ledger';

// One stored sample of every version of every event, for ever: a build that cannot read one cannot read old logs.
const rooms = [
  ['grants', grantsEventTypes],
  ['ledger', ledgerEventTypes],
  ['evidence', evidenceEventTypes],
  ['log', logEventTypes],
] as const;

describe.each(rooms)('the stored events of %s', (room, types) => {
  const folder = join(import.meta.dirname, room);
  const sampleOf = (name: string, version: number) =>
    JSON.parse(readFileSync(join(folder, `${name}.v${version}.json`), 'utf8')) as WrittenEvent;
  const versions = types.flatMap((type) =>
    Array.from({ length: type.version }, (_, index) => [type.name, index + 1, type] as const),
  );

  it('have a sample for each version', () => {
    expect(readdirSync(folder).sort()).toEqual(versions.map(([name, version]) => `${name}.v${version}.json`).sort());
  });

  it.each(versions)('%s is read as version %i', (name, version, type) => {
    const sample = sampleOf(name, version);
    const event = type.read(sample);
    expect(event.type).toBe(name);
    // What is written now is the newest version; only that one comes back as it was.
    if (version === type.version) expect(JSON.stringify(type.write(event))).toBe(JSON.stringify(sample));
  });

  it.each(versions)('%s, version %i, is read after an erasure of its private part', (name, version, type) => {
    const sample = sampleOf(name, version);
    const part = sample.private === undefined ? {} : { private: null };
    expect(type.read({ ...sample, ...part })).toEqual({ ...type.read(sample), ...part });
  });
});
