import { rmSync, statSync } from 'node:fs';

/**
 * Takes away what a closed file leaves beside it, so that it can be moved or hashed alone: the library lets go of a file only when
 * the statements on it are collected, and its empty write-ahead log stays so long. Throws where that is not empty.
 */
export function tidyClosed(path: string): void {
  const left = statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0;
  if (left > 0) throw new Error('The write-ahead log of a closed file is not empty');
  for (const suffix of ['-wal', '-shm']) rmSync(`${path}${suffix}`, { force: true });
}
