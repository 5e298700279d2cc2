import { setTimeout } from 'node:timers/promises';

import type { EventLog, RecordedEvent } from '../event-log.js';

const BATCH = 500;
/** One look at the log's end costs microseconds, so it may be taken often: what another process appends makes no sound. */
const LOOK_AGAIN_MS = 20;

/** Batches of a log after a position, until the signal is aborted. */
export async function* follow(
  log: Pick<EventLog, 'readAll'>,
  after: number,
  signal: AbortSignal,
): AsyncGenerator<readonly RecordedEvent[], void> {
  let position = after;
  while (!signal.aborted) {
    const events = await log.readAll(position, BATCH);
    const last = events.at(-1);
    if (last === undefined) {
      // An aborted wait rejects; the loop's own condition then ends it.
      await setTimeout(LOOK_AGAIN_MS, undefined, { signal }).catch(() => undefined);
    } else {
      yield events;
      position = last.position;
    }
  }
}
