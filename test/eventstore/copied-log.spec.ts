import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { describe, expect, it } from '@jest/globals';

import { SqliteEventLog } from '#event-log';

import { eventLogContract } from '../../libs/event-log/src/event-log.contract.js';
import { command, connect, machines, openLog, write } from './copied-scene.js';
import { anOrganisation } from './scene.js';

describe('the log in EventStoreDB and PostgreSQL', () => {
  eventLogContract(async () => {
    const at = await machines();
    const organisation = anOrganisation();
    const copies: string[] = [];
    return {
      open: (clock) => openLog(at, { organisation, clock }),
      openCopy: async (of, clock) => {
        const dir = mkdtempSync(join(tmpdir(), 'bidragsbok-copied-'));
        copies.push(dir);
        await of.copyTo(join(dir, 'log.db'));
        return SqliteEventLog.open({ dir, organisation, clock, create: false });
      },
      remove: () => {
        for (const dir of copies) rmSync(dir, { recursive: true });
        return Promise.resolve();
      },
    };
  });

  it('takes what is filed while somebody reads to its end for nothing that was altered', async () => {
    const at = await machines();
    const organisation = anOrganisation();
    const log = await openLog(at, { organisation });
    await log.append(command('one'), [write('a', -1, 1)]);
    const postgres = connect(at.database);
    const reader = await openLog(at, { organisation, postgres, readOnly: true });
    const asked = postgres.session.bind(postgres);
    let appended = 0;
    // Between each question of the reader's and the next one more event is filed.
    postgres.session = async (work, on) => {
      const answer = await asked(work, on);
      await log.append(command(`meanwhile-${appended}`), [write(`b-${appended++}`, -1, 1)]);
      return answer;
    };
    expect(await reader.readAll(1, 10)).toEqual([]);
    expect(appended).toBeGreaterThan(1);
    postgres.session = asked;
    expect(await reader.readAll(1, 10)).toHaveLength(appended);
  });
});
