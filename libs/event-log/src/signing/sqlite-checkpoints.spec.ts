import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { describe } from '@jest/globals';

import { openDatabase } from '#sqlite';

import { signedCheckpointsContract } from './signed-checkpoints.contract.js';
import { SqliteCheckpoints } from './sqlite-checkpoints.js';

describe('signed checkpoints in a file', () => {
  signedCheckpointsContract(() => {
    const dir = mkdtempSync(join(tmpdir(), 'bidragsbok-checkpoints-'));
    const path = join(dir, 'signer.db');
    return Promise.resolve({
      open: () => Promise.resolve(SqliteCheckpoints.open(path)),
      tamper: (sql) => {
        const db = openDatabase(path, '', { synchronous: 'OFF', secureDelete: false });
        return new Promise<void>((resolve) => {
          try {
            db.exec(sql);
          } finally {
            db.close();
          }
          resolve();
        });
      },
      remove: () => {
        rmSync(dir, { recursive: true });
        return Promise.resolve();
      },
    });
  });
});
