import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { describe, expect, it } from '@jest/globals';

import {
  appendStored,
  type CommandContext,
  type EventLog,
  Notary,
  SqliteEventLog,
  verifyLog,
  type Write,
} from '#event-log';
import { Postgres, type Session } from '#postgres';
import { rootAt } from '#transparency';

import { connect, type Machines, machines, openLog } from './copied-scene.js';
import { writeRaw } from './raw.js';
import { afterwards, anOrganisation, open, ownNode, ownPlace, write as storeWrite } from './scene.js';

const NEVER = 1_000_000;
const command = (commandId: string): CommandContext => ({
  commandId,
  actor: { subject: 'person-kim', role: 'accountant' },
});
const noted = (data: unknown, part?: unknown) => ({
  ...{ type: 'Noted', version: 1, data },
  ...(part === undefined ? {} : { private: part }),
});
const write = (stream: string, expectedRevision: number, ...data: readonly unknown[]): Write => ({
  ...{ stream, expectedRevision },
  events: data.map((each) => noted(each)),
});
const rootOf = async (log: EventLog): Promise<string> =>
  rootAt((...asked) => log.hashes(...asked), await log.lastPosition());
/** A statement as the owner of the tables may give it. */
const sql = <Row extends readonly unknown[]>(at: Machines, text: string): Promise<Row[]> =>
  connect(at.database).session((session: Session) => session.cells<Row>(text), { schema: 'bidragsbok_log' });
const notaryOf = async (at: Machines): Promise<Notary> =>
  Notary.open({ store: await open(at.address), postgres: connect(at.database) });

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
    const ENDED = 10;
    let isDone = false;
    let ended = 0;
    const ending = (async () => {
      while (!isDone && ended < ENDED) {
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
    isDone = true;
    await ending;
    expect(ended).toBeGreaterThan(0);
    await expectWhole(at, organisation);
  });
});

