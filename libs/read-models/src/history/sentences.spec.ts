import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from '@jest/globals';

import type { WrittenEvent } from '#kernel';

import { catalogue } from '../history.fixture.js';
import { sentenceOf } from './sentences.js';

const golden = join(import.meta.dirname, '../../../../test/golden/events');
const samples = ['grants', 'ledger'].flatMap((room) =>
  readdirSync(join(golden, room)).map(
    (name) => JSON.parse(readFileSync(join(golden, room, name), 'utf8')) as WrittenEvent,
  ),
);
const told = (sample: WrittenEvent) => sentenceOf(sample.type).one({ ...sample, data: catalogue.lift(sample) });

describe('a sentence', () => {
  it.each(samples.map((sample) => [`${sample.type} ${sample.version}`, sample] as const))('tells %s', (_, sample) => {
    for (const said of [told(sample), sentenceOf(sample.type).many(1234)]) {
      expect(said).toMatch(/^[a-zåäö]+ .*[^.]$/);
      expect(said).not.toMatch(/undefined|null|\[object|NaN/);
    }
    expect(sentenceOf(sample.type).many(1234)).toContain('1\u00a0234 ');
  });

  it.each(samples.filter((sample) => sample.private !== undefined).map((sample) => [sample.type, sample] as const))(
    'tells %s when its private part is erased',
    (_, sample) => {
      expect(told({ ...sample, private: null })).not.toMatch(/undefined|null/);
    },
  );
});
