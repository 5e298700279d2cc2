import type { Session } from '#postgres';

import type { Made } from '../appending.js';

/**
 * Private parts are kept before their events are appended, so that no event is ever without its own. A try that ends badly leaves
 * one that belongs to nobody.
 */
export async function keepParts(session: Session, organisation: string, events: readonly Made[]): Promise<void> {
  const sealed = events.flatMap((event) => (event.sealed === undefined ? [] : { ...event, sealed: event.sealed }));
  if (sealed.length === 0) return;
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
      sealed.map(({ envelope }) => envelope.stream),
      sealed.map(({ envelope }) => envelope.revision),
      sealed.map((event) => event.sealed.digest),
      sealed.map((event) => event.sealed.text),
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
