import { migrate, type Postgres } from '#postgres';

import { LOG_SCHEMA, logSteps } from './schema.js';

/** The organisations that have a log in a database, in order. Refuses as `Postgres.session` does, and with POSTGRES_NEWER. */
export async function copiedOrganisations(postgres: Postgres): Promise<readonly string[]> {
  await migrate(postgres, { schema: LOG_SCHEMA, steps: logSteps });
  const sql = 'SELECT organisation FROM event WHERE position = 1 ORDER BY organisation';
  const rows = await postgres.session((session) => session.cells<[string]>(sql), { schema: LOG_SCHEMA });
  return rows.map(([organisation]) => organisation);
}
