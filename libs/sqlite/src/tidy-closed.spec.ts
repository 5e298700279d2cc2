import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, it } from '@jest/globals';

import { checkpoint } from './checkpoint.js';
import { openDatabase } from './open-database.js';
import { tidyClosed } from './tidy-closed.js';

it('leaves a closed file alone in its folder, and never takes away what is not in it yet', () => {
  const dir = mkdtempSync(join(tmpdir(), 'bidragsbok-tidy-'));
  const path = join(dir, 'a.db');
  const db = openDatabase(path, 'CREATE TABLE a (b)', { synchronous: 'FULL', secureDelete: false });
  expect(() => {
    tidyClosed(path);
  }).toThrow('not empty');
  checkpoint(db);
  db.close();
  tidyClosed(path);
  expect(readdirSync(dir)).toEqual(['a.db']);
  rmSync(dir, { recursive: true });
});
