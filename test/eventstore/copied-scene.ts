import { afterAll, beforeAll } from '@jest/globals';

import { type CommandContext, CopiedEventLog, Notary, type OpenCopiedLog, type Write } from '#event-log';
import { Postgres, type Session } from '#postgres';
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
  options: Omit<OpenCopiedLog, 'eventStore' | 'postgres'> & Partial<Pick<OpenCopiedLog, 'eventStore' | 'postgres'>>,
): Promise<CopiedEventLog> {
  const log = await CopiedEventLog.open({
    ...options,
    eventStore: options.eventStore ?? (await open(at.address)),
    postgres: options.postgres ?? connect(at.database),
  });
  afterwards(() => log.close());
  return log;
}

/** A command by an accountant. */
export const command = (commandId: string): CommandContext => ({
  commandId,
  actor: { subject: 'person-kim', role: 'accountant' },
});
/** An event that says nothing but its data. */
export const noted = (data: unknown, part?: unknown) => ({
  ...{ type: 'Noted', version: 1, data },
  ...(part === undefined ? {} : { private: part }),
});
/** Events for the end of one stream. */
export const write = (stream: string, expectedRevision: number, ...data: readonly unknown[]): Write => ({
  ...{ stream, expectedRevision },
  events: data.map((each) => noted(each)),
});
/** A statement as the owner of the tables may give it. */
export const sql = <Row extends readonly unknown[]>(at: Machines, text: string): Promise<Row[]> =>
  connect(at.database).session((session: Session) => session.cells<Row>(text), { schema: 'bidragsbok_log' });
/** A notary as of one more process. */
export const notaryOf = async (at: Machines): Promise<Notary> =>
  Notary.open({ store: await open(at.address), postgres: connect(at.database) });
