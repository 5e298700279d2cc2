import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';

import { DomainError } from './domain-error.js';
import { Money } from './money.js';
import { parsedBy } from './parsed-by.js';
import {
  actor,
  amountText,
  date,
  dateText,
  identifier,
  money,
  organisationNumber,
  period,
  purposeArea,
  share,
} from './schemas.js';

describe('the zod face of a value object', () => {
  const schema = z.strictObject({ amount: parsedBy(Money) });

  it('has the value inside and its text outside', () => {
    const value = schema.parse({ amount: '12.50' });
    expect(value.amount).toEqual(Money.parse('12.50'));
    expect(z.encode(schema, value)).toEqual({ amount: '12.50' });
  });

  it('makes an issue of what the parser refuses, with its code, never a refusal of the business', () => {
    const { error } = schema.safeParse({ amount: '12.5' });
    expect(error?.issues).toMatchObject([{ path: ['amount'], params: { code: 'MONEY_MALFORMED' } }]);
    const message = new DomainError('MONEY_MALFORMED').message;
    expect(error?.issues).toMatchObject([{ code: 'custom', message }]);
  });

  it('takes nothing but text in, and nothing but the value out', () => {
    expect(schema.safeParse({ amount: 12.5 }).success).toBe(false);
    expect(schema.safeParse({ amount: null }).success).toBe(false);
    expect(() => z.encode(schema, { amount: '12.50' } as never)).toThrow(z.ZodError);
  });

  it('lets a bug of the parser through as the bug that it is', () => {
    const broken = parsedBy({
      parse: (): Money => {
        throw new RangeError('broken');
      },
    });
    expect(() => broken.safeParse('1')).toThrow(RangeError);
  });
});

describe('the schemas that many events share', () => {
  it('read a period that does not end before it begins', () => {
    expect(period.safeParse({ from: '2026-01-01', to: '2026-01-01' }).success).toBe(true);
    const backwards = period.safeParse({ from: '2026-01-02', to: '2026-01-01' });
    expect(backwards.error?.issues).toMatchObject([{ message: 'the period ends before it begins' }]);
    expect(period.safeParse({ from: '2026-01-01', to: '2026-01-01', days: 1 }).success).toBe(false);
    const year = { from: '2026-01-01', to: '2026-12-31' };
    expect(z.encode(period, period.parse(year))).toEqual(year);
  });

  it('read ids as they stand in the name of a stream', () => {
    const ok = (text: string) => identifier.safeParse(text).success;
    expect(['a', 'god-och-nara-vard-2026', '1', 'a'.repeat(64)].map(ok)).toEqual(Array(4).fill(true));
    expect(['', '-a', 'A', 'å', 'a b', 'a/b', 'a'.repeat(65)].map(ok)).toEqual(Array(7).fill(false));
  });

  it('read who acts: a person by random id, or a part of the system', () => {
    const ok = (subject: string) => actor.safeParse({ subject, role: 'accountant' }).success;
    expect(['person-a', 'person-0a-b', 'system:cli', 'system:a-1'].map(ok)).toEqual(Array(4).fill(true));
    expect(['person-', 'system:'].map((kind) => ok(kind + 'a'.repeat(60)))).toEqual([true, true]);
    expect(['person-', 'system:'].map((kind) => ok(kind + 'a'.repeat(61)))).toEqual([false, false]);
    expect(['anna', 'person-', 'system:', 'person-Å', 'system:Å', 'a system:a', 'a b'].map(ok)).toEqual(
      Array(7).fill(false),
    );
    const role = (text: string) => actor.safeParse({ subject: 'system:cli', role: text }).success;
    expect(['a', 'read-only', 'a'.repeat(40)].map(role)).toEqual([true, true, true]);
    expect(['', 'Auditor', '-a', 'a1', 'a b', '1a', 'a'.repeat(41)].map(role)).toEqual(Array(7).fill(false));
    expect(actor.safeParse({ subject: 'system:cli', role: 'a', name: 'b' }).success).toBe(false);
  });

  it('check amounts and days of hot loops as the value objects do', () => {
    for (const text of ['-0.00', '1.5', '01.00', '10000000000000.00', '1.00\n', 'a1.00', '1.00a', 'a', '']) {
      expect([amountText.safeParse(text).success, Money.isCanonical(text)]).toEqual([false, false]);
    }
    for (const text of ['-1234.50', '-0.01', '0.00', '9999999999999.99']) {
      expect([amountText.safeParse(text).success, Money.isCanonical(text)]).toEqual([true, true]);
    }
    expect(dateText.safeParse('2026-02-30').error?.issues).toMatchObject([{ message: 'not a calendar day' }]);
    expect(dateText.safeParse('2026-02-28').success).toBe(true);
  });

  it('number the purpose areas from 1', () => {
    expect([1, 8, 99].map((area) => purposeArea.safeParse(area).success)).toEqual([true, true, true]);
    expect([0, 100, 1.5, '1'].map((area) => purposeArea.safeParse(area).success)).toEqual(Array(4).fill(false));
  });

  it('are those of the value objects', () => {
    expect(money.parse('1.00').ore).toBe(100);
    expect(share.parse('1').isWhole).toBe(true);
    expect([date.parse('2026-02-28'), organisationNumber.parse('232100-0164')].map(String)).toEqual([
      ...['2026-02-28', '2321000164'],
    ]);
  });
});
