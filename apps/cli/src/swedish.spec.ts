import { describe, expect, it } from '@jest/globals';

import { amountInSwedish, counted } from './swedish.js';

describe('amounts in Swedish', () => {
  it.each([
    ['0.00', '0,00'],
    ['999.50', '999,50'],
    ['1234.50', '1\u00a0234,50'],
    ['-68400000.00', '\u221268\u00a0400\u00a0000,00'],
    ['-0.05', '\u22120,05'],
  ])('writes %s as %s', (amount, written) => {
    expect(amountInSwedish(amount)).toBe(written);
  });

  it('says that an amount nobody has told is unknown, and does not make it zero', () => {
    expect(amountInSwedish(null)).toBe('okänt');
  });

  it('counts in the singular and the plural', () => {
    expect(counted(1, 'rad', 'rader')).toBe('1 rad');
    expect(counted(3500, 'rad', 'rader')).toBe('3\u00a0500 rader');
  });
});
