import type { EventLog } from '#event-log';
import { DomainError, LocalDate } from '#kernel';
import type { Moment } from '#read-models';

const POSITION = /^\d{1,15}$/;
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

/** A part of the log: from its first position to the moment that it ends at, both included. */
export interface Span {
  readonly first: number;
  readonly moment: Moment;
}

/**
 * What was recorded from one moment (a position, an instant, or the beginning of a day in Sweden) up to another; all of it
 * where none is named. Refuses as `momentOf` does, and with MOMENTS_REVERSED.
 */
export async function spanOf(log: EventLog, from?: string, to?: string): Promise<Span> {
  const moment = await momentOf(log, to);
  const first = from === undefined ? 1 : await firstFrom(log, from);
  // Where nothing has been recorded since, the part is empty and not the wrong way round.
  if (first <= moment.position + 1) return { first, moment };
  throw new DomainError('MOMENTS_REVERSED', { from: first, to: moment.position });
}

async function firstFrom(log: EventLog, from: string): Promise<number> {
  if (POSITION.test(from)) return (await momentOf(log, from)).position;
  const instant = LocalDate.isValid(from) ? LocalDate.parse(from).startOfDay() : instantIn(from);
  return 1 + (await log.positionAt(new Date(Date.parse(instant) - 1).toISOString()));
}

async function positionOf(log: EventLog, asOf: string, last: number): Promise<number> {
  if (POSITION.test(asOf)) return Number.parseInt(asOf, 10);
  if (LocalDate.isValid(asOf)) return log.positionAt(LocalDate.parse(asOf).endOfDay());
  return Math.min(last, await log.positionAt(instantIn(asOf)));
}

function instantIn(text: string): string {
  // The engine takes 30 February for 2 March.
  const isInstant = INSTANT.test(text) && LocalDate.isValid(text.slice(0, 10)) && !Number.isNaN(Date.parse(text));
  if (!isInstant) throw new DomainError('MOMENT_MALFORMED');
  return new Date(text).toISOString();
}

/**
 * The day that a question is asked of: today where it names no moment, else the moment's own. `today` comes from the door.
 * Refuses as `momentOf` does.
 */
export async function dayAsked(log: EventLog, today: string, asOf?: string): Promise<string> {
  if (asOf === undefined) return today;
  if (LocalDate.isValid(asOf)) return asOf;
  if (!POSITION.test(asOf)) return LocalDate.ofInstant(instantIn(asOf)).toString();
  const { position } = await momentOf(log, asOf);
  const [event] = await log.readAll(position - 1, 1);
  return event === undefined ? today : LocalDate.ofInstant(event.recordedAt).toString();
}
