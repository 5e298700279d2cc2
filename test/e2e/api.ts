import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { Bidragsbok, type Servers } from '#intake';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** An answer of the API. */
export interface Answer<Body = unknown> {
  readonly status: number;
  readonly type: string;
  readonly body: Body;
}
/** What a refusal looks like from outside. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code?: string;
  readonly details?: Readonly<Record<string, unknown>>;
}
/** What a command answers. */
export interface Recorded {
  readonly events: readonly {
    readonly type: string;
    readonly stream: string;
    readonly revision: number;
    readonly position: number;
  }[];
}

/** The API as a child process, on a data folder of its own. */
export class Api {
  readonly data = mkdtempSync(join(tmpdir(), 'bidragsbok-api-'));
  /** What it has said on stdout and stderr. */
  said = '';
  private process: ChildProcess | undefined;
  /** Where it listens. */
  address = '';
  private ended: Promise<unknown> = Promise.resolve();

  /** `servers`: what keeps the log; files of its own folder where none are named. */
  constructor(
    private readonly servers: Servers | null = null,
    private readonly organisation = '2321000164',
  ) {}

  /** Opens a log and starts the server; gives when it listens. */
  async open(port = '0'): Promise<this> {
    const genesis = { organisation: this.organisation, name: 'Region Örebro län', software: 'e2e' };
    const { data, servers } = this;
    await (await Bidragsbok.init({ data, servers, ...genesis })).close();
    await this.start(port);
    return this;
  }

  /** Starts the server, or throws what it said where it ended. */
  async start(port = '0'): Promise<void> {
    const { servers, data, organisation } = this;
    const kept = servers === null ? {} : { ...settingsOf(servers), BIDRAGSBOK_ORG: organisation };
    const env = { ...process.env, ...kept, BIDRAGSBOK_DATA: data, PORT: port };
    const server = spawn(process.execPath, ['infra/run.mjs', 'api'], { cwd: root, env });
    this.process = server;
    this.ended = once(server, 'exit').then(([status, signal]: unknown[]) => status ?? signal);
    const listens = new Promise<string>((resolve, reject) => {
      const hear = (chunk: Buffer) => {
        this.said += chunk.toString();
        const [, address] = /lyssnar på (http:\S+)\n/.exec(this.said) ?? [];
        if (address !== undefined) resolve(address);
      };
      server.stdout.on('data', hear);
      server.stderr.on('data', hear);
      void this.ended.then((how) => {
        reject(new Error(`The server ended with ${String(how)}`));
      });
    });
    this.said = '';
    this.address = await listens;
  }

  /** Ends the server as a service manager does, and gives its exit status or signal. */
  async stop(): Promise<unknown> {
    this.process?.kill('SIGTERM');
    return this.ended;
  }

  async remove(): Promise<void> {
    await this.stop();
    rmSync(this.data, { recursive: true, force: true });
  }

  get<Body>(path: string): Promise<Answer<Body>> {
    return this.ask(path, {});
  }

  post<Body = Recorded>(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer<Body>> {
    const json = { 'content-type': 'application/json', ...headers };
    return this.ask(path, { method: 'POST', headers: json, body: JSON.stringify(body) });
  }

  /** Sends a file. */
  upload<Body>(path: string, file: Uint8Array, headers: Record<string, string> = {}): Promise<Answer<Body>> {
    const octets = { 'content-type': 'application/octet-stream', ...headers };
    return this.ask(path, { method: 'POST', headers: octets, body: new Uint8Array(file) });
  }

  async ask<Body>(path: string, request: RequestInit): Promise<Answer<Body>> {
    const answer = await fetch(`${this.address}${path}`, request);
    const [type = ''] = (answer.headers.get('content-type') ?? '').split(';');
    return { status: answer.status, type, body: (await answer.json()) as Body };
  }
}

/** Servers as the environment of a program names them. */
export const settingsOf = ({ eventStore, postgres }: Servers): Record<string, string> => ({
  BIDRAGSBOK_EVENTSTORE: eventStore,
  BIDRAGSBOK_POSTGRES: postgres,
});

/** Headers that say who acts. */
export const by = (subject: string, role: string) => ({ 'x-actor': subject, 'x-role': role });
