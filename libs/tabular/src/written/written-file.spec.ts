import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, describe, expect, it } from '@jest/globals';

import { writeFileWhole } from './written-file.js';

const folder = mkdtempSync(join(tmpdir(), 'written-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('a file', () => {
  const path = join(folder, 'file.txt');
  const bytes = (text: string) => [Buffer.from(text)];

  it('says what was written, and is never written over unasked', async () => {
    const hello = '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824';
    expect(await writeFileWhole(path, bytes('hello'))).toEqual({ path, sha256: hello, size: 5 });
    await expect(writeFileWhole(path, bytes('other'))).rejects.toThrow(
      expect.objectContaining({ code: 'OUTPUT_EXISTS' }),
    );
    expect(readFileSync(path, 'utf8')).toBe('hello');
    await writeFileWhole(path, bytes('other'), { overwrite: true });
    expect(readFileSync(path, 'utf8')).toBe('other');
  });

  it('that stood there stands as it was when the new one fails', async () => {
    const failing = function* () {
      yield Buffer.from('half');
      throw new Error('Half way.');
    };
    await writeFileWhole(path, bytes('whole'), { overwrite: true });
    await expect(writeFileWhole(path, failing(), { overwrite: true })).rejects.toThrow('Half way.');
    expect(readFileSync(path, 'utf8')).toBe('whole');
    expect(readdirSync(folder)).toEqual(['file.txt']);
  });

  it('is refused where no folder is', async () => {
    await expect(writeFileWhole(join(folder, 'none', 'f'), bytes(''))).rejects.toThrow(
      expect.objectContaining({ code: 'OUTPUT_UNWRITABLE' }),
    );
    await expect(writeFileWhole(folder, bytes(''), { overwrite: true })).rejects.toThrow(
      expect.objectContaining({ code: 'OUTPUT_UNWRITABLE' }),
    );
  });
});
