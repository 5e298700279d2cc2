import { DomainError } from '#kernel';

/** How many of something, as an option names it. Refuses with CALL_MALFORMED. */
export function countIn(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number.parseInt(text, 10);
  throw new DomainError('CALL_MALFORMED', { fault: 'antalet ska vara ett heltal från 1' });
}
