import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline as piped, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { constants, createBrotliCompress, createBrotliDecompress } from 'node:zlib';

import { DomainError } from '#kernel';
import { makeFolder, syncToDisk } from '#sqlite';

const FAST = {
  chunkSize: 1 << 18,
  params: { [constants.BROTLI_PARAM_QUALITY]: 0, [constants.BROTLI_PARAM_LGWIN]: 20 },
};

/** Files as they were taken in, compressed, each under the SHA-256 of its own bytes (docs/adr/0008). */
export class FileStore {
  private readonly dir: string;

  constructor(organisationDir: string) {
    this.dir = join(organisationDir, 'files');
  }

  pathOf(sha256: string): string {
    return join(this.dir, `${sha256}.br`);
  }

  /** The hashes of all files that are kept, in order, whether an event came to name them or not. */
  kept(): readonly string[] {
    const names = existsSync(this.dir) ? readdirSync(this.dir) : [];
    return names.flatMap((name) => /^([0-9a-f]{64})\.br$/.exec(name)?.[1] ?? []).sort();
  }

  /**
   * Keeps a file durably before any event names it: whole under its name, or not at all. Refuses with DISK_FULL, and with
   * FILE_CHANGED where the bytes are not those of the hash.
   */
  async keep(path: string, sha256: string): Promise<void> {
    const kept = this.pathOf(sha256);
    if (existsSync(kept)) {
      syncToDisk(this.dir); // who kept it may have died before it did so
      return;
    }
    const partial = join(this.dir, `.${randomUUID()}`);
    try {
      makeFolder(this.dir);
      if ((await compressed(path, partial)) !== sha256) throw new DomainError('FILE_CHANGED');
      syncToDisk(partial);
      renameSync(partial, kept);
      syncToDisk(this.dir);
    } catch (error) {
      rmSync(partial, { force: true });
      throw (error as NodeJS.ErrnoException).code === 'ENOSPC' ? new DomainError('DISK_FULL') : error;
    }
  }

  /** The bytes as they were taken in; whoever reads them meets every error of the file. */
  read(sha256: string): Readable {
    const bytes = createBrotliDecompress();
    piped(createReadStream(this.pathOf(sha256)), bytes, () => undefined);
    return bytes;
  }
}

/** Writes a file compressed; SHA-256 of what was read, which may not be what was read before. */
async function compressed(from: string, to: string): Promise<string> {
  const hash = createHash('sha256');
  const file = createReadStream(from, { highWaterMark: 1 << 20 });
  file.on('data', (chunk) => hash.update(chunk));
  await pipeline(file, createBrotliCompress(FAST), createWriteStream(to));
  return hash.digest('hex');
}
