import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';

import { Postgres } from '#postgres';
import { type PostgresServer, startPostgres } from '#spec-kit';

import { ORGANISATION } from '../contract/scene.contract.js';
import { PostgresCheckpoints } from './postgres-checkpoints.js';
import { signedCheckpointsContract } from './signed-checkpoints.contract.js';

describe('signed checkpoints in PostgreSQL', () => {
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

  signedCheckpointsContract(async () => {
    const address = await server.address();
    return {
      open: () => PostgresCheckpoints.open(connect(address), ORGANISATION),
      tamper: async (sql) => {
        await connect(address).session((session) => session.script(sql), { schema: 'bidragsbok_signer' });
      },
      remove: () => Promise.resolve(),
    };
  });

  const signed = { size: 3, root: 'a'.repeat(64), note: 'note\n', signedAt: '2026-03-01T12:00:00.000Z' };

  it('of one organisation say nothing of another', async () => {
    const postgres = connect(await server.address());
    const [one, other] = [
      await PostgresCheckpoints.open(postgres, ORGANISATION),
      await PostgresCheckpoints.open(postgres, '2321000131'),
    ];
    await one.keep(signed, undefined);
    await one.heldSince(signed.signedAt);
    expect([await other.all(), await other.heldTimes()]).toEqual([[], []]);
    expect(await other.keep({ ...signed, root: 'b'.repeat(64) }, undefined)).toBe(true);
    await other.released(signed.signedAt);
    expect([await one.last(), await one.heldTimes()]).toEqual([signed, [{ since: signed.signedAt, until: null }]]);
  });

  it('are not taken away all at once either', async () => {
    const postgres = connect(await server.address());
    const store = await PostgresCheckpoints.open(postgres, ORGANISATION);
    await store.keep(signed, undefined);
    const emptied = postgres.session((session) => session.script('TRUNCATE checkpoint'), {
      schema: 'bidragsbok_signer',
    });
    await expect(emptied).rejects.toThrow('never deleted');
  });
});
