import { DomainError, LocalDate } from '#kernel';

/** A day as an option names it. Refuses with CALL_MALFORMED, so that a slip of the hand is an error of usage. */
export function dayIn(text: string): string {
  if (LocalDate.isValid(text)) return text;
  throw new DomainError('CALL_MALFORMED', { fault: 'datumet ska vara en kalenderdag, skriven 2026-12-31' });
}
