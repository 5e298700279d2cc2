/** The whole write model of one stream: three pure members and nothing else. */
export interface Decider<State, Command, Event> {
  readonly initial: State;
  /** Refuses with DomainError, or says what happened. */
  readonly decide: (state: State, command: Command) => readonly Event[];
  /** Remembers what `decide` will ask for; never refuses. */
  readonly evolve: (state: State, event: Event) => State;
}

/** The state of a stream after its events. */
export const fold = <State, Command, Event>(decider: Decider<State, Command, Event>, events: readonly Event[]): State =>
  events.reduce(decider.evolve, decider.initial);
