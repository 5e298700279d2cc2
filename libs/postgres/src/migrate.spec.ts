import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { type PostgresServer, startPostgres } from '#spec-kit';

import { migrate } from './migrate.js';
import { Postgres } from './postgres.js';

let server: PostgresServer;
let address: string;
let postgres: Postgres;

beforeAll(async () => {
  server = await startPostgres();
});
afterAll(async () => {
  await server.stop();
});
beforeEach(async () => {
  address = await server.address();
  postgres = Postgres.open({ address });
});
afterEach(async () => {
  await postgres.close();
});

const one = async (sql: string): Promise<unknown> => {
  const [row] = await postgres.session((session) => session.cells<[unknown]>(sql));
  return row?.[0];
};
const refused = (work: Promise<unknown>, code: string) => expect(work).rejects.toMatchObject({ code });

describe('migrations', () => {
  const first = 'CREATE TABLE one (n bigint)';
  const second = 'ALTER TABLE one ADD COLUMN m bigint';

  it('are made once each, by whoever comes first, and go on from there', async () => {
    const another = Postgres.open({ address });
    const both = [postgres, another].map((each) => migrate(each, { schema: 'kept', steps: [first] }));
    await Promise.all(both);
    await migrate(another, { schema: 'kept', steps: [first, second] });
    await migrate(postgres, { schema: 'kept', steps: [first, second] });
    expect(await one('SELECT count(*) FROM kept.migration')).toBe(2);
    expect(await one('SELECT count(m) FROM kept.one')).toBe(0);
    await another.close();
  });

  it('are made all or none', async () => {
    await expect(migrate(postgres, { schema: 'kept', steps: [first, 'SELECT nothing'] })).rejects.toThrow('nothing');
    expect(await one("SELECT to_regclass('kept.one')::text")).toBeNull();
  });

  it('never go back, and never over other steps', async () => {
    await migrate(postgres, { schema: 'kept', steps: [first, second] });
    await refused(migrate(postgres, { schema: 'kept', steps: [first] }), 'POSTGRES_NEWER');
    await refused(migrate(postgres, { schema: 'kept', steps: [first, 'SELECT 1'] }), 'POSTGRES_NEWER');
  });
});
