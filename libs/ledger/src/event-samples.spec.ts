import { readdirSync, readFileSync } from 'node:fs';

import { describe, expect, it } from '@jest/globals';

import { type WrittenEvent } from '#kernel';

import { ledgerEventTypes } from './index.js';

// One stored sample of every version of every event, for ever: a build that cannot read one cannot read old logs.
const samples = new URL('../../../test/golden/events/ledger/', import.meta.url);
const sampleOf = (file: string) => JSON.parse(readFileSync(new URL(file, samples), 'utf8')) as WrittenEvent;

describe('the stored events of this room', () => {
  it('have a sample for each version', () => {
    const expected = ledgerEventTypes.flatMap(({ name, version }) =>
      Array.from({ length: version }, (_, index) => `${name}.v${index + 1}.json`),
    );
    expect(readdirSync(samples).sort()).toEqual(expected.sort());
  });

  it.each(ledgerEventTypes.map((type) => [type.name, type] as const))(
    '%s is read, and written as it was',
    (name, type) => {
      const sample = sampleOf(`${name}.v${type.version}.json`);
      const event = type.read(sample);
      expect(event.type).toBe(name);
      expect(JSON.stringify(type.write(event))).toBe(JSON.stringify(sample));
    },
  );

  it('are read after an erasure of their private part', () => {
    for (const type of ledgerEventTypes) {
      const sample = sampleOf(`${type.name}.v${type.version}.json`);
      if (sample.private === undefined) continue;
      const erased = type.read({ ...sample, private: null });
      expect(erased).toEqual({ ...type.read(sample), private: null });
    }
  });
});
