import { afterAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { writeVerifierKey } from '#transparency';

import { exportOf, type Files, KEY, seal } from './forger.js';
import { handoverLine, keyFrom, MadeUpLog } from './log.js';
import { mutate, recipesFor } from './mutations.js';
import { BothVerifiers } from './verifiers.js';

/** How many changes are tried over all exports. */
const MUTATIONS = Number.parseInt(process.env['MUTATIONS'] ?? '400', 10);
const FIRST = keyFrom('first');

const verifiers = new BothVerifiers();
afterAll(() => {
  verifiers.end();
});

/** A log in which everything has happened that a verifier looks at. */
function eventful(size: number): MadeUpLog {
  const log = new MadeUpLog().fill(30);
  log.rotate(FIRST, KEY);
  log.erase([7]);
  log.eraseRanges([[20, 21]]);
  log.prune([[3, 5]]);
  return log.fill(size);
}
const held = (log: MadeUpLog, positions: readonly number[]) =>
  log.parts.filter(({ position }) => positions.includes(position));

const log = eventful(270);
const exports: readonly (readonly [string, Promise<Files>, string | null])[] = [
  ['the whole log', exportOf(log, { pruned: [3, 4, 5], proofs: [17, 259], parts: held(log, [14, 259]) }), null],
  ['chosen events', exportOf(log, { isPart: true, proofs: [7, 14, 31, 32, 270], parts: held(log, [14]) }), null],
  ['a short log under a key that was handed over', exportOf(eventful(40), { pruned: [4], parts: [] }), vkeyOf(FIRST)],
  [
    'an earlier moment under a later key',
    exportOf(new MadeUpLog().fill(9), { parts: [], handovers: handoverLine(log, 31), checkpointBy: FIRST }),
    vkeyOf(FIRST),
  ],
];

const runs = (share: number) => ({ numRuns: Math.ceil((MUTATIONS * share) / exports.length) });

describe('any one change to an export', () => {
  it.each(exports)(
    'of %s is named, in the same lines by both',
    async (_, made, key) => {
      const files = await made;
      expect((await verifiers.say(files, key)).at(-1)).toMatch(/^RESULT OK/);
      const property = fc.asyncProperty(recipesFor(files), async (recipe) => {
        const mutation = mutate(files, recipe);
        const lines = await verifiers.say(mutation.files, key);
        expect(lines.at(-1)).toMatch(/^RESULT FAILED [1-9]/);
        const isNamed = (path: string) => lines.some((line) => line.startsWith(`FAILED ${path}: `));
        expect(mutation.named.filter((path) => !isNamed(path))).toEqual([]);
      });
      await fc.assert(property, runs(2 / 3));
    },
    3_600_000,
  );

  it.each(exports)(
    'of %s that the operator signs for is judged alike by both, and changes no event',
    async (_, made, key) => {
      const files = await made;
      const size = Number.parseInt((files.get('checkpoint') ?? '').toString().split('\n')[1] ?? '', 10);
      const property = fc.asyncProperty(recipesFor(files), async (recipe) => {
        const mutation = mutate(files, recipe);
        const lines = await verifiers.say(seal(mutation.files, { key: KEY, size }), key);
        const isProof = mutation.named.some((path) => /^(?:vkey|checkpoint|entries\/.*|tile\/.*)$/.test(path));
        if (isProof) expect(lines.at(-1)).toMatch(/^RESULT FAILED [1-9]/);
      });
      await fc.assert(property, runs(1 / 3));
    },
    3_600_000,
  );
});

function vkeyOf(key: typeof KEY): string {
  return writeVerifierKey(key);
}
