import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';

const root = join(import.meta.dirname, '../..');

/** Here, and nowhere else among the specs, a command is to find out by itself whether all is built. */
const env = { ...process.env, BIDRAGSBOK_AS_BUILT: undefined };

interface Ended {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

jest.setTimeout(60_000);

describe('infra/build.mjs', () => {
  let copy: string;

  beforeEach(() => {
    copy = mkdtempSync(join(tmpdir(), 'build-'));
    for (const path of ['infra', 'package.json', '.swcrc'])
      cpSync(join(root, path), join(copy, path), { recursive: true });
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
    mkdirSync(join(copy, 'apps/cli/src'), { recursive: true });
    mkdirSync(join(copy, 'libs/one/src'), { recursive: true });
    source(
      'apps/cli/src/main.ts',
      "import { one } from '#one';\nprocess.stdout.write(`answer ${one}`);\nprocess.exit(5);\n",
    );
    source('libs/one/src/index.ts', 'export const one: number = 1;\n');
  });
  afterEach(() => {
    rmSync(copy, { recursive: true, force: true });
  });

  const source = (path: string, text: string) => {
    writeFileSync(join(copy, path), text);
  };
  const run = (...words: readonly string[]): Promise<Ended> =>
    new Promise((resolve, reject) => {
      const child = spawn(process.execPath, words, { cwd: copy, env });
      const said = { stdout: '', stderr: '' };
      child.stdout.on('data', (chunk) => (said.stdout += String(chunk)));
      child.stderr.on('data', (chunk) => (said.stderr += String(chunk)));
      child.on('error', reject).on('close', (exitCode) => {
        resolve({ exitCode, ...said });
      });
    });
  const left = () => readdirSync(copy).filter((name) => name.startsWith('dist'));

  it('lets doors that start at once from a cold clone share one build, and leaves stdout and exit code to the door', async () => {
    const ended = await Promise.all([1, 2, 3].map(() => run('infra/run.mjs', 'cli')));
    expect(ended).toEqual([1, 2, 3].map(() => ({ exitCode: 5, stdout: 'answer 1', stderr: '' })));
    expect(left()).toEqual(['dist']);
  });

  it('goes on where a build was killed', async () => {
    symlinkSync('4194305', join(copy, 'dist-lock')); // No process has this number: it is above the kernel's highest.
    mkdirSync(join(copy, 'dist-4194305'));
    expect(await run('infra/run.mjs', 'cli')).toMatchObject({ exitCode: 5, stdout: 'answer 1' });
    expect(left()).toEqual(['dist']);
  });

  it('builds anew what has changed, and only then', async () => {
    await run('infra/build.mjs');
    const first = readFileSync(join(copy, 'dist/built'), 'utf8');
    writeFileSync(join(copy, 'dist/untouched'), '');
    await run('infra/build.mjs');
    expect(readdirSync(join(copy, 'dist'))).toContain('untouched');
    source('libs/one/src/index.ts', 'export const one: number = 20;\n');
    expect(await run('infra/run.mjs', 'cli')).toMatchObject({ stdout: 'answer 20' });
    expect(readFileSync(join(copy, 'dist/built'), 'utf8')).not.toBe(first);
  });

  it('keeps the code of the terminal door, without which the door starts too', async () => {
    await run('infra/build.mjs');
    const door = join(copy, 'dist/apps/cli/src/main.cjs');
    const taken = `
      const { scriptOf } = await import('./infra/one-file.mjs');
      process.stdout.write(String(scriptOf(${JSON.stringify(door)}).cachedDataRejected));`;
    const asked = ['--input-type=module', '--eval', taken];
    expect(await run(...asked)).toEqual({ exitCode: 0, stdout: 'false', stderr: '' });
    writeFileSync(`${door}.code`, 'of another engine');
    expect(await run(...asked)).toMatchObject({ stdout: 'true' });
    expect(await run('infra/run.mjs', 'cli')).toEqual({ exitCode: 5, stdout: 'answer 1', stderr: '' });
    rmSync(`${door}.code`);
    expect(await run('infra/run.mjs', 'cli')).toEqual({ exitCode: 5, stdout: 'answer 1', stderr: '' });
  });

  it('leaves the terminal door its letters, what it imports later on and, where asked for, the lines of its sources', async () => {
    const later = "import('libsodium-wrappers').then(({ default: { ready } }) => ready)";
    source(
      'apps/cli/src/main.ts',
      `export const ended = ${later}.then(() => {\n  process.stdout.write('Växlar 😀');\n  throw new Error('lost');\n});\n`,
    );
    const plain = await run('infra/run.mjs', 'cli');
    expect(plain).toMatchObject({ exitCode: 1, stdout: 'Växlar 😀' });
    expect(plain.stderr).toContain(`${join(copy, 'dist/apps/cli/src/main.cjs')}:`);
    const mapped = await run('--enable-source-maps', 'infra/run.mjs', 'cli');
    expect(mapped).toMatchObject({ exitCode: 1, stdout: 'Växlar 😀' });
    expect(mapped.stderr).toMatch(/Error: lost[^]*apps\/cli\/src\/main\.ts:3:/);
  });

  it('says on stderr why it cannot build, and keeps what was built', async () => {
    await run('infra/build.mjs');
    source('libs/one/src/index.ts', 'export const one: = 1;\n');
    const ended = await run('infra/run.mjs', 'cli');
    expect(ended).toMatchObject({ exitCode: 1, stdout: '' });
    expect(ended.stderr).toMatch(/The build failed[^]*libs\/one\/src\/index\.ts/);
    expect(left()).toEqual(['dist']);
  });

  it('knows its doors', async () => {
    expect(await run('infra/run.mjs', 'window')).toMatchObject({ exitCode: 2, stdout: '' });
  });
});
