import { rmSync } from 'node:fs';

import { type Database, openDatabase, transact, UnreadableFile } from '#sqlite';

import { isUnderWay, type Run, type RunAsked, runId, runIn, type RunRow, underWay } from './run.js';
import { RUN_LEASE_MS, type RunEnd, type RunHeld, type Runs } from './runs.js';

/** `BBr1` in the header of the file: with other columns it is another mark, and the file is made anew. */
const MARK = 0x42427231;
const SCHEMA = `
CREATE TABLE IF NOT EXISTS run (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  grant_id TEXT NOT NULL,
  asked TEXT NOT NULL,
  position INTEGER NOT NULL,
  per_date TEXT,
  state TEXT NOT NULL CHECK (state IN ('running', 'done', 'failed', 'cut-off')),
  holder TEXT NOT NULL,
  token INTEGER NOT NULL,
  until INTEGER NOT NULL,
  started INTEGER NOT NULL,
  ended INTEGER,
  progress TEXT,
  result TEXT,
  code TEXT) STRICT;
CREATE UNIQUE INDEX IF NOT EXISTS run_under_way ON run (grant_id) WHERE state = 'running';`;

/** Milliseconds by the file's own clock, which is the machine's: every process that shares a file shares that too. */
const NOW = "CAST(unixepoch('subsec') * 1000 AS INTEGER)";
const COLUMNS = `SELECT id, kind, grant_id AS "grant", asked, position, per_date AS "perDate", state, holder, started, ended,
  until > ${NOW} AS alive, progress, result, code FROM run`;
const BEGIN = `INSERT INTO run (id, kind, grant_id, asked, position, per_date, state, holder, token, until, started)
VALUES (:id, :kind, :grant, :asked, :position, :perDate, 'running', :holder, 1, ${NOW} + :leaseMs, ${NOW})
ON CONFLICT (id) DO UPDATE SET state = 'running', holder = excluded.holder, token = token + 1, until = excluded.until,
  started = excluded.started, ended = NULL, progress = NULL, code = NULL
RETURNING token`;
const MINE = "WHERE id = :id AND token = :token AND state = 'running'";
const RENEW = `UPDATE run SET until = ${NOW} + :leaseMs, progress = coalesce(:progress, progress) ${MINE}`;
const END = `UPDATE run SET state = :state, ended = ${NOW}, result = coalesce(:result, result), code = :code ${MINE}`;
const CUT_OFF = `UPDATE run SET state = 'cut-off', ended = ${NOW} WHERE id = ?`;

/** The runs of an organisation in a file of their own, which may be deleted at any time. */
export class SqliteRuns implements Runs {
  private constructor(
    private readonly db: Database,
    private readonly leaseMs: number,
  ) {}

  /** A file that cannot be read, or has other tables, is dropped and made anew. */
  static open(path: string, leaseMs: number = RUN_LEASE_MS): SqliteRuns {
    try {
      return new SqliteRuns(opened(path), leaseMs);
    } catch (error) {
      if (!(UnreadableFile.of(error, path) instanceof UnreadableFile)) throw error;
      for (const suffix of ['', '-wal', '-shm']) rmSync(`${path}${suffix}`, { force: true });
      return new SqliteRuns(opened(path), leaseMs);
    }
  }

  of(id: string): Promise<Run | undefined> {
    return this.read(() => this.rows('WHERE id = ?', id).map(runIn)[0]);
  }

  list(grant?: string): Promise<readonly Run[]> {
    const latest = 'ORDER BY started DESC, id';
    return this.read(() =>
      (grant === undefined ? this.rows(latest) : this.rows(`WHERE grant_id = ? ${latest}`, grant)).map(runIn),
    );
  }

  begin(asked: RunAsked, holder: string): Promise<RunHeld> {
    const { kind, grant, moment } = asked;
    const id = runId(asked);
    return transact(this.db, () => {
      for (const row of this.rows("WHERE grant_id = ? AND state = 'running'", grant)) {
        if (isUnderWay(row)) throw underWay(row);
        this.db.prepare(CUT_OFF).run(row.id);
      }
      const isContinued = this.rows('WHERE id = ?', id)[0]?.state === 'cut-off';
      const { token } = this.db.prepare(BEGIN).get({
        ...{ id, kind, grant, asked: JSON.stringify(asked.asked), holder, leaseMs: this.leaseMs },
        ...{ position: moment.position, perDate: moment.perDate ?? null },
      }) as { readonly token: number };
      return { id, token, isContinued };
    });
  }

  renew({ id, token }: RunHeld, progress: string | null): Promise<boolean> {
    return this.change(RENEW, { id, token, progress, leaseMs: this.leaseMs });
  }

  end({ id, token }: RunHeld, how: RunEnd): Promise<boolean> {
    const ended =
      'code' in how
        ? { state: 'failed', result: null, code: how.code }
        : { state: 'done', result: JSON.stringify(how.result), code: null };
    return this.change(END, { id, token, ...ended });
  }

  close(): Promise<void> {
    return this.read(() => {
      if (this.db.isOpen) this.db.close();
    });
  }

  private rows(which: string, ...values: readonly string[]): RunRow[] {
    return this.db.prepare(`${COLUMNS} ${which}`).all(...values) as RunRow[];
  }

  private change(sql: string, values: Readonly<Record<string, string | number | null>>): Promise<boolean> {
    return transact(this.db, () => this.db.prepare(sql).run(values).changes === 1);
  }

  /** Answers on the spot; what goes wrong comes with the promise. */
  private read<Result>(work: () => Result): Promise<Result> {
    return new Promise((resolve) => {
      resolve(work());
    });
  }
}

const opened = (path: string): Database =>
  openDatabase(path, SCHEMA, { synchronous: 'NORMAL', secureDelete: true, cacheKiB: 256, mark: MARK });
