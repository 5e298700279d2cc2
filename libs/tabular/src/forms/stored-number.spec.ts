import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { plainDecimal } from './stored-number.js';

describe('a number as a sheet stores it', () => {
  it.each([
    ['1234.5', '1234.5'],
    ['0.30000000000000004', '0.3'],
    ['592592.4000000001', '592592.4'],
    ['2.9999999999999996E-1', '0.3'],
    ['999999999999999.95', '1000000000000000'],
    ['1.0E-2', '0.01'],
    ['1.5e3', '1500'],
    ['-287881', '-287881'],
    ['007', '7'],
    ['-0.00', '0'],
    ['1234567890123456', '1234567890123460'],
  ])('%s is %s', (stored, plain) => {
    expect(plainDecimal(stored)).toBe(plain);
  });

  it.each(['', '1,5', 'abc', '1e400', '1.2.3', '--1', '1E99'])('%j is none', (stored) => {
    expect(plainDecimal(stored)).toBeNull();
  });

  it('keeps every amount of the ledger to the öre, as Excel writes the nearest binary fraction of it', () => {
    const ore = fc.integer({ min: -(10 ** 14), max: 10 ** 14 });
    fc.assert(
      fc.property(ore, (amount) => {
        const exact = (BigInt(amount) * 100n).toString();
        const stored = (amount / 100).toPrecision(17);
        const [whole = '', fraction = ''] = (plainDecimal(stored) ?? '').split('.');
        expect(BigInt(`${whole}${fraction.padEnd(2, '0')}`) * 100n).toBe(BigInt(exact));
      }),
    );
  });
});
