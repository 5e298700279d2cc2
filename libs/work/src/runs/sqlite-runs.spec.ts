import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { describe, expect, it } from '@jest/globals';

import { runsContract } from './runs.contract.js';
import { SqliteRuns } from './sqlite-runs.js';

describe('runs in a file', () => {
  runsContract(() => {
    const dir = mkdtempSync(join(tmpdir(), 'bidragsbok-runs-'));
    return Promise.resolve({
      open: (leaseMs) => Promise.resolve(SqliteRuns.open(join(dir, 'runs.db'), leaseMs)),
      remove: () => {
        rmSync(dir, { recursive: true });
        return Promise.resolve();
      },
    });
  });

  it('are begun anew where the file is damaged', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'bidragsbok-runs-'));
    const path = join(dir, 'runs.db');
    writeFileSync(path, 'no database at all'.repeat(100));
    const runs = SqliteRuns.open(path);
    expect(await runs.list()).toEqual([]);
    await runs.close();
    rmSync(dir, { recursive: true });
  });
});
