import { describe, expect, it } from '@jest/globals';

import type { MatchableVoucher } from './matchable.js';
import { namedOriginals } from './named-original.js';

const line = (number: number, ore: number, other: object = {}) => ({
  ...{ line: number, ore, isWanting: ore > 0, text: '', objects: [], ...other },
});
const moving = (text: string, other: Partial<MatchableVoucher> = {}): MatchableVoucher => ({
  ...{ book: 'bok', series: 'LR', number: '90', date: '2026-03-01', text, isWhole: true },
  lines: [line(1, 50_000), line(2, -50_000)],
  ...other,
});
const originals = (voucher: MatchableVoucher) =>
  namedOriginals(voucher).map(({ original: { series, number } }) => `${series} ${number}`);

describe('a voucher that moves a cost', () => {
  it.each([
    ['Ombokning av LR 12', 'LR 12'],
    ['Omföring från A-1234, fel projekt', 'A 1234'],
    ['omkonterad ver 77', 'LR 77'],
    ['Ombokat verifikation 77', 'LR 77'],
    ['Ombokning ÖV12', 'ÖV 12'],
  ])('names the voucher that it moves it from: %s', (text, original) => {
    expect(originals(moving(text))).toEqual([original]);
    expect(namedOriginals(moving('', { lines: [line(1, 50_000, { text }), line(2, -50_000)] }))).toMatchObject([
      { line: 1, amount: '500.00', voucher: { number: '90' } },
    ]);
  });

  it.each([
    'Konsultarvode LR 12',
    'Ombokning av LR 12 och LR 13',
    'Ombokning enligt mejl',
    'Ombokning LR 90',
    'Bomfordon LR 12',
  ])('is not taken to name one where it does not, or names several, or itself: %s', (text) => {
    expect(originals(moving(text))).toEqual([]);
  });

  it('takes away as much as it brings, as far as is known', () => {
    expect(originals(moving('Ombokning LR 12', { lines: [line(1, 50_000), line(2, -40_000)] }))).toEqual([]);
    expect(originals(moving('Ombokning LR 12', { isWhole: false }))).toEqual([]);
    expect(originals(moving('Ombokning LR 12', { lines: [line(1, 50_000, { isWanting: false })] }))).toEqual([]);
  });
});
