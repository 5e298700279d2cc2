import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { CopiedEventLog, EventStore, PostgresCheckpoints, Signer } from '#event-log';
import { type Bidragsbok, catalogue } from '#intake';
import { Postgres } from '#postgres';
import { ReadModels } from '#read-models';
import { type PostgresServer, startPostgres } from '#spec-kit';

import { type Node, startNode } from '../eventstore/node/node.js';
import { bookInFiles, Feed, type Told, told } from './fed-store.js';
import { guards } from './guards.js';
import { folder, Writer } from './processes.js';
import { Program } from './program.js';
import { scaled, seeds, tell } from './scale.js';

const KILLS = scaled(100, 12);
const VOUCHERS = scaled(600, 150);

/** Who writes to a table that is held waits in the middle of its transaction. */
const WAITING = 'SELECT 1 FROM pg_locks WHERE NOT granted LIMIT 1';
const REACHED = "SELECT 1 FROM bidragsbok_rows.checkpoint WHERE place = 'live' AND position = $1";

let dir: string;
let book: Bidragsbok;
let expected: Told;
let server: PostgresServer;
let node: Node;
let address: string;
let postgres: Postgres;

beforeAll(async () => {
  dir = folder();
  server = await startPostgres();
  book = await bookInFiles(join(dir, 'files'), VOUCHERS);
  expected = await told(book.log, book.models);
  mkdirSync(join(dir, 'signers', book.organisation), { recursive: true });
  copyFileSync(book.signer.keyPath, join(dir, 'signers', book.organisation, 'key'));
});
afterAll(async () => {
  await book.close();
  await server.stop();
  rmSync(dir, { recursive: true });
});
beforeEach(async () => {
  node = await startNode();
  address = await server.address();
  postgres = Postgres.open({ address, connections: 4 });
});
afterEach(async () => {
  await postgres.close();
  node.kill();
});

const storeAddress = () => `esdb://127.0.0.1:${node.port}?tls=false`;
const start = (program: Program) =>
  Writer.run(program.script('projecting.mjs'), [storeAddress(), address, join(dir, 'signers')]);
const isSaid = (by: Writer, word: string) => by.acknowledged.some((line) => line.includes(word));

async function seen(isSo: () => boolean | Promise<boolean>, patienceMs = 5000): Promise<boolean> {
  for (const until = performance.now() + patienceMs; performance.now() < until;) {
    if (await isSo()) return true;
    await setTimeout(1);
  }
  return false;
}

/** Kills a projector that has begun to write in the middle of its transaction, at a table; false where it has not come to that. */
async function killAt([table, role]: readonly [table: string, role: string], projector: Writer): Promise<boolean> {
  return postgres.transact(async (session) => {
    await session.script(`LOCK TABLE ${table} IN SHARE MODE`);
    const isWaiting = async () => (await postgres.session((other) => other.run(WAITING))) > 0;
    const isOver = () =>
      isSaid(projector, `"role":"${role}","part":"${role === 'notary' ? '*' : book.organisation}","what":"batch"`);
    await seen(async () => (await isWaiting()) || isOver());
    const isInside = await isWaiting();
    await projector.kill();
    return isInside;
  });
}

/** Feeds the store by and by, and kills the one projector that there is in the middle of a batch, over and over; how often it was. */
async function killOverAndOver(program: Program, kills: number): Promise<number> {
  const feed = await Feed.of(book.log, storeAddress());
  // What its signer had signed as the log was opened: without a memory nothing is signed.
  const checkpoints = await PostgresCheckpoints.open(postgres, book.organisation);
  await checkpoints.keepAll(await book.signer.signed(), 1);
  const rows = `rows_${book.organisation}.voucher`;
  const places = [
    [rows, 'rows'],
    ['bidragsbok_rows.checkpoint', 'rows'],
    ['bidragsbok_log.notary', 'notary'],
  ] as const;
  let cut = 0;
  let chance = seeds(1)[0] ?? 1;
  for (let kill = 0; kill < kills; kill++) {
    await feed.give(Math.ceil(feed.size / kills));
    const projector = start(program);
    chance = (chance * 48_271) % 2_147_483_647;
    const place = places.at(chance % 4);
    // At first there are no rows to hold.
    if (place !== undefined && kill > 2) {
      if (await killAt(place, projector)) cut += 1;
      continue;
    }
    await seen(() => isSaid(projector, '"role":"rows"') && isSaid(projector, '"batch"'));
    await setTimeout(chance % 100);
    await projector.kill();
  }
  await feed.close();
  return cut;
}

/** Lets a projector come to the end, and says what there is then. */
async function atTheEnd(program: Program): Promise<Told> {
  const projector = start(program);
  const store = await EventStore.open({ address: storeAddress() });
  const log = await CopiedEventLog.open({ eventStore: store, postgres, organisation: book.organisation });
  const models = await ReadModels.openIn(postgres, log, catalogue);
  const signed = `"signed","part":"${book.organisation}","size":${expected.position}`;
  await seen(() => isSaid(projector, signed), 60_000);
  const hasReached = () => postgres.session((session) => session.run(REACHED, [expected.position]));
  await seen(async () => (await hasReached()) === 1, 60_000);
  expect(await projector.stop()).toBe(0);
  const checkpoints = await PostgresCheckpoints.open(postgres, book.organisation);
  const signer = new Signer({ dir: join(dir, 'signers', book.organisation), log, clock: Date.now, store: checkpoints });
  expect((await checkpoints.last())?.root).toBe(expected.root);
  expect(await signer.hold()).toBeNull();
  const found = await told(log, models);
  await models.close();
  await log.close();
  await store.close();
  return found;
}

describe('a projector that is killed in the middle of batches', () => {
  it(`${KILLS} times comes to the same log, figures and rows as files`, async () => {
    const cut = await killOverAndOver(Program.built, KILLS);
    expect(await atTheEnd(Program.built)).toEqual(expected);
    tell(`${KILLS} kills, ${cut} of them held in the middle of a transaction; ${expected.position} events`);
    expect(cut).toBeGreaterThan(KILLS / 6);
  });

  it('does not, where how far the rows have come is committed before them', async () => {
    const program = Program.sabotaged(...guards['how far rows in PostgreSQL have come is committed before them']);
    await killOverAndOver(program, scaled(30, 9));
    expect((await atTheEnd(program)).rows).not.toBe(expected.rows);
    program.remove();
  });
});
