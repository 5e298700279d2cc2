import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline as piped, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { constants, createBrotliCompress, createBrotliDecompress } from 'node:zlib';

import { DomainError } from '#kernel';
import { isLeftBehind, makeFolder, ownName, syncToDisk } from '#sqlite';

const FAST = {
  chunkSize: 1 << 18,
  params: { [constants.BROTLI_PARAM_QUALITY]: 0, [constants.BROTLI_PARAM_LGWIN]: 20 },
};
const WAITING = /^\.erased-([0-9a-f]{64})-/;

/** A file that takes the place of another once a decision says so. */
export interface WaitingFile {
  readonly name: string;
  readonly sha256: string;
}

/** Files as they were taken in, compressed, each under the SHA-256 of its own bytes (docs/adr/0008). */
export class FileStore {
  private readonly dir: string;

  constructor(organisationDir: string) {
    this.dir = join(organisationDir, 'files');
  }

  pathOf(sha256: string): string {
    return join(this.dir, `${sha256}.br`);
  }

  has(sha256: string): boolean {
    return existsSync(this.pathOf(sha256));
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
    if (this.has(sha256)) {
      syncToDisk(this.dir); // who kept it may have died before it did so
      return;
    }
    const partial = `.partial-${ownName()}`;
    await this.write(partial, createReadStream(path, { highWaterMark: 1 << 20 }), sha256);
    this.adopt({ name: partial, sha256 });
  }

  /** Keeps bytes durably, but under the name of none: `adopt` puts them in their place. Refuses with DISK_FULL. */
  async keepWaiting(bytes: Buffer): Promise<WaitingFile> {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const name = `.erased-${sha256}-${ownName()}`;
    await this.write(name, Readable.from([bytes]), sha256);
    return { name, sha256 };
  }

  /** The files that wait, whoever keeps them. */
  waiting(): readonly WaitingFile[] {
    return this.temporary().flatMap((name) => {
      const [, sha256] = WAITING.exec(name) ?? [];
      return sha256 === undefined ? [] : [{ name, sha256 }];
    });
  }

  /** Puts a file in its place. Another process may have done it meanwhile. */
  adopt({ name, sha256 }: WaitingFile): void {
    try {
      renameSync(join(this.dir, name), this.pathOf(sha256));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || !this.has(sha256)) throw error;
    }
    syncToDisk(this.dir);
  }

  drop({ name }: Pick<WaitingFile, 'name'>): void {
    rmSync(join(this.dir, name), { force: true });
  }

  /** Removes a file that nothing is to be read from any more. */
  remove(sha256: string): void {
    rmSync(this.pathOf(sha256), { force: true });
    syncToDisk(this.dir);
  }

  /** Removes what processes that were killed left half-written or waiting. */
  sweep(): void {
    for (const name of this.temporary()) if (isLeftBehind(join(this.dir, name))) this.drop({ name });
  }

  /** The bytes as they are kept; whoever reads them meets every error of the file. */
  read(sha256: string): Readable {
    const bytes = createBrotliDecompress();
    piped(createReadStream(this.pathOf(sha256)), bytes, () => undefined);
    return bytes;
  }

  private temporary(): readonly string[] {
    return existsSync(this.dir) ? readdirSync(this.dir).filter((name) => name.startsWith('.')) : [];
  }

  private async write(name: string, bytes: Readable, sha256: string): Promise<void> {
    const path = join(this.dir, name);
    try {
      makeFolder(this.dir);
      if ((await compressed(bytes, path)) !== sha256) throw new DomainError('FILE_CHANGED');
      syncToDisk(path);
    } catch (error) {
      rmSync(path, { force: true });
      throw (error as NodeJS.ErrnoException).code === 'ENOSPC' ? new DomainError('DISK_FULL') : error;
    }
  }
}

/** Writes bytes compressed; SHA-256 of what was read, which may not be what was read before. */
async function compressed(bytes: Readable, to: string): Promise<string> {
  const hash = createHash('sha256');
  bytes.on('data', (chunk: Buffer) => hash.update(chunk));
  await pipeline(bytes, createBrotliCompress(FAST), createWriteStream(to));
  return hash.digest('hex');
}
