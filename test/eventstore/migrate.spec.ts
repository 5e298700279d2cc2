import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';

import { Bidragsbok, type Migrated, migrateLog } from '#intake';
import { Postgres } from '#postgres';
import { type PostgresServer, startPostgres } from '#spec-kit';

import { settingsOf } from '../e2e/api.js';
import { Cli, refusalIn, root } from '../e2e/cli.js';
import { afterwards, anOrganisationNumber, place } from './scene.js';

jest.setTimeout(180_000);
let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(async () => {
  await server.stop();
});

/** The demo's log in files, and servers that know nothing of it. */
async function moving() {
  const { address } = await place();
  const servers = { eventStore: address, postgres: await server.address() };
  const organisation = anOrganisationNumber();
  const files = new Cli();
  const moved = new Cli(settingsOf(servers), files.data);
  afterwards(() => {
    files.remove();
    moved.remove();
  });
  const told = files.json('demo', '--org', organisation) as { readonly root: string; readonly position: number };
  const postgres = Postgres.open({ address: servers.postgres });
  afterwards(() => postgres.close());
  const filed = async (): Promise<number> => {
    const sql = "SELECT CASE WHEN to_regclass('bidragsbok_log.event') IS NULL THEN 0 ELSE 1 END";
    const [there] = await postgres.session((session) => session.cells<[number]>(sql));
    if (there?.[0] !== 1) return 0;
    const count = 'SELECT count(*) FROM bidragsbok_log.event WHERE organisation = $1';
    return (await postgres.session((session) => session.cells<[number]>(count, [organisation])))[0]?.[0] ?? 0;
  };
  return { files, moved, told, organisation, filed, servers };
}
type Moving = Awaited<ReturnType<typeof moving>>;

const migrate = ({ moved, organisation }: Moving, ...options: readonly string[]) =>
  moved.start('migrate', '--from', `sqlite:${moved.data}`, '--org', organisation, ...options, '--json');

/** What a command answered; what it said where it did not. */
function answered({ status, stdout, stderr }: Awaited<ReturnType<typeof migrate>>): unknown {
  if (status !== 0) throw new Error(`${stdout}${stderr}`);
  return JSON.parse(stdout);
}

/** Starts a migration and kills it as soon as so many events are filed. */
async function killed({ moved, organisation, filed }: Moving, at: number): Promise<void> {
  const args = ['infra/run.mjs', 'cli', 'migrate', '--from', `sqlite:${moved.data}`, '--org', organisation];
  const child = spawn(process.execPath, args, { cwd: root, env: moved.environment });
  const ended = once(child, 'exit');
  while (child.exitCode === null && (await filed()) < at) await setTimeout(5);
  child.kill('SIGKILL');
  await ended;
}

describe('a log that is moved to servers', () => {
  it('is tried first, and has the same root there; the old one opens no more', async () => {
    const scene = await moving();
    const { files, moved, told, organisation, filed } = scene;
    const tried = answered(await migrate(scene, '--dry-run'));
    expect(tried).toMatchObject({ dryRun: true, root: told.root, position: told.position, setAside: null });
    expect(await filed()).toBe(0);

    const done = answered(await migrate(scene)) as Migrated;
    expect(done).toMatchObject({ copied: told.position, position: told.position, root: told.root, keptFiles: 2 });
    expect(done.setAside).toBe(join(files.data, organisation, 'log-moved.db'));
    expect(existsSync(join(files.data, organisation, 'log.db'))).toBe(false);

    expect(refusalIn(files.run('info', '--json')).code).toBe('LOG_MOVED');
    const verified = answered(await moved.start('verify', '--org', organisation, '--json'));
    expect(verified).toMatchObject({ intact: true, root: told.root });
    // What was told to it before is known there.
    expect(answered(await moved.start('demo', '--org', organisation, '--json'))).toEqual(told);
  });

  it('goes on where it was killed, as often as that may be', async () => {
    const scene = await moving();
    for (const at of [1, 120, 250]) await killed(scene, at);
    // Whoever meets a part of the log, as a projector does, takes nothing of it for forgotten or lost.
    const { organisation, servers } = scene;
    const part = await Bidragsbok.open({ data: scene.moved.data, organisation, servers });
    expect(await part.signer.hold()).toBeNull();
    await part.close();
    const done = answered(await migrate(scene)) as Migrated;
    expect(done).toMatchObject({ position: scene.told.position, root: scene.told.root });
    expect(done.copied).toBeLessThan(scene.told.position);
  });

  it('is refused where another log of the organisation is there, and where no servers are named', async () => {
    const scene = await moving();
    const { files, moved, organisation } = scene;
    expect(refusalIn(files.run('migrate', '--from', `sqlite:${files.data}`, '--json')).code).toBe('SERVERS_NOT_NAMED');
    expect(refusalIn(await moved.start('migrate', '--from', files.data, '--json')).code).toBe('CALL_MALFORMED');
    const other = new Cli(moved.settings);
    afterwards(() => {
      other.remove();
    });
    answered(await other.start('init', '--org', organisation, '--name', 'En annan', '--json'));
    expect(refusalIn(await migrate(scene)).code).toBe('LOG_DIFFERS_THERE');
    expect(existsSync(join(files.data, organisation, 'log.db'))).toBe(true);
  });

  it('is refused where somebody writes to it meanwhile, and is moved whole by the next try', async () => {
    const { address } = await place();
    const to = { eventStore: address, postgres: await server.address() };
    const dir = mkdtempSync(join(tmpdir(), 'bidragsbok-'));
    afterwards(() => {
      rmSync(dir, { recursive: true });
    });
    const organisation = anOrganisationNumber();
    const there = { data: dir, organisation, servers: null };
    const book = await Bidragsbok.init({ ...there, name: 'Region Exempel', software: 'specs' });
    const heard: number[] = [];
    let written: Promise<unknown> = Promise.resolve();
    // The log is told of as it is verified here, as it is copied, and as it is verified there.
    const progress = (position: number) => {
      if (heard.push(position) === 3) written = book.rotateKey('meanwhile');
    };
    const asked = { from: dir, data: dir, organisation, to, dryRun: false };
    await expect(migrateLog({ ...asked, progress })).rejects.toMatchObject({ code: 'LOG_GREW' });
    await written;
    await book.close();
    expect(await migrateLog(asked)).toMatchObject({ position: 2, copied: 1 });
  });
});
