import type { CommandContext, EventLog, RecordedEvent, Unchanged, Write } from '#event-log';
import { type Decider, type Event, type EventCatalogue, fold } from '#kernel';

/** The write model of one stream, as a decision over several streams needs it. */
export interface Subject<State, Command, E extends Event> {
  readonly decider: Decider<State, Command, E>;
  readonly stream: string;
}

/** The command had been carried out before: these are the events of its first try. */
export class AlreadyDone extends Error {
  constructor(readonly first: RecordedEvent) {
    super('The command had been carried out before');
  }
}

/** One try to carry out a command: the streams it read, the events it decided, and the streams it only looked at. */
export class Attempt {
  private readonly revisions = new Map<string, number>();
  private readonly writes: Write[] = [];

  constructor(
    private readonly log: EventLog,
    private readonly catalogue: EventCatalogue,
    readonly context: CommandContext,
  ) {}

  /** A stream's state. Throws AlreadyDone where it holds events of this very command. */
  async load<State, Command, E extends Event>({ decider, stream }: Subject<State, Command, E>): Promise<State> {
    const history = await this.log.readStream(stream);
    const first = history.find(({ commandId }) => commandId === this.context.commandId);
    if (first !== undefined) throw new AlreadyDone(first);
    this.revisions.set(stream, history.at(-1)?.revision ?? -1);
    return fold(
      decider,
      history.map((event) => this.catalogue.read(event) as E),
    );
  }

  /** Streams that were read elsewhere for this decision: they too must not have moved on. */
  lookedAt(read: readonly Unchanged[]): void {
    for (const { stream, revision } of read) if (!this.revisions.has(stream)) this.revisions.set(stream, revision);
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
    const unchanged: Unchanged[] = [...this.revisions]
      .filter(([stream]) => !written.has(stream))
      .map(([stream, revision]) => ({ stream, revision }));
    return this.log.append(this.context, this.writes, unchanged);
  }
}
