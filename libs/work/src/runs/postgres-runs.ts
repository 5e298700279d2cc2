import { migrate, type Postgres, type Session } from '#postgres';

import { WORK } from '../lease-schema.js';
import { isUnderWay, type Run, type RunAsked, runId, runIn, type RunRow, underWay } from './run.js';
import { RUN_LEASE_MS, type RunEnd, type RunHeld, type Runs } from './runs.js';

const { schema } = WORK;
/** Milliseconds by the database's own clock as it stands now: a worker's may be wrong. */
const NOW = '(extract(epoch FROM clock_timestamp()) * 1000)::bigint';
const COLUMNS = `SELECT id, kind, grant_id AS "grant", asked, position, per_date AS "perDate", state, holder, started, ended,
  (until > ${NOW})::integer AS alive, progress, result, code FROM run WHERE organisation = $1`;
const BEGIN = `INSERT INTO run (organisation, id, kind, grant_id, asked, position, per_date, state, holder, token, until, started)
VALUES ($1, $2, $3, $4, $5, $6, $7, 'running', $8, 1, ${NOW} + $9::bigint, ${NOW})
ON CONFLICT (organisation, id) DO UPDATE SET state = 'running', holder = excluded.holder, token = run.token + 1,
  until = excluded.until, started = excluded.started, ended = NULL, progress = NULL, code = NULL
RETURNING token`;
const MINE = "WHERE organisation = $1 AND id = $2 AND token = $3 AND state = 'running'";
const RENEW = `UPDATE run SET until = ${NOW} + $4::bigint, progress = coalesce($5, progress) ${MINE}`;
const END = `UPDATE run SET state = $4, ended = ${NOW}, result = coalesce($5, result), code = $6 ${MINE}`;
const CUT_OFF = `UPDATE run SET state = 'cut-off', ended = ${NOW} WHERE organisation = $1 AND id = $2`;
/** Two numbers of 32 bits are a space of their own among the locks; two grants that share one wait for nothing worse. */
const LOCK = "SELECT pg_advisory_xact_lock(hashtext('bidragsbok_work.run'), hashtext($1))";

/** The runs of one organisation in a database that many machines share. */
export class PostgresRuns implements Runs {
  private constructor(
    private readonly postgres: Postgres,
    private readonly organisation: string,
    private readonly leaseMs: number,
  ) {}

  /** Makes the tables where there are none. Refuses with POSTGRES_NEWER. */
  static async open(postgres: Postgres, organisation: string, leaseMs: number = RUN_LEASE_MS): Promise<PostgresRuns> {
    await migrate(postgres, WORK);
    return new PostgresRuns(postgres, organisation, leaseMs);
  }

  async of(id: string): Promise<Run | undefined> {
    const [row] = await this.session((session) => this.rows(session, 'AND id = $2', id));
    return row === undefined ? undefined : runIn(row);
  }

  async list(grant?: string): Promise<readonly Run[]> {
    const latest = 'ORDER BY started DESC, id';
    const rows = await this.session((session) =>
      grant === undefined ? this.rows(session, latest) : this.rows(session, `AND grant_id = $2 ${latest}`, grant),
    );
    return rows.map(runIn);
  }

  begin(asked: RunAsked, holder: string): Promise<RunHeld> {
    const { kind, grant, moment } = asked;
    const { organisation, leaseMs } = this;
    const id = runId(asked);
    return this.postgres.transact(
      async (session) => {
        await session.run(LOCK, [`${organisation}/${grant}`]);
        for (const row of await this.rows(session, "AND grant_id = $2 AND state = 'running'", grant)) {
          if (isUnderWay(row)) throw underWay(row);
          await session.run(CUT_OFF, [organisation, row.id]);
        }
        const [before] = await this.rows(session, 'AND id = $2', id);
        const [begun] = await session.cells<[number]>(BEGIN, [
          ...[organisation, id, kind, grant, JSON.stringify(asked.asked)],
          ...[moment.position, moment.perDate ?? null, holder, leaseMs],
        ]);
        return { id, token: begun?.[0] ?? 0, isContinued: before?.state === 'cut-off' };
      },
      { schema },
    );
  }

  async renew({ id, token }: RunHeld, progress: string | null): Promise<boolean> {
    const { organisation, leaseMs } = this;
    return (await this.session((session) => session.run(RENEW, [organisation, id, token, leaseMs, progress]))) === 1;
  }

  async end({ id, token }: RunHeld, how: RunEnd): Promise<boolean> {
    const ended = 'code' in how ? ['failed', null, how.code] : ['done', JSON.stringify(how.result), null];
    return (await this.session((session) => session.run(END, [this.organisation, id, token, ...ended]))) === 1;
  }

  /** The database is whose that has opened it. */
  close(): Promise<void> {
    return Promise.resolve();
  }

  private rows(session: Session, which: string, ...values: readonly string[]): Promise<RunRow[]> {
    return session.all<RunRow>(`${COLUMNS} ${which}`, [this.organisation, ...values]);
  }

  private session<Result>(work: (session: Session) => Promise<Result>): Promise<Result> {
    return this.postgres.session(work, { schema });
  }
}
