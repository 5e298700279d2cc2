import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { Postgres } from '#postgres';
import { type PostgresServer, startPostgres } from '#spec-kit';

import { rowsContract } from '../rows.contract.js';
import { PostgresRows } from './postgres-rows.js';

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres();
}, 60_000);
afterAll(async () => {
  await server.stop();
});

describe('the rows of PostgreSQL', () => {
  rowsContract(async (tables) => {
    const postgres = Postgres.open({ address: await server.address() });
    await postgres.session((session) => session.script(`CREATE SCHEMA rows_1; SET search_path = rows_1; ${tables}`));
    return { rows: new PostgresRows(postgres, 'rows_1'), remove: () => postgres.close() };
  });

  it('of a long answer break where the server ends its connection', async () => {
    const postgres = Postgres.open({ address: await server.address() });
    const rows = new PostgresRows(postgres, 'public');
    const end =
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()';
    const read = async () => {
      for await (const batch of rows.batches('SELECT * FROM generate_series(1, 5000) AS series(n)')) {
        expect(batch).toHaveLength(1000);
        await rows.all(end);
      }
    };
    await expect(read()).rejects.toMatchObject({ code: 'POSTGRES_UNREACHABLE' });
    expect(await rows.all('SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await postgres.close();
  });
});
