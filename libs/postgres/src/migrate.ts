import { hash } from 'node:crypto';

import { DomainError } from '#kernel';

import type { Postgres } from './postgres.js';
import type { Session } from './session.js';

/** The steps that have made a schema's tables, in order. A step that has been published is never changed; what is new comes last. */
export interface Schema {
  readonly schema: string;
  readonly steps: readonly string[];
}

/** The same for every schema: two that migrate at once do so one after the other. */
const LOCK = 0x42626d67;

/**
 * Brings a schema to its last step, each step once and all of them in one transaction. Forward only: a schema that has steps
 * which this program does not know is refused with POSTGRES_NEWER.
 */
export async function migrate(postgres: Postgres, { schema, steps }: Schema): Promise<void> {
  const isDone = await postgres.session((session) => isCurrent(session, schema, steps));
  if (isDone) return;
  await postgres.transact(async (session) => {
    await session.run('SELECT pg_advisory_xact_lock($1)', [LOCK]);
    await session.script(`CREATE SCHEMA IF NOT EXISTS ${schema}; SET LOCAL search_path = ${schema};
      CREATE TABLE IF NOT EXISTS ${schema}.migration (step integer PRIMARY KEY, digest text NOT NULL)`);
    const done = await known(session, schema);
    assertOurs(schema, steps, done);
    for (const [at, step] of steps.entries()) {
      if (at < done.length) continue;
      await session.script(step);
      await session.run(`INSERT INTO ${schema}.migration VALUES ($1, $2)`, [at, digestOf(step)]);
    }
  });
}

async function isCurrent(session: Session, schema: string, steps: readonly string[]): Promise<boolean> {
  const [found] = await session.cells<[string | null]>('SELECT to_regclass($1)::text', [`${schema}.migration`]);
  if (found?.[0] == null) return false;
  const done = await known(session, schema);
  assertOurs(schema, steps, done);
  return done.length === steps.length;
}

async function known(session: Session, schema: string): Promise<readonly string[]> {
  const rows = await session.cells<[string]>(`SELECT digest FROM ${schema}.migration ORDER BY step`);
  return rows.map(([digest]) => digest);
}

function assertOurs(schema: string, steps: readonly string[], done: readonly string[]): void {
  const isOurs = done.every((digest, at) => digest === digestOf(steps[at] ?? ''));
  if (!isOurs) throw new DomainError('POSTGRES_NEWER', { schema });
}

const digestOf = (step: string): string => hash('sha256', step);
