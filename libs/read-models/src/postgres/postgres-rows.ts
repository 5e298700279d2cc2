import type { Postgres } from '#postgres';

import type { Cell, Parameters, Rows } from '../rows.js';
import { handedOver } from './handed-over.js';
import { postgresDialect } from './postgres-dialect.js';
import { Statements, unkeptRows } from './statements.js';

/** Rows of a long answer at once. */
const BATCH = 1000;

/** The rows in a schema of PostgreSQL. Each statement is asked on whichever connection is free. */
export class PostgresRows implements Rows {
  readonly dialect = postgresDialect;
  private readonly statements = new Statements();

  constructor(
    private readonly postgres: Postgres,
    private readonly schema: string,
  ) {}

  async all<Row>(sql: string, parameters: Parameters = []): Promise<Row[]> {
    const asked = this.statements.asked(sql, parameters);
    const rows = await this.postgres.session((session) => session.all<Row & object>(...asked), this.on);
    return unkeptRows(rows);
  }

  async first<Row>(sql: string, parameters: Parameters = []): Promise<Row | undefined> {
    return (await this.all<Row>(sql, parameters))[0];
  }

  async cells<Row extends readonly Cell[]>(sql: string, parameters: Parameters = []): Promise<Row[]> {
    const asked = this.statements.asked(sql, parameters);
    return unkeptRows(await this.postgres.session((session) => session.cells<Row>(...asked), this.on));
  }

  /**
   * By a cursor on a connection of its own, which the answer holds until all of it is read. Its rows are of the moment at
   * which it found its tables, and stay where others take their place.
   */
  async *batches<Row>(sql: string, parameters: Parameters = []): AsyncGenerator<readonly Row[]> {
    const [text, values] = this.statements.asked(sql, parameters);
    yield* handedOver<readonly Row[]>((give) =>
      this.postgres.transact(async (session) => {
        // Whoever reads a long answer takes as long as they need over each of its batches.
        await session.script('SET LOCAL idle_in_transaction_session_timeout = 0');
        for await (const rows of session.batches<Row & object>(text, values, BATCH)) {
          if (!(await give(unkeptRows(rows)))) return;
        }
      }, this.on),
    );
  }

  private get on(): { readonly schema: string } {
    return { schema: this.schema };
  }
}
