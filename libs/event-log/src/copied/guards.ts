import type { Session } from '#postgres';
import { hexOf, leafHash } from '#transparency';

import type { Made } from '../appending.js';
import type { NoneSince, Unchanged } from '../event-log.js';
import type { GuardSlipped } from '../log.events.js';

type Written = readonly [stream: string, revision: number, leaf: string];

/** An append that is under way, or was broken off, and what it rests on. */
export interface Guarded {
  readonly organisation: string;
  readonly writes: readonly Written[];
  readonly guards: readonly (Unchanged | NoneSince)[];
}

/** What of it has come into the copy, and whether what it rests on had moved by then. */
export interface Looked {
  readonly isWhole: boolean;
  readonly slipped: GuardSlipped['data'] | undefined;
}

/**
 * Keeps what an append rests on until it is seen whether that held, whoever comes to see it: to be called before the append,
 * with the first event of each of its streams.
 */
export async function keepGuards(
  session: Session,
  organisation: string,
  { first, unchanged }: { readonly first: readonly Made[]; readonly unchanged: Guarded['guards'] },
): Promise<number | undefined> {
  const writes = first.map(({ envelope, bytes }) => [envelope.stream, envelope.revision, hexOf(leafHash(bytes))]);
  const written = new Set(first.map(({ envelope }) => envelope.stream));
  // Of a stream that is written to the store itself holds the revision.
  const guards = unchanged.filter((one) => !('stream' in one && written.has(one.stream)));
  if (guards.length === 0) return undefined;
  const [row] = await session.cells<[number]>(
    'INSERT INTO guarded (organisation, writes, guards) VALUES ($1, $2, $3) RETURNING id',
    [organisation, JSON.stringify(writes), JSON.stringify(guards)],
  );
  return row?.[0];
}

/** Takes it, so that nobody else deals with it meanwhile; undefined where somebody does, or has. */
export async function takeGuarded(session: Session, id: number): Promise<Guarded | undefined> {
  const [row] = await session.cells<[string, string, string]>(
    'SELECT organisation, writes, guards FROM guarded WHERE id = $1 FOR UPDATE SKIP LOCKED',
    [id],
  );
  if (row === undefined) return undefined;
  const [organisation, writes, guards] = row;
  return { organisation, writes: JSON.parse(writes) as Written[], guards: JSON.parse(guards) as Guarded['guards'] };
}

/** Looks in the copy, in which order tells what came first. */
export async function lookAt(session: Session, { organisation, writes, guards }: Guarded): Promise<Looked> {
  const streams = writes.map(([stream]) => stream);
  const [found] = await session.cells<[number | null, number]>(landed, [
    ...[organisation, streams, writes.map(([, revision]) => revision), writes.map(([, , leaf]) => leaf)],
  ]);
  const [position, count] = found ?? [null, 0];
  const isWhole = count === writes.length;
  if (position === null) return { isWhole, slipped: undefined };
  const ofStreams = guards.filter((one) => 'stream' in one);
  const ofNames = guards.filter((one) => 'prefix' in one);
  const rows = await session.cells<[string, number]>(movedBefore, [
    ...[organisation, position, streams],
    ...[ofStreams.map(({ stream }) => stream), ofStreams.map(({ revision }) => revision)],
    ...[ofNames.map(({ prefix }) => prefix), ofNames.map((one) => one.position)],
  ]);
  const moved = rows.map(([stream, at]) => ({ stream, position: at }));
  return { isWhole, slipped: moved.length === 0 ? undefined : { position, moved } };
}

const landed = `SELECT max(event.position), count(event.position)
  FROM unnest($2::text[], $3::integer[], $4::text[]) AS written (stream, revision, leaf)
  JOIN event ON event.organisation = $1 AND event.stream = written.stream AND event.revision = written.revision
    AND event.leaf = decode(written.leaf, 'hex')`;
const movedBefore = `SELECT stream, position FROM (
  SELECT event.stream, event.position FROM unnest($4::text[], $5::integer[]) AS guard (stream, revision)
    JOIN event ON event.organisation = $1 AND event.stream = guard.stream AND event.revision = guard.revision + 1
      AND event.position < $2
  UNION SELECT came.stream, came.position FROM unnest($6::text[], $7::bigint[]) AS guard (prefix, since)
    CROSS JOIN LATERAL (SELECT stream, position FROM event WHERE organisation = $1 AND position > guard.since
      AND position < $2 AND starts_with(stream, guard.prefix) AND stream <> ALL ($3::text[])
      ORDER BY position LIMIT 1) AS came) AS moved
  ORDER BY position`;
