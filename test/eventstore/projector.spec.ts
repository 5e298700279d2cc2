import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { describe, expect, it } from '@jest/globals';

import type { EventStore } from '#event-log';
import { Bidragsbok } from '#intake';

import { connect, type Machines, machines } from './copied-scene.js';
import { writeRaw } from './raw.js';
import { afterwards, anOrganisation, anOrganisationNumber, envelope, open, ownPlace } from './scene.js';

const main = fileURLToPath(new URL('../../dist/apps/projector/src/main.js', import.meta.url));

interface Health {
  readonly status: string;
  readonly notary: boolean;
  readonly organisations: number;
  readonly standstills: readonly {
    readonly organisation: string;
    readonly why: { readonly code: string; readonly says: string };
    readonly event?: object | null;
  }[];
}

/** A projector as it is started, over a store, a database and a data folder. */
class Worker {
  said = '';
  url = '';
  private readonly ended: Promise<unknown>;

  private constructor(readonly process: ChildProcess) {
    this.ended = once(process, 'close');
    process.stderr?.setEncoding('utf8').on('data', (text: string) => (this.said += text));
  }

  static async start(env: Readonly<Record<string, string>>): Promise<Worker> {
    const set = { PATH: process.env['PATH'] ?? '', PORT: '0', ...env };
    const worker = new Worker(spawn(process.execPath, [main], { env: set, stdio: ['ignore', 'ignore', 'pipe'] }));
    afterwards(async () => {
      worker.process.kill('SIGKILL');
      await worker.ended;
    });
    while (worker.url === '' && worker.process.exitCode === null) {
      await setTimeout(20);
      worker.url = worker.lines.find(({ what }) => what === 'started')?.url ?? '';
    }
    return worker;
  }

  get lines(): readonly { readonly what: string; readonly url?: string; readonly says?: string }[] {
    const whole = this.said.split('\n').slice(0, -1);
    return whole.map((line) => JSON.parse(line) as { what: string });
  }

  async health(): Promise<Health> {
    return (await (await fetch(`${this.url}/health`)).json()) as Health;
  }

  async status(path: string): Promise<number> {
    return (await fetch(`${this.url}${path}`)).status;
  }

  /** The value of a metric, by its name and labels as they are written; undefined where there is none. */
  async metric(name: string): Promise<number | undefined> {
    const text = await (await fetch(`${this.url}/metrics`)).text();
    const line = text.split('\n').find((each) => each.startsWith(`${name} `));
    return line === undefined ? undefined : Number(line.slice(name.length + 1));
  }

  async end(signal: NodeJS.Signals): Promise<number | null> {
    this.process.kill(signal);
    await this.ended;
    return this.process.exitCode;
  }
}

/** A store, a database and a data folder, and what is written there. */
class Region {
  readonly data = mkdtempSync(join(tmpdir(), 'bidragsbok-projector-'));

  private constructor(
    readonly at: Machines,
    readonly store: EventStore,
  ) {}

  /** `alone`: in a store where nobody else has ever written, since what is told is of all that lies in one. */
  static async begin({ alone = false } = {}): Promise<Region> {
    const at = await machines(alone ? await ownPlace() : undefined);
    return new Region(at, await open(at.address));
  }

  start(): Promise<Worker> {
    return Worker.start({
      BIDRAGSBOK_DATA: this.data,
      BIDRAGSBOK_EVENTSTORE: this.at.address,
      BIDRAGSBOK_POSTGRES: this.at.database,
    });
  }

  /** A log that is opened and signed by a key of its own. */
  async openLog(): Promise<string> {
    const organisation = anOrganisationNumber();
    const servers = { eventStore: this.at.address, postgres: this.at.database };
    const named = { organisation, name: 'Region Exempel', software: 'e2e' };
    await (await Bidragsbok.init({ data: this.data, servers, ...named })).close();
    return organisation;
  }

  /** Events that come to the store and that nobody files but a projector; of a type that the program knows, or not. */
  async happened(organisation: string, stream: string, { count = 1, type = 'EventsLost' } = {}): Promise<void> {
    const recordedAt = new Date().toISOString();
    const envelopes = Array.from({ length: count }, (_, revision) =>
      envelope({ organisation, stream, revision, command: stream, recordedAt }).replace('"Noted"', `"${type}"`),
    );
    await this.store.append({ organisation, stream, expectedRevision: -1, envelopes });
  }
}

async function until(isSo: () => Promise<boolean>, patienceMs = 45_000): Promise<void> {
  for (const end = performance.now() + patienceMs; performance.now() < end;) {
    if (await isSo()) return;
    await setTimeout(100);
  }
  throw new Error('It did not come to be so');
}

