import { readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

import { isLeftBehind, isOwnName, ownName } from './left-behind.js';

/** A name of this process's own for a file or folder that is gone, or has another name, once the work on it is done. */
export const unfinishedName = (prefix = ''): string => `${prefix}${ownName()}`;

/**
 * Removes what processes that were killed left beside `own`, under names with the same prefix: those of this machine that are no
 * more, and whatever has lain for a day.
 */
export function sweepUnfinished(own: string, prefix = ''): void {
  const dir = dirname(own);
  for (const name of readdirSync(dir)) {
    const isOurs = name.startsWith(prefix) && name !== basename(own) && isOwnName(name.slice(prefix.length));
    if (isOurs && isLeftBehind(join(dir, name), prefix)) rmSync(join(dir, name), { force: true, recursive: true });
  }
}
