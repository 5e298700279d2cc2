import { DomainError } from '#kernel';
import type { Postgres, Session } from '#postgres';

import { shapes } from '../projections.js';
import type { Batch, Checkpoint, Place, RowStore } from '../row-store.js';
import { RowsDigest } from '../rows-digest.js';
import type { Cell } from '../rows.js';
import { PostgresRowSet } from './postgres-row-set.js';
import { PostgresRows } from './postgres-rows.js';
import {
  CHECKPOINT,
  dropNext,
  dropWhereFree,
  goneSchemas,
  isThere,
  lookThrough,
  makeCheckpoints,
  makeTables,
  retire,
  SCHEMA_HASH,
  schemaOf,
} from './postgres-schema.js';
import { unkeptRows } from './statements.js';

type Found = Checkpoint & { readonly schema: string };
const NOWHERE: Checkpoint = { position: 0, leaf: '', pruned: 0 };
/** Rows at once, of which a digest is made. */
const DIGESTED = 1000;

/** An organisation's rows in PostgreSQL: a schema for those that answer, and one for those that are built beside them. */
export class PostgresStore implements RowStore {
  /** Each batch is a round of the wire, and its rows go in as lists: the more the better, while others can wait for it. */
  readonly batch = 2000;
  readonly rows: PostgresRows;
  private readonly sets = { live: new PostgresRowSet(), next: new PostgresRowSet() };
  /** Rows that were put out of their place, and that a long answer held. */
  private areSomeGone = false;

  private constructor(
    private readonly postgres: Postgres,
    private readonly organisation: string,
  ) {
    this.rows = new PostgresRows(postgres, schemaOf('live', organisation));
  }

  /** Rows of other tables are dropped and made anew. Refuses with POSTGRES_NEWER. */
  static async open(postgres: Postgres, organisation: string): Promise<PostgresStore> {
    await makeCheckpoints(postgres);
    const store = new PostgresStore(postgres, organisation);
    await store.makeFit();
    return store;
  }

  async checkpoint(place: Place): Promise<Checkpoint | null> {
    const found = await this.postgres.session((session) => this.found(session, place), this.on(place));
    return found === null ? null : { position: found.position, leaf: found.leaf, pruned: found.pruned };
  }

  async project(place: Place, { after, events, checkpoint }: Batch, meanwhile: () => void): Promise<boolean> {
    const rows = this.sets[place];
    const isDone = await this.postgres.transact(async (session) => {
      // What a crash takes of the last moments is built again of the log: the rows, and with them their checkpoint.
      const quickly = session.script('SET LOCAL synchronous_commit = off');
      const known = await this.locked(session, place, 'NO KEY UPDATE');
      await quickly;
      if (known?.position !== after) return false;
      if (known.schema !== SCHEMA_HASH) throw new DomainError('ROWS_OF_ANOTHER_PROGRAM');
      const written = await rows.fold(session, events, known);
      const put = this.put(session, place, checkpoint);
      meanwhile();
      await Promise.all([written.settled(), put]);
      return true;
    }, this.on(place));
    if (!isDone) return false;
    rows.remember(checkpoint);
    if (this.areSomeGone) await this.dropGone();
    return true;
  }

  async begin(): Promise<void> {
    await this.postgres.transact(async (session) => {
      await this.mark(session, 'next');
      await this.locked(session, 'next', 'UPDATE');
      await makeTables(session, schemaOf('next', this.organisation));
      await this.put(session, 'next', NOWHERE);
    });
  }

  async swap(unlike: Checkpoint | null): Promise<boolean> {
    const isDone = await this.postgres.transact(async (session) => {
      const live = await this.locked(session, 'live', 'UPDATE');
      const next = await this.locked(session, 'next', 'UPDATE');
      if (next === null || live === null) return true;
      if (next.position < live.position && live.leaf !== unlike?.leaf) return false;
      const built = schemaOf('next', this.organisation);
      await lookThrough(session, built);
      await retire(session, this.organisation);
      await session.script(`ALTER SCHEMA ${built} RENAME TO ${schemaOf('live', this.organisation)}`);
      await this.put(session, 'live', next);
      await this.forget(session, 'next');
      return true;
    });
    if (isDone) await this.dropGone();
    return isDone;
  }

