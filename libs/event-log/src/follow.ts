import { setTimeout } from 'node:timers/promises';

import type { EventLog, RecordedEvent } from './event-log.js';

const BATCH = 500;

/** Until when a log is followed, and how often its end is looked at: what another process appends makes no sound. */
export interface Follow {
  readonly signal: AbortSignal;
  readonly lookAgainMs: number;
}

/** Batches of a log after a position, until the signal is aborted. */
export async function* follow(
  log: Pick<EventLog, 'readAll'>,
  after: number,
  { signal, lookAgainMs }: Follow,
): AsyncGenerator<readonly RecordedEvent[], void> {
  let position = after;
  while (!signal.aborted) {
    const events = await log.readAll(position, BATCH);
    const last = events.at(-1);
    if (last === undefined) {
      // An aborted wait rejects; the loop's own condition then ends it.
      await setTimeout(lookAgainMs, undefined, { signal }).catch(() => undefined);
    } else {
      yield events;
      position = last.position;
    }
  }
}
