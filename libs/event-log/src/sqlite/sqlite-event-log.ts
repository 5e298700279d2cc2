import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

import { DomainError } from '#kernel';
import { checkpoint, GrownLogs, makeFolder, syncToDisk, transact, UnreadableFile } from '#sqlite';
import type { Hash, StoredBytes } from '#transparency';

import { assertWellAsked, MANY_STREAMS } from '../appending.js';
import { type Clock, systemClock } from '../clock.js';
import type { CommandContext, EventLog, NoneSince, Place, RecordedEvent, Unchanged, Write } from '../event-log.js';
import { follow } from '../follow.js';
import { PrivatePartErased, YearPruned } from '../log.events.js';
import { randomSalt, type Salt } from '../salt.js';
import { Appender } from './appender.js';
import { GroupCommit } from './group-commit.js';
import { LogFile } from './log-file.js';

/** Where a log lies, whose it is, and what a test or a demo scripts. */
export interface OpenLog {
  /** The organisation's own folder, `{data}/{orgnr}`; the log is `log.db` in it. */
  readonly dir: string;
  /** Ten digits. */
  readonly organisation: string;
  readonly clock?: Clock;
  readonly salt?: Salt;
  /** Refuses every append. */
  readonly readOnly?: boolean;
  /** False refuses with LOG_NOT_FOUND what would make a new, empty log; so does `readOnly`. */
  readonly create?: boolean;
  /** Asked before every append what it may write: what it throws refuses it. */
  readonly guard?: (writes: readonly Write[]) => Promise<void>;
  /** How long an append waits for other processes before it refuses with LOG_BUSY. */
  readonly patienceMs?: number;
}

/** How long an erasure waits for readers that still hold the old pages; after that, the next checkpoint takes them. */
const ERASURE_MS = 5000;

/** One look at the log's end costs microseconds, so it may be taken often. */
const LOOK_AGAIN_MS = 20;

const TAKING_AWAY: ReadonlySet<string> = new Set([PrivatePartErased.name, YearPruned.name]);

/** The embedded log: one file, into which several processes may write. */
export class SqliteEventLog implements EventLog {
  readonly organisation: string;
  private readonly commits: GroupCommit;
  private readonly grown: GrownLogs;
  private readonly closing = new AbortController();
  /** Appends of many events have come since the last transaction. */
  private isMuch = false;

  private constructor(
    private readonly file: LogFile,
    private readonly options: OpenLog,
  ) {
    const { organisation, clock = systemClock, salt = randomSalt() } = options;
    this.organisation = organisation;
    this.grown = new GrownLogs(file.db, file.path);
    const appender = new Appender(file, { organisation, clock, salt });
    this.commits = new GroupCommit(appender, (work) => this.commit(work));
  }

  /**
   * Opens `{dir}/log.db`, a new one where there is none. Refuses with LOG_OF_ANOTHER_ORGANISATION, LOG_UNREADABLE (damaged,
   * or not a log) and LOG_NOT_FOUND.
   */
  static open(options: OpenLog): SqliteEventLog {
    const { dir, organisation, readOnly = false, create = !readOnly } = options;
    const path = join(dir, 'log.db');
    if (!existsSync(path)) {
      if (!create) throw new DomainError('LOG_NOT_FOUND', { organisation });
      makeFolder(dir);
    }
    try {
      const file = new LogFile(path, readOnly);
      const found = file.organisation() ?? organisation;
      if (found === organisation) return new SqliteEventLog(file, options);
      file.db.close();
      throw new DomainError('LOG_OF_ANOTHER_ORGANISATION', { organisation, found });
    } catch (error) {
      throw refusalOf(error, path);
    }
  }

