import { DomainError, OrganisationNumber } from '#kernel';

import type { CommandContext, EventLog, RecordedEvent } from './event-log.js';
import { LogOpened } from './log.events.js';

/** What the first event says beside the organisation number, which is the log's own. */
export interface Genesis {
  readonly name: string;
  /** The program that opened the log, with its version. */
  readonly software: string;
  /** The verifier key of the one that signs the log's checkpoints; null for a log that is not signed yet. */
  readonly key: string | null;
}

/** Appends LogOpened at index 1 of an empty log. Refuses with LOG_EXISTS where the log has been opened before. */
export async function openNewLog(
  log: EventLog,
  { name, software, key }: Genesis,
  command: CommandContext,
): Promise<readonly RecordedEvent[]> {
  const { organisation } = log;
  const exists = new DomainError('LOG_EXISTS', { organisation });
  const [first] = await log.readAll(0, 1);
  if (first !== undefined && first.commandId !== command.commandId) throw exists;
  const data = { organisation: OrganisationNumber.parse(organisation), name, software, key };
  const events = [LogOpened.write({ type: 'LogOpened', data })];
  try {
    return await log.append(command, [{ stream: 'log', expectedRevision: -1, events }]);
  } catch (error) {
    // Opened by another process between our look and our append, or by this command under another name.
    throw isConflict(error) ? exists : error;
  }
}

const isConflict = (error: unknown): boolean =>
  error instanceof DomainError && ['STREAM_MOVED_ON', 'COMMAND_DIFFERS'].includes(error.code);
