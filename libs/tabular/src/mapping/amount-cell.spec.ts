import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { oreToText } from '#kernel';

import type { Cell } from '../table/table.js';
import { AmountReader } from './amount-cell.js';

const NBSP = '\u00a0';
const THIN = '\u2009';
const NARROW = '\u202f';
const MINUS = '\u2212';

const text = (written: string): Cell => ({ kind: 'text', text: written });
const stored = (digits: string): Cell => ({ kind: 'number', text: digits, isDate: false });

/** Öre, or what is wrong; null where the cell is empty. */
function read(cell: Cell, decimalSign: ',' | '.' = ','): number | string | null {
  const reader = new AmountReader(decimalSign);
  const fault = reader.read(cell);
  return fault ?? (reader.empty ? null : reader.ore);
}

describe('an amount as text', () => {
  it.each([
    ['1234,50', 123_450],
    ['0', 0],
    ['-0,00', 0],
    ['7', 700],
    ['12,5', 1250],
    [',5', 50],
    ['007,10', 710],
    ['1 234,50', 123_450],
    [`1${NBSP}234${NBSP}567`, 123_456_700],
    [`1${THIN}234${NARROW}567,89`, 123_456_789],
    ["1'234'567,89", 123_456_789],
    ['1’234,5', 123_450],
    ['1.234', 123_400],
    ['1.234.567,89', 123_456_789],
    ['-1234,50', -123_450],
    ['- 1234,50', -123_450],
    [`${MINUS}1 234,50`, -123_450],
    ['\u20131,00', -100],
    ['1 234,50-', -123_450],
    [`1234,50 ${MINUS}`, -123_450],
    ['(1 234,50)', -123_450],
    ['( 5 )', -500],
    ['1 234,50 kr', 123_450],
    ['-5 SEK', -500],
    ['1 000:-', 100_000],
    ['  12,00\t', 1200],
    ['9 999 999 999 999,99', 999_999_999_999_999],
    ['', null],
    [`  ${NBSP}`, null],
  ])('%j is %j öre', (written, ore) => {
    expect(read(text(written))).toBe(ore);
  });

  it.each([
    ...['1234.50', '1.5', '1.23', '12.3456', '1,234.50', '1 234.50', '1.234 567', '1 234.567', '12 34', '1234 567'],
    ...[
      '0 123',
      '012.345',
      '1..234',
      '1.234.56',
      '1 234 5',
      '12,',
      ',',
      '-',
      '(',
      '()',
      '(5',
      '5)',
      '-5-',
      '(5)-',
      '--5',
    ],
    ...['+5', '5 %', 'kr', 'abc', '1e3', '1,2,3', '1\n2', '٣', '100 tkr', '1 234,5 0', '=1+1'],
  ])('%j is refused', (written) => {
    expect(read(text(written))).toBe('AMOUNT_NOT_AS_MAPPED');
  });

  it('has the other sign where the mapping says so', () => {
    expect(read(text('1,234.50'), '.')).toBe(123_450);
    expect(read(text('1,234'), '.')).toBe(123_400);
    expect(read(text('1234,50'), '.')).toBe('AMOUNT_NOT_AS_MAPPED');
  });

  it('is never rounded, and never larger than what is counted exactly', () => {
    expect(read(text('1,234'))).toBe('AMOUNT_TOO_PRECISE');
    expect(read(text('1,100'))).toBe('AMOUNT_TOO_PRECISE');
    expect(read(text('10000000000000'))).toBe('AMOUNT_TOO_LARGE');
    expect(read(text('9'.repeat(400)))).toBe('AMOUNT_TOO_LARGE');
  });

  it('is read back however it is written', () => {
    const ore = fc.integer({ min: -999_999_999_999_999, max: 999_999_999_999_999 });
    const way = fc.record({
      signs: fc.constantFrom<readonly [string, ',' | '.']>(
        ...([' ', NBSP, THIN, NARROW, "'", '', '.'] as const).map((one) => [one, ','] as const),
        ...([' ', NBSP, '', ','] as const).map((one) => [one, '.'] as const),
      ),
      minus: fc.constantFrom<'before' | 'minus' | 'around' | 'after'>('before', 'minus', 'around', 'after'),
      unit: fc.constantFrom('', ' kr'),
    });
    fc.assert(
      fc.property(ore, way, (amount, { signs: [group, decimal], minus, unit }) => {
        const [whole = '', decimals = ''] = oreToText(Math.abs(amount)).split('.');
        const digits = `${whole.replaceAll(/\B(?=(?:\d{3})+$)/g, group)}${decimal}${decimals}`;
        const ways = { before: `-${digits}`, minus: `${MINUS}${digits}`, around: `(${digits})`, after: `${digits}-` };
        expect(read(text(`${amount < 0 ? ways[minus] : digits}${unit}`), decimal)).toBe(amount);
      }),
    );
  });
});

describe('an amount in a number cell', () => {
  it.each([
    ['46032', 4_603_200],
    ['-1234.5', -123_450],
    ['1.0E-2', 1],
    ['1.2345E3', 123_450],
    ['-1.5E+1', -1500],
    ['0.30000000000000004', 30],
    ['1234.4999999999999', 123_450],
    ['1234.5600000000001', 123_456],
    ['99999.999999999999', 10_000_000],
    ['9999999999999.99', 999_999_999_999_999],
    ['1234.50', 123_450],
    ['0.0', 0],
    ['-0', 0],
    ['0E5', 0],
  ])('%s is %i öre', (digits, ore) => {
    expect(read(stored(digits))).toBe(ore);
    expect(read(stored(digits), '.')).toBe(ore);
  });

  it('is refused where fifteen digits leave more than two decimals', () => {
    for (const digits of ['1234.567', '0.005', '1.0E-3', '1E-20'])
      expect(read(stored(digits))).toBe('AMOUNT_TOO_PRECISE');
    for (const digits of ['1E13', '12345678901234', '1E39']) expect(read(stored(digits))).toBe('AMOUNT_TOO_LARGE');
    for (const digits of ['', 'NaN', '1E999', '1,5']) expect(read(stored(digits))).toBe('AMOUNT_NOT_AS_MAPPED');
  });

  it('is no date and no error value', () => {
    expect(read({ kind: 'number', text: '46032', isDate: true })).toBe('AMOUNT_NOT_AS_MAPPED');
    expect(read({ kind: 'fault' })).toBe('CELL_FAULTY');
    expect(read(null)).toBeNull();
  });

  it('is the amount that a workbook was given, whatever its arithmetic made of it', () => {
    fc.assert(
      fc.property(fc.integer({ min: -999_999_999_999, max: 999_999_999_999 }), (ore) => {
        // A float of at most 15 significant digits comes back as it was written, with 17 digits stored.
        expect(read(stored((ore / 100).toPrecision(17)))).toBe(ore);
      }),
    );
  });
});
