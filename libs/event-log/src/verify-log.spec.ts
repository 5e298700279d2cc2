import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { openDatabase } from '#sqlite';
import { rootAt } from '#transparency';

import { command, erasure, fact, ORGANISATION, pruning, write } from './contract/scene.contract.js';
import type { EventLog } from './event-log.js';
import { openNewLog } from './genesis.js';
import { newKey, writeKey } from './signing/key-file.js';
import { Signer } from './signing/signer.js';
import { SqliteEventLog } from './sqlite/sqlite-event-log.js';
import { verifyLog } from './verify-log.js';

const cli = { subject: 'system:cli', role: 'operator' };

/** 600 events in streams of three, half of them with a private part, of which 5 and 7 are erased; signed four times. */
async function fill(log: EventLog, signer: Signer): Promise<void> {
  signer.makeKey();
  const genesis = { name: 'Region Exempel', software: 'specs', key: await signer.verifierKey() };
  await openNewLog(log, genesis, { commandId: 'init', actor: cli });
  await signer.checkpoint(1);
  for (let at = 0; at < 199; at++) {
    const facts = [fact({ at }, { text: `secret ${at}` }), fact({ at }), fact({ at }, { text: `other ${at}` })];
    await log.append(command(`c-${at}`), [write(`s-${at}`, -1, ...facts)]);
  }
  await log.append(command('erase'), [write('log', 0, erasure(5, 7))]);
  await log.append(command('last'), [write('last', -1, fact(1))]);
  for (const size of [100, 256, 600]) await signer.checkpoint(size);
}

