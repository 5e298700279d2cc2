import { setTimeout } from 'node:timers/promises';

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { Postgres } from '#postgres';
import { type PostgresServer, startPostgres } from '#spec-kit';

import { HeldLease, type Lease } from './lease.js';
import { Leases } from './leases.js';

let server: PostgresServer;
let address: string;
let postgres: Postgres;
let anna: Leases;
let bo: Leases;

const LONG = 60_000;
const SHORT = 300;
const open = (worker: string, milliseconds = LONG) => Leases.open({ postgres, worker, role: 'rows', milliseconds });
const partsOf = (leases: readonly Lease[]) => leases.map(({ part }) => part).sort();
/** Until the database says that the lease's time is over. */
async function expire(): Promise<void> {
  for (;;) {
    const alive = 'SELECT 1 FROM bidragsbok_work.lease WHERE until > clock_timestamp()';
    if ((await postgres.session((session) => session.run(alive))) === 0) return;
    await setTimeout(20);
  }
}
async function taken(by: Leases, ...parts: readonly string[]): Promise<HeldLease> {
  const [lease] = await by.take(parts, 1);
  if (lease === undefined) throw new Error('The lease is free');
  return new HeldLease(lease);
}
const writeUnder = (lease: HeldLease, n: number) =>
  lease.over(postgres).transact((session) => session.run('INSERT INTO written VALUES ($1)', [n]));
const written = async () => {
  const rows = await postgres.session((session) => session.cells<[number]>('SELECT n FROM written ORDER BY n'));
  return rows.map(([n]) => n);
};
const LOST = expect.objectContaining({ code: 'LEASE_LOST' });

beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.stop());
beforeEach(async () => {
  address = await server.address();
  postgres = Postgres.open({ address });
  await postgres.session((session) => session.script('CREATE TABLE written (n integer)'));
  [anna, bo] = [await open('anna'), await open('bo')];
});
afterEach(() => postgres.close());

describe('a lease', () => {
  it('is one worker’s, until it is given back', async () => {
    expect(partsOf(await anna.take(['a', 'b', 'c'], 2))).toEqual(['a', 'b']);
    const [c] = await bo.take(['a', 'b', 'c'], 3);
    expect(c).toEqual({ role: 'rows', part: 'c', token: 1 });
    expect(await anna.take(['a', 'b', 'c'], 3)).toEqual([]);
    await bo.giveBack(c === undefined ? [] : [c]);
    expect(await anna.take(['a', 'b', 'c'], 3)).toEqual([{ role: 'rows', part: 'c', token: 2 }]);
    expect(await anna.take(['d'], 0)).toEqual([]);
  });

  it('is one worker’s of many that ask at the same moment', async () => {
    const parts = Array.from({ length: 20 }, (_, at) => `p${at}`);
    const workers = await Promise.all(['c', 'd', 'e', 'f'].map((name) => open(name)));
    const all = await Promise.all(workers.map((worker) => worker.take(parts, 20)));
    expect(partsOf(all.flat())).toEqual([...parts].sort());
  });

  it('goes to another once its time is over, with a token that is larger; renewed, it does not', async () => {
    const short = await open('short', SHORT);
    const [first] = [await taken(short, 'a')];
    for (let round = 0; round < 4; round++) {
      await setTimeout(SHORT / 2);
      expect([...(await short.renew([first]))]).toEqual(['a']);
    }
    expect(await bo.take(['a'], 1)).toEqual([]);
    await expire();
    expect(await bo.take(['a'], 1)).toEqual([{ role: 'rows', part: 'a', token: first.token + 1 }]);
    expect([...(await short.renew([first]))]).toEqual([]);
    // What was lost is not given back for the one who has it now.
    await short.giveBack([first]);
    expect(await anna.take(['a'], 1)).toEqual([]);
  });

  it('is of one role', async () => {
    await anna.take(['a'], 1);
    const other = await Leases.open({ postgres, worker: 'anna', role: 'notary', milliseconds: LONG });
    expect(partsOf(await other.take(['a'], 1))).toEqual(['a']);
  });
});

describe('work under a lease', () => {
  it('is written while it is held', async () => {
    await writeUnder(await taken(anna, 'a'), 1);
    expect(await written()).toEqual([1]);
  });

  it('writes nothing more once its time is over, though nobody has taken it', async () => {
    const lease = await taken(await open('short', SHORT), 'a');
    await expire();
    await expect(writeUnder(lease, 1)).rejects.toThrow(LOST);
    expect(await (await open('short', SHORT)).renew([lease])).toEqual(new Set());
    expect(await written()).toEqual([]);
  });

  it('writes nothing more once another has taken it, or it is to end', async () => {
    const lease = await taken(await open('short', SHORT), 'a');
    await expire();
    const next = await taken(bo, 'a');
    await expect(writeUnder(lease, 1)).rejects.toThrow(LOST);
    await writeUnder(next, 2);
    next.end();
    await expect(writeUnder(next, 3)).rejects.toThrow(LOST);
    expect(await written()).toEqual([2]);
  });

  it('that began in time is not overtaken: whoever takes the lease comes after its commit', async () => {
    const short = await open('short', SHORT);
    const lease = await taken(short, 'a');
    const over = lease.over(postgres);
    await over.transact(async (session) => {
      await expire();
      expect(await bo.take(['a'], 1)).toEqual([]);
      await session.run('INSERT INTO written VALUES (1)');
    });
    expect(await written()).toEqual([1]);
    expect(partsOf(await bo.take(['a'], 1))).toEqual(['a']);
  });

  it('does not hold up its renewal, nor does reading ask for it', async () => {
    const lease = await taken(anna, 'a');
    const over = lease.over(postgres);
    await over.transact(async () => {
      expect([...(await anna.renew([lease]))]).toEqual(['a']);
    });
    lease.end();
    const reading = over.transact((session) => session.cells('SELECT 1'), { readOnly: true });
    expect(await reading).toEqual([[1]]);
  });
});

describe('workers', () => {
  it('are counted while they are there', async () => {
    expect([await anna.present(), await bo.present(), await anna.present()]).toEqual([1, 2, 2]);
    await bo.leave();
    expect(await anna.present()).toBe(1);
    const short = await open('short', SHORT);
    expect(await short.present()).toBe(2);
    await setTimeout(SHORT + 50);
    expect(await anna.present()).toBe(1);
  });
});
