import { Temporal } from 'temporal-polyfill';

import { DomainError } from './domain-error.js';

const FORM = /^\d{4}-\d{2}-\d{2}$/;
const known = new Set<string>();

/** A calendar day without time or zone, as bookkeeping dates are. */
export class LocalDate {
  private constructor(private readonly text: string) {}

  /** `2026-02-28` alone; refuses 30 February and every other way of writing a day with DATE_MALFORMED. */
  static parse(text: string): LocalDate {
    if (!LocalDate.isValid(text)) throw new DomainError('DATE_MALFORMED', {});
    return new LocalDate(text);
  }

  /** The check of `parse` without the object, remembered: a year of vouchers has 365 days. */
  static isValid(text: string): boolean {
    if (known.has(text)) return true;
    if (!FORM.test(text)) return false;
    try {
      Temporal.PlainDate.from(text);
    } catch {
      return false;
    }
    if (known.size < 10_000) known.add(text);
    return true;
  }

  /** The day that an instant (ISO 8601, UTC) falls on in Sweden. */
  static ofInstant(instant: string): LocalDate {
    return new LocalDate(Temporal.Instant.from(instant).toZonedDateTimeISO(ZONE).toPlainDate().toString());
  }

  /** The last millisecond of the day in Sweden, as an instant in UTC: what a bare date in `asOf` means. */
  endOfDay(): string {
    const next = Temporal.PlainDate.from(this.text).add({ days: 1 }).toZonedDateTime(ZONE);
    return next.toInstant().subtract({ milliseconds: 1 }).toString();
  }

  /** The first millisecond of the day in Sweden, as an instant in UTC. */
  startOfDay(): string {
    const start = Temporal.PlainDate.from(this.text).toZonedDateTime(ZONE);
    return start.toInstant().toString({ fractionalSecondDigits: 3 });
  }

  /** How many days it is to another day; below zero where that is past. */
  daysUntil(other: LocalDate): number {
    return Temporal.PlainDate.from(this.text).until(Temporal.PlainDate.from(other.text)).days;
  }

  isBefore(other: LocalDate): boolean {
    return this.text < other.text;
  }

  isAfter(other: LocalDate): boolean {
    return this.text > other.text;
  }

  equals(other: LocalDate): boolean {
    return this.text === other.text;
  }

  isWithin({ from, to }: { readonly from: LocalDate; readonly to: LocalDate }): boolean {
    return !this.isBefore(from) && !this.isAfter(to);
  }

  toString(): string {
    return this.text;
  }

  toJSON(): string {
    return this.text;
  }
}

const ZONE = 'Europe/Stockholm';