describe('a verification', () => {
  let dir: string;
  let log: SqliteEventLog;
  let signer: Signer;
  const open = () => {
    log = SqliteEventLog.open({ dir, organisation: ORGANISATION });
    signer = new Signer({ dir: join(dir, 'signer'), log, clock: Date.now });
  };
  const close = async () => {
    await signer.close();
    await log.close();
  };
  const tamper = async (sql: string, file = 'log.db') => {
    await close();
    const db = openDatabase(join(dir, file), '', { synchronous: 'OFF', secureDelete: false });
    const triggers = db.prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").all();
    for (const { name } of triggers as { name: string }[]) db.exec(`DROP TRIGGER ${name}`);
    db.exec(sql);
    for (const trigger of triggers as { sql: string }[]) db.exec(trigger.sql);
    db.close();
    open();
  };
  const verify = async () => verifyLog(log, await signer.signed());
  /** What is found beside the two parts that are erased. */
  const found = async () => (await verify()).faults.filter(({ verdict }) => verdict !== 'ERASED');

  // Filled once: each of its many appends waits for the disk.
  const filled = mkdtempSync(join(tmpdir(), 'bidragsbok-verify-'));
  beforeAll(async () => {
    dir = filled;
    open();
    await fill(log, signer);
    await close();
  });
  afterAll(() => {
    rmSync(filled, { recursive: true });
  });
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'bidragsbok-verify-'));
    cpSync(filled, dir, { recursive: true });
    open();
  });
  afterEach(async () => {
    await close();
    rmSync(dir, { recursive: true });
  });

  const erased = [
    { verdict: 'ERASED', position: 5, stream: 's-1', field: 'private', decision: 599 },
    { verdict: 'ERASED', position: 7, stream: 's-1', field: 'private', decision: 599 },
  ];

  it('says of a log that is whole how much it hashed, and what decisions have erased', async () => {
    const seen: number[] = [];
    const verified = await verifyLog(log, await signer.signed(), (position) => seen.push(position));
    const root = await rootAt((...asked) => log.hashes(...asked), 600);
    expect(verified).toEqual({ events: 600, root, checkpoints: 4, pruned: [], faults: erased });
    expect(seen).toEqual([250, 500, 600]);
  });

  const event = (position: number, field: string, stream = `s-${Math.floor((position - 2) / 3)}`) => ({
    ...{ verdict: 'FAILED', position, stream, field },
  });
  const checkpoint = (size: number, why: string) => ({ verdict: 'FAILED', step: 'checkpoint', size, why });
  const tree = (first: number, last: number) => ({ verdict: 'FAILED', step: 'tree', first, last });
  const signedFrom = (from: number) =>
    [600, 256, 100, 1].filter((size) => size >= from).map((size) => checkpoint(size, 'differs'));
  const bytes = (position: number, from: string, to: string) =>
    `UPDATE event SET bytes = replace(bytes, '${from}', '${to}') WHERE position = ${position}`;

  it.each([
    [
      'bytes',
      bytes(300, '"data":{"at":99}', '"data":{"at":98}'),
      [event(300, 'leaf'), tree(257, 512), ...signedFrom(300)],
    ],
    [
      'a field',
      bytes(50, '"role":"accountant"', '"role":"auditor"'),
      [event(50, 'leaf'), tree(1, 256), ...signedFrom(50)],
    ],
    [
      'whose log it is',
      bytes(300, ORGANISATION, '5560160680'),
      [event(300, 'leaf'), event(300, 'bytes'), tree(257, 512), ...signedFrom(300)],
    ],
    ['a leaf', 'UPDATE event SET leaf = zeroblob(32) WHERE position = 300', [event(300, 'leaf')]],
    [
      'a stream',
      `UPDATE event SET stream = 's-x' WHERE position = 301`,
      [event(301, 'revision', 's-x'), event(301, 'stream', 's-x')],
    ],
    [
      'a revision',
      'UPDATE event SET revision = 7 WHERE position = 301',
      [event(301, 'revision'), event(301, 'revision')],
    ],
    ['a position', 'UPDATE event SET position = 700 WHERE position = 600', [event(700, 'position', 'last')]],
    [
      'a private part',
      `UPDATE event SET private = replace(private, 'secret', 'public') WHERE position = 302`,
      [event(302, 'private')],
    ],
    [
      'a salt',
      `UPDATE event SET private = '0' || substr(private, 2) WHERE position IN (302, 305, 308, 311, 314, 317)`,
      null,
    ],
    [
      'the letters of a salt',
      `UPDATE event SET private = upper(substr(private, 1, 64)) || substr(private, 65) WHERE position = 302`,
      [event(302, 'private')],
    ],
    [
      'another event’s part',
      'UPDATE event SET private = (SELECT private FROM event WHERE position = 304) WHERE position = 302',
      [event(302, 'private')],
    ],
    [
      'a part that was never there',
      `UPDATE event SET private = (SELECT private FROM event WHERE position = 304) WHERE position = 303`,
      [event(303, 'private')],
    ],
    [
      'a part that is erased',
      `UPDATE event SET private = (SELECT private FROM event WHERE position = 304) WHERE position = 5`,
      [event(5, 'private')],
    ],
    ['a root of the tree', 'UPDATE subtree SET root = zeroblob(32) WHERE number = 1', [tree(257, 512)]],
    ['a root too many', 'INSERT INTO subtree VALUES (2, 0, zeroblob(32))', [tree(1, 65_536)]],
    ['a root too few', 'DELETE FROM subtree WHERE number = 1', [tree(257, 512)]],
  ])('names an event or a stored hash that was altered: %s', async (_, sql, faults) => {
    await tamper(sql);
    if (faults === null) expect(await found()).not.toEqual([]);
    else expect(await found()).toEqual(faults);
  });

  it('names a private part that is gone without a decision', async () => {
    await tamper('UPDATE event SET private = NULL WHERE position = 302');
    expect(await found()).toEqual([{ verdict: 'MISSING', position: 302, stream: 's-100', field: 'private' }]);
  });

  it('names what was taken out, put in, or cut off', async () => {
    await tamper('DELETE FROM event WHERE position > 590');
    expect(await found()).toContainEqual(checkpoint(600, 'missing'));
    await tamper('DELETE FROM event WHERE position = 300');
    expect(await found()).toContainEqual(event(301, 'position'));
    expect(await found()).toContainEqual(event(301, 'revision'));
    expect((await found()).filter((fault) => 'step' in fault && fault.step === 'checkpoint')).toEqual([
      checkpoint(600, 'missing'),
    ]);
  });

  it('is not deceived by who hashes everything anew', async () => {
    // Bytes, leaf and tree agree with each other; only what was signed tells.
    const changed = `replace(bytes, '"data":{"at":99}', '"data":{"at":98}')`;
    await close();
    const db = openDatabase(join(dir, 'log.db'), '', { synchronous: 'OFF', secureDelete: false });
    const [row] = db.prepare(`SELECT ${changed} AS bytes FROM event WHERE position = 300`).all() as { bytes: string }[];
    db.close();
    open();
    const { leafHash, rootOver } = await import('#transparency');
    const leaf = leafHash(row?.bytes ?? '');
    const leaves = [...(await log.hashes(0, 256, 256))].with(43, leaf);
    const hex = (hash: string) => Buffer.from(hash, 'latin1').toString('hex');
    await tamper(
      `UPDATE event SET bytes = ${changed}, leaf = x'${hex(leaf)}' WHERE position = 300;
       UPDATE subtree SET root = x'${hex(rootOver(leaves))}' WHERE number = 1`,
    );
    expect(await found()).toEqual([checkpoint(600, 'differs')]);
    expect(await signer.hold()).toMatchObject({ agreesTo: 256, missing: 0 });
  });

  it('names a checkpoint that the key of the log has not signed', async () => {
    await tamper(`UPDATE checkpoint SET note = replace(note, '100', '101') WHERE size = 100`, 'signer/signer.db');
    expect(await found()).toEqual([checkpoint(100, 'signature')]);
  });

  it('names a checkpoint that says something else than the store remembers', async () => {
    await tamper(`UPDATE checkpoint SET root = '${'0'.repeat(64)}' WHERE size = 100`, 'signer/signer.db');
    expect(await found()).toEqual([checkpoint(100, 'signature')]);
  });

  it('takes what earlier keys have signed', async () => {
    await signer.rotate({ commandId: 'rotate', actor: cli });
    await signer.checkpoint(601);
    expect(await found()).toEqual([]);
    writeKey(signer.keyPath, newKey());
    expect(await found()).toEqual([]);
  });

  it('counts what decisions have pruned by its leaf, and fails what none has', async () => {
    // Streams 0 and 1; of the latter two parts were erased before.
    const root = await rootAt((...asked) => log.hashes(...asked), 600);
    await log.append(command('prune'), [write('log', 1, pruning([2, 7]))]);
    const verified = await verifyLog(log, await signer.signed());
    expect([verified.pruned, verified.faults]).toEqual([[{ decision: 601, events: 6 }], []]);
    expect(await rootAt((...asked) => log.hashes(...asked), 600)).toBe(root);
    await tamper('UPDATE event SET bytes = NULL, private = NULL WHERE position = 50');
    expect(await found()).toEqual([event(50, 'bytes')]);
    await expect(log.readAll(0, 100)).rejects.toMatchObject({ code: 'LOG_ALTERED', details: { position: 50 } });
    await expect(log.readStream('s-16')).rejects.toMatchObject({ code: 'LOG_ALTERED' });
  });

  it('never takes what is missing at the end, or of the log’s own stream, for pruned', async () => {
    await tamper('UPDATE event SET bytes = NULL WHERE position = 600');
    expect(await found()).toEqual([event(600, 'bytes', 'last')]);
    await expect(log.readAll(599, 10)).rejects.toMatchObject({ code: 'LOG_ALTERED', details: { position: 600 } });
    await tamper('UPDATE event SET bytes = NULL WHERE position = 599');
    await expect(log.readStream('log')).rejects.toMatchObject({ code: 'LOG_ALTERED' });
  });

  it('tells a leaf of a pruned event that is not the one that was signed', async () => {
    await log.append(command('prune'), [write('log', 1, pruning([2, 7]))]);
    await tamper('UPDATE event SET leaf = zeroblob(32) WHERE position = 3');
    expect(await found()).toEqual([tree(1, 256), ...signedFrom(3)]);
  });

  it('names triggers and tables that are not those of a log', async () => {
    await tamper('CREATE TABLE other (a)');
    expect(await found()).toEqual([{ verdict: 'FAILED', step: 'file', says: 'schema: table other' }]);
    await close();
    const db = openDatabase(join(dir, 'log.db'), '', { synchronous: 'OFF', secureDelete: false });
    db.exec(
      'DROP TABLE other; DROP TRIGGER event_stays; CREATE TRIGGER event_stays BEFORE DELETE ON event BEGIN SELECT 1; END',
    );
    db.close();
    open();
    expect(await found()).toEqual([{ verdict: 'FAILED', step: 'file', says: 'schema: trigger event_stays' }]);
  });
});
