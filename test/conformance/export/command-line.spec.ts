import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { afterAll, describe, expect, it } from '@jest/globals';

import { writeVerifierKey } from '#transparency';

import { exportOf, KEY, VERIFIERS } from './forger.js';
import { MadeUpLog } from './log.js';
import { HAS_PYTHON, PythonVerifier } from './verifiers.js';

const SCRIPT = fileURLToPath(new URL('verify.py', VERIFIERS));

(HAS_PYTHON ? describe : describe.skip)('python3 verify.py', () => {
  const folders = new PythonVerifier();
  const log = new MadeUpLog().fill(3);
  log.append({ stream: 'bok-å' });
  afterAll(() => {
    folders.end();
  });

  const run = (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
    spawnSync('python3', [SCRIPT, ...args], { encoding: 'utf8', env: { ...process.env, ...env } });

  it('ends with 0 where all is proved, whatever the terminal can write', async () => {
    folders.hold(await exportOf(log));
    const ended = run([folders.folder, '--key', writeVerifierKey(KEY)], { LC_ALL: 'POSIX', PYTHONUTF8: '0' });
    expect(ended).toMatchObject({ status: 0, stderr: '' });
    expect(ended.stdout).toMatch(/^OK vkey .*\n(OK .*\n)+RESULT OK: 4 events complete and unaltered\n$/);
  });

  it('ends with 1 where something is not', async () => {
    folders.hold(new Map([...(await exportOf(log)), ['å', Buffer.alloc(0)] as const]));
    const ended = run([folders.folder], { LC_ALL: 'POSIX', PYTHONUTF8: '0', PYTHONIOENCODING: 'ascii' });
    expect(ended).toMatchObject({ status: 1, stderr: '' });
    expect(ended.stdout).toMatch(/RESULT FAILED 1\n$/);
  });

  it.each([
    ['no folder is named', []],
    ['the folder is a file', [SCRIPT]],
    ['there is no such folder', ['/nowhere/at/all']],
    ['the key is none', [dirname(SCRIPT), '--key', 'bidragsbok/2321000164+00000000+AAAA']],
    ['there is more than it knows of', [dirname(SCRIPT), 'more']],
  ])('ends with 2 and how it is used where %s', (_, args) => {
    expect(run(args)).toMatchObject({ status: 2, stdout: '' });
    expect(run(args).stderr).toMatch(/^usage: python3 verify\.py FOLDER \[--key VKEY\]\n/);
  });

  it('ends with 2 where there is no openssl, rather than call a signature wrong', async () => {
    folders.hold(await exportOf(log));
    const bin = `${folders.folder}-bin`;
    mkdirSync(bin);
    const python = spawnSync('python3', ['-c', 'import sys; print(sys.executable)'], {
      encoding: 'utf8',
    }).stdout.trim();
    symlinkSync(python, join(bin, 'python3'));
    const missing = run([folders.folder], { PATH: bin });
    expect(missing.status).toBe(2);
    expect(missing.stderr).toMatch(/the openssl command is needed/);
    symlinkSync('/bin/false', join(bin, 'openssl'));
    expect(run([folders.folder], { PATH: bin }).stderr).toMatch(/the openssl command knows no Ed25519/);
    rmSync(bin, { recursive: true });
  });
});
