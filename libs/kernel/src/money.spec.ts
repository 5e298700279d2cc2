import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { Money, oreToText, type RoundingRule, textToOre } from './money.js';
import { Share } from './share.js';

const MAX_ORE = 999_999_999_999_999;
const ore = fc.integer({ min: -MAX_ORE, max: MAX_ORE });
const refuses = (code: string) => expect.objectContaining({ code });

describe('Money', () => {
  it.each(['0.00', '-1234.50', '9999999999999.99', '0.01', '-0.01'])('reads %s and writes it again', (text) => {
    expect(Money.parse(text).toString()).toBe(text);
    expect(JSON.stringify({ amount: Money.parse(text) })).toBe(`{"amount":"${text}"}`);
  });

  it.each([
    '',
    '1',
    '1.0',
    '1.000',
    '01.00',
    '-0.00',
    '+1.00',
    '1,00',
    '1e2',
    ' 1.00',
    '1.00\n',
    '10000000000000.00',
    'NaN',
  ])('refuses %j', (text) => {
    expect(() => Money.parse(text)).toThrow(refuses('MONEY_MALFORMED'));
    expect(() => textToOre(text)).toThrow(refuses('MONEY_MALFORMED'));
  });

  it('is whole öre and back, as an object and in a hot loop', () => {
    fc.assert(
      fc.property(ore, (whole) => {
        const money = Money.ofOre(whole);
        expect(money.ore).toBe(whole);
        expect(Money.ofOre(BigInt(whole))).toEqual(money);
        expect(oreToText(whole)).toBe(money.toString());
        expect(textToOre(money.toString())).toBe(whole);
        expect(Money.parse(oreToText(whole))).toEqual(money);
      }),
    );
  });

  it('refuses öre that are none, and amounts that could be written but not read again', () => {
    for (const beyond of [0.5, Number.NaN, MAX_ORE + 1, -MAX_ORE - 1, Number.MAX_SAFE_INTEGER + 1]) {
      expect(() => Money.ofOre(beyond)).toThrow(refuses('MONEY_OUT_OF_RANGE'));
      expect(() => oreToText(beyond)).toThrow(refuses('MONEY_OUT_OF_RANGE'));
    }
    const largest = Money.ofOre(MAX_ORE);
    expect(() => largest.plus(Money.parse('0.01'))).toThrow(refuses('MONEY_OUT_OF_RANGE'));
    expect(() => largest.negated().minus(Money.parse('0.01'))).toThrow(refuses('MONEY_OUT_OF_RANGE'));
  });

  it('adds, compares and turns its sign like the whole öre that it is', () => {
    const half = fc.integer({ min: -MAX_ORE / 3, max: MAX_ORE / 3 });
    fc.assert(
      fc.property(half, half, (one, other) => {
        const [a, b] = [Money.ofOre(one), Money.ofOre(other)];
        expect(a.plus(b).ore).toBe(one + other);
        expect(a.minus(b).ore).toBe(one - other);
        expect(Money.sum([a, b, a])).toEqual(Money.ofOre(one + other + one));
        expect(a.exceeds(b)).toBe(one > other);
        expect(a.equals(b)).toBe(one === other);
        expect(Money.min(a, b).ore).toBe(Math.min(one, other));
        expect(Money.max(a, b).ore).toBe(Math.max(one, other));
        expect(a.abs().ore).toBe(Math.abs(one));
        expect([a.isNegative, a.isZero, a.isPositive]).toEqual([one < 0, one === 0, one > 0]);
      }),
    );
  });

  it('has one zero, whatever it came from', () => {
    const minus = Money.zero.negated();
    expect(minus).toEqual(Money.zero);
    expect([minus.isNegative, minus.isPositive, minus.toString()]).toEqual([false, false, '0.00']);
    expect(Money.parse('-1.00').plus(Money.parse('1.00'))).toEqual(Money.zero);
    expect(Money.parse('-1.00').divide([0, 1], 'largest-remainder').parts[0]).toEqual(Money.zero);
  });
});

