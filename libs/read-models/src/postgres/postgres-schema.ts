import { hash } from 'node:crypto';

import { DomainError } from '#kernel';
import { migrate, type Postgres, type Session } from '#postgres';

import { shapes } from '../projections.js';
import type { Place } from '../row-store.js';
import type { TableShape } from '../table.js';

/** The schema of an organisation's rows. */
export const schemaOf = (place: Place, organisation: string): string =>
  `${place === 'live' ? 'rows' : 'next'}_${organisation}`;

/** How far each set of rows has come. Whoever writes rows, or puts others in their place, has locked theirs. */
export const CHECKPOINT = 'bidragsbok_rows.checkpoint';
const steps = [
  `CREATE TABLE checkpoint (
    organisation text, place text, position bigint NOT NULL, leaf text NOT NULL, schema text NOT NULL,
    pruned bigint NOT NULL, PRIMARY KEY (organisation, place))`,
];
/** Refuses with POSTGRES_NEWER. */
export const makeCheckpoints = (postgres: Postgres): Promise<void> =>
  migrate(postgres, { schema: 'bidragsbok_rows', steps });

const TYPES: Readonly<Record<string, { readonly type: string; readonly list: string }>> = {
  // By code points, as SQLite puts texts in order.
  TEXT: { type: 'text COLLATE "C"', list: 'text[]' },
  INTEGER: { type: 'bigint', list: 'bigint[]' },
  // As it was written, letter by letter: what is looked for in it is looked for as text.
  JSON: { type: 'json', list: 'json[]' },
};
const TYPE = /(?<= )(?:TEXT|INTEGER|JSON)\b/;
const typeOf = (column: string) => TYPES[TYPE.exec(column)?.[0] ?? ''] ?? { type: '', list: '' };

/** The type of a list of cells of a column. */
export const listOf = (column: string): string => typeOf(column).list;

/** The statements that make a table and its indexes in the schema that is looked at. */
function made({ name, columns, primaryKey, indexes = [] }: TableShape): string {
  const kept = columns.map((column) => column.replace(TYPE, typeOf(column).type)).join(', ');
  const index = (on: string) => `CREATE INDEX ON ${name} ${on};`;
  return [`CREATE TABLE ${name} (${kept}, PRIMARY KEY (${primaryKey}));`, ...indexes.map(index)].join('\n');
}
const TABLES = shapes.map(made).join('\n');

/** Rows of other tables than these are dropped and built again. */
export const SCHEMA_HASH = hash('sha256', TABLES);

/** Makes empty tables in a schema of their own; what is there is dropped. */
export async function makeTables(session: Session, schema: string): Promise<void> {
  await session.script(`DROP SCHEMA IF EXISTS ${schema} CASCADE; CREATE SCHEMA ${schema};
    SET LOCAL search_path = ${schema}; ${TABLES}`);
}

/** So that questions are planned by what the tables hold, and not by what they held when they were made. */
export async function lookThrough(session: Session, schema: string): Promise<void> {
  await session.script(`ANALYZE ${shapes.map(({ name }) => `${schema}.${name}`).join(', ')}`);
}

/** What of an organisation's rows was put out of their place and is not dropped yet. */
export async function goneSchemas(session: Session, organisation: string): Promise<readonly string[]> {
  const sql = 'SELECT nspname::text FROM pg_namespace WHERE starts_with(nspname, $1)';
  return (await session.cells<[string]>(sql, [`gone_${organisation}_`])).map(([name]) => name);
}

/** Drops a schema; false where somebody still reads in it. */
export async function dropWhereFree(postgres: Postgres, schema: string): Promise<boolean> {
  try {
    await postgres.transact((session) =>
      session.script(`SET LOCAL lock_timeout = '20ms'; DROP SCHEMA IF EXISTS ${schema} CASCADE`),
    );
    return true;
  } catch (error) {
    if (error instanceof DomainError && error.code === 'LOG_BUSY') return false;
    throw error;
  }
}

/** Drops what was being built, if anything. */
export async function dropNext(session: Session, organisation: string): Promise<void> {
  await session.script(`DROP SCHEMA IF EXISTS ${schemaOf('next', organisation)} CASCADE`);
}

/** Whether there is such a schema. */
export const isThere = async (session: Session, schema: string): Promise<boolean> =>
  (await numberOf(session, schema)) !== null;

/** Puts rows out of their place. What a long answer still reads there can be dropped only when it has ended. */
export async function retire(session: Session, organisation: string): Promise<void> {
  const live = schemaOf('live', organisation);
  const number = await numberOf(session, live);
  if (number !== null) await session.script(`ALTER SCHEMA ${live} RENAME TO gone_${organisation}_${number}`);
}

/** The number that the server gave a schema; null where there is none of the name. */
async function numberOf(session: Session, schema: string): Promise<number | null> {
  const [found] = await session.cells<[number | null]>('SELECT to_regnamespace($1)::oid::bigint', [schema]);
  return found?.[0] ?? null;
}
