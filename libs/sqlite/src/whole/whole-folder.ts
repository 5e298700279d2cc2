import { existsSync, mkdirSync, readdirSync, renameSync, rmdirSync, rmSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

import { DomainError, outputRefusal } from '#kernel';

import { syncToDisk } from '../sync-to-disk.js';
import { sweepUnfinished, unfinishedName } from './unfinished.js';

/**
 * Makes a folder by what `work` writes into one beside it: whole and durable under its name, or not at all. The files in it are durable
 * when `work` has made them so. What an earlier try left that was killed is removed. Refuses with FOLDER_NOT_EMPTY where something stands
 * there, OUTPUT_UNWRITABLE, DISK_FULL, and with what `work` refuses with.
 */
export async function wholeFolder<Result>(out: string, work: (partial: string) => Promise<Result>): Promise<Result> {
  const path = resolve(out);
  const prefix = `.${basename(path)}.`;
  const partial = join(dirname(path), unfinishedName(prefix));
  try {
    assertFree(path);
    mkdirSync(partial);
    sweepUnfinished(partial, prefix);
    const result = await work(partial);
    for (const folder of foldersIn(partial)) syncToDisk(folder);
    assertFree(path);
    if (existsSync(path)) rmdirSync(path);
    renameSync(partial, path);
    syncToDisk(dirname(path));
    return result;
  } catch (error) {
    throw outputRefusal(error);
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
}

/** An empty folder is free: people make one before they say where to write. */
function assertFree(path: string): void {
  if (existsSync(path) && readdirSync(path).length > 0) throw new DomainError('FOLDER_NOT_EMPTY');
}

/** The folder with all below it, at whatever depth. */
function foldersIn(path: string): readonly string[] {
  const below = readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isDirectory());
  return [...below.map(({ parentPath, name }) => join(parentPath, name)), path];
}
