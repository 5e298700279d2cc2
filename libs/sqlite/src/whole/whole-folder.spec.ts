import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { wholeFolder } from './whole-folder.js';

const refusing = (code: string) => expect.objectContaining({ code });
/** No process of this machine has the number. */
const DEAD = 2 ** 31 - 1;

// That a power cut takes none of it is tried in test/faults.
describe('a folder that is made', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'bidragsbok-whole-'));
  });
  afterEach(() => {
    rmSync(dir, { recursive: true });
  });
  const write = async (folder: string): Promise<string> => {
    mkdirSync(join(folder, 'a', 'b'), { recursive: true });
    writeFileSync(join(folder, 'a', 'b', 'c'), 'x');
    return Promise.resolve('made');
  };

  it('is there whole, at whatever depth, with what the work answers', async () => {
    expect(await wholeFolder(join(dir, 'out'), write)).toBe('made');
    expect(readFileSync(join(dir, 'out', 'a', 'b', 'c'), 'utf8')).toBe('x');
    expect(readdirSync(dir)).toEqual(['out']);
  });

  it('may be there and empty, but nothing else', async () => {
    mkdirSync(join(dir, 'out'));
    await wholeFolder(join(dir, 'out'), write);
    await expect(wholeFolder(join(dir, 'out'), write)).rejects.toThrow(refusing('FOLDER_NOT_EMPTY'));
    writeFileSync(join(dir, 'file'), '');
    for (const out of ['file', 'none/out']) {
      await expect(wholeFolder(join(dir, out), write)).rejects.toThrow(refusing('OUTPUT_UNWRITABLE'));
    }
    expect(readdirSync(dir)).toEqual(['file', 'out']);
  });

  it('is not there where its work fails, or another has come first', async () => {
    const failing = async (folder: string) => {
      await write(folder);
      throw new Error('Half way.');
    };
    await expect(wholeFolder(join(dir, 'out'), failing)).rejects.toThrow('Half way.');
    expect(readdirSync(dir)).toEqual([]);
    const overtaken = async (folder: string) => {
      mkdirSync(join(dir, 'out'));
      writeFileSync(join(dir, 'out', 'theirs'), '');
      return write(folder);
    };
    await expect(wholeFolder(join(dir, 'out'), overtaken)).rejects.toThrow(refusing('FOLDER_NOT_EMPTY'));
    expect(readdirSync(join(dir, 'out'))).toEqual(['theirs']);
  });

  it('removes what a try left that was killed, and no other', async () => {
    const id = '00000000-0000-0000-0000-000000000000';
    const [killed, working] = [DEAD, process.pid].map((pid) => join(dir, `.out.${hostname()}-${pid}-${id}`));
    const others = join(dir, `.other.${hostname()}-${DEAD}-${id}`);
    for (const path of [killed, working, others]) mkdirSync(path ?? '');
    await wholeFolder(join(dir, 'out'), write);
    expect([killed, working, others].map((path) => existsSync(path ?? ''))).toEqual([false, true, true]);
  });
});