describe('what rests on a stream that moves between the look and the append', () => {
  async function slipped() {
    const at = await machines();
    const organisation = anOrganisation();
    const other = await openLog({ ...at, address: await at.another() }, { organisation });
    await other.append(command('open'), [write('book', -1, 1)]);
    let between: Promise<unknown> | undefined;
    // The clock is read when all has been looked at and nothing is appended yet.
    const clock = (): number => {
      if (between === undefined) at.relay.freeze();
      between ??= other.append(command('lock'), [write('book', 0, 2), write('book-2', -1, 2)]).then(() => {
        at.relay.thaw();
      });
      return Date.now();
    };
    const log = await openLog(at, { organisation, clock });
    return { at, organisation, log, other, told: () => between };
  }
  const guards = [
    { stream: 'book', revision: 0 },
    { stream: 'nobody', revision: -1 },
    { prefix: 'book-', position: 1 },
  ];
  const slip = {
    type: 'GuardSlipped',
    data: {
      position: 4,
      moved: [
        { stream: 'book', position: 2 },
        { stream: 'book-2', position: 3 },
      ],
    },
  };

  it('is recorded as it was, and what did not move is not', async () => {
    const { log, other, told } = await slipped();
    expect(await log.append(command('post'), [write('a', -1, 3)], guards)).toMatchObject([{ position: 4 }]);
    await told();
    expect(await other.readStream('log')).toMatchObject([slip]);
    // The same command once more adds nothing.
    expect(await other.append(command('post'), [write('a', -1, 3)], guards)).toMatchObject([{ again: true }]);
    expect(await other.lastPosition()).toBe(5);
  });

  it('is recorded by another process where the one that appended is gone', async () => {
    const { at, log, other, told } = await slipped();
    await log.append(command('post'), [write('a', -1, 3)], guards);
    await told();
    // As if it had ended between the append and the look afterwards.
    const leaf = await other.leafAt(4);
    await sql(
      at,
      `INSERT INTO guarded (organisation, writes, guards, since) VALUES ('${log.organisation}',
        '${JSON.stringify([
          ['a', 0, leaf],
          ['never-came', 0, leaf],
        ])}', '${JSON.stringify(guards)}', now() - interval '2 minutes')`,
    );
    await (await notaryOf(at)).bringUp();
    await (await notaryOf(at)).bringUp();
    expect(await other.readStream('log')).toMatchObject([slip]);
    // What may still come is kept for a day.
    expect(await sql(at, 'SELECT count(*) FROM guarded')).toEqual([[1]]);
    await sql(at, `UPDATE guarded SET since = since - interval '1 day'`);
    await (await notaryOf(at)).bringUp();
    expect(await sql(at, 'SELECT count(*) FROM guarded')).toEqual([[0]]);
  });

  it('says nothing where nothing moved', async () => {
    const at = await machines();
    const log = await openLog(at, { organisation: anOrganisation() });
    await log.append(command('open'), [write('book', -1, 1)]);
    await log.append(command('post'), [write('a', -1, 3), write('b', -1, 3)], guards);
    expect(await log.readStream('log')).toEqual([]);
    expect(await sql(at, 'SELECT count(*) FROM guarded')).toEqual([[0]]);
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

describe('the tables of the copy take nothing away', () => {
  const forbidden: readonly (readonly [statement: string, why: string])[] = [
    ['DELETE FROM event', 'never deleted'],
    ['TRUNCATE event', 'never deleted'],
    [`UPDATE event SET bytes = '{}'`, 'never rewritten'],
    [`UPDATE event SET leaf = decode(repeat('00', 32), 'hex')`, 'never rewritten'],
    [`UPDATE event SET stream = 'b' WHERE position = 2`, 'never rewritten'],
    ['UPDATE event SET position = position + 10', 'never rewritten'],
    ['UPDATE event SET private = NULL', 'recorded decision only'],
    [`UPDATE event SET private = 'other'`, 'never rewritten'],
    ['UPDATE event SET bytes = NULL, private = NULL WHERE position = 1', 'recorded decision only'],
    ['INSERT INTO event SELECT organisation, 9, stream, 9, leaf, bytes, NULL, 0, store FROM event LIMIT 1', 'follows'],
    ['INSERT INTO event SELECT organisation, 3, stream, 9, leaf, NULL, NULL, 0, store FROM event LIMIT 1', 'has bytes'],
    ['DELETE FROM subtree', 'never deleted'],
    ['UPDATE subtree SET number = 7', 'never deleted or rewritten'],
  ];

  it('but by a decision, once', async () => {
    const at = await machines();
    const log = await openLog(at, { organisation: anOrganisation() });
    const part = { text: 'Åsa' };
    await log.append(command('one'), [{ stream: 'a', expectedRevision: -1, events: [noted(1, part), noted(2, part)] }]);
    for (const [statement, why] of forbidden) await expect(sql(at, statement)).rejects.toThrow(why);
    const decision = { positions: [1], decision: { body: 'Arkivet', date: '2026-04-01', caseNumber: 'A 1' } };
    const events = [{ type: 'PrivatePartErased', version: 1, data: decision }];
    await log.append(command('erase'), [{ stream: 'log', expectedRevision: -1, events }]);
    expect((await log.readStream('a')).map((event) => event.private)).toEqual([null, part]);
    await expect(sql(at, 'UPDATE event SET private = NULL WHERE position = 2')).rejects.toThrow('decision only');
    await expect(sql(at, 'UPDATE event SET bytes = NULL WHERE position = 1')).rejects.toThrow('decision only');
    expect(await log.faults()).toEqual([]);
    await sql(at, 'ALTER TABLE event DISABLE TRIGGER event_stays');
    expect(await log.faults()).toEqual([expect.stringContaining('event_stays')]);
  });
});

describe('a log that is moved out of its file', () => {
  async function inFile(organisation: string) {
    const dir = mkdtempSync(join(tmpdir(), 'bidragsbok-moved-'));
    const log = SqliteEventLog.open({ dir, organisation });
    afterwards(async () => {
      await log.close();
      rmSync(dir, { recursive: true });
    });
    for (let n = 0; n < 40; n++) {
      const events = Array.from({ length: 20 }, (_, at) =>
        noted({ n, at }, at % 3 === 0 ? { text: `Åsa ${n}` } : undefined),
      );
      await log.append(command(`c-${n}`), [
        { stream: `s-${n % 7}`, expectedRevision: Math.floor(n / 7) * 20 - 1, events },
      ]);
    }
    const decision = { positions: [1, 4], decision: { body: 'Arkivet', date: '2026-04-01', caseNumber: 'A 1' } };
    const events = [{ type: 'PrivatePartErased', version: 1, data: decision }];
    await log.append(command('erase'), [{ stream: 'log', expectedRevision: -1, events }]);
    return log;
  }

  it('is the same byte for byte, however often it was broken off', async () => {
    const at = await machines();
    const organisation = anOrganisation();
    const from = await inFile(organisation);
    const store = await open(at.address, { deadlineMs: 500, patienceMs: 0 });
    const to = { store, postgres: connect(at.database) };
    let tries = 0;
    for (let moved = false; !moved; tries++) {
      if (tries < 5) at.relay.breakAt({ request: 4 + tries * 3, when: tries % 2 === 0 ? 'before' : 'after' });
      moved = await appendStored(from, to).then(
        ({ events, before }) => events === 801 && before > 0,
        (error: unknown) => {
          expect(error).toMatchObject({ code: 'EVENT_STORE_UNREACHABLE' });
          return false;
        },
      );
    }
    expect(tries).toBeGreaterThan(4);
    at.relay.breakAt({ request: NEVER, when: 'before' });
    const log = await openLog(at, { organisation });
    expect(await log.readStored(0, 1000)).toEqual(await from.readStored(0, 1000));
    expect(await rootOf(log)).toBe(await rootOf(from));
    expect((await verifyLog(log, [])).faults).toMatchObject([{ verdict: 'ERASED' }, { verdict: 'ERASED' }]);
    expect(await appendStored(from, to)).toMatchObject({ events: 801, before: 801 });
    await log.append(command('later'), [write('later', -1, 1)]);
    await expect(appendStored(from, to)).rejects.toMatchObject({ code: 'LOG_DIFFERS_THERE' });
  });

  it('stays where it is when it is pruned', async () => {
    const at = await machines();
    const organisation = anOrganisation();
    const from = await inFile(organisation);
    const data = {
      ...{
        act: 'gallring-1',
        year: 2015,
        ranges: [[801, 801]],
        books: ['b'],
        imports: [],
        projectCodes: [],
        grants: [],
      },
      ...{ files: [], decision: { body: 'Arkivet', date: '2026-04-01', caseNumber: 'A 1' } },
      ...{ ground: 'retention-ended', paragraph: 'LKBR 3 kap. 13 §' },
    };
    await from.append(command('lone'), [write('lone', -1, 1)]);
    const events = [{ type: 'YearPruned', version: 1, data: { ...data, ranges: [[802, 802]] } }];
    await from.append(command('prune'), [{ stream: 'log', expectedRevision: 0, events }]);
    const moved = appendStored(from, { store: await open(at.address), postgres: connect(at.database) });
    await expect(moved).rejects.toMatchObject({ code: 'PRUNED_LOG_STAYS', details: { decision: 803 } });
  });
});
