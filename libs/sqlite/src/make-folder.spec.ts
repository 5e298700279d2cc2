import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, it } from '@jest/globals';

import { makeFolder } from './make-folder.js';

// That a power cut takes none of it is tried in test/faults.
it('makes a folder with those above it, and leaves one that is there as it is', () => {
  const dir = mkdtempSync(join(tmpdir(), 'bidragsbok-sqlite-'));
  makeFolder(join(dir, 'a/b'));
  makeFolder(join(dir, 'a/b/c'));
  makeFolder(join(dir, 'a'));
  expect(existsSync(join(dir, 'a/b/c'))).toBe(true);
  rmSync(dir, { recursive: true });
});
