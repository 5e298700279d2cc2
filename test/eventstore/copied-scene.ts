import { afterAll, beforeAll } from '@jest/globals';

import { CopiedEventLog, type OpenCopiedLog } from '#event-log';
import { Postgres } from '#postgres';
import { type PostgresServer, startPostgres } from '#spec-kit';

import { afterwards, open, type Place, place } from './scene.js';

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(async () => {
  await server.stop();
});

/** A store and a database: what logs lie in that have outgrown one machine. */
export interface Machines extends Place {
  /** The address of the database. */
  readonly database: string;
}

/** The store that the tests are about, or another place, and a new database. */
export async function machines(at?: Place): Promise<Machines> {
  return { ...(at ?? (await place())), database: await server.address() };
}

/** A database as one more process opens it. */
export function connect(database: string): Postgres {
  const postgres = Postgres.open({ address: database, connections: 4 });
  afterwards(() => postgres.close());
  return postgres;
}

/** A log as one more process opens it, on connections of its own. */
export async function openLog(
  at: Machines,
  options: Omit<OpenCopiedLog, 'eventStore' | 'postgres'> & Partial<Pick<OpenCopiedLog, 'eventStore'>>,
): Promise<CopiedEventLog> {
  const log = await CopiedEventLog.open({
    ...{ eventStore: options.eventStore ?? (await open(at.address)), postgres: connect(at.database) },
    ...options,
  });
  afterwards(() => log.close());
  return log;
}