describe('dividing an amount', () => {
  const rules: readonly RoundingRule[] = ['largest-remainder', 'whole-kronor-down', 'share-8-whole-kronor-down'];
  const parts = (amount: string, weights: readonly (number | string)[], rule: RoundingRule) =>
    Money.parse(amount).divide(weights, rule).parts.map(String);

  it('hands leftover öre to the largest remainders, ties to the first', () => {
    expect(parts('100.00', [1, 1, 1], 'largest-remainder')).toEqual(['33.34', '33.33', '33.33']);
    expect(parts('0.02', [1, 1, 1], 'largest-remainder')).toEqual(['0.01', '0.01', '0.00']);
    expect(parts('-100.00', [1, 1, 1], 'largest-remainder')).toEqual(['-33.34', '-33.33', '-33.33']);
    expect(parts('0.05', ['0.6', '0.4'], 'largest-remainder')).toEqual(['0.03', '0.02']);
    expect(parts('1.00', [1, 0, 2], 'largest-remainder')).toEqual(['0.33', '0.00', '0.67']);
  });

  it('cuts to whole kronor and says what is left', () => {
    const { parts: cut, remainder } = Money.parse('100.50').divide([1, 2], 'whole-kronor-down');
    expect([...cut, remainder].map(String)).toEqual(['33.00', '67.00', '0.50']);
  });

  it('says so where rounded shares are more than the whole together', () => {
    const { parts: rounded, remainder } = Money.parse('100000000.00').divide(
      Array(6).fill(1),
      'share-8-whole-kronor-down',
    );
    expect(rounded.map(String)).toEqual(Array(6).fill('16666667.00'));
    expect(remainder.toString()).toBe('-2.00');
  });

  it('divides among some of the weights where the total is known', () => {
    const of = (weights: number[], total: number) => Money.parse('100.00').divide(weights, 'largest-remainder', total);
    expect(of([1, 1], 3).parts.map(String)).toEqual(['33.33', '33.33']);
    expect(of([1, 1], 3).remainder.toString()).toBe('33.34');
    expect(of([1, 2], 3).parts.map(String)).toEqual(['33.33', '66.67']);
    expect(() => of([2, 2], 3)).toThrow(refuses('WEIGHTS_EXCEED_TOTAL'));
  });

  it('refuses weights that are none or nothing together', () => {
    for (const rule of rules) {
      const divide = (...weights: (number | string)[]) => Money.parse('1.00').divide(weights, rule);
      expect(() => divide()).toThrow(refuses('WEIGHTS_SUM_TO_ZERO'));
      expect(() => divide(0, '0.0')).toThrow(refuses('WEIGHTS_SUM_TO_ZERO'));
      for (const weight of [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, '-1', '1e3', '1,5', '']) {
        expect(() => divide(weight, 1)).toThrow(refuses('WEIGHT_MALFORMED'));
      }
    }
  });

  it('loses no öre under any rule', () => {
    const weights = fc.array(fc.nat({ max: 10_000_000 }), { minLength: 1, maxLength: 30 });
    // Rounded shares may come to a little more than the whole, so the largest amounts have no room for it.
    const half = fc.integer({ min: -MAX_ORE / 3, max: MAX_ORE / 3 });
    fc.assert(
      fc.property(half, weights, fc.constantFrom(...rules), (whole, given, rule) => {
        fc.pre(given.some((weight) => weight > 0));
        const amount = Money.ofOre(whole);
        const { parts: divided, remainder } = amount.divide(given, rule);
        expect(Money.sum([...divided, remainder])).toEqual(amount);
        if (rule === 'largest-remainder') expect(remainder).toEqual(Money.zero);
        divided.forEach((part, index) => {
          if (given[index] === 0) expect(part).toEqual(Money.zero);
          expect(part.isZero || part.isNegative === amount.isNegative).toBe(true);
        });
      }),
    );
  });
});

describe('a portion between cumulative shares', () => {
  it('is rounded where it ends, so that portions add up', () => {
    const amount = Money.parse('0.05');
    const half = Share.parse('0.5');
    expect(amount.portion(null, half).toString()).toBe('0.03');
    expect(amount.portion(half, Share.whole).toString()).toBe('0.02');
    expect(Money.parse('-0.05').portion(null, half).toString()).toBe('-0.03');
  });

  it('adds up to the whole whatever the cuts', () => {
    const cuts = fc.uniqueArray(fc.integer({ min: 1, max: 999_999 }), { maxLength: 12 });
    fc.assert(
      fc.property(ore, cuts, (whole, given) => {
        const ends = given
          .sort((one, other) => one - other)
          .map((cut) => Share.parse(`0.${String(cut).padStart(6, '0')}`.replace(/0+$/, '')));
        const amount = Money.ofOre(whole);
        const portions = [...ends, Share.whole].map((end, index) => amount.portion(ends[index - 1] ?? null, end));
        expect(Money.sum(portions)).toEqual(amount);
      }),
    );
  });

  it('is scaled by a rate or by hours of hours, half an öre away from zero', () => {
    expect(Money.parse('40000.00').scaled('0.4615').toString()).toBe('18460.00');
    expect(Money.parse('0.01').scaled('0.5').toString()).toBe('0.01');
    expect(Money.parse('-0.01').scaled('0.5').toString()).toBe('-0.01');
    expect(Money.parse('58460.00').scaled('40.5', '160').toString()).toBe('14797.69');
    expect(() => Money.zero.scaled('1', '0')).toThrow(expect.objectContaining({ code: 'WEIGHTS_SUM_TO_ZERO' }));
    expect(() => Money.zero.scaled('-1')).toThrow(expect.objectContaining({ code: 'WEIGHT_MALFORMED' }));
  });
});
