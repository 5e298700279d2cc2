import { createHash } from 'node:crypto';
import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { syncToDisk } from '#sqlite';

type Chunks = Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>;

/**
 * The files of a folder that is being made, each durable once it is added; the names of folders are so when it is whole. One
 * that is packed and thrown away need not be.
 */
export class FolderFiles {
  private readonly listed = new Map<string, string>();

  constructor(
    private readonly folder: string,
    private readonly isKept = true,
  ) {}

  /** The SHA-256 of every file so far, lower-case hex, by its path in the folder. */
  get files(): ReadonlyMap<string, string> {
    return this.listed;
  }

  async add(path: string, chunks: Chunks): Promise<void> {
    const at = join(this.folder, path);
    mkdirSync(dirname(at), { recursive: true });
    const [hash, file] = [createHash('sha256'), openSync(at, 'wx')];
    try {
      for await (const chunk of chunks) {
        const bytes = Buffer.from(chunk);
        hash.update(bytes);
        for (let written = 0; written < bytes.length;) written += writeSync(file, bytes, written);
      }
    } finally {
      closeSync(file);
    }
    if (this.isKept) syncToDisk(at);
    this.listed.set(path, hash.digest('hex'));
  }
}
