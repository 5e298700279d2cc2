import type { Actor, WrittenEvent } from '#kernel';
import type { Hash, StoredBytes } from '#transparency';

/** Who asks, and under which id: the same id with the same content is the same command, however often it comes. */
export interface CommandContext {
  readonly commandId: string;
  readonly actor: Actor;
  /** The day that the facts are of, where the command names one (`2026-04-08`). */
  readonly occurredOn?: string;
  /** What caused the command; itself where nothing did. */
  readonly causationId?: string;
  /** What it belongs to, such as an import; itself where nothing. */
  readonly correlationId?: string;
}

/** Events to put at the end of one stream. `expectedRevision` is that of its last event, -1 where there is none yet. */
export interface Write {
  readonly stream: string;
  readonly expectedRevision: number;
  readonly events: readonly WrittenEvent[];
}

/** A stream that must not have moved on since a rule looked at it. `revision` is that of its last event, -1: none. */
export interface Unchanged {
  readonly stream: string;
  readonly revision: number;
}

/** Streams whose names begin alike, to none of which an event may have come since a rule looked at the log's end. */
export interface NoneSince {
  readonly prefix: string;
  /** The log's end when it was looked at. */
  readonly position: number;
}

/** Where an event stands, and its leaf hash in lower-case hex: what stays of it for ever. */
export interface Place {
  readonly position: number;
  readonly revision: number;
  readonly leaf: string;
}

/** An event as it lies in the log: the envelope's fields, its index in the log and its private part. */
export interface RecordedEvent {
  /** The gapless index 1, 2, 3 … of the log, never part of the hashed bytes. */
  readonly position: number;
  readonly organisation: string;
  readonly stream: string;
  /** The index in its stream, from 0. */
  readonly revision: number;
  readonly id: string;
  readonly type: string;
  readonly version: number;
  readonly occurredOn?: string;
  /** UTC with milliseconds; never before that of the event before it. */
  readonly recordedAt: string;
  readonly actor: Actor;
  readonly commandId: string;
  readonly causationId: string;
  readonly correlationId: string;
  readonly data: unknown;
  /** Lower-case hex of SHA-256(salt ‖ JSON of the private part); it stays when the part is erased. */
  readonly privateDigest?: string;
  /** Absent where the event has none; null where a recorded decision has erased it. */
  readonly private?: unknown;
  /** True for an event that an earlier try of the same command had appended already. */
  readonly again?: true;
}

/**
 * One organisation's events in the order of recording. Nothing above this port knows which engine keeps them. Every verb
 * may refuse with LOG_UNREADABLE, where the file is damaged.
 */
export interface EventLog {
  readonly organisation: string;

  /**
   * Appends all of it or nothing, durably, and nothing twice: a retry of the same command at the same expected revisions
   * gets back the events of its first try, marked `again`, and only what is missing is new. A write without events asks
   * no more than `unchanged` does. `data` and `private` are JSON values. Refuses with STREAM_MOVED_ON (another command
   * came first, or an `unchanged` stream has moved), COMMAND_DIFFERS (the same command id with other content),
   * STREAM_PRUNED (of a stream that it writes to or rests on), CLOCK_BEHIND_LOG, LOG_BUSY, DISK_FULL,
   * LOG_OF_ANOTHER_ORGANISATION.
   */
  append(
    command: CommandContext,
    writes: readonly Write[],
    unchanged?: readonly (Unchanged | NoneSince)[],
  ): Promise<readonly RecordedEvent[]>;

  /**
   * A stream's events in order, from a revision on (0: all); none where there is no such stream. Refuses with STREAM_PRUNED:
   * a pruned stream is not an empty one.
   */
  readStream(stream: string, from?: number): Promise<readonly RecordedEvent[]>;

  /** Where the events of a stream stand, in order, pruned or not; none where there is no such stream. */
  placesOf(stream: string): Promise<readonly Place[]>;

  /**
   * The next events of the whole log after a position that are not pruned, at most `limit`. Refuses with LOG_ALTERED where
   * one is not there that no decision has pruned.
   */
  readAll(after: number, limit: number): Promise<readonly RecordedEvent[]>;

  /**
   * Batches after a position, first what is there and then what comes, from whichever process, until the signal is
   * aborted or the log is closed. No event is left out but pruned ones, and none comes twice.
   */
  subscribe(after: number, signal: AbortSignal): AsyncIterable<readonly RecordedEvent[]>;

  /** The position of the last event, 0 while there is none. */
  lastPosition(): Promise<number>;

  /**
   * The last position recorded at or before an instant (ISO 8601, UTC); 0 where there is none. A pruned event counts as
   * recorded when the next one was that is still there.
   */
  positionAt(instant: string): Promise<number>;

  /** The leaf hash (RFC 6962, lower-case hex) of the event at a position; undefined where there is none. */
  leafAt(position: number): Promise<string | undefined>;

  /** The next events after a position as they are stored, pruned or not, at most `limit`. */
  readStored(after: number, limit: number): Promise<readonly StoredBytes[]>;

  /** Stored hashes of the tree, as `Hashes` of #transparency has it: fewer where the log has not so many. */
  hashes(level: number, first: number, count: number): Promise<readonly Hash[]>;

  /** What the store finds wrong with itself, below the events: pages, indexes, the rules it was made with. */
  faults(): Promise<readonly string[]>;

  /**
   * Writes the log as it is at one moment into a new file, durably, while others go on appending. The copy opens as a log of
   * its own, has no free pages, and so nothing of what was erased. Refuses with DISK_FULL; the folder must be there.
   */
  copyTo(path: string): Promise<void>;

  /** Waits for the appends that are under way and lets go of the files. */
  close(): Promise<void>;
}