  append(
    command: CommandContext,
    writes: readonly Write[],
    unchanged: readonly (Unchanged | NoneSince)[] = [],
  ): Promise<readonly RecordedEvent[]> {
    return this.guarded(async () => {
      this.assertMayAppend(writes);
      await this.options.guard?.(writes);
      this.isMuch ||= writes.length >= MANY_STREAMS;
      const events = await this.commits.submit({ command, writes, unchanged });
      // Also for a retry: the first try may have died between the two.
      if (events.some(({ type }) => TAKING_AWAY.has(type))) await this.purge();
      return events;
    });
  }

  readStream(stream: string, from = 0): Promise<readonly RecordedEvent[]> {
    return this.guarded(() => this.file.readStream(stream, from));
  }

  placesOf(stream: string): Promise<readonly Place[]> {
    return this.guarded(() => this.file.placesOf(stream));
  }

  readAll(after: number, limit: number): Promise<readonly RecordedEvent[]> {
    return this.guarded(() => this.file.readAll(after, limit));
  }

  subscribe(after: number, signal: AbortSignal): AsyncIterable<readonly RecordedEvent[]> {
    const ended = AbortSignal.any([signal, this.closing.signal]);
    return follow(this, after, { signal: ended, lookAgainMs: LOOK_AGAIN_MS });
  }

  lastPosition(): Promise<number> {
    return this.guarded(() => this.file.lastPosition());
  }

  positionAt(instant: string): Promise<number> {
    const milliseconds = Date.parse(instant);
    if (Number.isNaN(milliseconds)) throw new Error('Not an instant');
    return this.guarded(() => {
      // recordedAt never falls, so that the last one at or before an instant is found by halving.
      let [before, after] = [0, this.file.lastPosition() + 1];
      while (after - before > 1) {
        const middle = Math.floor((before + after) / 2);
        if (this.file.recordedAt(middle) <= milliseconds) before = middle;
        else after = middle;
      }
      return before;
    });
  }

  leafAt(position: number): Promise<string | undefined> {
    return this.guarded(() => this.file.leafAt(position));
  }

  readStored(after: number, limit: number): Promise<readonly StoredBytes[]> {
    return this.guarded(() => this.file.readStored(after, limit));
  }

  hashes(level: number, first: number, count: number): Promise<readonly Hash[]> {
    return this.guarded(() => this.file.hashes(level, first, count));
  }

  faults(): Promise<readonly string[]> {
    return this.guarded(() => this.file.faults());
  }

  copyTo(path: string): Promise<void> {
    return this.guarded(() => {
      this.file.copyTo(path);
      syncToDisk(path);
      syncToDisk(dirname(path));
    });
  }

  close(): Promise<void> {
    this.closing.abort();
    return this.guarded(async () => {
      await this.commits.idle();
      if (!this.file.db.isOpen) return;
      try {
        // SQLite's own checkpoint at the last close keeps silent about a failure.
        if (!this.options.readOnly) checkpoint(this.file.db);
      } finally {
        this.file.db.close();
      }
    });
  }

  private assertMayAppend(writes: readonly Write[]): void {
    if (this.options.readOnly) throw new Error('The log is open for reading only');
    if (this.closing.signal.aborted) throw new Error('The log is closed');
    assertWellAsked(writes);
  }

  private async commit(work: () => void): Promise<void> {
    this.grown.checkpoint(this.isMuch);
    this.isMuch = false;
    await transact(this.file.db, work, this.options.patienceMs);
  }

  /** Takes the old pages out of the write-ahead log, so that an erased text is in none of the files. */
  private async purge(): Promise<void> {
    const until = performance.now() + ERASURE_MS;
    while (!checkpoint(this.file.db) && performance.now() < until) await setTimeout(5);
  }

  private async guarded<Result>(work: () => Result | Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      throw refusalOf(error, this.file.path);
    }
  }
}

function refusalOf(error: unknown, path: string): unknown {
  const known = UnreadableFile.of(error, path);
  // An event that is no JSON any more: nothing of ours wrote it so.
  const isUnreadable = known instanceof UnreadableFile || error instanceof SyntaxError;
  return isUnreadable ? new DomainError('LOG_UNREADABLE', { file: path }) : known;
}
