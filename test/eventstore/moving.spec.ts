import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { describe, expect, it } from '@jest/globals';

import { appendStored, type EventLog, SqliteEventLog, verifyLog } from '#event-log';
import { rootAt } from '#transparency';

import { command, connect, machines, notaryOf, noted, openLog, write } from './copied-scene.js';
import { afterwards, anOrganisation, open } from './scene.js';

const NEVER = 1_000_000;
const rootOf = async (log: EventLog): Promise<string> =>
  rootAt((...asked) => log.hashes(...asked), await log.lastPosition());

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
    await (await notaryOf(at)).bringUp(); // Whatever lay in the store before.
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
