import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { AtOnce, logEventTypes, SqliteEventLog } from '#event-log';
import { DomainError, EventCatalogue, EventType } from '#kernel';
import { Postgres } from '#postgres';
import { ReadModels } from '#read-models';
import { type PostgresServer, startPostgres } from '#spec-kit';
import { z } from 'zod';

import type { HeldLease } from './lease.js';
import { Leases } from './leases.js';
import { LogEnds } from './log-ends.js';
import type { Notice } from './notice.js';
import { RowsRole } from './rows-role.js';
import { Shares } from './shares.js';

const ORGANISATIONS = ['2321000131', '2321000164', '2321000172'];
const [FIRST, SECOND, THIRD] = ORGANISATIONS as [string, string, string];
const Noted = EventType.v1('Noted', z.unknown());
const Odd = EventType.v1('Odd', z.unknown());
const actor = { subject: 'system:spec', role: 'spec' };

let server: PostgresServer;
let postgres: Postgres;
let dir: string;
let logs: Map<string, SqliteEventLog>;
let catalogue: EventCatalogue;
let notices: Notice[];
let role: RowsRole;
let shares: Shares;
/** What opening an organisation's rows fails by. */
let failing: Map<string, Error>;

const logOf = (organisation: string): SqliteEventLog => logs.get(organisation) as SqliteEventLog;
let commands = 0;
async function append(organisation: string, ...types: readonly string[]): Promise<void> {
  commands += 1;
  const events = types.map((type) => ({ type, version: 1, data: { text: 'nothing that is said anywhere' } }));
  const write = { stream: `s-${commands}`, expectedRevision: -1, events };
  await logOf(organisation).append({ commandId: `c-${commands}`, actor }, [write]);
}
const standing = (organisation: string) => role.standings.find((each) => each.organisation === organisation);
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await setTimeout(10);
}
const reached = (organisation: string, position: number) =>
  until(() => standing(organisation)?.position === position && standing(organisation)?.stopped === null);
const told = (what: Notice['what'], part: string) =>
  notices.filter((notice) => notice.what === what && 'part' in notice && notice.part === part);
const positionIn = async (organisation: string): Promise<number> => {
  const models = await ReadModels.openIn(postgres, logOf(organisation), catalogue);
  const { after } = await models.advance();
  await models.close();
  return after;
};

async function begin(): Promise<void> {
  const ends = new LogEnds(async () => {
    const found: { organisation: string; position: number }[] = [];
    for (const [organisation, log] of logs) found.push({ organisation, position: await log.lastPosition() });
    return found;
  }, 10);
  role = new RowsRole({
    ...{ ends, turns: new AtOnce(2), retry: { shortestMs: 20, longestMs: 50 }, now: Date.now },
    tell: (notice) => notices.push(notice),
    open: async (lease: HeldLease) => {
      const error = failing.get(lease.part);
      if (error !== undefined) throw error;
      const models = await ReadModels.openIn(lease.over(postgres), logOf(lease.part), catalogue);
      return { log: logOf(lease.part), models, close: () => models.close() };
    },
  });
  const leases = await Leases.open({ postgres, worker: 'w', role: role.name, milliseconds: 2000 });
  shares = new Shares({ leases, role, roundMs: 20, tell: (notice) => notices.push(notice) });
}

beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.stop());
beforeEach(async () => {
  postgres = Postgres.open({ address: await server.address() });
  dir = mkdtempSync(join(tmpdir(), 'bidragsbok-work-'));
  logs = new Map(
    ORGANISATIONS.map((organisation) => [
      organisation,
      SqliteEventLog.open({ dir: join(dir, organisation), organisation }),
    ]),
  );
  catalogue = new EventCatalogue([...logEventTypes, Noted]);
  notices = [];
  failing = new Map();
  for (const organisation of ORGANISATIONS) await append(organisation, 'Noted', 'Noted');
  await begin();
});
afterEach(async () => {
  await shares.stop();
  for (const log of logs.values()) await log.close();
  await postgres.close();
  rmSync(dir, { recursive: true });
});

describe('rows', () => {
  it('follow every log, what is there and what comes', async () => {
    for (const organisation of ORGANISATIONS) await reached(organisation, 2);
    await append(SECOND, 'Noted', 'Noted', 'Noted');
    await reached(SECOND, 5);
    expect(told('batch', SECOND)).toMatchObject([{ events: 2 }, { events: 3 }]);
    expect(await positionIn(SECOND)).toBe(5);
    expect([...(await role.lagsMs())]).toEqual(expect.arrayContaining([[SECOND, 0]]));
  });

  it('end after their batch when the worker stops, and are not written any more', async () => {
    await reached(FIRST, 2);
    await shares.stop();
    expect(role.standings).toEqual([]);
    await append(FIRST, 'Noted');
    await setTimeout(50);
    expect(await positionIn(FIRST)).toBe(2);
  });
});

describe('an event that rows cannot take in', () => {
  const poison = { position: 4, stream: 's-4', revision: 1, type: 'Odd', version: 1 };
  beforeEach(async () => {
    commands = 3;
    await append(SECOND, 'Noted', 'Odd', 'Noted');
  });

  it('stops the rows of its log alone, before itself, and is told of with its reason', async () => {
    await until(() => standing(SECOND)?.stopped?.poison != null);
    await append(FIRST, 'Noted');
    await append(THIRD, 'Noted');
    await reached(FIRST, 3);
    await reached(THIRD, 3);
    expect(standing(SECOND)).toMatchObject({ position: 3, end: 5, stopped: { poison } });
    const [stopped] = told('stopped', SECOND);
    expect(stopped).toMatchObject({ poison, why: { code: 'Error', says: expect.stringContaining('Odd') } });
    expect(JSON.stringify(notices)).not.toContain('nothing that is said anywhere');
    expect((await role.lagsMs()).get(SECOND)).toBeGreaterThan(0);
    expect([...told('stopped', FIRST), ...told('stopped', THIRD)]).toEqual([]);
  });

  it('is tried again, each time a while later, and taken in by a program that knows it', async () => {
    await until(() => told('stopped', SECOND).length >= 4);
    const waits = told('stopped', SECOND).map((notice) => ('retryMs' in notice ? notice.retryMs : 0));
    expect(waits.slice(0, 4)).toEqual([20, 40, 50, 50]);
    catalogue = new EventCatalogue([...logEventTypes, Noted, Odd]);
    await reached(SECOND, 5);
    expect(told('resumed', SECOND)).toHaveLength(1);
    expect(await positionIn(SECOND)).toBe(5);
  });
});

describe('what is no fault of an event', () => {
  it('is waited for by its log’s rows, and no event is said to be the reason', async () => {
    failing.set(THIRD, new DomainError('POSTGRES_UNREACHABLE'));
    await shares.stop();
    await begin();
    await until(() => told('stopped', THIRD).length >= 2);
    expect(told('stopped', THIRD)[0]).toMatchObject({ poison: null, why: { code: 'POSTGRES_UNREACHABLE' } });
    failing.clear();
    await append(THIRD, 'Noted');
    await reached(THIRD, 3);
  });
});
