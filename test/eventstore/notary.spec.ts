import { describe, expect, it } from '@jest/globals';

import { verifyLog } from '#event-log';
import { Postgres } from '#postgres';

import { command, type Machines, machines, noted, notaryOf, openLog, sql, write } from './copied-scene.js';
import { writeRaw } from './raw.js';
import { afterwards, anOrganisation, open, ownNode, ownPlace, write as storeWrite } from './scene.js';

describe('an event that the ledger has not written', () => {
  it('stops its organisation alone, which is told which and why, and what was filed before goes on being read', async () => {
    const at = await machines();
    const [one, other] = [anOrganisation(), anOrganisation()];
    const [stopped, going] = [await openLog(at, { organisation: one }), await openLog(at, { organisation: other })];
    await stopped.append(command('one'), [write('a', -1, 1)]);
    await writeRaw(at, `${one}-a`, { bytes: '{"b":1, "a":2}' });
    const refusal = {
      code: 'LOG_STOPPED',
      details: { organisation: one, stream: 'a', revision: 1, reason: expect.stringContaining('JSON') },
    };
    await expect(stopped.append(command('two'), [write('b', -1, 2)])).rejects.toMatchObject(refusal);
    expect((await stopped.readAll(0, 10)).map(({ data }) => data)).toEqual([1]);
    await expect(stopped.readAll(1, 10)).rejects.toMatchObject(refusal);
    expect(await stopped.faults()).toHaveLength(1);
    await going.append(command('one'), [write('a', -1, 1)]);
    expect(await going.faults()).toEqual([]);
    expect(await going.lastPosition()).toBe(1);
  });

  it('is filed, with all that came after it, by a program that can read it', async () => {
    const at = await machines();
    const [one, other] = [anOrganisation(), anOrganisation()];
    const store = await open(at.address);
    await store.append(storeWrite({ organisation: other }, 0));
    await (await notaryOf(at)).bringUp();
    const appended = [];
    for (const stream of ['a', 'b', 'c'])
      appended.push(await store.append(storeWrite({ organisation: one, stream }, 1)));
    // An older program could not read the first of them.
    const [before] = await sql<[string]>(at, 'SELECT anchor FROM notary');
    await sql(
      at,
      `INSERT INTO stopped (organisation, after, store, stream, revision, why)
       VALUES ('${one}', '${before?.[0] ?? ''}', '${appended[0]?.position ?? ''}', 'a', 0, 'not-an-envelope')`,
    );
    const late = await openLog(at, { organisation: one, readOnly: true, create: true });
    await expect(late.readAll(0, 10)).rejects.toMatchObject({ code: 'LOG_STOPPED' });
    await store.append(storeWrite({ organisation: other, expected: 0 }, 2));
    await (await notaryOf(at)).bringUp();
    expect((await late.readAll(0, 10)).map(({ position, stream }) => [position, stream])).toEqual([
      [1, 'a'],
      [2, 'b'],
      [3, 'c'],
    ]);
    await store.append(storeWrite({ organisation: one, stream: 'd' }, 1));
    await (await notaryOf(at)).bringUp();
    expect(await late.lastPosition()).toBe(4);
    expect((await verifyLog(late, [])).faults).toEqual([]);
  });
});

describe('a store that is not what it was', () => {
  it('is held: nothing is written, what is copied is read, and it goes on when the right one is back', async () => {
    const own = await ownPlace();
    const at = await machines(own);
    const organisation = anOrganisation();
    const log = await openLog(at, { organisation });
    await log.append(command('one'), [write('a', -1, 1, 2)]);
    const empty = await ownNode();
    at.relay.leadTo(empty.port);
    await expect(log.append(command('two'), [write('b', -1, 3)])).rejects.toMatchObject({ code: 'NOTARY_HOLDS' });
    expect(await log.readAll(0, 10)).toHaveLength(2);
    expect(await log.faults()).toEqual([expect.stringContaining('Händelselagret är inte det som det var')]);
    // Another store, of the same length.
    const [theirs] = [await open(`esdb://127.0.0.1:${empty.port}?tls=false`)];
    await theirs.append(storeWrite({ organisation }, 1, 2));
    await theirs.append(storeWrite({ organisation, stream: 'b' }, 3));
    await expect(log.append(command('two'), [write('b', -1, 3)])).rejects.toMatchObject({ code: 'NOTARY_HOLDS' });
    expect(await sql(at, 'SELECT count(*) FROM event')).toEqual([[2]]);
    at.relay.leadTo(own.node.port);
    expect(await log.append(command('two'), [write('b', -1, 3)])).toMatchObject([{ position: 3 }]);
    expect(await log.faults()).toEqual([]);
  });
});

