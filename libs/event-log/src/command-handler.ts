import { type Decider, DomainError, type Event, type EventCatalogue, fold } from '#kernel';

import type { CommandContext, EventLog, RecordedEvent } from './event-log.js';

/** The write model of one stream: what decides, and where its history lies. */
export interface Subject<State, Command, E extends Event> {
  readonly decider: Decider<State, Command, E>;
  readonly stream: string;
}

/** A stream's state, and the revision of the last event that made it (-1: none yet). */
export interface Loaded<State> {
  readonly state: State;
  readonly revision: number;
}

const TRIES = 5;

/** The one write path: read, fold, decide, append. */
export class CommandHandler {
  constructor(
    private readonly log: EventLog,
    private readonly catalogue: EventCatalogue,
  ) {}

  /** The state of a stream, for a decision that one append over several streams rests on. */
  async load<State, Command, E extends Event>(subject: Subject<State, Command, E>): Promise<Loaded<State>> {
    return this.loaded(subject, await this.log.readStream(subject.stream));
  }

  /**
   * Decides and appends; decides anew where another command came first. A command that the stream has already heard is
   * not decided again: its events come back, marked `again`. Refuses with what the decider and `append` refuse with.
   */
  async handle<State, Command, E extends Event>(
    subject: Subject<State, Command, E>,
    command: Command,
    context: CommandContext,
  ): Promise<readonly RecordedEvent[]> {
    for (let triesLeft = TRIES - 1; ; triesLeft--) {
      try {
        return await this.tryOnce(subject, command, context);
      } catch (error) {
        const movedOn = error instanceof DomainError && error.code === 'STREAM_MOVED_ON';
        if (!movedOn || triesLeft === 0) throw error;
      }
    }
  }

  private async tryOnce<State, Command, E extends Event>(
    subject: Subject<State, Command, E>,
    command: Command,
    context: CommandContext,
  ): Promise<readonly RecordedEvent[]> {
    const history = await this.log.readStream(subject.stream);
    const earlier = history.filter(({ commandId }) => commandId === context.commandId);
    if (earlier.length > 0) return earlier.map((event) => ({ ...event, again: true }));
    const { state, revision } = this.loaded(subject, history);
    const events = subject.decider.decide(state, command).map((event) => this.catalogue.write(event));
    if (events.length === 0) return [];
    return this.log.append(context, [{ stream: subject.stream, expectedRevision: revision, events }]);
  }

  private loaded<State, Command, E extends Event>(
    { decider }: Subject<State, Command, E>,
    history: readonly RecordedEvent[],
  ): Loaded<State> {
    const events = history.map((event) => this.catalogue.read(event) as E);
    return { state: fold(decider, events), revision: history.at(-1)?.revision ?? -1 };
  }
}
