import { DomainError } from '#kernel';
import type { Session } from '#postgres';

import { FOREIGN_IN_SWEDISH, type Foreignness } from '../eventstore/stored-envelope.js';

/** Why an event of the store cannot be filed: it is not ours, others before it are missing, or it decides what it may not. */
export type Obstacle = Foreignness | 'stream-cut-off' | 'no-instant' | 'decision-void';

const IN_SWEDISH: Readonly<Record<Exclude<Obstacle, Foreignness>, string>> = {
  'stream-cut-off': 'det saknas händelser före den i strömmen',
  'no-instant': 'den säger inte när den registrerades',
  'decision-void': 'gallringsbeslutet går inte att läsa',
};

/** The instant of a column, as a person reads it. */
export const INSTANT = `to_char(since AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;

/** What refuses where an organisation's log stands still; undefined where it does not. */
export async function stoppedError(session: Session, organisation: string): Promise<DomainError | undefined> {
  const [stopped] = await session.cells<[string, string, number, Obstacle]>(
    `SELECT ${INSTANT}, stream, revision, why FROM stopped WHERE organisation = $1`,
    [organisation],
  );
  if (stopped === undefined) return undefined;
  const [since, stream, revision, why] = stopped;
  const reason = { ...FOREIGN_IN_SWEDISH, ...IN_SWEDISH }[why];
  return new DomainError('LOG_STOPPED', { organisation, since, stream, revision, reason });
}

/** What refuses where the store is not what it was; undefined where it is. */
export async function holdingError(session: Session): Promise<DomainError | undefined> {
  const [hold] = await session.cells<[string, string, string | null]>(`SELECT ${INSTANT}, had, found FROM hold`);
  if (hold === undefined) return undefined;
  const [since, had, found] = hold;
  return new DomainError('NOTARY_HOLDS', { since, had, found });
}