describe('several notaries', () => {
  const EVENTS = 3000;
  async function filled(at: Machines): Promise<string> {
    const organisation = anOrganisation();
    const store = await open(at.address);
    await Promise.all(
      Array.from({ length: EVENTS / 3 }, (_, n) =>
        store.append(storeWrite({ organisation, stream: `s-${n}` }, 1, 2, 3)),
      ),
    );
    return organisation;
  }
  /** Every event once, without a gap, in the order of the store, and every hash of the tree right. */
  async function expectWhole(at: Machines, organisation: string): Promise<void> {
    const log = await openLog(at, { organisation, readOnly: true });
    expect(await verifyLog(log, [])).toMatchObject({ events: EVENTS, faults: [] });
    const places = await sql<[string]>(
      at,
      `SELECT store FROM event WHERE organisation = '${organisation}' ORDER BY position`,
    );
    const numbers = places.map(([place]) => BigInt(place));
    expect(numbers.every((place, n) => n === 0 || place > (numbers[n - 1] ?? 0n))).toBe(true);
  }

  it('at once file everything once', async () => {
    const at = await machines();
    const organisation = await filled(at);
    const notaries = await Promise.all(Array.from({ length: 3 }, () => notaryOf(at)));
    await Promise.all(notaries.map((notary) => notary.bringUp()));
    await expectWhole(at, organisation);
  });

  it('whose database ends their connections in the middle of a batch leave nothing half done', async () => {
    const at = await machines();
    const organisation = await filled(at);
    const notary = await notaryOf(at);
    const others = Postgres.open({ address: at.database, connections: 1 });
    afterwards(() => others.close());
    const ENDED = 5;
    let ended = 0;
    const ending = (async () => {
      while (ended < ENDED) {
        const [row] = await others.session((session) =>
          session.cells<[number]>(
            `SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
             WHERE datname = current_database() AND pid <> pg_backend_pid() AND xact_start IS NOT NULL`,
          ),
        );
        ended += row?.[0] ?? 0;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    })();
    for (let position = 0; position < EVENTS;) {
      await notary.bringUp().catch((error: unknown) => {
        expect(error).toMatchObject({ code: 'POSTGRES_UNREACHABLE' });
      });
      const log = await openLog(at, { organisation, readOnly: true, create: true }).catch(() => undefined);
      position = (await log?.lastPosition().catch(() => 0)) ?? 0;
    }
    await ending;
    expect(ended).toBeGreaterThan(0);
    await expectWhole(at, organisation);
  });
});

describe('private parts', () => {
  it('of events that never came are swept after a day, and none that an event may still need', async () => {
    const at = await machines();
    const [organisation, standing] = [anOrganisation(), anOrganisation()];
    const log = await openLog(at, { organisation });
    await log.append(command('one'), [{ stream: 'a', expectedRevision: -1, events: [noted(1, { text: 'Åsa' })] }]);
    const part = (whose: string, stream: string, age: string): string =>
      `('${whose}', '${stream}', 0, '${stream}', 'sealed', now() - interval '${age}')`;
    await sql(
      at,
      `INSERT INTO part VALUES ${part(organisation, 'a', '1 second')}, ${part(organisation, 'old', '25 hours')},
        ${part(organisation, 'young', '23 hours')}, ${part(standing, 'waits', '25 hours')}`,
    );
    await sql(at, `INSERT INTO stopped VALUES ('${standing}', NULL, '9', 'a', 0, 'not-json')`);
    await (await notaryOf(at)).bringUp();
    expect((await log.readStream('a')).map((event) => event.private)).toEqual([{ text: 'Åsa' }]);
    const left = await sql<[string]>(at, 'SELECT stream FROM part ORDER BY stream');
    expect(left.flat()).toContain('young');
    expect(left.flat()).not.toContain('old');
    expect(left.flat()).not.toContain('a');
  });
});
