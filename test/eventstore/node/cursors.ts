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
  store: Store,
  options: streams.ReadReq.Options.AllOptions,
  way: Way,
): number | { readonly refused: ServiceError } {
  const { log } = store;
  if (options.hasStart()) return way.isBackwards ? -1 : 0;
  if (options.hasEnd()) return way.isBackwards ? log.length - 1 : log.length;
  const commit = BigInt(options.getPosition()?.getCommitPosition() ?? 0);
  if (commit < BigInt(options.getPosition()?.getPreparePosition() ?? 0)) return { refused: handlerThrew() };
  // A read begins with the event at the position, a subscription behind it, a backward read before it.
  if (way.isSubscription) return orEnd(store, firstAt(log, Number(commit) + 1));
  const found = firstAt(log, Number(commit));
  const isBoundary = found < 0 || log[found]?.position === Number(commit);
  if (!isBoundary) return { refused: refusal(status.UNKNOWN, 'Unexpected ReadAllResult: InvalidPosition') };
  return orEnd(store, found) - (way.isBackwards ? 1 : 0);
}

/** Positions rise, so that the first event at or behind one is found by halving. */
function firstAt(log: readonly Stored[], position: number): number {
  let [from, to] = [0, log.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((log[middle]?.position ?? Infinity) < position) from = middle + 1;
    else to = middle;
  }
  return from < log.length ? from : -1;
}

const orEnd = ({ log }: Store, index: number): number => (index < 0 ? log.length : index);