describe('a projector', () => {
  it('files, projects and signs what comes, tells of it, and gives its leases back at SIGTERM', async () => {
    const region = await Region.begin({ alone: true });
    const signed = await region.openLog();
    const unsigned = anOrganisation();
    const worker = await region.start();
    expect(await worker.status('/health/live')).toBe(200);
    await region.happened(signed, 'a', { count: 3 });
    await region.happened(unsigned, 'a', { count: 2 });
    const position = (of: string) => worker.metric(`bidragsbok_rows_position{organisation="${of}"}`);
    await until(async () => (await position(signed)) === 4 && (await position(unsigned)) === 2);
    await until(async () => (await worker.metric(`bidragsbok_signed_position{organisation="${signed}"}`)) === 4);
    expect(await worker.metric(`bidragsbok_signed_position{organisation="${unsigned}"}`)).toBeUndefined();
    for (const name of ['lag_events', 'lag_seconds', 'stopped']) {
      const labels = name === 'stopped' ? `role="rows",organisation="${signed}"` : `organisation="${signed}"`;
      expect([name, await worker.metric(`bidragsbok_${name}{${labels}}`)]).toEqual([name, 0]);
    }
    expect(await worker.metric('bidragsbok_events_total{role="notary"}')).toBeGreaterThanOrEqual(5);
    expect(await worker.metric('bidragsbok_leases_held{role="rows"}')).toBeGreaterThanOrEqual(2);
    expect([await worker.metric('bidragsbok_notary'), await worker.metric('bidragsbok_hold')]).toEqual([1, 0]);
    expect(await worker.status('/health/ready')).toBe(200);
    expect(await worker.health()).toMatchObject({ status: 'ok', notary: true, standstills: [] });
    expect(await worker.end('SIGTERM')).toBe(0);
    expect(worker.lines.map(({ what }) => what)).toEqual(
      expect.arrayContaining(['stopping', 'lease-returned', 'stopped']),
    );
    const held = 'SELECT count(*) FROM bidragsbok_work.lease WHERE until > clock_timestamp()';
    expect(await connect(region.at.database).session((session) => session.cells(held))).toEqual([[0]]);
  });

  it('shares the work with another, and takes over what that one has when it is killed', async () => {
    const region = await Region.begin({ alone: true });
    const organisations = [anOrganisation(), anOrganisation(), anOrganisation(), anOrganisation()];
    for (const organisation of organisations) await region.happened(organisation, 'a');
    const [one, other] = [await region.start(), await region.start()];
    const has = (worker: Worker) => worker.metric('bidragsbok_leases_held{role="rows"}');
    await until(async () => ((await has(one)) ?? 0) >= 2 && ((await has(other)) ?? 0) >= 2);
    const all = (await has(one)) ?? 0;
    await other.end('SIGKILL');
    await until(async () => ((await has(one)) ?? 0) >= all + 2);
    for (const organisation of organisations) await region.happened(organisation, 'b');
    for (const organisation of organisations) {
      const position = `bidragsbok_rows_position{organisation="${organisation}"}`;
      await until(async () => (await one.metric(position)) === 2);
    }
  });

  it('stops for one organisation alone at what it cannot take in, and says which it is and why', async () => {
    const region = await Region.begin();
    const [poisoned, foreign, sound] = [anOrganisation(), anOrganisation(), anOrganisation()];
    await region.happened(poisoned, 'a');
    await region.happened(poisoned, 'b', { type: 'OfAnotherProgram' });
    await region.happened(foreign, 'a');
    await writeRaw(region.at, `${foreign}-a`, { bytes: '{"secret": "Kim"}' });
    const worker = await region.start();
    const stopped = (of: string, role: string) =>
      worker.metric(`bidragsbok_stopped{role="${role}",organisation="${of}"}`);
    await until(async () => (await stopped(poisoned, 'rows')) === 1 && (await stopped(foreign, 'notary')) === 1);
    await region.happened(sound, 'a');
    await until(async () => (await worker.metric(`bidragsbok_rows_position{organisation="${sound}"}`)) === 1);
    expect(await worker.metric(`bidragsbok_lag_events{organisation="${poisoned}"}`)).toBe(1);
    expect(await worker.metric(`bidragsbok_lag_seconds{organisation="${poisoned}"}`)).toBeGreaterThan(0);
    const { status, standstills } = await worker.health();
    expect(status).toBe('standstill');
    expect(standstills.find(({ organisation }) => organisation === poisoned)).toMatchObject({
      why: { says: expect.stringContaining('OfAnotherProgram') },
      event: { position: 2, stream: 'b', revision: 0, type: 'OfAnotherProgram' },
    });
    expect(standstills.find(({ organisation }) => organisation === foreign)?.why.code).toBe('LOG_STOPPED');
    expect(await worker.status('/health/ready')).toBe(200);
    expect(worker.said).not.toContain('Kim');
  });

  it('refuses to begin without servers, and says what to do', async () => {
    const worker = await Worker.start({});
    expect(worker.process.exitCode).toBe(1);
    expect(worker.lines).toMatchObject([
      { what: 'refused', code: 'PROJECTOR_WITHOUT_SERVERS', says: expect.stringContaining('BIDRAGSBOK_EVENTSTORE') },
    ]);
  });
});
