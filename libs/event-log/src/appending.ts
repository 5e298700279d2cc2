import { DomainError, type WrittenEvent } from '#kernel';

import type { Clock } from './clock.js';
import { type Envelope, eventId, type Sealed, sealPrivate } from './envelope.js';
import type { CommandContext, NoneSince, RecordedEvent, Unchanged, Write } from './event-log.js';
import type { Salt } from './salt.js';

const PATIENCE_WITH_CLOCK_MS = 60_000;

/** What one call of `append` asks for. */
export interface Append {
  readonly command: CommandContext;
  readonly writes: readonly Write[];
  readonly unchanged: readonly (Unchanged | NoneSince)[];
}

/** Whose log it is, and what makes times and salts. */
export interface Writing {
  readonly organisation: string;
  readonly clock: Clock;
  readonly salt: Salt;
}

/** An event as it is to be stored, on whichever engine. */
export interface Made {
  readonly envelope: Envelope;
  /** What is hashed and kept for ever. */
  readonly bytes: string;
  readonly sealed: Sealed | undefined;
  readonly part: unknown;
}

/** Makes events: the same bytes on every engine, with times that never fall. */
export class EventMaker {
  private recordedMs = 0; // when the last event known here was recorded
  private recordedAt = ''; // the same as text

  constructor(readonly writing: Writing) {}

  /** Goes on from when the log's last event was recorded, in milliseconds since 1970; 0 where there is none. */
  goOnFrom(recordedMs: number): void {
    this.recordedMs = recordedMs;
    this.recordedAt = new Date(recordedMs).toISOString();
  }

  /** Before `make`: what is made from now on was recorded now. Refuses with CLOCK_BEHIND_LOG. */
  readClock(): void {
    const now = this.writing.clock();
    if (now < this.recordedMs - PATIENCE_WITH_CLOCK_MS) throw new DomainError('CLOCK_BEHIND_LOG');
    if (now > this.recordedMs) this.goOnFrom(now);
  }

  /** When what is made now was recorded, in milliseconds since 1970. */
  get lastMs(): number {
    return this.recordedMs;
  }

  make(command: CommandContext, write: Write): Made[] {
    const { commandId, actor, causationId = commandId, correlationId = commandId } = command;
    const by = { subject: actor.subject, role: actor.role }; // the order of its keys is part of the bytes
    return write.events.map((event, ordinal) => {
      const revision = write.expectedRevision + 1 + ordinal;
      const id = eventId(commandId, write.stream, revision);
      const part = event.private ?? undefined;
      const sealed = part === undefined ? undefined : sealPrivate(part, this.writing.salt(id));
      // One literal, its keys in the order of the bytes: a spread costs more than the stringify.
      const envelope: Envelope = {
        v: 1,
        organisation: this.writing.organisation,
        stream: write.stream,
        revision,
        id,
        type: event.type,
        version: event.version,
        occurredOn: command.occurredOn,
        recordedAt: this.recordedAt,
        actor: by,
        commandId,
        causationId,
        correlationId,
        data: event.data,
        privateDigest: sealed?.digest,
      };
      return { envelope, bytes: JSON.stringify(envelope), sealed, part };
    });
  }
}

/** An event as it is answered once it is stored. The envelope is used up: index and private part are never in the bytes. */
export function recordedFrom({ envelope, part }: Made, position: number): RecordedEvent {
  const event = envelope as unknown as { position: number; private?: unknown };
  event.position = position;
  if (part !== undefined) event.private = part;
  return event as RecordedEvent;
}

/**
 * The events of an earlier try of the same command, where a stream has `found` behind the revision that was expected. Refuses
 * with STREAM_MOVED_ON and COMMAND_DIFFERS.
 */
export function earlierTry(command: CommandContext, write: Write, found: readonly RecordedEvent[]): RecordedEvent[] {
  const { stream, expectedRevision, events } = write;
  const id = eventId(command.commandId, stream, expectedRevision + 1);
  if (found[0]?.id !== id) throw new DomainError('STREAM_MOVED_ON', { stream });
  const same = events.every((event, ordinal) => isSame(found[ordinal], event));
  if (!same) throw new DomainError('COMMAND_DIFFERS', { stream });
  return found.map((event) => ({ ...event, again: true }));
}

/** Whether a stored event says the same; what was erased cannot differ. */
function isSame(stored: RecordedEvent | undefined, { type, data, private: part }: WrittenEvent): boolean {
  if (stored?.type !== type || !isSameJson(stored.data, data)) return false;
  return stored.private === null || isSameJson(stored.private ?? null, part ?? null);
}

const isSameJson = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** Throws where an append asks for what no log can do, whatever stands in it: a mistake of the caller. */
export function assertWellAsked(writes: readonly Write[]): void {
  const streams = new Set<string>();
  for (const { stream } of writes) {
    if (!/^[!-~]{1,300}$/.test(stream)) throw new Error('The name of a stream is visible ASCII');
    if (streams.has(stream)) throw new Error(`One append writes to ${stream} twice`);
    streams.add(stream);
  }
}

/** Streams in one append that no person's command writes to. */
export const MANY_STREAMS = 100;
