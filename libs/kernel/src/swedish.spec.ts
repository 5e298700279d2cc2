import { expect, it } from '@jest/globals';

import { amountInSwedish, counted, countInSwedish } from './swedish.js';

it.each([
  ['0.00', '0,00'],
  ['999.50', '999,50'],
  ['-1234.50', '−1\u00a0234,50'],
  ['1234567.89', '1\u00a0234\u00a0567,89'],
  ['-100000.00', '−100\u00a0000,00'],
])('the amount %s is written %j', (amount, written) => {
  expect(amountInSwedish(amount)).toBe(written);
});

it('a count has its thousands apart, and a word for one and for many', () => {
  expect([0, 999, 1000, 355_000, 1_234_567, -1234].map(countInSwedish)).toEqual([
    ...['0', '999', '1\u00a0000', '355\u00a0000', '1\u00a0234\u00a0567', '−1\u00a0234'],
  ]);
  expect([0, 1, 2, 1000].map((count) => counted(count, 'rad', 'rader'))).toEqual([
    ...['0 rader', '1 rad', '2 rader', '1\u00a0000 rader'],
  ]);
});
