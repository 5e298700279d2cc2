import { closeSync, fsyncSync, mkdirSync, openSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/** Makes a folder, and those above it, so that a power cut takes neither it nor what is made durable in it. */
export function makeFolder(path: string): void {
  const last = resolve(path);
  const first = mkdirSync(last, { recursive: true }) ?? last;
  // Also where it is there already: who made it may have died before the sync.
  for (let made = last; made.length >= first.length; made = dirname(made)) syncPath(dirname(made));
}

/** Makes the bytes of a file durable, or the names in a folder: what was created, renamed or removed there. */
export function syncPath(path: string): void {
  const file = openSync(path, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
