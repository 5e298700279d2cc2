import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { VoucherNumbers } from './voucher-numbers.js';

describe('the numbers that a file has used', () => {
  it('knows a number again, in its own series and as it is written', () => {
    const numbers = new VoucherNumbers();
    expect(numbers.add('A', '7')).toBe(true);
    expect(numbers.add('A', '7')).toBe(false);
    expect(numbers.add('A', '07')).toBe(true);
    expect(numbers.add('A', '07')).toBe(false);
    expect(numbers.add('B', '7')).toBe(true);
    expect(numbers.add('A', 'LEV-7')).toBe(true);
    expect(numbers.add('A', 'LEV-7')).toBe(false);
  });

  it('agrees with a set of strings', () => {
    const entry = fc.tuple(fc.constantFrom('', 'A', 'B'), fc.oneof(fc.nat(9000).map(String), fc.string()));
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 200 }), (entries) => {
        const [numbers, seen] = [new VoucherNumbers(), new Set<string>()];
        for (const [series, number] of entries) {
          const key = JSON.stringify([series, number]);
          expect(numbers.add(series, number)).toBe(!seen.has(key));
          seen.add(key);
        }
      }),
    );
  });

  it('keeps numbers that lie far apart as text, and still knows them', () => {
    const numbers = new VoucherNumbers();
    const far = Array.from({ length: 25_000 }, (_, index) => String((index + 1) * 5000));
    expect(far.every((number) => numbers.add('A', number))).toBe(true);
    expect(far.some((number) => numbers.add('A', number))).toBe(false);
  });
});
