import type { EventLog } from '#event-log';
import { DomainError, LocalDate } from '#kernel';
import type { Moment } from '#read-models';

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})$/;

/**
 * The moment that a question names: a position, an instant, or a bare date, which is the end of that day in Sweden; the
 * log's end where it names none. Refuses with MOMENT_MALFORMED, MOMENT_BEFORE_LOG and MOMENT_BEYOND_LOG.
 */
export async function momentOf(log: EventLog, asOf?: string, perDate?: string): Promise<Moment> {
  const day = perDate === undefined ? {} : { perDate: LocalDate.parse(perDate).toString() };
  const last = await log.lastPosition();
  const position = asOf === undefined ? last : await positionOf(log, asOf, last);
  if (position < 1) throw new DomainError('MOMENT_BEFORE_LOG');
  if (position > last) throw new DomainError('MOMENT_BEYOND_LOG', { last });
  return { position, ...day };
}

async function positionOf(log: EventLog, asOf: string, last: number): Promise<number> {
  if (/^\d{1,15}$/.test(asOf)) return Number.parseInt(asOf, 10);
  if (LocalDate.isValid(asOf)) return log.positionAt(LocalDate.parse(asOf).endOfDay());
  // The engine takes 30 February for 2 March.
  const isInstant = INSTANT.test(asOf) && LocalDate.isValid(asOf.slice(0, 10)) && !Number.isNaN(Date.parse(asOf));
  if (!isInstant) throw new DomainError('MOMENT_MALFORMED');
  return Math.min(last, await log.positionAt(new Date(asOf).toISOString()));
}
