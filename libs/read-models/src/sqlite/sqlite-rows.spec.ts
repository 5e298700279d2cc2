import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { describe } from '@jest/globals';

import { openDatabase } from '#sqlite';

import { rowsContract } from '../rows.contract.js';
import { SqliteRows } from './sqlite-rows.js';

describe('the rows of SQLite', () => {
  rowsContract((tables) => {
    const dir = mkdtempSync(join(tmpdir(), 'sqlite-rows-'));
    const path = join(dir, 'rows.db');
    const file = openDatabase(path, tables.replace('JSON', 'TEXT'), { synchronous: 'OFF', secureDelete: false });
    const rows = new SqliteRows(file, path);
    const remove = () => {
      rows.close();
      file.close();
      rmSync(dir, { recursive: true });
      return Promise.resolve();
    };
    return Promise.resolve({ rows, remove });
  });
});
