import { execFileSync, spawnSync } from 'node:child_process';

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { DomainError } from '#kernel';

import { byMonetaryUnit, draw, type Method, seeded, STRATA, type Weighed } from './draw.js';

const stratum = fc.constantFrom(...STRATA);
const unit = fc.record({
  id: fc.string({ minLength: 1, maxLength: 6 }),
  stratum,
  weight: fc.integer({ min: 1, max: 9000 }),
});
const units = fc.uniqueArray(unit, { selector: ({ id }) => id, maxLength: 25 });
const size = fc.integer({ min: 1, max: 12 });
const method: fc.Arbitrary<Method> = fc.oneof(
  fc.record({ kind: fc.constantFrom('mus' as const, 'random' as const), size }),
  fc.constant({ kind: 'all' as const }),
);
const cost = (id: string, weight: number): Weighed => ({ id, stratum: 'costs', weight });
// Where all is tested it must be there.
const hasPython = process.env['CI'] !== undefined || spawnSync('python3', ['--version']).status === 0;

describe('a sample', () => {
  it('is of the population, as many as asked for, and the same whatever order that comes in', () => {
    fc.assert(
      fc.property(units, method, fc.string(), (some, how, seed) => {
        const strata = draw(some, how, seed);
        expect(draw([...some].reverse(), how, seed)).toEqual(strata);
        const drawn = strata.flatMap((one) => one.drawn);
        const known = new Set(some.map(({ id }) => id));
        expect(drawn.every(({ id }) => known.has(id))).toBe(true);
        expect(new Set(drawn.map(({ id }) => id)).size).toBe(drawn.length);
        const hits = drawn.reduce((sum, one) => sum + one.hits, 0);
        expect(hits).toBe(strata.reduce((sum, one) => sum + one.size, 0));
        if (how.kind === 'mus' && some.length > 0) expect(hits).toBe(how.size);
        if (how.kind === 'all') expect(hits).toBe(some.length);
      }),
    );
  });

  it('by monetary unit always has what is an interval or more', () => {
    fc.assert(
      fc.property(units, size, fc.string(), (some, times, seed) => {
        for (const one of draw(some, { kind: 'mus', size: times }, seed)) {
          const whys = new Map(one.drawn.map(({ id, why }) => [id, why]));
          for (const { id, weight } of some.filter((each) => each.stratum === one.stratum)) {
            if (one.size > 0 && weight * one.size >= one.weight) expect(whys.get(id)).toBe('above-interval');
            else expect(whys.get(id)).not.toBe('above-interval');
          }
        }
      }),
    );
  });

  it('by monetary unit hits each unit, over every possible start, in exact proportion to its amount', () => {
    const small = fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(small, fc.integer({ min: 1, max: 6 }), (weights, times) => {
        const some = weights.map((weight, at) => cost(String(at), weight));
        const hits = new Map<string, number>();
        const total = weights.reduce((sum, weight) => sum + weight, 0);
        for (let start = 0n; start < BigInt(total); start++) {
          for (const one of byMonetaryUnit(some, times, start)) hits.set(one.id, (hits.get(one.id) ?? 0) + one.hits);
        }
        expect(some.map(({ id }) => hits.get(id) ?? 0)).toEqual(weights.map((weight) => weight * times));
      }),
    );
  });

  it('gives each stratum its part of the draws by its amount', () => {
    const some = [cost('a', 600), cost('b', 100), { ...cost('c', 200), stratum: 'salaries' as const }];
    const strata = draw(some, { kind: 'mus', size: 10 }, '7');
    expect(strata.map((one) => [one.stratum, one.size, one.interval])).toEqual([
      ['costs', 8, '700/8'],
      ['salaries', 2, '200/2'],
    ]);
    const [one] = draw([cost('a', 5)], { kind: 'random', size: 4 }, '7');
    expect(one).toMatchObject({ size: 1, drawn: [{ id: 'a', why: 'drawn', hits: 1 }] });
  });

  it('of a list has what stands there, and is refused what is not in the population', () => {
    const some = [cost('a', 5), cost('b', 5)];
    expect(draw(some, { kind: 'list', ids: ['b'] }, '1')).toMatchObject([{ drawn: [{ id: 'b', why: 'listed' }] }]);
    const asked = { kind: 'list', ids: ['b', 'x'] } as const;
    expect(() => draw(some, asked, '1')).toThrow(new DomainError('SAMPLE_UNIT_UNKNOWN', { count: 1 }));
  });

  const withPython = hasPython ? it : it.skip;
  withPython('is drawn by numbers that a short program recomputes', () => {
    const program = `import hashlib
def seeded(seed, label, bound):
    most, counter = (1 << 256) - (1 << 256) % bound, 0
    while True:
        value = int(hashlib.sha256(f"{seed}\\n{label}\\n{counter}".encode()).hexdigest(), 16)
        if value < most: return value % bound
        counter += 1
print(seeded("7", "start costs", 68400000001), seeded("å", "start salaries", (1 << 255) + 1))`;
    const said = execFileSync('python3', ['-c', program], { encoding: 'utf8' }).trim().split(' ');
    const ours = [seeded('7', 'start costs', 68400000001n), seeded('å', 'start salaries', (1n << 255n) + 1n)];
    expect(said).toEqual(ours.map(String));
  });
});
