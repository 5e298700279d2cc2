import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { imports } from '#read-models';

import { january } from './import.fixture.js';
import { type KeptImport, withKeptFile } from './kept-file.js';
import { Scene } from './scene.fixture.js';

let scene: Scene;
let row: KeptImport;
let dir: string;
beforeEach(async () => {
  scene = await Scene.begin();
  await scene.take(january);
  const [first] = await imports(scene.book.models.db, await scene.book.moment());
  if (first === undefined) throw new Error('Nothing was taken in');
  row = first;
  dir = join(scene.book.dir, 'reading');
});
afterEach(() => scene.close());

const reading = () => withKeptFile(scene.book, row, (file) => Promise.resolve(readFileSync(file.path, 'utf8')));
const refusing = (code: string) => expect.objectContaining({ code, details: { import: row.import } });

describe('a kept file', () => {
  it('is read as it was taken in, by this user alone, and is gone afterwards', async () => {
    const read = await withKeptFile(scene.book, row, (file) => {
      expect(statSync(file.path).mode & 0o777).toBe(0o600);
      expect(file).toMatchObject({ sha256: row.sha256, format: 'sie' });
      return Promise.resolve(readFileSync(file.path));
    });
    expect(read).toEqual(readFileSync(join(scene.data, 'books.se')));
    expect(readdirSync(dir)).toEqual([]);
  });

  it('is gone also where the reading of it fails', async () => {
    await expect(withKeptFile(scene.book, row, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(readdirSync(dir)).toEqual([]);
  });

  it('that is missing or damaged is refused', async () => {
    const path = scene.book.files.pathOf(row.sha256);
    const bytes = readFileSync(path);
    writeFileSync(path, bytes.subarray(0, bytes.length - 9));
    await expect(reading()).rejects.toThrow(refusing('KEPT_FILE_DAMAGED'));
    writeFileSync(path, 'inget komprimerat');
    await expect(reading()).rejects.toThrow(refusing('KEPT_FILE_DAMAGED'));
    const other = scene.file('#FLAGGA 0', 'annan.se');
    const { sha256 } = row;
    row = { ...row, sha256: 'd'.repeat(64) };
    await expect(reading()).rejects.toThrow(refusing('KEPT_FILE_MISSING'));
    row = { ...row, sha256 };
    rmSync(path);
    await expect(scene.book.files.keep(other, sha256)).rejects.toMatchObject({ code: 'FILE_CHANGED' });
    await expect(reading()).rejects.toThrow(refusing('KEPT_FILE_MISSING'));
    expect(readdirSync(dir)).toEqual([]);
  });

  it('that another file lies in the place of is refused', async () => {
    const other = await scene.take([january[0]]);
    writeFileSync(scene.book.files.pathOf(row.sha256), readFileSync(scene.book.files.pathOf(other.sha256)));
    await expect(reading()).rejects.toThrow(refusing('KEPT_FILE_DAMAGED'));
  });

  it('that a killed process left is swept, and one that is being read is not', async () => {
    await reading();
    const { pid: gone } = spawnSync(process.execPath, ['--version']);
    const id = '00000000-0000-4000-8000-000000000000';
    const [left, old, elsewhere, alive] = [
      `${hostname()}-${gone.toString()}-${id}`,
      `annan-dator-1-${id}`,
      `annan-dator-2-${id}`,
      `${hostname()}-${process.pid.toString()}-${id}`,
    ];
    for (const name of [left, old, elsewhere, alive]) writeFileSync(join(dir, name), '');
    utimesSync(join(dir, old), 1, 1);
    await reading();
    expect(readdirSync(dir).sort()).toEqual([elsewhere, alive].sort());
  });
});
