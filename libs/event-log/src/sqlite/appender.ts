import { DomainError, type WrittenEvent } from '#kernel';
import { leafHash } from '#transparency';

import type { Clock } from '../clock.js';
import { type Envelope, eventId, sealPrivate } from '../envelope.js';
import type { CommandContext, NoneSince, RecordedEvent, Unchanged, Write } from '../event-log.js';
import type { Salt } from '../salt.js';
import type { LogFile, NewRow } from './log-file.js';

const PATIENCE_WITH_CLOCK_MS = 60_000;

/** What one call of `append` asks for. */
export interface Append {
  readonly command: CommandContext;
  readonly writes: readonly Write[];
  readonly unchanged: readonly (Unchanged | NoneSince)[];
}

/** What an accepted append answers, and the rows that make it true. */
export interface Accepted {
  readonly events: readonly RecordedEvent[];
  readonly rows: readonly NewRow[];
}

/** Whose log it is, and what makes times and salts. */
export interface Writing {
  readonly organisation: string;
  readonly clock: Clock;
  readonly salt: Salt;
}

/** Accepts or refuses appends against the log's end. All of it belongs inside a write transaction. */
export class Appender {
  private position = -1; // of the last event known here; -1: it must look
  private recordedMs = 0; // when that event was recorded
  private recordedAt = ''; // the same as text

  constructor(
    private readonly file: LogFile,
    private readonly writing: Writing,
  ) {}

  /** Learns what other processes have appended meanwhile. */
  begin(): void {
    const position = this.file.lastPosition();
    if (position === this.position) return;
    this.assertOrganisation();
    this.recordedMs = position === 0 ? 0 : this.file.recordedAt(position);
    this.recordedAt = new Date(this.recordedMs).toISOString();
    this.position = position;
  }

  /** Forgets what a rolled-back transaction has said about the log's end. */
  forget(): void {
    this.position = -1;
  }

  /** Checks all of it and makes the bytes, but writes nothing yet: whatever it throws has changed nothing. */
  accept({ command, writes, unchanged }: Append): Accepted {
    const streams = [...writes, ...unchanged].flatMap((one) => ('stream' in one ? one.stream : []));
    const revisions = this.file.revisionsOf(streams);
    const earlier = writes.map((write) => this.earlier(command, write, revisions.get(write.stream) ?? -1));
    const rows: NewRow[] = [];
    if (!earlier.includes(undefined)) return { events: earlier.flatMap((events) => events ?? []), rows };
    for (const one of unchanged) {
      const stream = this.movedOn(one, revisions);
      if (stream !== undefined) throw new DomainError('STREAM_MOVED_ON', { stream });
    }
    this.readClock();
    const events = writes.flatMap((write, index) => earlier[index] ?? this.make(command, write, rows));
    return { events, rows };
  }

  /** Inserts what was accepted. Whatever it throws must end the transaction, or half an append would be committed. */
  insert(rows: readonly NewRow[]): void {
    this.file.insert(rows);
    this.position += rows.length;
    this.file.closeTiles(this.position);
  }

  private assertOrganisation(): void {
    const found = this.file.organisation();
    if (found === undefined || found === this.writing.organisation) return;
    throw new DomainError('LOG_OF_ANOTHER_ORGANISATION', { organisation: this.writing.organisation, found });
  }

  private movedOn(one: Unchanged | NoneSince, revisions: ReadonlyMap<string, number>): string | undefined {
    if ('prefix' in one) return this.file.cameSince(one);
    return (revisions.get(one.stream) ?? -1) === one.revision ? undefined : one.stream;
  }

  /** The events of an earlier try of the same command; undefined where the stream stands as expected, so none was. */
  private earlier(command: CommandContext, write: Write, revision: number): RecordedEvent[] | undefined {
    const { stream, expectedRevision, events } = write;
    if (revision === expectedRevision) return undefined;
    const found = revision > expectedRevision ? this.file.readStream(stream, expectedRevision + 1, events.length) : [];
    const id = eventId(command.commandId, stream, expectedRevision + 1);
    if (found[0]?.id !== id) throw new DomainError('STREAM_MOVED_ON', { stream });
    const same = events.every((event, ordinal) => isSame(found[ordinal], event));
    if (!same) throw new DomainError('COMMAND_DIFFERS', { stream });
    return found.map((event) => ({ ...event, again: true }));
  }

  private readClock(): void {
    const now = this.writing.clock();
    if (now < this.recordedMs - PATIENCE_WITH_CLOCK_MS) throw new DomainError('CLOCK_BEHIND_LOG');
    if (now <= this.recordedMs) return;
    this.recordedMs = now;
    this.recordedAt = new Date(now).toISOString();
  }

  private make(command: CommandContext, write: Write, rows: NewRow[]): RecordedEvent[] {
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
      const bytes = JSON.stringify(envelope);
      const position = this.position + rows.length + 1;
      const leaf = leafHash(bytes);
      rows.push({ position, stream: write.stream, revision, leaf, bytes, sealed: sealed?.text ?? null });
      return recordedFrom(envelope, position, part);
    });
  }
}

/** The index and the private part come after the bytes are made: neither is ever in them. */
function recordedFrom(envelope: Envelope, position: number, part: unknown): RecordedEvent {
  const event = envelope as unknown as { position: number; private?: unknown };
  event.position = position;
  if (part !== undefined) event.private = part;
  return event as RecordedEvent;
}

/** Whether a stored event says the same; what was erased cannot differ. */
function isSame(stored: RecordedEvent | undefined, { type, data, private: part }: WrittenEvent): boolean {
  if (stored?.type !== type || !isSameJson(stored.data, data)) return false;
  return stored.private === null || isSameJson(stored.private ?? null, part ?? null);
}

const isSameJson = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
