import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';

import { Money } from './money.js';
import { parsedBy } from './parsed-by.js';
import { actor, amountText, dateText, identifier, period } from './schemas.js';

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
    expect(period.safeParse({ from: '2026-01-02', to: '2026-01-01' }).success).toBe(false);
    const year = { from: '2026-01-01', to: '2026-12-31' };
    expect(z.encode(period, period.parse(year))).toEqual(year);
  });

  it('read ids as they stand in the name of a stream', () => {
    const ok = (text: string) => identifier.safeParse(text).success;
    expect(['a', 'god-och-nara-vard-2026', '1'].map(ok)).toEqual([true, true, true]);
    expect(['', '-a', 'A', 'å', 'a b', 'a/b', 'a'.repeat(65)].map(ok)).toEqual(Array(7).fill(false));
  });

  it('read who acts: a person by random id, or a part of the system', () => {
    const ok = (subject: string) => actor.safeParse({ subject, role: 'accountant' }).success;
    expect(['person-a', 'system:cli'].map(ok)).toEqual([true, true]);
    expect(['anna', 'person-', 'system:', 'person-Å'].map(ok)).toEqual([false, false, false, false]);
  });

  it('check amounts and days of hot loops as the value objects do', () => {
    for (const text of ['-0.00', '1.5', '01.00', '10000000000000.00', '1.00\n']) {
      expect([amountText.safeParse(text).success, Money.isCanonical(text)]).toEqual([false, false]);
    }
    expect(amountText.safeParse('-1234.50').success).toBe(true);
    expect(dateText.safeParse('2026-02-30').success).toBe(false);
    expect(dateText.safeParse('2026-02-28').success).toBe(true);
  });
});
