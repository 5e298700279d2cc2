import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { divided, shareOut } from './sharing.js';

const sum = (ores: readonly number[]) => ores.reduce((all, ore) => all + ore, 0);
const column = (shared: readonly (readonly number[])[], at: number) => sum(shared.map((row) => row[at] ?? 0));

describe('lines shared out over what bears them', () => {
  it('in proportion: each line by the same shares, leftover öre where they are due', () => {
    expect(shareOut('proportional', [100, 100, 1], [67, 134])).toEqual([
      [33, 67],
      [34, 66],
      [0, 1],
    ]);
  });

  it('in order: what came first bears what was booked first, and a credit gives back what was taken last', () => {
    expect(shareOut('fifo', [70, 50, -30], [60, 30])).toEqual([
      [60, 10],
      [0, 50],
      [0, -30],
    ]);
  });

  it('on the last source where there is nothing to bear', () => {
    expect(shareOut('proportional', [5, -8], [0, -3])).toEqual([[0, 5], [0, -8]]); // prettier-ignore
    expect(() => shareOut('fifo', [5], [4])).toThrow('differ');
  });

  it('divides by the largest remainder, ties to the first', () => {
    expect(divided(100, [1, 1, 1])).toEqual([34, 33, 33]);
    expect(divided(5, [0, 0])).toEqual([0, 0]);
  });

  it('accounts for every öre both ways, by both rules; proportional within an öre or two of the exact share', () => {
    const line = fc.integer({ min: -5_000, max: 90_000 });
    const weights = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 20 }),
        weights,
        fc.constantFrom('fifo', 'proportional'),
        (lines, some, rule) => {
          const whole = sum(lines);
          fc.pre(whole > 0 && sum(some) > 0);
          const sources = divided(whole, some);
          const shared = shareOut(rule, lines, sources);
          expect(shared.map(sum)).toEqual(lines);
          expect(sources.map((_, at) => column(shared, at))).toEqual(sources);
          if (rule === 'fifo') return;
          for (const [at, row] of shared.entries()) {
            const ore = lines[at] ?? 0;
            for (const [of, part] of row.entries()) {
              expect(part * ore).toBeGreaterThanOrEqual(0);
              // |part − ore · source / whole| ≤ 3, in whole numbers.
              expect(Math.abs(part * whole - ore * (sources[of] ?? 0))).toBeLessThanOrEqual(3 * whole);
            }
          }
        },
      ),
    );
  });
});
