import { DomainError } from '#kernel';
import type { Postgres } from '#postgres';
import { type Hash, rootAt, type StoredBytes, type WholeBytes } from '#transparency';

import type { EventLog } from '../event-log.js';
import { MAXIMUM_APPEND } from '../eventstore/appends.js';
import type { StreamStore } from '../eventstore/stream-store.js';
import { Prunings } from '../prunings.js';
import { Copy } from './copy.js';
import { Notary } from './notary.js';
import { keepParts, type Part } from './parts.js';

/** Where a log is moved to. */
export interface MovingTo {
  readonly store: StreamStore;
  readonly postgres: Postgres;
}

/** What was moved, and that it is the same: the root of all of it, there as here. */
export interface Moved {
  readonly events: number;
  /** Those that an earlier try had moved. */
  readonly before: number;
  readonly root: Hash;
}

const BATCH = 500;
/** Envelopes are text in memory, and a letter becomes three bytes at most. */
const LARGEST_RUN = Math.floor(MAXIMUM_APPEND / 3);

/**
 * Moves a log byte for byte into the store and its copy: private parts first, events in their order, what stands one behind the
 * other in one stream in one append. What an earlier try has moved is held against the log and not moved again. Nobody may write
 * to the log meanwhile, here or there. Refuses with PRUNED_LOG_STAYS and LOG_DIFFERS_THERE.
 */
export async function appendStored(
  from: EventLog,
  to: MovingTo,
  progress?: (position: number) => void,
): Promise<Moved> {
  const { organisation } = from;
  const { last: decision } = await Prunings.of(from);
  if (decision > 0) throw new DomainError('PRUNED_LOG_STAYS', { decision });
  const notary = await Notary.open(to);
  const copy = new Copy(to.postgres, organisation);
  await notary.bringUp();
  const before = await copy.lastPosition();
  await sameRoot(from, copy, before);
  for (let after = before; ;) {
    const events = await from.readStored(after, BATCH);
    const last = events.at(-1);
    if (last === undefined) break;
    await move(events.map(whole), { ...to, copy, organisation });
    after = last.position;
    progress?.(after);
  }
  await notary.bringUp();
  const events = await from.lastPosition();
  const root = await sameRoot(from, copy, Math.max(events, await copy.lastPosition()));
  return { events, before, root };
}

async function move(
  events: readonly WholeBytes[],
  { store, copy, organisation }: MovingTo & { readonly copy: Copy; readonly organisation: string },
): Promise<void> {
  await copy.ask((session) => keepParts(session, organisation, events.flatMap(partOf)));
  // One after the other, and none after one of which it is not known: what comes first must lie first in the store.
  for (const { stream, first, envelopes } of runsOf(events)) {
    await store.append({ organisation, stream, expectedRevision: first - 1, envelopes });
  }
}

interface Run {
  readonly stream: string;
  /** The revision of its first event. */
  readonly first: number;
  readonly envelopes: string[];
  length: number;
}

function runsOf(events: readonly WholeBytes[]): readonly Run[] {
  const runs: Run[] = [];
  for (const { stream, revision, bytes } of events) {
    const last = runs.at(-1);
    if (last?.stream === stream && last.length + bytes.length <= LARGEST_RUN) {
      last.envelopes.push(bytes);
      last.length += bytes.length;
    } else runs.push({ stream, first: revision, envelopes: [bytes], length: bytes.length });
  }
  return runs;
}

function whole(event: StoredBytes): WholeBytes {
  if (event.bytes === null) throw new DomainError('LOG_ALTERED', { position: event.position });
  return { ...event, bytes: event.bytes };
}

function partOf({ stream, revision, bytes, sealed }: WholeBytes): Part[] {
  const { privateDigest: digest } = JSON.parse(bytes) as { readonly privateDigest?: string };
  return sealed === null || digest === undefined ? [] : [{ stream, revision, digest, text: sealed }];
}

/** The root of so many events, which must be the same here and there. */
async function sameRoot(from: EventLog, copy: Copy, events: number): Promise<Hash> {
  const differs = new DomainError('LOG_DIFFERS_THERE', { organisation: from.organisation, events });
  if (events > (await from.lastPosition()) || events > (await copy.lastPosition())) throw differs;
  const here = await rootAt((...asked) => from.hashes(...asked), events);
  const there = await rootAt((...asked) => copy.hashes(...asked), events);
  if (here !== there) throw differs;
  return here;
}
