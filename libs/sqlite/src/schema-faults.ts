import { DatabaseSync } from '@photostructure/sqlite';

import type { Database } from './open-database.js';

const SCHEMA = "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY name";
interface Made {
  readonly type: string;
  readonly name: string;
}

/** Tables, indexes and triggers of an open file that are not those which the schema makes, in words: a guard that is gone guards nothing. */
export function schemaFaults(db: Database, schema: string): readonly string[] {
  const model = new DatabaseSync(':memory:');
  try {
    model.exec(schema);
    const [found, right] = [db, model].map(made);
    const names = new Set([...(found?.keys() ?? []), ...(right?.keys() ?? [])]);
    return [...names].filter((name) => found?.get(name) !== right?.get(name)).map((name) => `schema: ${name}`);
  } finally {
    model.close();
  }
}

function made(db: Database): ReadonlyMap<string, string> {
  return new Map((db.prepare(SCHEMA).all() as Made[]).map((row) => [`${row.type} ${row.name}`, JSON.stringify(row)]));
}
