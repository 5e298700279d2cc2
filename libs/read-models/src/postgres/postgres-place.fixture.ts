import { Postgres } from '#postgres';
import type { PostgresServer } from '#spec-kit';

import { catalogue, ORGANISATION } from '../history.fixture.js';
import { ReadModels } from '../read-models.js';
import type { Place } from '../read-models.scene.fixture.js';

/** Rows in databases of a server: one for each name, and connections of its own for each that opens them. */
export class PostgresPlace implements Place {
  private readonly addresses = new Map<string, Promise<string>>();
  private readonly opened: Postgres[] = [];

  constructor(private readonly server: PostgresServer) {}

  async open(log: Parameters<Place['open']>[0], name: string): Promise<ReadModels> {
    return ReadModels.openIn(await this.connect(name), log, catalogue);
  }

  /** Connections as another process has them. */
  async connect(name: string): Promise<Postgres> {
    let address = this.addresses.get(name);
    if (address === undefined) this.addresses.set(name, (address = this.server.address()));
    const postgres = Postgres.open({ address: await address });
    this.opened.push(postgres);
    return postgres;
  }

  async tables(): Promise<readonly string[]> {
    const sql = `SELECT schemaname || '.' || tablename FROM pg_tables
      WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1`;
    const all: string[] = [];
    for (const name of this.addresses.keys()) {
      const postgres = await this.connect(name);
      all.push(...(await postgres.session((session) => session.cells<[string]>(sql))).flat());
    }
    return all;
  }

  async dump(): Promise<string> {
    const all: unknown[] = [];
    for (const name of this.addresses.keys()) {
      const postgres = await this.connect(name);
      for (const table of await this.tables()) {
        all.push(await postgres.session((session) => session.all(`SELECT * FROM ${table}`)));
      }
    }
    return JSON.stringify(all);
  }

  async spoil(name: string): Promise<void> {
    const rows = `rows_${ORGANISATION}`;
    await (
      await this.connect(name)
    ).session((session) =>
      session.script(`UPDATE bidragsbok_rows.checkpoint SET schema = 'older'; DELETE FROM ${rows}.voucher;
        CREATE TABLE ${rows}.retired (one integer)`),
    );
  }

  async remove(): Promise<void> {
    for (const postgres of this.opened) await postgres.close();
  }
}
