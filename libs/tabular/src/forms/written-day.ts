import { LocalDate } from '#kernel';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'maj', 'jun', 'jul', 'aug', 'sep', 'okt', 'nov', 'dec'];
const FULL = [
  'januari',
  'februari',
  'mars',
  'april',
  'maj',
  'juni',
  'juli',
  'augusti',
  'september',
  'oktober',
  'november',
  'december',
];
const ISO = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[ t]00:00(?::00)?)?$/;
const DENSE = /^(\d{4})(\d\d)(\d\d)$/;
/** `8 april 2026`, `den 8 apr. 2026`. */
const WORDS = /^(?:den )?(\d{1,2}) ([a-zåäö]+)\.? (\d{4})$/;
/** `8/4 2026`: day and month as Swedes write them. With a second slash or full stops the order would be a guess. */
const SLASH = /^(\d{1,2})\/(\d{1,2}) (\d{4})$/;

/** A day as a Swede writes it, as `2026-04-08`; null for everything else, 30 February and American dates included. */
export function writtenDay(text: string): string | null {
  const plain = text.replaceAll(/\s+/g, ' ').trim().toLowerCase();
  const day = yearFirst(plain) ?? dayFirst(plain);
  return day !== null && LocalDate.isValid(day) ? day : null;
}

function yearFirst(text: string): string | null {
  const [, year, month = '', day = ''] = ISO.exec(text) ?? DENSE.exec(text) ?? [];
  return year === undefined ? null : iso(year, month, day);
}

function dayFirst(text: string): string | null {
  const [, day = '', month = '', year] = WORDS.exec(text) ?? SLASH.exec(text) ?? [];
  return year === undefined ? null : iso(year, /^\d/.test(month) ? month : monthNumber(month), day);
}

function monthNumber(word: string): string {
  const index = word.length === 3 ? MONTHS.indexOf(word) : FULL.indexOf(word);
  return String(index + 1);
}

const iso = (year: string, month: string, day: string): string =>
  `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;

/** Excel's serials of 2000-01-01 and 2100-01-01 in its 1900 system: a number outside is no day of a grant. */
const FIRST_SERIAL = 36_526;
const LAST_SERIAL = 73_051;
/** The 1904 system of older Macs counts from this many days later. */
const LATER = 1462;
const EPOCH_DAYS = 25_569;
const DAY_MS = 86_400_000;

/** The day that a number in a date column stands for: Excel's serial, or `20260408` written together. */
export function storedDay(number: string, dateSystem: 1900 | 1904): string | null {
  if (DENSE.test(number)) return writtenDay(number);
  if (!/^\d{1,5}$/.test(number)) return null;
  const serial = Number.parseInt(number, 10) + (dateSystem === 1904 ? LATER : 0);
  if (serial < FIRST_SERIAL || serial > LAST_SERIAL) return null;
  return new Date((serial - EPOCH_DAYS) * DAY_MS).toISOString().slice(0, 10);
}
