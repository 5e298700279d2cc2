import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { describe, expect, it } from '@jest/globals';

import { type CommandContext, type EventLog, seededSalt, SqliteEventLog, type Write } from '#event-log';

import { type Machines, machines, openLog } from './copied-scene.js';
import { anOrganisation, restarting } from './scene.js';

const NOON = Date.UTC(2026, 2, 1, 12);
const command = (commandId: string): CommandContext => ({
  commandId,
  actor: { subject: 'person-kim', role: 'accountant' },
});
const write = (stream: string, expectedRevision: number, ...data: readonly unknown[]): Write => ({
  ...{ stream, expectedRevision },
  events: data.map((each) => ({ type: 'Noted', version: 1, data: each, private: { text: `Åsa ${String(each)}` } })),
});
const erasure = (...positions: readonly number[]) => ({
  ...{ type: 'PrivatePartErased', version: 1 },
  data: { positions, decision: { body: 'Arkivet', date: '2026-04-01', caseNumber: 'A 1' } },
});

/** Appends to one stream and to several, a conflict, a retry, a guard, an erasure; the same on every engine. */
async function playScene(log: EventLog): Promise<void> {
  await log.append(command('one'), [write('a', -1, 1, 2)]);
  await log.append(command('two'), [write('b', -1, 3), write('a', 1, 4), write('c', -1, 5)]);
  const late = log.append(command('late'), [write('b', -1, 6)]);
  await expect(late).rejects.toMatchObject({ code: 'STREAM_MOVED_ON' });
  await log.append(command('guarded'), [write('d', -1, 7)], [{ stream: 'c', revision: 0 }]);
  await log.append(command('erase'), [{ stream: 'log', expectedRevision: -1, events: [erasure(2, 3)] }]);
  const again = await log.append(command('two'), [write('b', -1, 3), write('a', 1, 4), write('c', -1, 5)]);
  expect(again.map((event) => event.again)).toEqual([true, true, true]);
  const many = Array.from({ length: 120 }, (_, at) => write(`m-${at}`, -1, at));
  await log.append(command('many'), many);
}

/** All that is stored, private parts and their salts too; what was appended together in any order, by its stream. */
async function stored(log: EventLog): Promise<unknown> {
  const events = await log.readStored(0, 1000);
  const [inOrder, many] = [events.slice(0, 7), events.slice(7)];
  return {
    inOrder,
    many: many
      .map(({ stream, revision, bytes, sealed }) => ({ stream, revision, bytes, sealed }))
      .sort((one, other) => (one.stream < other.stream ? -1 : 1)),
    positions: events.map(({ position }) => position),
  };
}

describe('a log whose store is killed at a request', () => {
  const NEVER = 1_000_000;
  const scripted = { clock: () => NOON, salt: seededSalt('kills') };
  async function expected(organisation: string): Promise<unknown> {
    const dir = mkdtempSync(join(tmpdir(), 'bidragsbok-kills-'));
    const log = SqliteEventLog.open({ dir, organisation, ...scripted });
    try {
      await playScene(log);
      return await stored(log);
    } finally {
      await log.close();
      rmSync(dir, { recursive: true });
    }
  }
  async function expectAsInFile(at: Machines): Promise<void> {
    const organisation = anOrganisation();
    const log = await openLog(at, { organisation, ...scripted });
    await playScene(log);
    expect(await stored(log)).toEqual(await expected(organisation));
    expect(await log.faults()).toEqual([]);
    await log.close();
  }

  it.each(['before', 'after'] as const)(
    'has what SQLite has, bytes, leaves, salts and private parts, whichever request it is (%s the store has it)',
    async (when) => {
      const at = await machines();
      await expectAsInFile(at); // Whatever lay in the store before is filed.
      at.relay.breakAt({ request: NEVER, when: 'before' });
      await expectAsInFile(at);
      const { requests } = at.relay;
      expect(requests).toBeGreaterThan(130);
      // The 120 of the import are alike: some of them are as good as all.
      const isLone = (n: number): boolean => n < 30 || n > requests - 5 || n % 40 === 0;
      const lone = Array.from({ length: requests }, (_, at) => at + 1).filter(isLone);
      let broken = 0;
      for (const request of lone) {
        at.relay.breakAt({ request, when, ...restarting(at) });
        await expectAsInFile(at);
        if (at.relay.isBroken) broken += 1;
      }
      // Each break has come, or nothing was tested; in a store that others write to, one or the other asks for less.
      expect(broken).toBeGreaterThanOrEqual(at.node === undefined ? lone.length * 0.9 : lone.length);
    },
    600_000,
  );
});
