import { setTimeout } from 'node:timers/promises';

import type pg from 'pg';

import { DomainError } from '#kernel';

import { settingsOf } from './address.js';
import { cellTypes } from './cell-types.js';
import { driver } from './driver.js';
import { isRolledBackForAnother, refusalOf } from './postgres-error.js';
import { Session } from './session.js';

/** Where the database is. */
export interface OpenPostgres {
  /** `postgres://user:password@host:5432/database`, or with `?host=/folder` of a socket. */
  readonly address: string;
  /** How many connections there may be at once. */
  readonly connections?: number;
}

/** In which schema work looks for tables that it names without one. */
export interface On {
  readonly schema?: string;
}

/** How a transaction is held. `readOnly`: all of it sees the database as it was when it began. */
export interface Transaction extends On {
  readonly readOnly?: boolean;
}

/** The oldest version whose words we use. */
const OLDEST = 14;
const TRIES = 8;
const CONNECT_MS = 5000;
/**
 * A lock that is not had in half a minute is refused; whoever fell asleep in a transaction loses it after a minute, and with it the locks that
 * others wait for.
 */
const MANNERS =
  "SET lock_timeout = '30s'; SET idle_in_transaction_session_timeout = '60s'; SET client_min_messages = warning";

/** What a transaction begins with. What it throws undoes the transaction. */
export type Guard = (session: Session) => Promise<void>;

/** One database of PostgreSQL. Opening makes no connection: that is made when it is needed, and made again when it broke. */
export class Postgres {
  private suited: Promise<void> | undefined;

  private constructor(
    private readonly pool: pg.Pool,
    /** What is remembered of the pool's connections, by whoever uses them. */
    private readonly known = { names: new Map<string, string>(), schemas: new WeakMap<pg.ClientBase, string>() },
    private readonly guard?: Guard,
  ) {}

  /** Refuses with POSTGRES_ADDRESS_MALFORMED. */
  static open({ address, connections = 8 }: OpenPostgres): Postgres {
    const settings = settingsOf(address);
    const pg = driver();
    const pool = new pg.Pool({
      ...settings,
      max: connections,
      connectionTimeoutMillis: CONNECT_MS,
      keepAlive: true,
      // A process that is done must not be kept up by a connection that nobody uses.
      allowExitOnIdle: true,
      application_name: 'bidragsbok',
      types: cellTypes(pg),
      pipeline: true,
    });
    // A connection that breaks while nobody uses it is dropped by the pool; there is nobody to tell. Nor is there where one says why it
    // ends when it has been dropped: unheard, that would end the process.
    pool.on('error', () => undefined);
    pool.on('connect', (client) => client.on('error', () => undefined));
    return new Postgres(pool);
  }

  /**
   * The same database by the same connections, for whoever may write only while something holds: every transaction that may write begins
   * with `guard`. It is closed with the one that it is made of.
   */
  guardedBy(guard: Guard): Postgres {
    return new Postgres(this.pool, this.known, guard);
  }

  /**
   * Work on one connection, alone on it. Refuses with POSTGRES_UNREACHABLE, POSTGRES_DENIED, POSTGRES_UNSUITED, DISK_FULL and
   * LOG_BUSY.
   */
  async session<Result>(work: (session: Session) => Promise<Result>, { schema = 'public' }: On = {}): Promise<Result> {
    await (this.suited ??= this.assertSuited());
    return this.connected(async (client, session) => {
      await this.look(client, session, schema);
      return work(session);
    });
  }

  /**
   * Work in one transaction, committed when it is through and undone by whatever it throws. It is tried again where the server
   * undid it for another's sake, so that it must do the same again. Refuses as `session` does; after POSTGRES_UNREACHABLE it is not known
   * whether it was committed.
   */
  async transact<Result>(work: (session: Session) => Promise<Result>, how: Transaction = {}): Promise<Result> {
    for (let tries = 1; ; tries++) {
      try {
        return await this.session((session) => within(session, this.guarded(work, how), how.readOnly === true), how);
      } catch (error) {
        if (!isRolledBackForAnother(error) || tries === TRIES) throw error;
        await setTimeout(2 ** tries);
      }
    }
  }

  /** Waits for the work that is under way and lets go of the connections. */
  async close(): Promise<void> {
    if (this.guard === undefined && !this.pool.ended && !this.pool.ending) await this.pool.end();
  }

  private guarded<Result>(work: (session: Session) => Promise<Result>, { readOnly = false }: Transaction) {
    const { guard } = this;
    if (guard === undefined || readOnly) return work;
    return async (session: Session): Promise<Result> => {
      await guard(session);
      return work(session);
    };
  }

  private async connected<Result>(work: (client: pg.ClientBase, session: Session) => Promise<Result>): Promise<Result> {
    const client = await this.connect();
    let broken: Error | undefined;
    const onError = (error: Error): void => {
      broken = error;
    };
    client.on('error', onError); // of the connection itself: what was asked meanwhile is refused too
    try {
      return await work(client, new Session(client, (sql) => this.nameOf(sql)));
    } catch (error) {
      if (error instanceof DomainError && error.code.startsWith('POSTGRES_')) broken ??= error;
      throw error;
    } finally {
      client.off('error', onError);
      client.release(broken);
    }
  }

  private async connect(): Promise<pg.PoolClient> {
    try {
      return await this.pool.connect();
    } catch (error) {
      throw refusalOf(error);
    }
  }

  private async look(client: pg.ClientBase, session: Session, schema: string): Promise<void> {
    const known = this.known.schemas.get(client);
    if (known === schema) return;
    if (!/^[a-z][a-z0-9_]*$/.test(schema)) throw new Error('The name of a schema is plain');
    this.known.schemas.delete(client);
    await session.script(`${known === undefined ? `${MANNERS};` : ''} SET search_path = ${schema}`);
    this.known.schemas.set(client, schema);
  }

  private async assertSuited(): Promise<void> {
    try {
      await this.connected(async (_, session) => {
        const [found] = await session.cells<[number, string]>(
          "SELECT current_setting('server_version_num')::integer, current_setting('server_encoding')",
        );
        const [version, encoding] = [Math.floor((found?.[0] ?? 0) / 10_000), found?.[1] ?? ''];
        if (version < OLDEST || encoding !== 'UTF8') throw new DomainError('POSTGRES_UNSUITED', { version, encoding });
      });
    } catch (error) {
      this.suited = undefined; // It may be there the next time.
      throw error;
    }
  }

  /** Each text is prepared once on each connection, under a short name of its own. */
  private nameOf(sql: string): string {
    let name = this.known.names.get(sql);
    if (name === undefined) this.known.names.set(sql, (name = `b${this.known.names.size}`));
    return name;
  }
}

async function within<Result>(
  session: Session,
  work: (session: Session) => Promise<Result>,
  readOnly: boolean,
): Promise<Result> {
  // Who reads holds up nobody, and may take the time that whoever asked needs.
  const asking = 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL idle_in_transaction_session_timeout = 0';
  await session.script(readOnly ? asking : 'BEGIN');
  try {
    const result = await work(session);
    // A statement has failed and whoever asked for it went on: the server has undone all of it, and says so in a word only.
    if ((await session.script('COMMIT')) !== 'COMMIT') throw new Error('A statement of the transaction failed unheard');
    return result;
  } catch (error) {
    // Where the connection broke there is nothing left to undo, and the first error is the one to tell.
    await session.script('ROLLBACK').catch(() => undefined);
    throw error;
  }
}
