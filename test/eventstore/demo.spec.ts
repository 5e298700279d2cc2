import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { type PostgresServer, startPostgres } from '#spec-kit';

import { Cli } from '../e2e/cli.js';
import { anOrganisationNumber, place } from './scene.js';

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(async () => {
  await server.stop();
});

describe('the demo, with its log in EventStoreDB and its rows in PostgreSQL,', () => {
  it('comes to the same figures, rows and root as in files', async () => {
    const { address, node } = await place();
    const cli = new Cli({ BIDRAGSBOK_EVENTSTORE: address, BIDRAGSBOK_POSTGRES: await server.address() });
    const files = new Cli();
    // A real node may have heard the story before, of another organisation.
    const org = ['--org', node === undefined ? anOrganisationNumber() : '2321000164'];
    const told = await cli.start('demo', ...org, '--json');
    expect(told.stderr).toBe('');
    expect(JSON.parse(told.stdout)).toEqual(files.json('demo', ...org));
    cli.remove();
    files.remove();
  }, 240_000);
});
