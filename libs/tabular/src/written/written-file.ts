import { createHash, randomUUID } from 'node:crypto';
import { closeSync, createWriteStream, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import { DomainError, outputRefusal } from '#kernel';

/** A file that has been handed out: what its recipient can compare it with. */
export interface WrittenFile {
  readonly path: string;
  /** Lower-case hex of its bytes. */
  readonly sha256: string;
  readonly size: number;
}

/**
 * Writes a file whole or not at all: beside its place, then into it. A file that stands there is left as it is unless
 * `overwrite` says otherwise. Refuses with OUTPUT_EXISTS, OUTPUT_UNWRITABLE, DISK_FULL, and with what the chunks refuse with.
 */
export async function writeFileWhole(
  path: string,
  chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  { overwrite = false }: { readonly overwrite?: boolean } = {},
): Promise<WrittenFile> {
  const partial = join(dirname(path), `.${basename(path)}.${randomUUID()}`);
  keepWhatStands(path, overwrite);
  const hash = createHash('sha256');
  let size = 0;
  const measured = new Transform({
    transform(chunk: Buffer, _, done) {
      hash.update(chunk);
      size += chunk.length;
      done(null, chunk);
    },
  });
  try {
    await pipeline(Readable.from(chunks), measured, createWriteStream(partial, { flags: 'wx' }));
    sync(partial);
    keepWhatStands(path, overwrite);
    renameSync(partial, path);
  } catch (error) {
    throw outputRefusal(error);
  } finally {
    rmSync(partial, { force: true });
  }
  return { path, sha256: hash.digest('hex'), size };
}

/** Asked before the work, and again before the file takes its place. */
function keepWhatStands(path: string, overwrite: boolean): void {
  if (!overwrite && existsSync(path)) throw new DomainError('OUTPUT_EXISTS');
}

function sync(path: string): void {
  const file = openSync(path, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
