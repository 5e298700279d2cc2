import type pg from 'pg';

import { refusalOf } from './postgres-error.js';

/** What a mark `$1` stands for; a list is an array of the type that the statement says. */
export type Value = string | number | boolean | null | Buffer | readonly (string | number | boolean | null | Buffer)[];

/**
 * One connection, for as long as one piece of work has it alone. Statements are sent as they are asked for, so that those
 * that need no answer from each other need not wait for each other; the server does them in that order.
 */
export class Session {
  private cursors = 0;

  constructor(
    private readonly client: pg.ClientBase,
    private readonly nameOf: (sql: string) => string,
  ) {}

  /** Every row, by the names of its columns. */
  async all<Row>(sql: string, values: readonly Value[] = []): Promise<Row[]> {
    return (await this.ask({ ...this.prepared(sql, values) })).rows as Row[];
  }

  /** Every row as the list of its cells. */
  async cells<Row extends readonly unknown[]>(sql: string, values: readonly Value[] = []): Promise<Row[]> {
    return (await this.ask({ ...this.prepared(sql, values), rowMode: 'array' })).rows as unknown as Row[];
  }

  /** How many rows a statement has touched. */
  async run(sql: string, values: readonly Value[] = []): Promise<number> {
    return (await this.ask(this.prepared(sql, values))).rowCount ?? 0;
  }

  /** One or several statements in one text, without values; what the server calls the last one done. */
  async script(sql: string): Promise<string> {
    // Of several statements the driver gives a list.
    const results = [await this.ask({ text: sql })].flat();
    return results.at(-1)?.command ?? '';
  }

  /** The rows of a long answer, `size` at a time, as they were when the first was asked for. Within a transaction only. */
  async *batches<Row>(sql: string, values: readonly Value[], size: number): AsyncGenerator<Row[]> {
    const cursor = `batches_${++this.cursors}`;
    await this.ask({ text: `DECLARE ${cursor} NO SCROLL CURSOR FOR ${sql}`, values: [...values] });
    for (;;) {
      const { rows } = await this.ask({ text: `FETCH FORWARD ${size} FROM ${cursor}` });
      if (rows.length > 0) yield rows as Row[];
      if (rows.length < size) break;
    }
    await this.ask({ text: `CLOSE ${cursor}` });
  }

  private prepared(text: string, values: readonly Value[]): pg.QueryConfig {
    return { name: this.nameOf(text), text, values: [...values] };
  }

  private async ask(query: pg.QueryConfig & { rowMode?: 'array' }): Promise<pg.QueryResult<Record<string, unknown>>> {
    try {
      return await this.client.query(query);
    } catch (error) {
      throw refusalOf(error);
    }
  }
}
