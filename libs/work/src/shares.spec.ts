import { setTimeout } from 'node:timers/promises';

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { Postgres } from '#postgres';
import { type PostgresServer, startPostgres } from '#spec-kit';

import type { HeldLease } from './lease.js';
import { Leases } from './leases.js';
import type { Notice } from './notice.js';
import { pause } from './pause.js';
import { Shares } from './shares.js';

const PARTS = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
const [LEASE_MS, ROUND_MS] = [600, 50];

let server: PostgresServer;
let postgres: Postgres;

/** A worker who writes its name for each part over and over, under its leases. */
class Worker {
  readonly notices: Notice[] = [];
  readonly shares: Shares;
  /** How often a part is written, each time in a transaction of its own. */
  pauseMs = 20;
  fails: (part: string) => boolean = () => false;

  private constructor(
    readonly name: string,
    leases: Leases,
    readonly postgres: Postgres,
  ) {
    const role = { name: 'rows', parts: () => Promise.resolve(PARTS), work: (lease: HeldLease) => this.work(lease) };
    this.shares = new Shares({ leases, role, roundMs: ROUND_MS, tell: (notice) => this.notices.push(notice) });
  }

  static async start(name: string, address: string): Promise<Worker> {
    const postgres = Postgres.open({ address });
    const leases = await Leases.open({ postgres, worker: name, role: 'rows', milliseconds: LEASE_MS });
    return new Worker(name, leases, postgres);
  }

  async work(lease: HeldLease): Promise<void> {
    const over = lease.over(this.postgres);
    while (!lease.signal.aborted) {
      if (this.fails(lease.part)) throw new Error('no more of it');
      await over.transact((session) => session.run(WRITE, [lease.part, lease.token, this.name]));
      await pause(this.pauseMs, lease.signal);
    }
  }

  /** Ends without a word, as a process does that is killed. */
  async kill(): Promise<void> {
    await this.postgres.close();
  }

  async stop(): Promise<void> {
    await this.shares.stop();
    await this.postgres.close();
  }
}

const WRITE = 'INSERT INTO written (part, token, worker) VALUES ($1, $2, $3)';
let address: string;
const workers: Worker[] = [];
async function start(name: string): Promise<Worker> {
  const worker = await Worker.start(name, address);
  workers.push(worker);
  return worker;
}
async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await setTimeout(10);
}
const sizes = (...those: readonly Worker[]) => those.map(({ shares }) => shares.parts.length).sort();
/** Until every part is somebody's, and everybody has some. */
const settled = (...those: readonly Worker[]) =>
  until(() => sizes(...those).reduce((sum, one) => sum + one, 0) === 7 && !sizes(...those).includes(0));

beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.stop());
beforeEach(async () => {
  address = await server.address();
  postgres = Postgres.open({ address });
  await postgres.session((session) =>
    session.script('CREATE TABLE written (n serial, part text, token bigint, worker text)'),
  );
});
afterEach(async () => {
  // By then no part has ever been written by two at once: a token never comes back after a larger one.
  const sql = 'SELECT part, token FROM written ORDER BY n';
  const last = new Map<string, number>();
  for (const [part, token] of await postgres.session((session) => session.cells<[string, number]>(sql))) {
    expect(token).toBeGreaterThanOrEqual(last.get(part) ?? 0);
    last.set(part, token);
  }
  for (const worker of workers.splice(0)) await worker.stop();
  await postgres.close();
});

describe('workers', () => {
  it('share the work: one has all of it, and gives to those who come', async () => {
    const anna = await start('anna');
    await until(() => anna.shares.parts.length === 7);
    expect(anna.shares.parts).toEqual(PARTS);
    const bo = await start('bo');
    await until(() => bo.shares.parts.length === 3);
    const cia = await start('cia');
    await until(() => cia.shares.parts.length >= 1 && sizes(anna, bo, cia).every((size) => size <= 3));
    await settled(anna, bo, cia);
    expect(new Set([anna, bo, cia].flatMap(({ shares }) => shares.parts)).size).toBe(7);
  });

  it('take over what one has who is killed, once its time is over', async () => {
    const [anna, bo] = [await start('anna'), await start('bo')];
    await settled(anna, bo);
    await bo.kill();
    await until(() => anna.shares.parts.length === 7);
    expect(bo.notices.some(({ what }) => what === 'failed')).toBe(true);
    const sql = `SELECT count(*) FROM written JOIN (SELECT part, max(n) AS n FROM written GROUP BY part) AS last USING (n)
      WHERE worker = 'anna'`;
    await until(async () => (await postgres.session((session) => session.cells<[number]>(sql)))[0]?.[0] === 7);
  });

  it('take over at once what one has who ends', async () => {
    const [anna, bo] = [await start('anna'), await start('bo')];
    await settled(anna, bo);
    const had = bo.shares.parts;
    await bo.shares.stop();
    expect(bo.shares.parts).toEqual([]);
    const free = "SELECT count(*) FROM bidragsbok_work.lease WHERE until = '-infinity' OR holder = 'anna'";
    expect(await postgres.session((session) => session.cells<[number]>(free))).toEqual([[7]]);
    await until(() => anna.shares.parts.length === 7);
    const returned = bo.notices.filter(({ what }) => what === 'lease-returned');
    expect(returned.map((notice) => ('part' in notice ? notice.part : '')).sort()).toEqual(had);
  });

  it('who sleep beyond their time write nothing more, and go on with new leases', async () => {
    const anna = await start('anna');
    await until(() => anna.shares.parts.length === 7);
    // As one who was stopped as a whole: its rounds do not come, and its work goes on when it wakes.
    await postgres.session((session) => session.run("UPDATE bidragsbok_work.lease SET until = '-infinity'"));
    await until(() => anna.notices.filter(({ what }) => what === 'lease-lost').length >= 7);
    await until(() => anna.shares.parts.length === 7);
    expect(anna.notices.filter(({ what }) => what === 'stopped')).toEqual([]);
  });

  it('say which work has ended by a fault of the program, and it is taken up again', async () => {
    const anna = await start('anna');
    anna.fails = (part) => part === 'c';
    await until(() => anna.notices.some(({ what }) => what === 'stopped'));
    expect(anna.notices.find(({ what }) => what === 'stopped')).toMatchObject({
      part: 'c',
      why: { code: 'Error', says: 'no more of it' },
    });
    anna.fails = () => false;
    await until(() => anna.shares.parts.length === 7);
  });
});
