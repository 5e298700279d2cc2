import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

import { syncToDisk } from './sync-to-disk.js';

/** Makes a folder, and those above it, so that a power cut takes neither it nor what is made durable in it. */
export function makeFolder(path: string): void {
  const last = resolve(path);
  const first = mkdirSync(last, { recursive: true }) ?? last;
  // Also where it is there already: who made it may have died before the sync.
  for (let made = last; made.length >= first.length; made = dirname(made)) syncToDisk(dirname(made));
}
