import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { type PostgresServer, startPostgres } from '#spec-kit';

import { Cli } from '../e2e/cli.js';
import { place } from './scene.js';

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(async () => {
  await server.stop();
});

describe('the demo, with its log in EventStoreDB and its rows in PostgreSQL,', () => {
  it('comes to the same figures, rows and root as in files', async () => {
    const { address } = await place();
    const cli = new Cli({ BIDRAGSBOK_EVENTSTORE: address, BIDRAGSBOK_POSTGRES: await server.address() });
    const files = new Cli();
    const told = await cli.start('demo', '--json');
    expect(told.stderr).toBe('');
    expect(JSON.parse(told.stdout)).toEqual(files.json('demo'));
  });
});
