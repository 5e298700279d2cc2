import { randomUUID } from 'node:crypto';
import { copyFileSync, existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { type EventLog, EventsLost, type SignedCheckpoint, SqliteCheckpoints } from '#event-log';
import { DomainError } from '#kernel';
import { makeFolder, syncToDisk, tidyClosed } from '#sqlite';

import { copied } from './copied-file.js';

const STORE = 'signer.db';
/** What a store is called that speaks of events which were lost: it is kept for whoever asks, and signs no more. */
const ASIDE = /^signer-lost-(\d+)\.db$/;

/**
 * What the signer has said of a log, as its own folder still has it: the surviving witness of a log that is put back. The stores are
 * read as copies in the folder `scratch`. One that is to be renamed must not have been opened under its name: whoever opened it lets
 * go of it late, and then takes away the write-ahead log of that name, which may be another's by then.
 */
export class SignerStore {
  constructor(
    readonly dir: string,
    private readonly scratch: string,
  ) {}

  get keyPath(): string {
    return join(this.dir, 'key');
  }

  get hasKey(): boolean {
    return existsSync(this.keyPath);
  }

  /** What each store here has signed, the largest first; but for one that was set aside as the log itself tells. */
  async signed(log: EventLog): Promise<readonly (readonly SignedCheckpoint[])[]> {
    const lost = (await log.readStream('log'))
      .filter(({ type }) => type === EventsLost.name)
      .map((event) => EventsLost.read(event).data);
    const isTold = ([last]: readonly SignedCheckpoint[]): boolean =>
      lost.some(({ signed, root }) => signed === last?.size && root === base64(last.root));
    // Where the log does not tell of it, the restoration that set it aside was cut off, or its log was lost in turn.
    const aside = await Promise.all(this.asides().map((name) => this.signedIn(join(this.dir, name))));
    return [await this.own(), ...aside.filter((store) => !isTold(store))].filter((store) => store.length > 0);
  }

  /**
   * Puts what a backup has signed into this folder: into the store that survived, or in its place where that one speaks of more
   * than `size` events. It is set aside then, never deleted; gives its path.
   */
  async take(from: string, size: number): Promise<string | null> {
    makeFolder(this.dir);
    const path = join(this.dir, STORE);
    const own = await this.own();
    const isAhead = own.some((one) => one.size > size);
    if (own.length > 0 && !isAhead) {
      await keepAll(path, await this.signedIn(from), size);
      return null;
    }
    const next = this.copy(from);
    await keepAll(next, own, size);
    tidyClosed(next);
    const aside = isAhead ? this.setAside() : null;
    // A write-ahead log of a store that remembers nothing would be taken for that of the one which comes in its place.
    for (const suffix of ['-wal', '-shm']) rmSync(`${path}${suffix}`, { force: true });
    rmSync(`${path}.new`, { force: true });
    await copied(next, `${path}.new`);
    renameSync(`${path}.new`, path);
    syncToDisk(this.dir);
    return aside;
  }

  private setAside(): string {
    const numbers = this.asides().map((name) => Number.parseInt(ASIDE.exec(name)?.[1] ?? '', 10));
    const [path, aside] = [join(this.dir, STORE), join(this.dir, `signer-lost-${Math.max(0, ...numbers) + 1}.db`)];
    // What a process that was killed had signed last may lie in the write-ahead log alone.
    if (existsSync(`${path}-wal`)) renameSync(`${path}-wal`, `${aside}-wal`);
    rmSync(`${path}-shm`, { force: true });
    renameSync(path, aside);
    return aside;
  }

  private asides(): readonly string[] {
    return existsSync(this.dir) ? readdirSync(this.dir).filter((name) => ASIDE.test(name)) : [];
  }

  private async own(): Promise<readonly SignedCheckpoint[]> {
    const path = join(this.dir, STORE);
    return existsSync(path) ? this.signedIn(path) : [];
  }

  private async signedIn(path: string): Promise<readonly SignedCheckpoint[]> {
    try {
      const store = SqliteCheckpoints.open(this.copy(path));
      try {
        return await store.all();
      } finally {
        await store.close();
      }
    } catch (error) {
      throw isUnreadable(error) ? new DomainError('SIGNER_UNREADABLE', { file: path }) : error;
    }
  }

  private copy(path: string): string {
    const copy = join(this.scratch, `${randomUUID()}.db`);
    copyFileSync(path, copy);
    if (existsSync(`${path}-wal`)) copyFileSync(`${path}-wal`, `${copy}-wal`);
    return copy;
  }
}

/** It was read as a copy, whose path says nothing to anybody. */
const isUnreadable = (error: unknown): boolean => error instanceof DomainError && error.code === 'SIGNER_UNREADABLE';

/** A root as checkpoints print it, out of hexadecimal. */
export const base64 = (root: string): string => Buffer.from(root, 'hex').toString('base64');

async function keepAll(path: string, signed: readonly SignedCheckpoint[], size: number): Promise<void> {
  const store = SqliteCheckpoints.open(path);
  try {
    await store.keepAll(signed, size);
  } finally {
    await store.close();
  }
}
