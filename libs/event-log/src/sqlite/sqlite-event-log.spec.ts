import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { describe } from '@jest/globals';

import { eventLogContract, ORGANISATION, type Place } from '../event-log.contract.js';
import { SqliteEventLog } from './sqlite-event-log.js';

describe('the log in SQLite', () => {
  eventLogContract((): Promise<Place> => {
    const dir = mkdtempSync(join(tmpdir(), 'bidragsbok-log-'));
    return Promise.resolve({
      open: (clock) =>
        Promise.resolve(SqliteEventLog.open({ dir, organisation: ORGANISATION, ...(clock && { clock }) })),
      remove: () => {
        rmSync(dir, { recursive: true });
        return Promise.resolve();
      },
    });
  });
});
