import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { describe } from '@jest/globals';

import { SqliteEventLog } from '#event-log';

import { eventLogContract } from '../../libs/event-log/src/event-log.contract.js';
import { machines, openLog } from './copied-scene.js';
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
});
