import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, expect, it } from '@jest/globals';

import { blobsContract } from './blobs.contract.js';
import { FileBlobs } from './file-blobs.js';

const root = mkdtempSync(join(tmpdir(), 'bidragsbok-blobs-'));
afterAll(() => {
  rmSync(root, { recursive: true });
});
let made = 0;
const place = (): string => join(root, String(made++));

blobsContract('sealed documents in files', () => Promise.resolve(new FileBlobs(place())));

it('sweeps what a process that was killed left behind, and lists none of it', async () => {
  const dir = place();
  mkdirSync(join(dir, 'ab'), { recursive: true });
  const left = `.partial-${hostname()}-999999999-00000000-0000-4000-8000-000000000000`;
  writeFileSync(join(dir, 'ab', left), 'half');
  const blobs = new FileBlobs(dir);
  for await (const id of blobs.list()) throw new Error(id);
  blobs.sweep();
  expect(readdirSync(join(dir, 'ab'))).toEqual([]);
});
