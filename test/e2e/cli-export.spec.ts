import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';

import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';

import { HAS_PYTHON, pageSays } from '../conformance/export/verifiers.js';
import { Cli, type Ended, root } from './cli.js';
import { books, sieFile, TEXT } from './sie-file.js';

jest.setTimeout(240_000);

const OWN_VERIFIER = join(root, 'libs/transparency/src/verifiers/verify.py');

/** What one of the verifiers says of a folder. */
const python = (script: string, folder: string, ...more: readonly string[]): Ended =>
  spawnSync('python3', [script, folder, ...more], { encoding: 'utf8' });

const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(folder, join(parentPath, name)));
const contentsOf = (folder: string): ReadonlyMap<string, Buffer> =>
  new Map(filesIn(folder).map((path) => [path, readFileSync(join(folder, path))]));
const linesIn = ({ stdout }: Ended): readonly string[] => stdout.trimEnd().split('\n');

/** One bit of a file's middle. */
function flip(path: string): () => void {
  const content = readFileSync(path);
  const flipped = Buffer.from(content);
  const at = Math.floor(content.length / 2);
  flipped[at] = (content[at] ?? 0) ^ 1;
  writeFileSync(path, flipped);
  return () => {
    writeFileSync(path, content);
  };
}

(HAS_PYTHON ? describe : describe.skip)('an export', () => {
  const cli = new Cli();
  const exported = (name: string, ...more: readonly string[]): string => {
    const folder = join(cli.dir, name);
    cli.json('export', '--out', folder, ...more);
    return folder;
  };
  const keyNow = (): string => (cli.json('key', 'show') as { key: string }).key;
  let whole: string;
  let size: number;
  beforeAll(() => {
    cli.json('init', '--org', '2321000164', '--name', 'Region Örebro län');
    cli.json('apply', join(root, 'test/e2e/fixtures/commands.json'));
    cli.json('import', 'sie', cli.file('books.se', sieFile(...books)), '--scope', 'all', '--book', 'ekonomi-2026');
    whole = exported('all', '--private', 'all');
    size = Number.parseInt(readFileSync(join(whole, 'checkpoint'), 'utf8').split('\n')[1] ?? '', 10);
  });
  afterAll(() => {
    cli.remove();
  });

  it('of everything is proved by the verifier that lies in it, and by the page', async () => {
    const ended = python(join(whole, 'verify.py'), whole, '--key', keyNow());
    expect(ended).toMatchObject({ status: 0, stderr: '' });
    const lines = linesIn(ended);
    expect(lines[0]).toBe(`OK vkey ${keyNow()}: it is the key that was given`);
    expect(lines).toContain(`OK entries: ${size} events give the signed root`);
    expect(lines.filter((line) => line.startsWith('OK private')).length).toBeGreaterThan(3);
    expect(lines.at(-1)).toBe(`RESULT OK: ${size} events complete and unaltered`);
    expect(await pageSays(contentsOf(whole), keyNow())).toEqual(lines);
    expect(readFileSync(join(whole, 'private.jsonl'), 'utf8')).toContain(TEXT);
  });

  it('with a flipped bit in any of its files names that file', () => {
    for (const path of filesIn(whole)) {
      const restore = flip(join(whole, path));
      // A verifier that has been altered is not asked about itself.
      const ended = python(path === 'verify.py' ? OWN_VERIFIER : join(whole, 'verify.py'), whole);
      restore();
      expect(ended).toMatchObject({ status: 1, stderr: '' });
      expect(linesIn(ended).filter((line) => line.startsWith(`FAILED ${path}: `))).not.toEqual([]);
    }
    expect(python(join(whole, 'verify.py'), whole).status).toBe(0);
  });

  it('without private parts hands out no text, and says how many there are', () => {
    const folder = exported('silent');
    expect(Buffer.concat([...contentsOf(folder).values()]).includes(TEXT)).toBe(false);
    const ended = python(join(folder, 'verify.py'), folder);
    expect(linesIn(ended).at(-2)).toMatch(/^MISSING private: \d+ parts were not handed out$/);
    expect(ended.status).toBe(0);
  });

  it('of chosen events proves each', () => {
    const folder = exported('part', '--events', `2,${size - 1}-${size}`, '--private', `${size}`);
    const lines = linesIn(python(join(folder, 'verify.py'), folder));
    expect(lines).toEqual(
      expect.arrayContaining([2, size - 1, size].map((position) => `OK proof ${position}: included in ${size}`)),
    );
    expect(lines.at(-1)).toBe(`RESULT OK: 3 events of ${size}, unaltered`);
  });

  it('is proved to whoever has the key of before, by the handing over in it', () => {
    const before = keyNow();
    cli.json('key', 'rotate', '--id', 'revision');
    const folder = exported('rotated');
    const ended = python(join(folder, 'verify.py'), folder, '--key', before);
    expect(linesIn(ended)).toContain(`OK vkey ${keyNow()}: handed over by KeyRotated at ${size + 1}`);
    expect(ended.status).toBe(0);
    expect(python(join(whole, 'verify.py'), whole, '--key', keyNow()).status).toBe(1);

    const earlier = exported('earlier', '--as-of', `${size}`);
    const led = python(join(earlier, 'verify.py'), earlier, '--key', before);
    expect(linesIn(led).at(-1)).toBe(`RESULT OK: ${size} events complete and unaltered`);
  });
});
