import { describe, expect, it } from '@jest/globals';

import { LocalDate } from './local-date.js';

const day = (text: string) => LocalDate.parse(text);

describe('LocalDate', () => {
  it.each(['2026-02-28', '2024-02-29', '1999-12-31'])('reads %s and writes it again', (text) => {
    expect(day(text).toString()).toBe(text);
    expect(JSON.stringify([day(text)])).toBe(`["${text}"]`);
    expect(LocalDate.isValid(text)).toBe(true);
  });

  it.each([
    ...['2026-02-30', '2025-02-29', '2026-13-01', '2026-00-10', '2026-01-00', '2026-1-1', '26-01-01', '20260101'],
    ...['2026-W01-1', '2026-01-01T00:00', ' 2026-01-01', '2026-01-01\n', '', '+002026-01-01', '٢٠٢٦-01-01'],
  ])('refuses %j, the second time too', (text) => {
    for (let time = 0; time < 2; time += 1) {
      expect(LocalDate.isValid(text)).toBe(false);
      expect(() => day(text)).toThrow(expect.objectContaining({ code: 'DATE_MALFORMED' }));
    }
  });

  it('stands before, after and within', () => {
    const [first, second, third] = [day('2026-01-01'), day('2026-06-30'), day('2026-12-31')];
    expect([first.isBefore(second), second.isBefore(first), first.isBefore(first)]).toEqual([true, false, false]);
    expect([second.isAfter(first), first.isAfter(second), first.isAfter(first)]).toEqual([true, false, false]);
    expect([first.equals(day('2026-01-01')), first.equals(second)]).toEqual([true, false]);
    const year = { from: first, to: third };
    expect([first, second, third, day('2025-12-31'), day('2027-01-01')].map((one) => one.isWithin(year))).toEqual([
      ...[true, true, true],
      ...[false, false],
    ]);
  });

  it('ends with its last millisecond in Sweden, in summer and in winter', () => {
    expect(day('2026-01-15').endOfDay()).toBe('2026-01-15T22:59:59.999Z');
    expect(day('2026-07-15').endOfDay()).toBe('2026-07-15T21:59:59.999Z');
    // The night that the clocks change in, the day before still ends by the old time.
    expect(day('2026-03-28').endOfDay()).toBe('2026-03-28T22:59:59.999Z');
    expect(day('2026-03-29').endOfDay()).toBe('2026-03-29T21:59:59.999Z');
    expect(day('2026-10-25').endOfDay()).toBe('2026-10-25T22:59:59.999Z');
  });

  it('begins with its first millisecond in Sweden, which the day before ends before', () => {
    for (const [before, text] of [
      ['2026-01-14', '2026-01-15'],
      ['2026-03-29', '2026-03-30'],
      ['2026-10-24', '2026-10-25'],
    ] as const) {
      expect(Date.parse(day(text).startOfDay()) - Date.parse(day(before).endOfDay())).toBe(1);
    }
    expect(day('2026-07-15').startOfDay()).toBe('2026-07-14T22:00:00.000Z');
  });

  it('counts the days to another', () => {
    expect(day('2026-02-27').daysUntil(day('2026-03-02'))).toBe(3);
    expect(day('2026-12-31').daysUntil(day('2025-12-31'))).toBe(-365);
    expect(day('2026-12-31').daysUntil(day('2026-12-31'))).toBe(0);
  });

  it('is the Swedish day that an instant falls on', () => {
    expect(LocalDate.ofInstant('2026-01-15T22:59:59.999Z')).toEqual(day('2026-01-15'));
    expect(LocalDate.ofInstant('2026-01-15T23:00:00.000Z')).toEqual(day('2026-01-16'));
    expect(LocalDate.ofInstant('2026-07-15T22:00:00.000Z')).toEqual(day('2026-07-16'));
  });
});
