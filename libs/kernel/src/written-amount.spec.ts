import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { type DomainError } from './domain-error.js';
import { Money } from './money.js';
import { parseWrittenAmount } from './written-amount.js';

const NBSP = '\u00a0';
const NARROW = '\u202f';
const MINUS = '\u2212';

describe('an amount as people write it', () => {
  it.each([
    ['1 234,50', '1234.50'],
    [`1${NBSP}234,50`, '1234.50'],
    [`1${NARROW}234${NARROW}567`, '1234567.00'],
    ['1\u2009234', '1234.00'],
    ['287.881 kr', '287881.00'],
    ['287.881kr.', '287881.00'],
    [`${MINUS}1 000:-`, '-1000.00'],
    [`${MINUS} 5`, '-5.00'],
    ['\u20135,5', '-5.50'],
    ['-1234.5', '-1234.50'],
    ['1.234.567', '1234567.00'],
    ['1,234,567.89', '1234567.89'],
    ['1.234,56', '1234.56'],
    ["1'234.50", '1234.50'],
    ['1 234.50 SEK', '1234.50'],
    ['39 300 000 kronor', '39300000.00'],
    ['\t12,5 kr ', '12.50'],
    ['007', '7.00'],
    [`${MINUS}0,00`, '0.00'],
    ['9 999 999 999 999,99', '9999999999999.99'],
  ])('%j is %s', (text, canonical) => {
    expect(parseWrittenAmount(text).toString()).toBe(canonical);
  });

  it.each(['1.234', '1,234', '-1.234', '287,881 kr', '999.000'])('%j can be read in two ways', (text) => {
    expect(() => parseWrittenAmount(text)).toThrow(expect.objectContaining({ code: 'AMOUNT_AMBIGUOUS' }));
  });

  it.each([
    ...['', ' ', '-', 'kr', 'abc', '1e3', '1,2,3', '1 2', '12 34', '1234 567', '1.2345', '0.881 kr', '012.345 kr'],
    ...['1.234.56', '1 234.567', '1.234 567', '1,234.567,89', '1..2', '1,', ',5', '--5', '+5', '(5)', '5-', '1\n2'],
    ...['100 tkr', '39,3 Mkr', '1 234,500', '12%', '٣', '１２', 'NaN', 'Infinity', '0x10'],
  ])('%j cannot be read', (text) => {
    expect(() => parseWrittenAmount(text)).toThrow(expect.objectContaining({ code: 'AMOUNT_UNREADABLE' }));
  });

  it('is refused where it is larger than what can be counted exactly', () => {
    for (const text of ['10 000 000 000 000', '99999999999999', '-10000000000000,00']) {
      expect(() => parseWrittenAmount(text)).toThrow(expect.objectContaining({ code: 'MONEY_OUT_OF_RANGE' }));
    }
  });

  it('is read back however it is grouped', () => {
    const ore = fc.integer({ min: -999_999_999_999_999, max: 999_999_999_999_999 });
    const way = fc.record({
      separators: fc.constantFrom([' ', ','], [NBSP, ','], [NARROW, '.'], ['.', ','], [',', '.'], ['', ','], ['', '.']),
      minus: fc.constantFrom('-', MINUS, '\u2013'),
      ending: fc.constantFrom('', ' kr', `${NBSP}kr`, ' SEK'),
    });
    fc.assert(
      fc.property(ore, way, (whole, { separators: [group = '', point = ''], minus, ending }) => {
        const amount = Money.ofOre(whole);
        const [kronor = '', decimals = ''] = amount.abs().toString().split('.');
        const grouped = kronor.replaceAll(/\B(?=(?:\d{3})+$)/g, group);
        const text = `${amount.isNegative ? minus : ''}${grouped}${point}${decimals}${ending}`;
        expect(parseWrittenAmount(text)).toEqual(amount);
      }),
    );
  });

  it('is either an amount or a refusal, whatever is written', () => {
    const text = fc.oneof(fc.string(), fc.stringMatching(/^[-\u2212 .,'0-9krSEK:]{0,14}$/));
    fc.assert(
      fc.property(text, (written) => {
        try {
          expect(Money.isCanonical(parseWrittenAmount(written).toString())).toBe(true);
        } catch (error) {
          const codes = ['AMOUNT_AMBIGUOUS', 'AMOUNT_UNREADABLE', 'MONEY_OUT_OF_RANGE'];
          expect(codes).toContain((error as DomainError).code);
        }
      }),
    );
  });
});
