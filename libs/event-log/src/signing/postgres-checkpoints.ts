import { migrate, type Postgres, type Schema, type Session } from '#postgres';

import type { HeldTime, SignedCheckpoint, SignedCheckpoints } from './signed-checkpoints.js';

/** Apart from the schemas of the log and of the rows, so that whoever may write there need have no right here. */
const SIGNER: Schema = {
  schema: 'bidragsbok_signer',
  steps: [
    `
-- What the keys have said of the logs. A size is signed once: the same size gives the same note for ever.
CREATE TABLE checkpoint (
  organisation text NOT NULL,
  size bigint NOT NULL CHECK (size > 0),
  root text NOT NULL CHECK (length(root) = 64),
  note text NOT NULL,
  signed_at text NOT NULL,
  PRIMARY KEY (organisation, size));
CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'what was signed is never %', TG_ARGV[0]; END $$;
CREATE TRIGGER checkpoint_stays BEFORE DELETE OR TRUNCATE ON checkpoint
FOR EACH STATEMENT EXECUTE FUNCTION refuse('deleted');
CREATE TRIGGER checkpoint_stands BEFORE UPDATE ON checkpoint
FOR EACH STATEMENT EXECUTE FUNCTION refuse('rewritten');

-- When a log was found to be another than what was signed, and when it was found to be itself again.
CREATE TABLE hold (organisation text NOT NULL, since text NOT NULL, until text);
CREATE UNIQUE INDEX hold_open ON hold (organisation) WHERE until IS NULL;`,
  ],
};
const { schema } = SIGNER;
const COLUMNS = 'SELECT size, root, note, signed_at AS "signedAt" FROM checkpoint WHERE organisation = $1';
const LAST = `${COLUMNS} ORDER BY size DESC LIMIT 1`;
const OF = `${COLUMNS} AND size = $2`;
const KEEP = `INSERT INTO checkpoint SELECT $1, * FROM unnest($2::bigint[], $3::text[], $4::text[], $5::text[])
ON CONFLICT (organisation, size) DO NOTHING`;
/** Two numbers of 32 bits are a space of their own among the locks; two organisations that share one wait for nothing worse. */
const LOCK = `SELECT pg_advisory_xact_lock(hashtext('${schema}'), hashtext($1))`;

/** The signer's store of one log in a database that many share. Every verb refuses as `Postgres.session` does. */
export class PostgresCheckpoints implements SignedCheckpoints {
  readonly place = `PostgreSQL, ${schema}`;

  private constructor(
    private readonly postgres: Postgres,
    private readonly organisation: string,
  ) {}

  /** Makes the tables where there are none. Refuses with POSTGRES_NEWER. */
  static async open(postgres: Postgres, organisation: string): Promise<PostgresCheckpoints> {
    await migrate(postgres, SIGNER);
    return new PostgresCheckpoints(postgres, organisation);
  }

  async last(): Promise<SignedCheckpoint | undefined> {
    return (await this.read(LAST))[0];
  }

  async of(size: number): Promise<SignedCheckpoint | undefined> {
    return (await this.read(OF, size))[0];
  }

  all(): Promise<readonly SignedCheckpoint[]> {
    return this.read(`${COLUMNS} ORDER BY size DESC`);
  }

  keep(checkpoint: SignedCheckpoint, last: SignedCheckpoint | undefined): Promise<boolean> {
    return this.alone(async (session) => {
      const [known] = await session.all<SignedCheckpoint>(LAST, [this.organisation]);
      return known?.size === last?.size && (await this.insert(session, [checkpoint])) === 1;
    });
  }

  async keepAll(others: readonly SignedCheckpoint[], size: number): Promise<void> {
    const smaller = others.filter((other) => other.size <= size);
    await this.alone((session) => this.insert(session, smaller));
  }

  heldSince(now: string): Promise<string> {
    return this.alone(async (session) => {
      const open = 'SELECT since FROM hold WHERE organisation = $1 AND until IS NULL';
      const [found] = await session.cells<[string]>(open, [this.organisation]);
      if (found === undefined) await session.run('INSERT INTO hold VALUES ($1, $2, NULL)', [this.organisation, now]);
      return found?.[0] ?? now;
    });
  }

  async released(now: string): Promise<void> {
    const end = 'UPDATE hold SET until = $2 WHERE organisation = $1 AND until IS NULL';
    await this.postgres.session((session) => session.run(end, [this.organisation, now]), { schema });
  }

  heldTimes(): Promise<readonly HeldTime[]> {
    const all = 'SELECT since, until FROM hold WHERE organisation = $1 ORDER BY since, until';
    return this.postgres.session((session) => session.all<HeldTime>(all, [this.organisation]), { schema });
  }

  /** The database is whose that has opened it. */
  close(): Promise<void> {
    return Promise.resolve();
  }

  private insert(session: Session, checkpoints: readonly SignedCheckpoint[]): Promise<number> {
    const column = <Key extends keyof SignedCheckpoint>(key: Key) => checkpoints.map((checkpoint) => checkpoint[key]);
    return session.run(KEEP, [this.organisation, column('size'), column('root'), column('note'), column('signedAt')]);
  }

  private read(sql: string, ...values: readonly number[]): Promise<SignedCheckpoint[]> {
    const asked = [this.organisation, ...values];
    return this.postgres.session((session) => session.all<SignedCheckpoint>(sql, asked), { schema });
  }

  /** In one transaction, and nobody else's in between that is about the same log. */
  private alone<Result>(work: (session: Session) => Promise<Result>): Promise<Result> {
    return this.postgres.transact(
      async (session) => {
        await session.run(LOCK, [this.organisation]);
        return work(session);
      },
      { schema },
    );
  }
}
