import { resolve } from 'node:path';

import type { EventLog } from '#event-log';
import type { Moment } from '#read-models';
import type { WrittenFile } from '#tabular';
import type { RunFile, Runs, RunWork } from '#work';

import { digestOf } from './placed-whole.js';

/** An open book of which files are built, one run of a grant at a time. */
export interface Building {
  readonly log: EventLog;
  runs(): Promise<Runs>;
}

/**
 * What decides the bytes of what is built beside what was asked for: the moment, and what is decided of the log itself, since later
 * decisions erase texts and change keys.
 */
export async function standingOf({ log }: Pick<Building, 'log'>, moment: Moment) {
  return { moment, decided: (await log.readStream('log')).at(-1)?.revision ?? 0 };
}

/** Whether the files that a run made stand in these places, byte by byte. */
export const standIn =
  (paths: readonly string[]): RunWork<never>['stands'] =>
  async ({ files }) => {
    for (const [at, path] of paths.entries()) {
      const sha256 = files[at]?.sha256;
      if (sha256 === undefined || (await digestOf(path)) !== sha256) return false;
    }
    return true;
  };

/** A file as a run remembers it: in its place, or null where it was handed out. */
export const runFileAt = (path: string | null, { sha256, size }: Omit<WrittenFile, 'path'>): RunFile => ({
  ...{ path: path === null ? null : resolve(path), sha256, size },
});
