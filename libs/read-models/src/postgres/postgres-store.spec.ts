import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import type { EventLog } from '#event-log';
import type { Postgres } from '#postgres';
import { type PostgresServer, startPostgres } from '#spec-kit';

import { allocationTree } from '../allocation-tree.query.js';
import { extract } from '../cost-ledger.query.js';
import { ORGANISATION } from '../history.fixture.js';
import type { ReadModels } from '../read-models.js';
import { readModelsContract } from '../read-models.contract.js';
import { BOOK, GRANT, Story } from '../story.fixture.js';
import { vouchers } from '../vouchers.query.js';
import { PostgresPlace } from './postgres-place.fixture.js';

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres();
}, 60_000);
afterAll(async () => {
  await server.stop();
});

describe('the read models in PostgreSQL', () => {
  readModelsContract(() => Promise.resolve(new PostgresPlace(server)));
});

describe('rows in PostgreSQL', () => {
  let place: PostgresPlace;
  let story: Story;
  beforeEach(async () => {
    place = new PostgresPlace(server);
    story = new Story();
    await story.begin();
    await story.code('kod', '28101');
  });
  afterEach(async () => {
    await story.close();
    await place.remove();
  });

  const take = (number: string, amount = '10.00', object = '28101') =>
    story.take({ number, date: '2026-03-01', lines: [['5011', { 6: object }, amount]] });
  const models = (log: EventLog = story.log) => place.open(log, 'rows');
  const digest = () => story.models().digest();
  /** The log, and what happens before each batch of it is read. */
  const logWith = (before: (batch: number) => Promise<unknown>): EventLog => {
    let batches = 0;
    const readAll: EventLog['readAll'] = async (after, limit) => {
      await before(++batches);
      return story.log.readAll(after, limit);
    };
    return Object.assign(Object.create(story.log) as EventLog, { readAll });
  };

  it('are taken in once where two processes project the same batch', async () => {
    await take('1');
    const all = await Promise.all(Array.from({ length: 4 }, () => models()));
    for (let number = 2; number < 12; number++) {
      await take(`${number}`);
      await Promise.all(all.map((one) => one.catchUp()));
    }
    for (const one of all) expect(await one.digest()).toBe(await digest());
  });

  it('are whole where the server ends a connection in the middle of a batch', async () => {
    const postgres = await place.connect('rows');
    const live = await models();
    await live.catchUp();
    for (let number = 1; number <= 5; number++) {
      await take(`${number}`);
      await take(`${number}`, `${number}.00`);
      const before = await vouchers(live.db, { book: BOOK }, { position: 1000 });
      // A fold that waits for a lock is in the middle of its batch.
      await holding(postgres, async (end) => {
        const cut = live.catchUp();
        await end();
        await expect(cut).rejects.toMatchObject({ code: 'POSTGRES_UNREACHABLE' });
      });
      expect(await vouchers(live.db, { book: BOOK }, { position: 1000 })).toEqual(before);
      expect(await live.digest()).toBe(await digest());
    }
  });

  it('are followed by others while they are built anew, and stay whole where these take their place', async () => {
    for (let number = 1; number <= 5; number++) await take(`${number}`);
    const following = await models();
    await following.catchUp();
    let number = 100;
    const seen: number[] = [];
    // Each time that it reads the log, that has grown, and what answers has followed: so it begins again, until it has not.
    const building = await models(
      logWith(async (batch) => {
        if (batch > 6) return;
        await take(`${++number}`);
        const position = await following.catchUp();
        seen.push((await vouchers(following.db, { book: BOOK, limit: 1000 }, { position })).length);
      }),
    );
    const [, ...asked] = await Promise.all([
      building.rebuild(),
      ...Array.from({ length: 20 }, () =>
        following.catchUp().then((position) => vouchers(following.db, {}, { position })),
      ),
    ]);
    expect(seen).toEqual([6, 7, 8, 9, 10, 11]);
    for (const found of asked) expect(found.length).toBeGreaterThanOrEqual(5);
    expect(await following.digest()).toBe(await digest());
    expect(await (await models()).digest()).toBe(await digest());
  });

  it('that a long answer holds are dropped when it has ended', async () => {
    for (let number = 1; number <= 3; number++) await take(`${number}`);
    const live = await models();
    await live.catchUp();
    const sql =
      'SELECT series.n FROM generate_series(1, 2500) AS series(n) CROSS JOIN (SELECT 1 FROM voucher LIMIT 1) one';
    const gone = async () => (await place.tables()).filter((name) => name.startsWith('gone_'));
    for await (const rows of live.db.batches(sql)) {
      if (rows.length < 1000) break;
      await live.rebuild();
      expect(await gone()).not.toEqual([]);
    }
    await take('4');
    await live.catchUp();
    expect(await gone()).toEqual([]);
  });

  it('of another program are refused to who was there before', async () => {
    const before = await models();
    await before.catchUp();
    await place.spoil('rows');
    await take('1');
    await expect(before.catchUp()).rejects.toMatchObject({ code: 'ROWS_OF_ANOTHER_PROGRAM' });
    const after: ReadModels = await models();
    expect(await after.digest()).toBe(await digest());
  });

  it('hold texts that PostgreSQL has none for', async () => {
    const odd = ['a\u0000b', 'a\u0001b', 'a\u0001', '\\u0000', '\udc00x', 'Å\u{1f600}'];
    const objects = odd.map((object) => `28${object}`);
    for (const [at, object] of objects.entries()) {
      await take(`${at}`, '10.00', object);
      await story.code(`odd-${at}`, object);
      await take(`${at + 50}`, '20.00', object);
      await story.allocate(`odd-${at}`, '1.00', { to: { kind: 'unit', name: object } });
    }
    const rows = await models();
    const position = await rows.catchUp();
    for (const at of objects.keys()) {
      const { rows: lines } = await extract(rows.db, `odd-${at}`, { position });
      expect(lines.map(({ number }) => number)).toEqual([`${at}`, `${at + 50}`]);
    }
    const names = await allocationTree(rows.db, GRANT, { position });
    expect(names?.allocations.map(({ to }) => to)).toMatchObject(objects.map((name) => ({ name })));
  });
});

/** Runs work while batches wait for a lock on a table, and a way to end every connection that waits. */
async function holding(postgres: Postgres, work: (end: () => Promise<void>) => Promise<void>): Promise<void> {
  const waiting = "SELECT pid FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()";
  await postgres.transact(async (session) => {
    await session.run(`LOCK TABLE rows_${ORGANISATION}.voucher_lines IN EXCLUSIVE MODE`);
    await work(async () => {
      const found = await postgres.session(async (other) => {
        for (;;) {
          const pids = (await other.cells<[number]>(waiting)).flat();
          if (pids.length > 0) return pids;
        }
      });
      for (const pid of found) await postgres.session((other) => other.run('SELECT pg_terminate_backend($1)', [pid]));
    });
  });
}
