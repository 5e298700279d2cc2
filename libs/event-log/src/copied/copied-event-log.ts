import { dirname } from 'node:path';

import { DomainError } from '#kernel';
import type { Postgres } from '#postgres';
import { syncToDisk } from '#sqlite';
import type { Hash, StoredBytes } from '#transparency';

import { assertWellAsked } from '../appending.js';
import { systemClock } from '../clock.js';
import type { CommandContext, EventLog, NoneSince, Place, RecordedEvent, Unchanged, Write } from '../event-log.js';
import { EventStore } from '../eventstore/event-store.js';
import type { StreamStore } from '../eventstore/stream-store.js';
import { follow } from '../follow.js';
import { randomSalt } from '../salt.js';
import type { OpenLog } from '../sqlite/sqlite-event-log.js';
import { CopiedAppender } from './copied-appender.js';
import { Copy } from './copy.js';
import { faultsOf } from './faults.js';
import { LOG_SCHEMA } from './schema.js';
import { Notary } from './notary.js';
import { writeLogFile } from './log-file-of.js';

/** Where a log lies whose streams are in EventStoreDB and whose copy is in PostgreSQL; the rest as of a log in a file. */
export interface OpenCopiedLog extends Omit<OpenLog, 'dir'> {
  /** A connection string (`esdb://…`), or a store that is open already and that the log leaves open. */
  readonly eventStore: string | StreamStore;
  /** The log leaves it open. */
  readonly postgres: Postgres;
}

const COPIED_AT_ONCE = 500;

/** What another process appends makes no sound. */
const LOOK_AGAIN_MS = 100;

/** The log of one organisation that has outgrown one machine (docs/adr/0019-eventstoredb-holds-streams-not-the-log.md). */
export class CopiedEventLog implements EventLog {
  readonly organisation: string;
  private readonly copy: Copy;
  private readonly appender: CopiedAppender;
  private readonly closing = new AbortController();
  private readonly underWay = new Set<Promise<unknown>>();

  private constructor(
    private readonly store: StreamStore,
    notary: Notary,
    private readonly options: OpenCopiedLog,
  ) {
    const { organisation, postgres, clock = systemClock, salt = randomSalt() } = options;
    this.organisation = organisation;
    this.copy = new Copy(postgres, organisation);
    this.appender = new CopiedAppender({ store, notary, copy: this.copy }, { organisation, clock, salt });
  }

  /**
   * Opens an organisation's log, a new one where there is none. Refuses with LOG_NOT_FOUND, EVENT_STORE_ADDRESS_MALFORMED,
   * POSTGRES_UNREACHABLE, POSTGRES_DENIED and POSTGRES_NEWER.
   */
  static async open(options: OpenCopiedLog): Promise<CopiedEventLog> {
    const { eventStore } = options;
    const store = typeof eventStore === 'string' ? await EventStore.open({ address: eventStore }) : eventStore;
    try {
      return await CopiedEventLog.openOn(store, options);
    } catch (error) {
      if (store !== eventStore) await store.close();
      throw error;
    }
  }

  private static async openOn(store: StreamStore, options: OpenCopiedLog): Promise<CopiedEventLog> {
    const { postgres, organisation, readOnly = false, create = !readOnly, patienceMs, clock } = options;
    const how = { ...(patienceMs === undefined ? {} : { patienceMs }), ...(clock === undefined ? {} : { clock }) };
    const log = new CopiedEventLog(store, await Notary.open({ store, postgres, ...how }), options);
    if (!create && (await log.lastPosition()) === 0) throw new DomainError('LOG_NOT_FOUND', { organisation });
    return log;
  }

  async append(
    command: CommandContext,
    writes: readonly Write[],
    unchanged: readonly (Unchanged | NoneSince)[] = [],
  ): Promise<readonly RecordedEvent[]> {
    if (this.options.readOnly) throw new Error('The log is open for reading only');
    if (this.closing.signal.aborted) throw new Error('The log is closed');
    assertWellAsked(writes);
    await this.options.guard?.(writes);
    const appended = this.appender.append({ command, writes, unchanged });
    this.underWay.add(appended);
    try {
      return await appended;
    } finally {
      this.underWay.delete(appended);
    }
  }

  readStream(stream: string, from = 0): Promise<readonly RecordedEvent[]> {
    return this.copy.readStream(stream, from);
  }

  placesOf(stream: string): Promise<readonly Place[]> {
    return this.copy.placesOf(stream);
  }

  readAll(after: number, limit: number): Promise<readonly RecordedEvent[]> {
    return this.copy.readAll(after, limit);
  }

  subscribe(after: number, signal: AbortSignal): AsyncIterable<readonly RecordedEvent[]> {
    const ended = AbortSignal.any([signal, this.closing.signal]);
    return follow(this, after, { signal: ended, lookAgainMs: LOOK_AGAIN_MS });
  }

  lastPosition(): Promise<number> {
    return this.copy.lastPosition();
  }

  async positionAt(instant: string): Promise<number> {
    const milliseconds = Date.parse(instant);
    if (Number.isNaN(milliseconds)) throw new Error('Not an instant');
    return this.copy.positionAt(milliseconds);
  }

  leafAt(position: number): Promise<string | undefined> {
    return this.copy.leafAt(position);
  }

  readStored(after: number, limit: number): Promise<readonly StoredBytes[]> {
    return this.copy.readStored(after, limit);
  }

  hashes(level: number, first: number, count: number): Promise<readonly Hash[]> {
    return this.copy.hashes(level, first, count);
  }

  faults(): Promise<readonly string[]> {
    return this.copy.ask((session) => faultsOf(session, this.organisation));
  }

  async copyTo(path: string): Promise<void> {
    const how = { schema: LOG_SCHEMA, readOnly: true };
    await this.options.postgres.transact(
      (session) => writeLogFile(path, this.copy.everything(session, COPIED_AT_ONCE)),
      how,
    );
    syncToDisk(path);
    syncToDisk(dirname(path));
  }

  /** Lets go of the store only where it was opened here. */
  async close(): Promise<void> {
    this.closing.abort();
    await Promise.allSettled(this.underWay);
    if (this.store !== this.options.eventStore) await this.store.close();
  }
}
