import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';

import { Postgres } from '#postgres';
import { type PostgresServer, startPostgres } from '#spec-kit';
import { ownName } from '#sqlite';

import { PostgresRuns } from './postgres-runs.js';
import { runsContract } from './runs.contract.js';

describe('runs in PostgreSQL', () => {
  let server: PostgresServer;
  const opened: Postgres[] = [];
  const connect = (address: string): Postgres => {
    const postgres = Postgres.open({ address });
    opened.push(postgres);
    return postgres;
  };
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server.stop());
  afterEach(async () => {
    for (const postgres of opened.splice(0)) await postgres.close();
  });

  runsContract(async () => {
    const address = await server.address();
    return {
      open: (leaseMs) => PostgresRuns.open(connect(address), '2321000164', leaseMs),
      remove: () => Promise.resolve(),
    };
  });

  it('of one organisation are not those of another', async () => {
    const postgres = connect(await server.address());
    const [one, other] = [
      await PostgresRuns.open(postgres, '2321000164'),
      await PostgresRuns.open(postgres, '2321000131'),
    ];
    const asked = { kind: 'return', grant: 'gnv-2026', asked: {}, moment: { position: 1 }, root: '' } as const;
    const held = await one.begin(asked, ownName());
    expect([await other.list(), (await other.begin(asked, ownName())).id]).toEqual([[], held.id]);
  });
});
