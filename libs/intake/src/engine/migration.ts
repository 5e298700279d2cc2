import { existsSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { appendStored, type Clock, EventStore, holdError, PostgresCheckpoints } from '#event-log';
import { DomainError } from '#kernel';
import { Postgres } from '#postgres';
import { makeFolder, syncToDisk, tidyClosed } from '#sqlite';

import { copied } from '../backup/copied-file.js';
import { LOG } from '../backup/manifest.js';
import { Bidragsbok } from '../bidragsbok.js';
import { MOVED, signerFolder } from '../data-folder.js';
import { assertIntact } from '../intact.js';
import { verify } from '../verification.js';
import type { Servers } from './servers.js';

/** Which log is moved, and where to. */
export interface MigrationAsked {
  /** The data folder that it lies in. */
  readonly from: string;
  readonly organisation?: string | undefined;
  readonly to: Servers;
  /** The data folder where kept files are looked for from now on; it may be the same. */
  readonly data: string;
  readonly clock?: Clock | undefined;
  /** All of it is hashed again and nothing is written. */
  readonly dryRun: boolean;
  /** How far the verification has come, and then the copying. */
  readonly progress?: ((position: number) => void) | undefined;
}

/** A log that was moved, or in a dry run would have been. */
export interface Migrated {
  readonly organisation: string;
  /** The log's last position, and its root there, base64: the same in both places. */
  readonly position: number;
  readonly root: string;
  /** Events that were not there yet. */
  readonly copied: number;
  /** What was signed of it and is remembered there too. */
  readonly checkpoints: number;
  readonly keptFiles: number;
  /** Where the key is looked for from now on, and whether it is there: it is never copied. */
  readonly key: { readonly path: string; readonly isThere: boolean };
  /** Where the old log lies now; nothing opens it any more. Null in a dry run. */
  readonly setAside: string | null;
  readonly dryRun: boolean;
}

/**
 * Moves a log from files to servers, byte for byte: the same events, the same tree, and what was signed of it. Both are hashed
 * again, before and after. Cut off, it goes on where it stopped. In the end the old file is set aside, so that no one appends to it.
 * Nobody else may write to it meanwhile. Refuses with INTEGRITY_HOLD, LOG_NOT_INTACT, LOG_GREW, and as `appendStored` does.
 */
export async function migrateLog(asked: MigrationAsked): Promise<Migrated> {
  const { clock } = asked;
  const book = await Bidragsbok.open({ data: asked.from, organisation: asked.organisation, servers: null, clock });
  try {
    const migration = new Migration(asked, book);
    const told = await migration.carryOut();
    await book.close();
    return { ...told, setAside: asked.dryRun ? null : setAside(book.dir) };
  } finally {
    await book.close();
  }
}

class Migration {
  constructor(
    private readonly asked: MigrationAsked,
    private readonly book: Bidragsbok,
  ) {}

  async carryOut(): Promise<Omit<Migrated, 'setAside'>> {
    const { book, asked } = this;
    const { organisation } = book;
    const hold = await book.signer.hold();
    if (hold !== null) throw holdError(hold);
    const { position, root, keptFiles } = await this.verified(book);
    const path = join(signerFolder(asked.data, organisation, undefined), 'key');
    const key = { path, isThere: existsSync(path) };
    const told = { organisation, keptFiles: keptFiles ?? 0, key, dryRun: asked.dryRun };
    if (asked.dryRun) {
      const checkpoints = (await book.signer.signed()).length;
      return { ...told, position, root, copied: position, checkpoints };
    }
    await this.copyFiles();
    const { copied, checkpoints } = await this.copyLog();
    return { ...told, ...(await this.verifiedThere()), copied, checkpoints };
  }

  private async copyLog(): Promise<Pick<Migrated, 'copied' | 'checkpoints'>> {
    const { book, asked } = this;
    const postgres = Postgres.open({ address: asked.to.postgres });
    const store = await EventStore.open({ address: asked.to.eventStore });
    try {
      const signed = await book.signer.signed();
      const checkpoints = await PostgresCheckpoints.open(postgres, book.organisation);
      // Of its first event, so that a projector which meets a part of the log takes nothing for forgotten, or for lost.
      await checkpoints.keepAll(signed, 1);
      const { events, before } = await appendStored(book.log, { store, postgres }, asked.progress);
      await checkpoints.keepAll(signed, events);
      return { copied: events - before, checkpoints: signed.length };
    } finally {
      await store.close();
      await postgres.close();
    }
  }

  /** The log as it lies there, hashed again. Refuses with LOG_GREW where it is not all of this one. */
  private async verifiedThere(): Promise<Pick<Migrated, 'position' | 'root'>> {
    const { book, asked } = this;
    const { data, to: servers, clock } = asked;
    const moved = await Bidragsbok.open({ data, organisation: book.organisation, servers, clock });
    try {
      const { position, root } = await this.verified(moved);
      if (position !== (await book.log.lastPosition())) throw new DomainError('LOG_GREW', { position });
      return { position, root };
    } finally {
      await moved.close();
    }
  }

  private async verified(book: Bidragsbok) {
    const { progress } = this.asked;
    const found = await verify(book, { withFiles: true, ...(progress === undefined ? {} : { progress }) });
    assertIntact(found.faults, 'LOG_NOT_INTACT');
    return found;
  }

  /** The originals that the log names, where they are to be looked for somewhere else. */
  private async copyFiles(): Promise<void> {
    const { book, asked } = this;
    const to = join(asked.data, book.organisation);
    if (resolve(to) === resolve(book.dir)) return;
    const [files, kept] = [join(book.dir, 'files'), join(to, 'files')];
    makeFolder(kept);
    for (const name of book.files.kept()) await copyWhole(join(files, `${name}.br`), join(kept, `${name}.br`));
    syncToDisk(kept);
  }
}

/** A copy that was cut off lies under another name and is begun anew. */
async function copyWhole(from: string, to: string): Promise<void> {
  if (existsSync(to)) return;
  rmSync(`${to}.new`, { force: true });
  await copied(from, `${to}.new`);
  renameSync(`${to}.new`, to);
}

function setAside(dir: string): string {
  const [log, moved] = [join(dir, LOG), join(dir, MOVED)];
  tidyClosed(log);
  renameSync(log, moved);
  syncToDisk(dir);
  return moved;
}
