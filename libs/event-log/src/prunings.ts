import { DomainError } from '#kernel';

import type { EventLog, RecordedEvent } from './event-log.js';
import { YearPruned } from './log.events.js';

type Pruned = YearPruned['data'];
type Range = Pruned['ranges'][number];

/** Every decision by which a year was pruned, the oldest first, and what each took away. */
export class Prunings {
  private readonly decisions: readonly { readonly position: number; readonly data: Pruned }[];

  /** `own`: the events of the stream `log`. */
  constructor(own: readonly RecordedEvent[]) {
    const events = own.filter(({ type }) => type === YearPruned.name);
    this.decisions = events.map((event) => ({ position: event.position, data: YearPruned.read(event).data }));
  }

  static async of(log: Pick<EventLog, 'readStream'>): Promise<Prunings> {
    return new Prunings(await log.readStream('log'));
  }

  /** The position of the last decision; 0 where there is none. */
  get last(): number {
    return this.decisions.at(-1)?.position ?? 0;
  }

  /** Each decision with how many events it took away. */
  get counts(): readonly { readonly decision: number; readonly year: number; readonly events: number }[] {
    return this.decisions.map(({ position: decision, data: { year, ranges } }) => {
      const events = ranges.reduce((sum, [first, last]) => sum + last - first + 1, 0);
      return { decision, year, events };
    });
  }

  /** How many events between two positions, both included, each decision took away; those that took any. */
  within(from: number, to: number): readonly { readonly decision: number; readonly events: number }[] {
    return this.decisions.flatMap(({ position: decision, data: { ranges } }) => {
      const events = ranges.reduce(
        (sum, [first, last]) => sum + Math.max(0, Math.min(last, to) - Math.max(first, from) + 1),
        0,
      );
      return events === 0 ? [] : [{ decision, events }];
    });
  }

  /** The decisions that have taken kept files away, by the SHA-256 of those. */
  get files(): ReadonlyMap<string, number> {
    return new Map(this.decisions.flatMap(({ position, data }) => data.files.map((file) => [file, position] as const)));
  }

  /** The position of the decision that pruned the event at a position; null where none did. */
  decisionAt(position: number): number | null {
    const found = this.decisions.find(({ data }) => isWithin(data.ranges, position));
    return found?.position ?? null;
  }

  /** Refuses with LOG_ALTERED where a position between these events, or after `after`, is left out that no decision has pruned. */
  assertExplain(after: number, events: readonly Pick<RecordedEvent, 'position'>[]): void {
    let expected = after + 1;
    for (const { position } of events) {
      for (; expected < position; expected++) {
        if (this.decisionAt(expected) === null) throw new DomainError('LOG_ALTERED', { position: expected });
      }
      expected = position + 1;
    }
  }

  /** What refuses a stream of which the event at a position has no bytes: STREAM_PRUNED, or LOG_ALTERED where nobody decided it. */
  refusalOf(stream: string, position: number): DomainError {
    // No decision prunes the stream that the decisions stand in.
    const decision = stream === 'log' ? null : this.decisionAt(position);
    if (decision === null) return new DomainError('LOG_ALTERED', { position });
    return new DomainError('STREAM_PRUNED', { stream, decision });
  }

  /** The decision at each pruned position. */
  byPosition(): ReadonlyMap<number, number> {
    const pruned = new Map<number, number>();
    for (const { position: decision, data } of this.decisions) {
      for (const position of positionsIn(data.ranges)) pruned.set(position, decision);
    }
    return pruned;
  }

  /** Where the streams began that the closing of a grant had counted and that are pruned. */
  beginnings(grant: string): readonly number[] {
    return this.decisions.flatMap(({ data }) =>
      data.grants.filter((one) => one.grant === grant).flatMap(({ streams }) => [...positionsIn(streams)]),
    );
  }

  /** The last decision that took away something that a grant's figures rest on; null where none did. */
  ofGrant(grant: string): number | null {
    const found = this.decisions.findLast(({ data }) => data.grants.some((one) => one.grant === grant));
    return found?.position ?? null;
  }

  /** The last decision that pruned books of a year; null where none did. */
  ofYear(year: number): number | null {
    return this.decisions.findLast(({ data }) => data.year === year)?.position ?? null;
  }
}

function* positionsIn(ranges: readonly Range[]): Generator<number> {
  for (const [first, last] of ranges) for (let position = first; position <= last; position++) yield position;
}

/** Ranges come in order and never overlap, and there may be very many. */
function isWithin(ranges: readonly Range[], position: number): boolean {
  let [low, high] = [0, ranges.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ranges[middle]?.[1] ?? 0) < position) low = middle + 1;
    else high = middle;
  }
  const found = ranges[low];
  return found !== undefined && found[0] <= position;
}
