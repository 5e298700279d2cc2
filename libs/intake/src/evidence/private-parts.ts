import type { EventLog } from '#event-log';

// Events this close together cost less to read as one run than each on its own.
const NEAR = 32;
const RUN_MOST = 500;

interface Run {
  readonly from: number;
  to: number;
}

/** The private parts of events by their position, as far as they are held: null where one is erased. */
export async function privateParts(log: EventLog, positions: readonly number[]): Promise<ReadonlyMap<number, unknown>> {
  const wanted = new Set(positions);
  const parts = new Map<number, unknown>();
  for (const { from, to } of runs([...wanted].sort((one, other) => one - other))) {
    for (const event of await log.readAll(from - 1, to - from + 1)) {
      if (wanted.has(event.position)) parts.set(event.position, event.private);
    }
  }
  return parts;
}

function runs(positions: readonly number[]): Run[] {
  const found: Run[] = [];
  for (const position of positions) {
    const last = found.at(-1);
    const isNear = last !== undefined && position - last.to <= NEAR && position - last.from < RUN_MOST;
    if (isNear) last.to = position;
    else found.push({ from: position, to: position });
  }
  return found;
}
