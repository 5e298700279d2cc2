import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';

import { type Servers, type Verification } from '#intake';
import { type PostgresServer, startPostgres } from '#spec-kit';

import { Api, settingsOf } from '../e2e/api.js';
import { Cli } from '../e2e/cli.js';
import { sieFile, voucher } from '../e2e/sie-file.js';
import { afterwards, anOrganisationNumber, place } from './scene.js';

jest.setTimeout(180_000);
const ORGANISATION = anOrganisationNumber();
const VOUCHERS = 1200;
const book = {
  ...{ book: 'b-1', kind: 'erp', system: 'Raindance', scope: 'all' },
  financialYear: { from: '2026-01-01', to: '2026-12-31' },
  dimensions: { project: '6' },
  accountRoles: [{ from: '4000', to: '7999', role: 'cost' }],
};
const year = sieFile(
  ...Array.from({ length: VOUCHERS }, (_, at) =>
    voucher(`LR ${at + 1}`, '20260401', [
      ['7411', '6 "28101"', '1.00'],
      ['2511', '', '-1.00'],
    ]),
  ),
).replace('232100-0164', ORGANISATION.replace(/(?=\d{4}$)/, '-'));

let postgres: PostgresServer;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(async () => {
  await postgres.stop();
});

/** Both doors on the same servers. */
async function doors(
  organisation = anOrganisationNumber(),
): Promise<{ readonly api: Api; readonly cli: Cli; readonly servers: Servers }> {
  const { address } = await place();
  const servers = { eventStore: address, postgres: await postgres.address() };
  const api = new Api(servers, organisation);
  afterwards(() => api.remove());
  await api.open();
  const cli = new Cli({ ...settingsOf(servers) });
  afterwards(() => {
    cli.remove();
  });
  return { api, cli, servers };
}

/** What a command answers; the tests' own node answers in this very process, which must not wait for it. */
async function json<Answer>(cli: Cli, ...args: readonly string[]): Promise<Answer> {
  const { status, stdout, stderr } = await cli.start(...args, '--json');
  if (status !== 0) throw new Error(`bidragsbok ${args.join(' ')}: ${stdout}${stderr}`);
  return JSON.parse(stdout) as Answer;
}

describe('a log on servers', () => {
  it('is written by one door and read, verified and backed up by the other', async () => {
    const { api, cli } = await doors(ORGANISATION);
    expect(await api.post('/books', book)).toMatchObject({ status: 201 });
    const taken = await api.upload<{ vouchers: object }>('/books/b-1/imports/sie', Buffer.from(year));
    expect(taken).toMatchObject({ status: 200, body: { vouchers: { taken: VOUCHERS } } });
    const again = await api.upload('/books/b-1/imports/sie', Buffer.from(year));
    expect(again).toMatchObject({ status: 200, body: { vouchers: { taken: 0, known: VOUCHERS } } });

    const on = ['--data', api.data, '--org', ORGANISATION];
    const verified = await json<Verification>(cli, ...on, 'verify');
    expect(verified).toMatchObject({ intact: true, keptFiles: 1 });
    expect(verified.position).toBeGreaterThan(VOUCHERS);

    const backup = join(cli.dir, 'backup');
    await json(cli, ...on, 'backup', '--out', backup);
    expect(readFileSync(join(backup, 'log.db')).length).toBeGreaterThan(0);
    const files = new Cli();
    afterwards(() => {
      files.remove();
    });
    await json(files, 'restore', '--from', backup);
    expect(await json<Verification>(files, 'verify')).toMatchObject({ intact: true, root: verified.root });
  });

  it('is refused where one server is named and not the other, or where the log is not there', async () => {
    const { cli, servers } = await doors();
    const half = new Cli({ BIDRAGSBOK_POSTGRES: servers.postgres });
    const { stdout } = await half.start('info', '--json');
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'SERVERS_HALF_NAMED' } });
    const unknown = await cli.start('info', '--org', anOrganisationNumber(), '--json');
    expect(JSON.parse(unknown.stdout)).toMatchObject({ error: { code: 'ORGANISATION_UNKNOWN' } });
    half.remove();
  });
});
