import { LocalDate } from '#kernel';

let format: Intl.DateTimeFormat | undefined;
/** Made when it is first asked for: making it takes longer than a whole question does. */
const stockholm = (): Intl.DateTimeFormat =>
  (format ??= new Intl.DateTimeFormat('sv-SE', {
    timeZone: 'Europe/Stockholm',
    dateStyle: 'short',
    timeStyle: 'short',
  }));

/** An instant as people in Sweden read it, `2026-04-08 14:05`. */
export const timeInSwedish = (instant: string): string => stockholm().format(new Date(instant));

/** The day that it is now in Sweden. */
export const today = (): string => LocalDate.ofInstant(new Date().toISOString()).toString();
