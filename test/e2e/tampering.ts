import { join } from 'node:path';

import { openDatabase } from '#sqlite';

/** Does to a log what its triggers forbid, and puts them back: as one who may write to the disk can. */
export function tamper(data: string, sql: string): void {
  const db = openDatabase(join(data, '2321000164', 'log.db'), '', { synchronous: 'FULL', secureDelete: false });
  const triggers = db.prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").all();
  for (const { name } of triggers as { name: string }[]) db.exec(`DROP TRIGGER ${name}`);
  db.exec(sql);
  for (const trigger of triggers as { sql: string }[]) db.exec(trigger.sql);
  db.close();
}
