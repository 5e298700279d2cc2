import { rootAt, writeHash } from '#transparency';

import type { CommandContext, EventLog, RecordedEvent } from '../event-log.js';
import { CheckpointsLost, type RecordedDecision } from '../log.events.js';

/** How far a checkpoint that is left reaches; where none is, by whose decision and why that was accepted. */
export interface LossOfCheckpoints {
  readonly after: number;
  readonly decision: RecordedDecision | null;
  /** A person's words. */
  readonly reason?: string;
}

/**
 * Lets the log say that what was signed of its events after `after` is lost, unless its last event says just that: then whoever wrote it
 * was cut off. Refuses with what `append` refuses with.
 */
export async function recordLostCheckpoints(
  log: EventLog,
  { after, decision, reason }: LossOfCheckpoints,
  by: Pick<CommandContext, 'actor'>,
): Promise<RecordedEvent> {
  const own = await log.readStream('log');
  const through = await log.lastPosition();
  const last = own.at(-1);
  if (last?.position === through && isLossAfter(last, after)) return last;
  const root = writeHash(await rootAt((...asked) => log.hashes(...asked), through));
  const part = reason === undefined ? {} : { private: { reason } };
  const events = [
    CheckpointsLost.write({ type: 'CheckpointsLost', data: { after, through, root, decision }, ...part }),
  ];
  const command = { commandId: `lost-checkpoints-${after}-${through}`, ...by };
  const [event] = await log.append(command, [{ stream: 'log', expectedRevision: own.length - 1, events }]);
  if (event === undefined) throw new Error('An append gives back what it appended');
  return event;
}

const isLossAfter = (event: RecordedEvent, after: number): boolean =>
  event.type === CheckpointsLost.name && CheckpointsLost.read(event).data.after === after;
