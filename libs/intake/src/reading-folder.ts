import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { isLeftBehind } from '#sqlite';

/** Where kept files lie unpacked while they are read. */
export const readingFolder = (organisationDir: string): string => join(organisationDir, 'reading');

/** Removes the unpacked files that processes which were killed left. */
export function sweepReading(organisationDir: string): void {
  const dir = readingFolder(organisationDir);
  if (!existsSync(dir)) return;
  for (const name of readdirSync(dir)) {
    const path = join(dir, name);
    if (isLeftBehind(path)) rmSync(path, { force: true });
  }
}
