import { type Decider, DomainError, type Event, type EventCatalogue, fold } from '#kernel';

import type { CommandContext, EventLog, NoneSince, RecordedEvent, Unchanged, Write } from './event-log.js';

/** The write model of one stream: what decides, and where its history lies. */
export interface Subject<State, Command, E extends Event> {
  readonly decider: Decider<State, Command, E>;
  readonly stream: string;
}

const TRIES = 5;
const BATCH = 100;

/** The one write path: read, fold, decide, append, over as many streams as the command concerns. */
export class CommandHandler {
  constructor(
    private readonly log: EventLog,
    private readonly catalogue: EventCatalogue,
  ) {}

  /**
   * Decides and appends; decides anew where another command came first. A command that one of its streams has already
   * heard is not decided again: its events come back, marked `again`. Refuses with what the decision and `append` refuse
   * with.
   */
  async handle(
    context: CommandContext,
    decide: (attempt: Attempt) => Promise<void>,
  ): Promise<readonly RecordedEvent[]> {
    for (let tries = 1; ; tries++) {
      const attempt = new Attempt(this.log, this.catalogue, context);
      try {
        await decide(attempt);
        return await attempt.commit();
      } catch (error) {
        if (error instanceof AlreadyHeard) return this.earlierEvents(error.told);
        if (!movedOn(error) || tries === TRIES) throw error;
      }
    }
  }

  /**
   * The events of an append lie close together, that of the stream which tells at the end; one behind the other where nobody
   * wrote between them. So they are looked for a batch at a time, to both sides, until a batch has none.
   */
  private async earlierEvents(told: RecordedEvent): Promise<readonly RecordedEvent[]> {
    const isOurs = ({ commandId }: RecordedEvent): boolean => commandId === told.commandId;
    const earlier: RecordedEvent[] = [told];
    for (let first = told.position; first > 1;) {
      const after = Math.max(0, first - 1 - BATCH);
      const before = (await this.log.readAll(after, BATCH)).filter((event) => event.position < first && isOurs(event));
      if (before.length === 0) break;
      earlier.unshift(...before);
      first = after + 1;
    }
    for (let last = told.position; ;) {
      const batch = await this.log.readAll(last, BATCH);
      const behind = batch.filter(isOurs);
      earlier.push(...behind);
      if (behind.length === 0) return earlier.map((event) => ({ ...event, again: true }));
      last = batch.at(-1)?.position ?? last;
    }
  }
}

const movedOn = (error: unknown): boolean => error instanceof DomainError && error.code === 'STREAM_MOVED_ON';

class AlreadyHeard extends Error {
  constructor(readonly told: RecordedEvent) {
    super('The command has been heard before');
  }
}

/** One try to carry out a command: the streams it read, the events it decided, and the streams it only looked at. */
export class Attempt {
  private readonly revisions = new Map<string, number>();
  private readonly writes: Write[] = [];
  private readonly nothingNew: NoneSince[] = [];
  /** The first stream that was loaded. */
  private telling: string | undefined;

  constructor(
    private readonly log: EventLog,
    private readonly catalogue: EventCatalogue,
    readonly context: CommandContext,
  ) {}

  /**
   * A stream's state. The first stream that a command loads is the one that tells whether it was heard before, and so it is
   * appended last. What the command has left in another one was a try that was broken off: it is decided once more from
   * what was there before, and `append` gives back what stands there already.
   */
  async load<State, Command, E extends Event>({ decider, stream }: Subject<State, Command, E>): Promise<State> {
    const history = await this.log.readStream(stream);
    const own = history.findIndex(({ commandId }) => commandId === this.context.commandId);
    const told = history[own];
    this.telling ??= stream;
    if (told !== undefined && stream === this.telling) throw new AlreadyHeard(told);
    const before = told === undefined ? history : history.slice(0, own);
    this.revisions.set(stream, before.at(-1)?.revision ?? -1);
    const events = before.map((event) => this.catalogue.read(event) as E);
    return fold(decider, events);
  }

  /** Streams that were read elsewhere for this decision: they too must not have moved on. */
  lookedAt(read: readonly Unchanged[]): void {
    for (const { stream, revision } of read) if (!this.revisions.has(stream)) this.revisions.set(stream, revision);
  }

  /** Streams to which nothing may have come since a position: new ones of a name that begins so too. */
  lookedFor(nothingNew: readonly NoneSince[]): void {
    this.nothingNew.push(...nothingNew);
  }

  /** Events for the end of a stream that was loaded, as its decider gave them. */
  write(stream: string, events: readonly Event[]): void {
    if (events.length === 0) return;
    const expectedRevision = this.revisions.get(stream);
    if (expectedRevision === undefined) throw new Error(`Decided without reading ${stream}`);
    this.writes.push({ stream, expectedRevision, events: events.map((event) => this.catalogue.write(event)) });
  }

  /** Appends all of it or nothing; a stream that was read and not written must not have moved on meanwhile. */
  async commit(): Promise<readonly RecordedEvent[]> {
    if (this.writes.length === 0) return [];
    const written = new Set(this.writes.map(({ stream }) => stream));
    const read = [...this.revisions].filter(([stream]) => !written.has(stream));
    const unchanged = read.map(([stream, revision]) => ({ stream, revision }));
    const isTelling = ({ stream }: Write): boolean => stream === this.telling;
    // Where no transaction holds several streams together, the one that tells comes only when the rest is there.
    const writes = [...this.writes.filter((write) => !isTelling(write)), ...this.writes.filter(isTelling)];
    return this.log.append(this.context, writes, [...unchanged, ...this.nothingNew]);
  }
}
