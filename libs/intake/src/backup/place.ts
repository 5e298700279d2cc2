import { existsSync, mkdirSync, readdirSync, renameSync, rmdirSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

import { DomainError } from '#kernel';
import { makeFolder, sweepUnfinished, syncToDisk, unfinishedName } from '#sqlite';

import { unwritable } from '../data-folder.js';
import { LOG } from './manifest.js';

const ROWS = ['read.db', 'runs.db'].flatMap((name) => [name, `${name}-wal`, `${name}-shm`]);
/** What may lie in the folder of an organisation whose log is gone: what another log's would be taken for is not among it. */
const LEFT = new Set(['signer', 'files', 'reading', ...ROWS]);

/** Where an organisation's log is to be put. */
export class Place {
  private readonly data: string;

  constructor(
    data: string,
    private readonly organisation: string,
  ) {
    this.data = resolve(data);
  }

  get folder(): string {
    return join(this.data, this.organisation);
  }

  /** Whether nothing at all is there, not even the organisation's folder. */
  get isBare(): boolean {
    return !existsSync(this.folder);
  }

  /** Refuses with LOG_EXISTS, and with RESTORE_PLACE_TAKEN where part of another log is left. */
  assertFree(): void {
    const { organisation } = this;
    const names = this.isBare ? [] : readdirSync(this.folder);
    if (names.includes(LOG)) throw new DomainError('LOG_EXISTS', { organisation });
    const others = names.filter((name) => !LEFT.has(name));
    if (others.length > 0) throw new DomainError('RESTORE_PLACE_TAKEN', { names: others.sort() });
  }

  /**
   * Works in a data folder of its own beside the place, on the same disk, of which nothing is left afterwards but what the work has
   * moved away. Refuses with DATA_UNWRITABLE and DISK_FULL.
   */
  async beside<Result>(work: (data: string) => Promise<Result>): Promise<Result> {
    const prefix = `.${this.organisation}.`;
    const path = join(this.data, unfinishedName(prefix));
    const isNew = !existsSync(this.data);
    try {
      makeFolder(this.data);
      mkdirSync(path, { mode: 0o700 });
      sweepUnfinished(path, prefix);
      return await work(path);
    } catch (error) {
      throw (error as NodeJS.ErrnoException).code === 'ENOSPC' ? new DomainError('DISK_FULL') : unwritable(error);
    } finally {
      rmSync(path, { recursive: true, force: true });
      if (isNew && existsSync(this.data) && readdirSync(this.data).length === 0) rmdirSync(this.data);
    }
  }

  /** Moves a log that is whole here, by one rename: that of its folder, or of its file as the last where the folder is there. */
  take(from: string): void {
    this.assertFree();
    syncToDisk(from);
    if (this.isBare) renameSync(from, this.folder);
    else this.takeInto(from);
    syncToDisk(this.folder);
    syncToDisk(dirname(this.folder));
  }

  private takeInto(from: string): void {
    const files = join(from, 'files');
    const kept = join(this.folder, 'files');
    if (existsSync(files)) {
      makeFolder(kept);
      for (const name of readdirSync(files)) renameSync(join(files, name), join(kept, name));
      syncToDisk(kept);
    }
    // Rows of another log; those of this one can be built anew.
    for (const name of ROWS) rmSync(join(this.folder, name), { force: true });
    renameSync(join(from, LOG), join(this.folder, LOG));
  }
}
