import { describe, expect, it } from '@jest/globals';

import { storedDay, writtenDay } from './written-day.js';

describe('a day as a Swede writes it', () => {
  it.each([
    '2026-04-08',
    '2026-4-8',
    '20260408',
    '8 april 2026',
    'den 8 april 2026',
    '8 apr 2026',
    '8 APR. 2026',
    '08 april  2026',
    '8/4 2026',
    '2026-04-08 00:00:00',
    ' 2026-04-08T00:00 ',
  ])('%s', (text) => {
    expect(writtenDay(text)).toBe('2026-04-08');
  });

  it.each([
    '4/8/2026',
    '8.4.2026',
    '08-04-2026',
    '30 februari 2026',
    '2026-02-30',
    '8 aprill 2026',
    'april 2026',
    '2026-04-08 13:30',
    '',
  ])('is never guessed: %j', (text) => {
    expect(writtenDay(text)).toBeNull();
  });
});

describe('a number in a date column', () => {
  it('is the serial of either of the two systems of Excel, or a day written together', () => {
    expect([storedDay('46120', 1900), storedDay('44658', 1904), storedDay('20260408', 1900)]).toEqual(
      Array(3).fill('2026-04-08'),
    );
  });

  it.each(['2026', '46120.5', '99999', '20260230', '-46120'])('is no day: %s', (number) => {
    expect(storedDay(number, 1900)).toBeNull();
  });
});
