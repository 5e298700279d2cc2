import { createReadStream, createWriteStream, existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import { DomainError } from '#kernel';
import { isLeftBehind, makeFolder, ownName, syncToDisk } from '#sqlite';

import type { Blobs } from './blobs.js';

const PARTIAL = '.partial-';
const ID = /^[0-9a-f]{32}$/;

/** Sealed documents as files: `{dir}/ab/abcdef…`. */
export class FileBlobs implements Blobs {
  constructor(private readonly dir: string) {}

  async put(id: string, bytes: AsyncIterable<Uint8Array>): Promise<void> {
    const folder = this.folderOf(id);
    const partial = join(folder, `${PARTIAL}${ownName()}`);
    try {
      makeFolder(folder);
      await pipeline(Readable.from(bytes), createWriteStream(partial, { flags: 'wx', mode: 0o600 }));
      syncToDisk(partial);
      renameSync(partial, this.pathOf(id));
      syncToDisk(folder);
    } catch (error) {
      rmSync(partial, { force: true });
      throw (error as NodeJS.ErrnoException).code === 'ENOSPC' ? new DomainError('DISK_FULL') : error;
    }
  }

  async *read(id: string): AsyncGenerator<Uint8Array> {
    try {
      for await (const chunk of createReadStream(this.pathOf(id), { highWaterMark: 1 << 18 })) yield chunk as Buffer;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      throw code === 'ENOENT' ? new DomainError('DOCUMENT_BYTES_MISSING', { document: id }) : error;
    }
  }

  has(id: string): Promise<boolean> {
    return Promise.resolve(existsSync(this.pathOf(id)));
  }

  list(): AsyncIterable<string> {
    return Readable.from(
      this.names()
        .map((path) => basename(path))
        .filter((name) => ID.test(name)),
    );
  }

  remove(id: string): Promise<void> {
    if (!existsSync(this.folderOf(id))) return Promise.resolve();
    rmSync(this.pathOf(id), { force: true });
    syncToDisk(this.folderOf(id));
    return Promise.resolve();
  }

  /** Removes what processes that were killed left half-written. */
  sweep(): void {
    for (const path of this.names()) {
      if (basename(path).startsWith(PARTIAL) && isLeftBehind(path)) rmSync(path, { force: true });
    }
  }

  private names(): readonly string[] {
    return namesIn(this.dir).flatMap((folder) =>
      namesIn(join(this.dir, folder)).map((name) => join(this.dir, folder, name)),
    );
  }

  private folderOf(id: string): string {
    return join(this.dir, id.slice(0, 2));
  }

  private pathOf(id: string): string {
    return join(this.folderOf(id), id);
  }
}

const namesIn = (dir: string): readonly string[] => (existsSync(dir) ? readdirSync(dir).sort() : []);
