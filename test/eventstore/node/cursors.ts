import type streams from '@eventstore/db-client/generated/streams_pb.js';
import { type ServiceError, status } from '@grpc/grpc-js';

import { handlerThrew, nameIn, refusal } from './answers.js';
import type { Store, Stored } from './store.js';

/** A way through events: one event at a time, and more of them as the log grows. */
export interface Cursor {
  /** The next event, or undefined where there is none now. */
  next(): Stored | undefined;
}

/** How the reader asks. */
export interface Way {
  readonly isBackwards: boolean;
  readonly isSubscription: boolean;
}

/** Through one stream, as metadata lets it be seen. */
export function streamCursor(store: Store, options: streams.ReadReq.Options.StreamOptions, way: Way): Cursor {
  const stream = nameIn(options.getStreamIdentifier());
  let [seen, size] = [store.visible(stream), store.log.length];
  const look = (): readonly Stored[] => {
    if (store.log.length !== size) [seen, size] = [store.visible(stream), store.log.length];
    return seen;
  };
  let at = startOf(options, way, seen.at(-1)?.revision ?? -1n);
  return {
    next() {
      const events = look();
      const found = way.isBackwards ? events.findLast(({ revision }) => revision <= at) : events[firstFrom(events, at)];
      if (found !== undefined) at = found.revision + (way.isBackwards ? -1n : 1n);
      return found;
    },
  };
}

/** Revisions in what is visible have no gaps but at its beginning, save where events are too old. */
function firstFrom(seen: readonly Stored[], revision: bigint): number {
  const first = seen[0]?.revision ?? 0n;
  const guess = Math.max(0, Number(revision - first));
  return seen[guess]?.revision === revision ? guess : seen.findIndex((event) => event.revision >= revision);
}

function startOf(options: streams.ReadReq.Options.StreamOptions, way: Way, last: bigint): bigint {
  if (options.hasStart()) return 0n;
  if (options.hasEnd()) return way.isSubscription ? last + 1n : last;
  return BigInt(options.getRevision()) + (way.isSubscription ? 1n : 0n);
}

/** Through the whole log; refuses where no event begins at the position. */
export function allCursor(
  store: Store,
  options: streams.ReadReq.Options.AllOptions,
  way: Way,
): Cursor | { readonly refused: ServiceError } {
  const begins = indexOf(store, options, way);
  if (typeof begins !== 'number') return begins;
  let at = begins;
  return {
    next() {
      const found = store.log[at];
      if (found !== undefined) at += way.isBackwards ? -1 : 1;
      return found;
    },
  };
}

function indexOf(
  { log }: Store,
  options: streams.ReadReq.Options.AllOptions,
  way: Way,
): number | { readonly refused: ServiceError } {
  const position = options.getPosition();
  if (position !== undefined) return indexAt(log, position, way);
  const [beginning, end] = way.isBackwards ? [-1, log.length - 1] : [0, log.length];
  return options.hasEnd() ? end : beginning;
}

/** A read begins with the event at a position, a subscription behind it, a backward read before it. */
function indexAt(
  log: readonly Stored[],
  position: streams.ReadReq.Options.Position,
  way: Way,
): number | { readonly refused: ServiceError } {
  const commit = Number(position.getCommitPosition());
  if (commit < Number(position.getPreparePosition())) return { refused: handlerThrew() };
  if (way.isSubscription) return firstAt(log, commit + 1);
  const found = firstAt(log, commit);
  const isBoundary = (log[found]?.position ?? commit) === commit;
  if (!isBoundary) return { refused: refusal(status.UNKNOWN, 'Unexpected ReadAllResult: InvalidPosition') };
  return way.isBackwards ? found - 1 : found;
}

/** Positions rise, so that the first event at or behind one is found by halving; the log's length where there is none. */
function firstAt(log: readonly Stored[], position: number): number {
  let [from, to] = [0, log.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((log[middle]?.position ?? Infinity) < position) from = middle + 1;
    else to = middle;
  }
  return from;
}
