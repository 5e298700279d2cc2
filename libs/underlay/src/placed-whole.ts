import { createHash } from 'node:crypto';
import { createReadStream, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

import { DomainError, outputRefusal } from '#kernel';
import { sweepUnfinished, syncToDisk, unfinishedName } from '#sqlite';
import type { Running } from '#work';

/** Where files are to stand, all in one folder, and who makes them. */
export interface Placing {
  readonly paths: readonly string[];
  readonly overwrite: boolean;
  readonly running: Pick<Running, 'isContinued' | 'prove'>;
}

/**
 * Makes files in a folder beside their places, under the names that they shall have, and puts them there when all are whole; what an
 * earlier try left that was killed is removed first. A file that stands in a place is left as it is unless `overwrite` says otherwise, which
 * is no conflict where it is the same, byte by byte. Refuses with OUTPUT_EXISTS, OUTPUT_UNWRITABLE, DISK_FULL, LEASE_LOST, and with
 * what `make` refuses with.
 */
export async function placedWhole<Result>(
  { paths, overwrite, running }: Placing,
  make: (scratch: string) => Promise<Result>,
): Promise<Result> {
  const [first = ''] = paths;
  const dir = dirname(resolve(first));
  const prefix = `.${basename(first)}.`;
  const scratch = join(dir, unfinishedName(prefix));
  // Of what was cut off a part may be in its place already: whether it is that is known once it is made again.
  if (!running.isContinued) keepWhatStands(paths, overwrite);
  try {
    mkdirSync(scratch, { mode: 0o700 });
    sweepUnfinished(scratch, prefix);
    const result = await make(scratch);
    const missing = await unlikeWhatStands(scratch, paths);
    keepWhatStands(missing, overwrite);
    await running.prove();
    for (const path of missing) renameSync(join(scratch, basename(path)), path);
    syncToDisk(dir);
    return result;
  } catch (error) {
    throw outputRefusal(error);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function keepWhatStands(paths: readonly string[], overwrite: boolean): void {
  if (!overwrite && paths.some((path) => existsSync(path))) throw new DomainError('OUTPUT_EXISTS');
}

/** The places where another file stands than the one that was made, or none. */
async function unlikeWhatStands(scratch: string, paths: readonly string[]): Promise<readonly string[]> {
  const missing: string[] = [];
  for (const path of paths) {
    const made = await digestOf(join(scratch, basename(path)));
    if ((await digestOf(path)) !== made) missing.push(path);
  }
  return missing;
}

/** The SHA-256 of a file, lower-case hex; null where none is there that can be read. */
export async function digestOf(path: string): Promise<string | null> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of createReadStream(path)) hash.update(chunk as Uint8Array);
    return hash.digest('hex');
  } catch {
    return null;
  }
}
