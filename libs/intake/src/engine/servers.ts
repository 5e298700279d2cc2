import { env } from 'node:process';

import { DomainError } from '#kernel';

/** The servers that keep the logs of many organisations, and the rows made of them. */
export interface Servers {
  /** EventStoreDB or KurrentDB: `esdb://user:password@host:2113,…?tls=true`. */
  readonly eventStore: string;
  /** PostgreSQL: `postgres://user:password@host:5432/database`. */
  readonly postgres: string;
}

const EVENT_STORE = 'BIDRAGSBOK_EVENTSTORE';
const POSTGRES = 'BIDRAGSBOK_POSTGRES';

/** The servers that the environment names; null where it names none. Refuses with SERVERS_HALF_NAMED one without the other. */
export function serversNamed(): Servers | null {
  const named = { eventStore: addressIn(EVENT_STORE), postgres: addressIn(POSTGRES) };
  return named.eventStore === undefined && named.postgres === undefined ? null : both(named);
}

/** The servers that a call names, or else the environment. Refuses with SERVERS_NOT_NAMED, and as `serversNamed` does. */
export function serversToMoveTo(called: Named): Servers {
  const eventStore = called.eventStore ?? addressIn(EVENT_STORE);
  const postgres = called.postgres ?? addressIn(POSTGRES);
  if (eventStore === undefined && postgres === undefined) throw new DomainError('SERVERS_NOT_NAMED');
  return both({ eventStore, postgres });
}

interface Named {
  readonly eventStore: string | undefined;
  readonly postgres: string | undefined;
}

function both({ eventStore, postgres }: Named): Servers {
  if (eventStore === undefined) throw new DomainError('SERVERS_HALF_NAMED', { named: POSTGRES, missing: EVENT_STORE });
  if (postgres === undefined) throw new DomainError('SERVERS_HALF_NAMED', { named: EVENT_STORE, missing: POSTGRES });
  return { eventStore, postgres };
}

/** A setting that says nothing names nothing. */
const addressIn = (setting: string): string | undefined => env[setting] || undefined;
