import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Response } from 'express';

import { handOut } from '../evidence/handed-out.js';

/** What a build wrote: SHA-256 in lower-case hex, and whole bytes. */
interface Written {
  readonly sha256: string;
  readonly size: number;
}

/**
 * Answers with a file that is built in a folder which only this process's user may read, and which is gone afterwards. What the build
 * refuses with is refused before anything is answered.
 */
export async function handOutBuilt(
  response: Response,
  name: string,
  build: (path: string) => Promise<Written | undefined>,
): Promise<void> {
  const dir = await mkdtemp(join(tmpdir(), 'bidragsbok-'));
  try {
    const path = join(dir, name);
    const { sha256 = '', size = 0 } = (await build(path)) ?? {};
    response.set('Repr-Digest', `sha-256=:${Buffer.from(sha256, 'hex').toString('base64')}:`);
    const format = name.slice(name.lastIndexOf('.') + 1);
    await handOut({ format, size, fileName: name, bytes: chunksOf(path) }, name, response);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

async function* chunksOf(path: string): AsyncGenerator<Uint8Array> {
  for await (const chunk of createReadStream(path)) yield chunk as Uint8Array;
}
