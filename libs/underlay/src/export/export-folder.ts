import { createHash, randomUUID } from 'node:crypto';
import { closeSync, existsSync, mkdirSync, openSync, readdirSync, renameSync, rmSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

import { DomainError } from '#kernel';

/** A folder that is handed out: made beside its place, and put there whole or not at all. */
export class ExportFolder {
  private readonly partial: string;
  private readonly listed: [path: string, sha256: string][] = [];

  private constructor(private readonly path: string) {
    this.partial = join(dirname(path), `.${basename(path)}.${randomUUID()}`);
  }

  /**
   * Makes the folder by what `work` writes into it. Refuses with FOLDER_NOT_EMPTY where something stands there,
   * OUTPUT_UNWRITABLE, DISK_FULL, and with what `work` refuses with; then nothing of it is left.
   */
  static async make(path: string, work: (folder: ExportFolder) => Promise<void>): Promise<void> {
    const folder = new ExportFolder(path);
    try {
      folder.assertFree();
      mkdirSync(folder.partial);
      await work(folder);
      folder.assertFree();
      rmSync(path, { recursive: true, force: true });
      renameSync(folder.partial, path);
    } catch (error) {
      throw refusalOf(error);
    } finally {
      rmSync(folder.partial, { recursive: true, force: true });
    }
  }

  /** Every file so far with its hash, in the order of their names. */
  get files(): readonly (readonly [path: string, sha256: string])[] {
    return this.listed.toSorted(([one], [other]) => (one < other ? -1 : 1));
  }

  async add(path: string, chunks: Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>): Promise<void> {
    const at = join(this.partial, path);
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
    this.listed.push([path, hash.digest('hex')]);
  }

  /** An empty folder is free: people make one before they say where to write. */
  private assertFree(): void {
    if (existsSync(this.path) && readdirSync(this.path).length > 0) throw new DomainError('FOLDER_NOT_EMPTY');
  }
}

const UNWRITABLE = new Set(['ENOENT', 'ENOTDIR', 'EISDIR', 'EACCES', 'EPERM', 'EROFS', 'ENAMETOOLONG', 'EEXIST']);

function refusalOf(error: unknown): unknown {
  const { code = '' } = error as NodeJS.ErrnoException;
  if (error instanceof DomainError) return error;
  if (code === 'ENOSPC') return new DomainError('DISK_FULL');
  return UNWRITABLE.has(code) ? new DomainError('OUTPUT_UNWRITABLE') : error;
}
