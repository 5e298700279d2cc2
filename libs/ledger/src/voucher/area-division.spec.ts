import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { Money, Share, textToOre } from '#kernel';

import { cumulativeOre, exceedsWhole, partsOfShare, perArea, shareOfParts } from './area-division.js';

const ore = fc.integer({ min: -10_000_000_000_000, max: 10_000_000_000_000 });
/** Two to six areas whose shares are one whole, in any order. */
const areas = fc.uniqueArray(fc.integer({ min: 1, max: 99 }), { minLength: 2, maxLength: 6 }).chain((numbers) =>
  fc
    .uniqueArray(fc.bigInt({ min: 1n, max: 999_999_999_999n }), {
      minLength: numbers.length - 1,
      maxLength: numbers.length - 1,
    })
    .map((cuts) => {
      const ends = [...cuts.sort((one, other) => (one < other ? -1 : 1)), 1_000_000_000_000n];
      return numbers.map((area, index) => ({
        area,
        share: shareOfParts((ends[index] ?? 0n) - (ends[index - 1] ?? 0n)),
      }));
    }),
);

describe('an amount per area', () => {
  it('is the whole where there is one area, and nothing where none is known', () => {
    expect(perArea(-12_345, [{ area: 8, share: '1' }])).toEqual([[8, '-123.45']]);
    expect(perArea(12_345, [])).toEqual([]);
  });

  it('gives the öre that is left to the largest remainder, and between equals to the lower number', () => {
    const even = [
      { area: 2, share: '0.5' },
      { area: 1, share: '0.5' },
    ];
    expect(perArea(1, even)).toEqual([
      [1, '0.01'],
      [2, '0.00'],
    ]);
    expect(perArea(-1, even)).toEqual([
      [1, '-0.01'],
      [2, '0.00'],
    ]);
    const uneven = [
      { area: 1, share: '0.4' },
      { area: 2, share: '0.6' },
    ];
    expect(perArea(1, uneven)).toEqual([
      [1, '0.00'],
      [2, '0.01'],
    ]);
  });

  it('always adds up to the amount, to the öre, and no part turns its sign', () => {
    fc.assert(
      fc.property(ore, areas, (amount, shares) => {
        const parts = perArea(amount, shares).map(([, text]) => textToOre(text));
        expect(parts.reduce((sum, part) => sum + part, 0)).toBe(amount);
        expect(parts.every((part) => part === 0 || part < 0 === amount < 0)).toBe(true);
      }),
    );
  });

  it('is what Money makes of it', () => {
    fc.assert(
      fc.property(ore, areas, (amount, shares) => {
        const sorted = [...shares].sort((one, other) => one.area - other.area);
        const weights = sorted.map(({ share }) => share);
        const { parts } = Money.ofOre(amount).divide(weights, 'largest-remainder');
        expect(perArea(amount, shares)).toEqual(sorted.map(({ area }, index) => [area, parts[index]?.toString()]));
      }),
    );
  });
});

describe('shares in whole parts', () => {
  it('are read and written without loss', () => {
    const share = fc.bigInt({ min: 1n, max: 1_000_000_000_000n });
    fc.assert(
      fc.property(share, (parts) => {
        const text = shareOfParts(parts);
        expect(Share.parse(text).toString()).toBe(text);
        expect(partsOfShare(text)).toBe(parts);
      }),
    );
  });

  it('are more than a whole only above one', () => {
    expect(exceedsWhole(partsOfShare('1'))).toBe(false);
    expect(exceedsWhole(partsOfShare('0.7') + partsOfShare('0.300000000001'))).toBe(true);
  });

  it('take the same part of an amount as Money does', () => {
    fc.assert(
      fc.property(ore, fc.bigInt({ min: 1n, max: 1_000_000_000_000n }), (amount, parts) => {
        const expected = Money.ofOre(amount).portion(null, Share.parse(shareOfParts(parts)));
        expect(cumulativeOre(amount, parts)).toBe(expected.ore + 0);
      }),
    );
  });
});
