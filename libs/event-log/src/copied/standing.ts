import type { DomainError } from '#kernel';
import type { Postgres } from '#postgres';

import { stoppedError } from './refused.js';
import { LOG_SCHEMA } from './schema.js';

/** How far an organisation's log is filed. */
export interface CopiedEnd {
  readonly organisation: string;
  readonly position: number;
}

/** From one organisation to the next and to its last event by the index: the events between them are not looked at. */
const ENDS = `WITH RECURSIVE whose AS (
  (SELECT organisation FROM event ORDER BY organisation LIMIT 1)
  UNION ALL
  SELECT (SELECT event.organisation FROM event WHERE event.organisation > whose.organisation
    ORDER BY event.organisation LIMIT 1) FROM whose WHERE whose.organisation IS NOT NULL)
SELECT whose.organisation, (SELECT max(event.position) FROM event WHERE event.organisation = whose.organisation) AS position
FROM whose WHERE whose.organisation IS NOT NULL`;

/** Where each organisation's log ends in the copy, in order. The tables must be there. Refuses as `Postgres.session` does. */
export const copiedEnds = (postgres: Postgres): Promise<readonly CopiedEnd[]> =>
  postgres.session((session) => session.all<CopiedEnd>(ENDS), { schema: LOG_SCHEMA });

/** What refuses for each organisation whose log stands still, as LOG_STOPPED says it. The tables must be there. */
export const stoppedLogs = (postgres: Postgres): Promise<ReadonlyMap<string, DomainError>> =>
  postgres.session(
    async (session) => {
      const stopped = new Map<string, DomainError>();
      for (const [organisation] of await session.cells<[string]>('SELECT organisation FROM stopped')) {
        const error = await stoppedError(session, organisation);
        if (error !== undefined) stopped.set(organisation, error);
      }
      return stopped;
    },
    { schema: LOG_SCHEMA },
  );
