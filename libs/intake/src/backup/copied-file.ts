import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { dirname } from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import { makeFolder, syncToDisk } from '#sqlite';

/** A file's SHA-256 in lower-case hex, and its size. */
export interface Hashed {
  readonly sha256: string;
  readonly bytes: number;
}

const CHUNK = { highWaterMark: 1 << 20 };

/** Hashes a file as it lies on the disk. */
export async function hashed(path: string): Promise<Hashed> {
  const [hash, tally] = [createHash('sha256'), { bytes: 0 }];
  for await (const chunk of createReadStream(path, CHUNK) as AsyncIterable<Buffer>) {
    hash.update(chunk);
    tally.bytes += chunk.length;
  }
  return { sha256: hash.digest('hex'), bytes: tally.bytes };
}

/** Copies a file durably into one that is new; the hash is of the bytes that were written. */
export const copied = (from: string, to: string): Promise<Hashed> => written(createReadStream(from, CHUNK), to);

/** Writes bytes durably into a file that is new, likewise. */
export async function written(from: Readable, to: string): Promise<Hashed> {
  const [hash, tally] = [createHash('sha256'), { bytes: 0 }];
  const through = new Transform({
    transform(chunk: Buffer, _, done) {
      hash.update(chunk);
      tally.bytes += chunk.length;
      done(null, chunk);
    },
  });
  makeFolder(dirname(to));
  await pipeline(from, through, createWriteStream(to, { flags: 'wx' }));
  syncToDisk(to);
  return { sha256: hash.digest('hex'), bytes: tally.bytes };
}
