import { DomainError } from '#kernel';
import { leafHash } from '#transparency';

import { type Append, earlierTry, EventMaker, recordedFrom, type Writing } from '../appending.js';
import type { CommandContext, NoneSince, RecordedEvent, Unchanged, Write } from '../event-log.js';
import type { LogFile, NewRow } from './log-file.js';

/** What an accepted append answers, and the rows that make it true. */
export interface Accepted {
  readonly events: readonly RecordedEvent[];
  readonly rows: readonly NewRow[];
}

/** Accepts or refuses appends against the log's end. All of it belongs inside a write transaction. */
export class Appender {
  private position = -1; // of the last event known here; -1: it must look
  private readonly maker: EventMaker;

  constructor(
    private readonly file: LogFile,
    private readonly writing: Writing,
  ) {
    this.maker = new EventMaker(writing);
  }

  /** Learns what other processes have appended meanwhile. */
  begin(): void {
    const position = this.file.lastPosition();
    if (position === this.position) return;
    this.assertOrganisation();
    this.maker.goOnFrom(position === 0 ? 0 : this.file.recordedAt(position));
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
    this.maker.readClock();
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
    return earlierTry(command, write, found);
  }

  private make(command: CommandContext, write: Write, rows: NewRow[]): RecordedEvent[] {
    const { stream } = write;
    return this.maker.make(command, write).map((made) => {
      const { envelope, bytes, sealed } = made;
      const position = this.position + rows.length + 1;
      const { revision } = envelope;
      rows.push({ position, stream, revision, leaf: leafHash(bytes), bytes, sealed: sealed?.text ?? null });
      return recordedFrom(made, position);
    });
  }
}
