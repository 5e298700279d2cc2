import type { Rows } from '../rows.js';

/** Whether documents or persons are there, which have their ids under the organisation's naming key. */
export const namesAnything = async (db: Rows): Promise<boolean> =>
  (await db.first('SELECT 1 AS one FROM document UNION ALL SELECT 1 FROM salary_share LIMIT 1')) !== undefined;
