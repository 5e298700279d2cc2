import type { Session } from '#postgres';

import type { Made } from '../appending.js';

/** A private part, and the event that it will be of. */
export interface Part {
  readonly stream: string;
  readonly revision: number;
  /** As it stands in the event's bytes. */
  readonly digest: string;
  readonly text: string;
}

/** The private parts of events that have any. */
export const partsOf = (events: readonly Made[]): Part[] =>
  events.flatMap(({ envelope: { stream, revision }, sealed }) =>
    sealed === undefined ? [] : [{ stream, revision, ...sealed }],
  );

/**
 * Private parts are kept before their events are appended, so that no event is ever without its own. A try that ends badly leaves
 * one that belongs to nobody.
 */
export async function keepParts(session: Session, organisation: string, parts: readonly Part[]): Promise<void> {
  if (parts.length === 0) return;
  await session.run(
    // One whose event is in the copy already is a late retry's, and what it says may have been erased.
    `INSERT INTO part (organisation, stream, revision, digest, sealed)
     SELECT $1, stream, revision, digest, sealed
     FROM unnest($2::text[], $3::integer[], $4::text[], $5::text[]) AS new (stream, revision, digest, sealed)
     WHERE NOT EXISTS (SELECT 1 FROM event WHERE event.organisation = $1 AND event.stream = new.stream
       AND event.revision = new.revision)
     ON CONFLICT (organisation, stream, revision, digest) DO UPDATE SET since = now()`,
    [
      organisation,
      parts.map(({ stream }) => stream),
      parts.map(({ revision }) => revision),
      parts.map(({ digest }) => digest),
      parts.map(({ text }) => text),
    ],
  );
}

/** Lets go of parts whose events are known not to be stored. */
export async function dropParts(session: Session, organisation: string, events: readonly Made[]): Promise<void> {
  const digests = events.flatMap(({ sealed }) => sealed?.digest ?? []);
  if (digests.length === 0) return;
  await session.run('DELETE FROM part WHERE organisation = $1 AND digest = ANY($2::text[])', [organisation, digests]);
}

/**
 * Takes away parts that belong to nobody: those of events that are in the copy, and those that have lain here for a day. To be called
 * where everything is filed that the store has, so that a part of that age is of no event that waits to be filed; and an append
 * that is still under way is younger. An organisation that has stopped keeps its parts: its events wait.
 */
export async function sweepParts(session: Session): Promise<void> {
  await session.run(
    `DELETE FROM part WHERE EXISTS (SELECT 1 FROM event WHERE event.organisation = part.organisation
         AND event.stream = part.stream AND event.revision = part.revision)
       OR (since < now() - interval '1 day' AND organisation NOT IN (SELECT organisation FROM stopped))`,
  );
}
