import { LocalDate } from '#kernel';

const format = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Stockholm',
  dateStyle: 'short',
  timeStyle: 'short',
});

/** An instant as people in Sweden read it, `2026-04-08 14:05`. */
export const timeInSwedish = (instant: string): string => format.format(new Date(instant));

/** The day that it is now in Sweden. */
export const today = (): string => LocalDate.ofInstant(new Date().toISOString()).toString();
