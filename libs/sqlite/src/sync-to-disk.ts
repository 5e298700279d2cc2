import { closeSync, fsyncSync, openSync } from 'node:fs';

/** Waits until a file's bytes, or the names in a folder, lie on the disk itself and survive a power cut. */
export function syncToDisk(path: string): void {
  const file = openSync(path, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
