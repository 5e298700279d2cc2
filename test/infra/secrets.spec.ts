import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

const infra = join(import.meta.dirname, '../../infra');
/** What a program of this folder says of an environment. */
const said = (script: string, environment: Readonly<Record<string, string>>) => {
  const run = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
    ...{ cwd: infra, encoding: 'utf8' as const },
    env: { PATH: process.env['PATH'], ...environment },
  });
  return { status: run.status, stdout: run.stdout, stderr: run.stderr };
};

describe('a setting that lies in a file', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'setting-'));
    writeFileSync(join(dir, 'postgres'), 'postgres://of/the-file\n');
  });
  afterEach(() => {
    rmSync(dir, { recursive: true });
  });
  const read = `import { readSecretsOrExit } from './secrets.mjs';
    readSecretsOrExit();
    process.stdout.write(String(process.env.BIDRAGSBOK_POSTGRES));`;

  it('is read without the end of its line, unless it is set itself', () => {
    const file = { BIDRAGSBOK_POSTGRES_FILE: join(dir, 'postgres') };
    expect(said(read, file).stdout).toBe('postgres://of/the-file');
    expect(said(read, { ...file, BIDRAGSBOK_POSTGRES: 'postgres://itself' }).stdout).toBe('postgres://itself');
    expect(said(read, { OTHER_FILE: '/absent' })).toMatchObject({ status: 0, stdout: 'undefined' });
  });

  it('ends the program where the file is not there, and names the file', () => {
    const ended = said(read, { BIDRAGSBOK_POSTGRES_FILE: join(dir, 'absent') });
    expect(ended).toMatchObject({ status: 2, stdout: '' });
    expect(ended.stderr).toBe(`A secret cannot be read: ${join(dir, 'absent')} (ENOENT).\n`);
  });
});

describe('infra/healthy.mjs', () => {
  let server: Server | undefined;
  afterEach(() => {
    server?.close();
  });
  const answering = async (status: number): Promise<string> => {
    const started = createServer((request, answer) => {
      answer.writeHead(request.url === '/health' ? status : 404).end('held');
    });
    server = started;
    await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
    return String((started.address() as AddressInfo).port);
  };
  it.each([
    [200, 0, ''],
    [503, 1, '503 held\n'],
  ])('where the door answers %d ends with %d', async (answer, status, stderr) => {
    const child = spawn(process.execPath, [join(infra, 'healthy.mjs')], { env: { PORT: await answering(answer) } });
    let told = '';
    child.stderr.on('data', (text) => (told += String(text)));
    const ended = await new Promise((resolve) => child.on('close', resolve));
    expect([ended, told]).toEqual([status, stderr]);
  });
});
