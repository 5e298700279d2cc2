import { LocalDate } from '#kernel';

import type { Cell } from '../table/table.js';
import type { DateForm } from './column-mapping.js';
import { roundedNumber } from './number-cell.js';

const TIME = /[T ]([01]?\d|2[0-3])[:.][0-5]\d(?:[:.][0-5]\d(?:[.,]\d{1,9})?)?$/;
const MOST_KNOWN = 10_000;
const DAY = 86_400_000;
/** 1 January 10000 in the calendar that begins in 1900: no serial number is as large. */
const BEYOND_SERIAL = 2_958_466;
const NEVER_WAS = { 1900: 60, 1904: 0 } as const;

/** Reads the days of a file that writes them in one form. A day is remembered by its text: a year has 365. */
export class DayReader {
  private readonly known = new Map<string, string | null>();
  private lastText = '';
  private last: string | null = null;

  constructor(
    private readonly form: DateForm,
    private readonly system: 1900 | 1904,
  ) {}

  /** ISO; null for what is no calendar day in that form; undefined where the cell is empty. */
  read(cell: Cell | undefined): string | null | undefined {
    if (cell === null || cell === undefined) return undefined;
    if (cell.kind === 'fault') return null;
    if (cell.kind === 'number' && cell.isDate) return this.remembered(`#${cell.text}`);
    const text = cell.text.trim();
    return text === '' ? undefined : this.remembered(text);
  }

  private remembered(text: string): string | null {
    if (text === this.lastText) return this.last;
    let day = this.known.get(text);
    if (day === undefined) {
      day = text.startsWith('#') ? dayOfSerial(text.slice(1), this.system) : this.written(text);
      if (this.known.size < MOST_KNOWN) this.known.set(text, day);
    }
    [this.lastText, this.last] = [text, day];
    return day;
  }

  private written(text: string): string | null {
    switch (this.form) {
      case 'iso':
        return isoDay(text);
      case 'swedish':
        return swedishDay(text);
      case 'excel':
        return dayOfSerial(text, this.system);
    }
  }
}

/** `2026-03-25`, `20260325`, `2026-03-25 00:00:00`. A time with a zone would say another day elsewhere: null. */
export function isoDay(text: string): string | null {
  const [, year, , month, day] = /^(\d{4})(-?)(\d\d)\2(\d\d)$/.exec(text.replace(TIME, '')) ?? [];
  return valid(year, month, day);
}

/** `2026-03-25`, `260325`, `25/3 2026`, `25.3.2026`, `25-03-2026`. What may begin with the month is refused: `3/25/2026`. */
export function swedishDay(text: string): string | null {
  const bare = text.replace(TIME, '');
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(bare) ?? [];
  if (year !== undefined) return valid(year, month, day);
  const [, short, shortMonth, shortDay] = /^(\d\d)(\d\d)(\d\d)$/.exec(bare) ?? [];
  // No ledger of a state grant that is taken in here is older than this century.
  if (short !== undefined) return valid(`20${short}`, shortMonth, shortDay);
  const [, first, , second, last] = /^(\d{1,2})(\/|\.|-)(\d{1,2})(?: |\.|-)(\d{4})$/.exec(wellDivided(bare)) ?? [];
  return valid(last, second?.padStart(2, '0'), first?.padStart(2, '0'));
}

/** The three ways with the day first; empty for a mixture of them. */
const wellDivided = (text: string): string =>
  /^(?:\d{1,2}\/\d{1,2} \d{4}|\d{1,2}\.\d{1,2}\.\d{4}|\d\d-\d\d-\d{4})$/.test(text) ? text : '';

function valid(year?: string, month?: string, day?: string): string | null {
  const iso = `${year ?? ''}-${month ?? ''}-${day ?? ''}`;
  return LocalDate.isValid(iso) ? iso : null;
}

/**
 * The day of a workbook's serial number; a fraction is the time of day. In the system of 1900 the days after number 60
 * are one too high, for it holds a 29 February 1900 that never was: number 60 itself is null.
 */
export function dayOfSerial(stored: string, system: 1900 | 1904): string | null {
  const [, days = '0'] = /^(\d{1,7})(?:\.\d+)?$/.exec(roundedNumber(stored) ?? '') ?? [];
  const serial = Number.parseInt(days, 10);
  if (serial < 1 || serial >= BEYOND_SERIAL || serial === NEVER_WAS[system]) return null;
  return new Date(dayBeforeFirst(system, serial) + serial * DAY).toISOString().slice(0, 10);
}

function dayBeforeFirst(system: 1900 | 1904, serial: number): number {
  if (system === 1904) return Date.UTC(1904, 0, 1);
  return Date.UTC(1899, 11, serial < NEVER_WAS[1900] ? 31 : 30);
}
