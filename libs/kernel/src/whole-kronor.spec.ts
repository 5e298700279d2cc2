import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { nearestKrona, wholeKronor } from './whole-kronor.js';

const ores = fc.array(fc.integer({ min: -(10 ** 11), max: 10 ** 11 }), { maxLength: 30 });
const sumOf = (all: readonly number[]): number => all.reduce((sum, one) => sum + one, 0);

describe('whole kronor', () => {
  it('gives the krona that is missing to the row that lost most', () => {
    expect(wholeKronor([10_040, 20_070, 30_060])).toEqual({ rows: [100, 201, 301], total: 602, remainder: -30 });
    expect(wholeKronor([10_040, 20_040, 30_040])).toEqual({ rows: [101, 200, 300], total: 601, remainder: 20 });
  });

  it('rounds half a krona away from zero', () => {
    expect([149, 150, -149, -150, -49].map(nearestKrona)).toEqual([1, 2, -1, -2, 0]);
  });

  it('adds up to the rounded total, and no row is a krona off', () => {
    fc.assert(
      fc.property(ores, (exact) => {
        const { rows, total, remainder } = wholeKronor(exact);
        expect(sumOf(rows)).toBe(total);
        expect(total * 100 + remainder).toBe(sumOf(exact));
        expect(Math.abs(remainder)).toBeLessThanOrEqual(50);
        for (const [at, ore] of exact.entries()) expect(Math.abs((rows[at] ?? NaN) * 100 - ore)).toBeLessThan(101);
      }),
    );
  });

  it('adds up to a total that was rounded as a part of something else', () => {
    fc.assert(
      fc.property(ores, fc.boolean(), (exact, isUp) => {
        const total = isUp ? Math.ceil(sumOf(exact) / 100) : Math.floor(sumOf(exact) / 100);
        expect(sumOf(wholeKronor(exact, total).rows)).toBe(total === 0 ? 0 : total);
      }),
    );
  });
});
