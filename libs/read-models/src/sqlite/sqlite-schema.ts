import { createHash } from 'node:crypto';

import type { Database } from '#sqlite';

import { shapes } from '../projections.js';
import type { Place } from '../row-store.js';
import type { TableShape } from '../table.js';

const PREFIX: Readonly<Record<Place, string>> = { live: '', next: 'next_' };
export const nameIn = (place: Place, table: string): string => `${PREFIX[place]}${table}`;

/** How far a set of rows has come, and the leaf hash of the event there, which ties them to this log. */
const checkpointAt = (place: Place): string => `CREATE TABLE IF NOT EXISTS ${nameIn(place, 'checkpoint')}
  (one INTEGER PRIMARY KEY CHECK (one = 1), position INTEGER NOT NULL, leaf TEXT NOT NULL, schema TEXT NOT NULL,
    pruned INTEGER NOT NULL) STRICT;`;
export const CHECKPOINT = checkpointAt('live');

/** The statements that make a table and its indexes; `mark` tells the indexes from those of other sets of rows. */
function schemaOf({ name, columns, primaryKey, indexes = [] }: TableShape, { place, mark }: Made): string {
  const table = nameIn(place, name);
  const kept = columns.map((column) => column.replace(' JSON', ' TEXT')).join(', ');
  const index = (on: string, at: number) => `CREATE INDEX ${name}_${at}${mark} ON ${table} ${on};`;
  const made = `CREATE TABLE ${table} (${kept}, PRIMARY KEY (${primaryKey})) STRICT, WITHOUT ROWID;`;
  return [made, ...indexes.map(index)].join('\n');
}
interface Made {
  readonly place: Place;
  readonly mark: string;
}
const schemaAt = (made: Made): string => shapes.map((shape) => schemaOf(shape, made)).join('\n');

/** Rows of other tables than these are dropped and built again. */
export const SCHEMA_HASH = createHash('sha256')
  .update(schemaAt({ place: 'live', mark: '' }))
  .digest('hex');

/** Makes the tables of rows that are not there yet. */
export function makeTables(db: Database, place: Place): void {
  // The number of the file's schema is another after every change to it; indexes keep their names when a table is renamed.
  const { schema_version: mark } = db.prepare('PRAGMA schema_version').get() as { readonly schema_version: number };
  db.exec(`${checkpointAt(place)} ${schemaAt({ place, mark: `_${mark}` })}`);
}

/** Drops every table, whatever made it, and makes an empty checkpoint. */
export function dropAll(db: Database): void {
  const tables = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all();
  for (const { name } of tables as { readonly name: string }[]) db.exec(`DROP TABLE "${name}"`);
  db.exec(CHECKPOINT);
}

/** Drops what was being built, if anything. */
export function dropNext(db: Database): void {
  const names = [...shapes.map(({ name }) => name), 'checkpoint'];
  for (const name of names) db.exec(`DROP TABLE IF EXISTS ${nameIn('next', name)}`);
}

/** Puts what was built in the place of the rows that answer. */
export function putNextInPlace(db: Database): void {
  for (const { name } of shapes) db.exec(`DROP TABLE ${name}; ALTER TABLE ${nameIn('next', name)} RENAME TO ${name}`);
  const next = nameIn('next', 'checkpoint');
  db.exec(`INSERT OR REPLACE INTO checkpoint SELECT * FROM ${next}; DROP TABLE ${next}`);
}

/** Whether rows are being built, or were when whoever built them died. */
export const isBuilding = (db: Database): boolean =>
  db.prepare('SELECT 1 FROM sqlite_schema WHERE name = ?').get(nameIn('next', 'checkpoint')) !== undefined;
