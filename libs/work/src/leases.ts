import { migrate, type Postgres } from '#postgres';

import type { Lease } from './lease.js';
import { WORK } from './lease-schema.js';

const { schema } = WORK;
/** By the database's own clock as it stands now, not as the transaction began: a worker's clock may be wrong, and a wait long. */
const UNTIL = "clock_timestamp() + $2::bigint * interval '1 millisecond'";
const PRESENT = `INSERT INTO worker VALUES ($1, $3, ${UNTIL})
ON CONFLICT (role, worker) DO UPDATE SET until = excluded.until`;
const COUNT = 'SELECT count(*) FROM worker WHERE role = $1 AND until > clock_timestamp()';
/** Who died has not said it. */
const LEAVE = 'DELETE FROM worker WHERE role = $1 AND (worker = $2 OR until <= clock_timestamp())';
const KNOW = 'INSERT INTO lease (role, part) SELECT $1, unnest($2::text[]) ON CONFLICT DO NOTHING';
/** What another is just taking, or proves in a transaction that outlasts its time, is left for the next time. */
const TAKE = `WITH free AS (
  SELECT part FROM lease WHERE role = $1 AND part = ANY ($4::text[]) AND until <= clock_timestamp()
  ORDER BY until, part LIMIT $5 FOR UPDATE SKIP LOCKED)
UPDATE lease SET holder = $3, token = token + 1, until = ${UNTIL} FROM free
WHERE lease.role = $1 AND lease.part = free.part RETURNING lease.role, lease.part, token`;
const RENEW = `UPDATE lease SET until = ${UNTIL} FROM unnest($3::text[], $4::bigint[]) AS held (part, token)
WHERE role = $1 AND lease.part = held.part AND lease.token = held.token AND until > clock_timestamp()
RETURNING lease.part`;
const GIVE_BACK = `UPDATE lease SET until = '-infinity' FROM unnest($2::text[], $3::bigint[]) AS held (part, token)
WHERE role = $1 AND lease.part = held.part AND lease.token = held.token`;

/** Who a worker is, and for how long it may be silent before others take over. */
export interface OpenLeases {
  readonly postgres: Postgres;
  /** Another one for each process, and each time that it starts. */
  readonly worker: string;
  readonly role: string;
  readonly milliseconds: number;
}

/** The leases of one role, as one worker asks for them. Every verb refuses as `Postgres.session` does. */
export class Leases {
  private constructor(private readonly options: OpenLeases) {}

  /** Makes the tables where there are none. Refuses with POSTGRES_NEWER. */
  static async open(options: OpenLeases): Promise<Leases> {
    await migrate(options.postgres, WORK);
    return new Leases(options);
  }

  /** Says that this worker is there; how many are, itself counted. */
  async present(): Promise<number> {
    const { postgres, role, worker, milliseconds } = this.options;
    return postgres.session(
      async (session) => {
        await session.run(PRESENT, [role, milliseconds, worker]);
        const [row] = await session.cells<[number]>(COUNT, [role]);
        return row?.[0] ?? 1;
      },
      { schema },
    );
  }

  /** Says that it is no longer there. */
  async leave(): Promise<void> {
    const { postgres, role, worker } = this.options;
    await postgres.transact((session) => session.run(LEAVE, [role, worker]), { schema });
  }

  /** Takes leases of parts that nobody holds, at most so many. */
  async take(parts: readonly string[], count: number): Promise<readonly Lease[]> {
    if (count <= 0) return [];
    const { postgres, role, worker, milliseconds } = this.options;
    return postgres.transact(
      async (session) => {
        await session.run(KNOW, [role, parts]);
        return session.all<Lease>(TAKE, [role, milliseconds, worker, parts, count]);
      },
      { schema },
    );
  }

  /** Prolongs leases; the parts of those that are still held. One whose time is over is lost, though nobody has taken it. */
  async renew(leases: readonly Lease[]): Promise<ReadonlySet<string>> {
    if (leases.length === 0) return new Set();
    const { postgres, role, milliseconds } = this.options;
    const [parts, tokens] = columns(leases);
    const renewed = await postgres.session(
      (session) => session.cells<[string]>(RENEW, [role, milliseconds, parts, tokens]),
      { schema },
    );
    return new Set(renewed.map(([part]) => part));
  }

  /** Lets others take leases at once, once no more work is done under them. */
  async giveBack(leases: readonly Lease[]): Promise<void> {
    if (leases.length === 0) return;
    const { postgres, role } = this.options;
    await postgres.session((session) => session.run(GIVE_BACK, [role, ...columns(leases)]), { schema });
  }
}

const columns = (leases: readonly Lease[]) =>
  [leases.map(({ part }) => part), leases.map(({ token }) => token)] as const;