  /** Of the rows as they are at one moment; those that are built anew wait until it is done. */
  async digest(): Promise<string> {
    return this.postgres.transact(async (session) => {
      await session.script('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ');
      await this.locked(session, 'live', 'KEY SHARE');
      const digest = new RowsDigest();
      for (const { name, primaryKey } of shapes) {
        digest.table(name);
        const sql = `SELECT * FROM ${name} ORDER BY ${primaryKey}`;
        for await (const rows of session.batches<Record<string, Cell>>(sql, [], DIGESTED)) {
          for (const row of unkeptRows(rows)) digest.row(Object.values(row));
        }
      }
      return digest.end();
    }, this.on('live'));
  }

  /** The connections are whoever's opened them. */
  close(): Promise<void> {
    return Promise.resolve();
  }

  /** Whoever finds other tables than these makes them anew, once. */
  private async makeFit(): Promise<void> {
    const live = schemaOf('live', this.organisation);
    const isFit = async (session: Session, found: Found | undefined | null): Promise<boolean> =>
      found?.schema === SCHEMA_HASH && (await isThere(session, live));
    const wasFit = await this.postgres.session(async (session) => isFit(session, await this.found(session, 'live')));
    if (!wasFit) {
      await this.postgres.transact(async (session) => {
        await this.mark(session, 'live');
        if (await isFit(session, await this.locked(session, 'live', 'UPDATE'))) return;
        await this.locked(session, 'next', 'UPDATE');
        await this.forget(session, 'next');
        await dropNext(session, this.organisation);
        await retire(session, this.organisation);
        await makeTables(session, live);
        await this.put(session, 'live', NOWHERE);
      });
    }
    await this.dropGone();
  }

  private found(session: Session, place: Place, lock = ''): Promise<Found | null> {
    const sql = `SELECT position, leaf, pruned, schema FROM ${CHECKPOINT} WHERE organisation = $1 AND place = $2 ${lock}`;
    return session.all<Found>(sql, [this.organisation, place]).then(([found]) => found ?? null);
  }

  private locked(session: Session, place: Place, strength: 'UPDATE' | 'NO KEY UPDATE' | 'KEY SHARE') {
    return this.found(session, place, `FOR ${strength}`);
  }

  private async mark(session: Session, place: Place): Promise<void> {
    const sql = `INSERT INTO ${CHECKPOINT} VALUES ($1, $2, 0, '', '', 0) ON CONFLICT DO NOTHING`;
    await session.run(sql, [this.organisation, place]);
  }

  private async put(session: Session, place: Place, { position, leaf, pruned }: Checkpoint): Promise<void> {
    const sql = `UPDATE ${CHECKPOINT} SET position = $3, leaf = $4, schema = $5, pruned = $6
      WHERE organisation = $1 AND place = $2`;
    await session.run(sql, [this.organisation, place, position, leaf, SCHEMA_HASH, pruned]);
  }

  private async forget(session: Session, place: Place): Promise<void> {
    await session.run(`DELETE FROM ${CHECKPOINT} WHERE organisation = $1 AND place = $2`, [this.organisation, place]);
  }

  /** What tells of a year that is pruned must go; what a long answer still reads goes when it has ended. */
  private async dropGone(): Promise<void> {
    const gone = await this.postgres.session((session) => goneSchemas(session, this.organisation));
    this.areSomeGone = false;
    for (const schema of gone) if (!(await dropWhereFree(this.postgres, schema))) this.areSomeGone = true;
  }

  private on(place: Place): { readonly schema: string } {
    return { schema: schemaOf(place, this.organisation) };
  }
}
