import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import type { Cell } from '../table/table.js';
import type { DateForm } from './column-mapping.js';
import { DayReader } from './date-cell.js';
import { day, FAULT, number } from './table.fixture.js';

const text = (written: string): Cell => ({ kind: 'text', text: written });
const read = (cell: Cell, form: DateForm, system: 1900 | 1904 = 1900) => new DayReader(form, system).read(cell);

describe('a day as text', () => {
  it.each<[DateForm, string, string]>([
    ['iso', '2026-03-25', '2026-03-25'],
    ['iso', '20260325', '2026-03-25'],
    ['iso', ' 2026-03-25 ', '2026-03-25'],
    ['iso', '2026-03-25 00:00:00', '2026-03-25'],
    ['iso', '2026-03-25T13:45', '2026-03-25'],
    ['iso', '2026-03-25 13:45:10.123', '2026-03-25'],
    ['swedish', '2026-03-25', '2026-03-25'],
    ['swedish', '260325', '2026-03-25'],
    ['swedish', '25/3 2026', '2026-03-25'],
    ['swedish', '5/3 2026', '2026-03-05'],
    ['swedish', '25.3.2026', '2026-03-25'],
    ['swedish', '25.03.2026', '2026-03-25'],
    ['swedish', '25-03-2026', '2026-03-25'],
    ['swedish', '2026-03-25 00:00', '2026-03-25'],
    ['excel', '46106', '2026-03-25'],
    ['excel', '46106.75', '2026-03-25'],
  ])('%s: %j is %s', (form, written, iso) => {
    expect(read(text(written), form)).toBe(iso);
  });

  it.each<[DateForm, string]>([
    ...['03/25/2026', '2026-02-30', '2026-0325', '202603-25', '2026/03/25', '25/3 2026', '260325', 'mars'].map(
      (written): [DateForm, string] => ['iso', written],
    ),
    ...['2026-03-25T00:00:00Z', '2026-03-25 25:00', '2026-03-25 ', '2026-3-25'].map((written): [DateForm, string] => [
      'iso',
      `${written}x`,
    ]),
    ['iso', '2026-03-25T23:30:00Z'],
    ['iso', '2026-03-25 25:00'],
    ...['03/25/2026', '3/4/2026', '25/13 2026', '25.3 2026', '25-3-2026', '25/3-2026', '31.11.2026', '20260325'].map(
      (written): [DateForm, string] => ['swedish', written],
    ),
    ...['2026-03-25', '0', '60', '-5', '2958466', '46106,5'].map((written): [DateForm, string] => ['excel', written]),
  ])('%s: %j is refused', (form, written) => {
    expect(read(text(written), form)).toBeNull();
  });

  it('may be missing', () => {
    for (const cell of [null, text(''), text('  ')]) expect(read(cell, 'iso')).toBeUndefined();
    expect(read(FAULT, 'iso')).toBeNull();
  });
});

describe('a day of a workbook', () => {
  it('is a date cell whatever the form, by the workbook’s own system', () => {
    for (const form of ['iso', 'swedish', 'excel'] as const) {
      expect(read(day('46106'), form)).toBe('2026-03-25');
      expect(read(day('44644'), form, 1904)).toBe('2026-03-25');
    }
    expect(read(day('1'), 'iso')).toBe('1900-01-01');
    expect(read(day('59'), 'iso')).toBe('1900-02-28');
    expect(read(day('61'), 'iso')).toBe('1900-03-01');
    expect(read(day('46106.999'), 'iso')).toBe('2026-03-25');
  });

  it('is never a date cell on the day that never was, or none at all', () => {
    for (const serial of ['60', '0', '0.5', '-1', '9999999']) expect(read(day(serial), 'iso')).toBeNull();
  });

  it('may be a number cell that is written as the form says', () => {
    expect(read(number('20260325'), 'iso')).toBe('2026-03-25');
    expect(read(number('260325'), 'swedish')).toBe('2026-03-25');
    expect(read(number('46106'), 'excel')).toBe('2026-03-25');
    expect(read(number('46106'), 'iso')).toBeNull();
  });

  it('follows the calendar, day by day', () => {
    fc.assert(
      fc.property(fc.integer({ min: 61, max: 80_000 }), (serial) => {
        const next = Date.parse(read(day(String(serial + 1)), 'iso') ?? '');
        expect(next - Date.parse(read(day(String(serial)), 'iso') ?? '')).toBe(86_400_000);
      }),
    );
  });
});
