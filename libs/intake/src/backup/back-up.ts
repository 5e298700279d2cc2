import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';

import { holdError, type SignedCheckpoint, SqliteEventLog, verifyLog } from '#event-log';
import { DomainError } from '#kernel';
import { imports } from '#read-models';
import { syncToDisk, tidyClosed, wholeFolder } from '#sqlite';
import { FileBlobs } from '#vault';

import type { Bidragsbok } from '../bidragsbok.js';
import { FileStore } from '../file-store.js';
import { Erasures } from '../erasure/erasures.js';
import { missingDocuments, standingDocuments } from '../sealed-documents.js';
import { keptFiles } from '../verification.js';
import { copied, hashed, type Hashed, written } from './copied-file.js';
import { assertIntact } from '../intact.js';
import { CHECKPOINT, LOG, MANIFEST, SIGNED, writeManifest } from './manifest.js';

/** A backup that was made, as whoever keeps it can compare it. */
export interface BackedUp {
  readonly folder: string;
  /** The last position that is in it. */
  readonly position: number;
  readonly files: number;
  readonly bytes: number;
  readonly checkpoint: SignedCheckpoint;
}

type Progress = (position: number) => void;

/**
 * Writes a folder from which the book can be put back, while others go on writing: the log as it was at one moment, what was
 * signed of it, every kept file and sealed original, and a signed list of it all. All of it is hashed again first, so that what could not be put back
 * is no backup. The key is not in it. Refuses with INTEGRITY_HOLD, BACKUP_NOT_INTACT, STREAM_MOVED_ON, KEY_…, and as `wholeFolder`.
 */
export async function backUp(book: Bidragsbok, out: string, progress?: Progress): Promise<BackedUp> {
  const hold = await book.signer.hold();
  if (hold !== null) throw holdError(hold);
  // Whoever puts the log back holds the list of files against a key that the log names.
  if ((await book.verifierKeys()).length === 0) throw new DomainError('KEY_UNKNOWN');
  const own = await book.log.readStream('log');
  return wholeFolder(out, async (folder) => {
    await book.log.copyTo(join(folder, LOG));
    const checkpoint = await checkedCopy(book, folder, progress);
    mkdirSync(join(folder, 'signer'));
    await book.signer.copyTo(join(folder, SIGNED), checkpoint.size);
    write(join(folder, CHECKPOINT), checkpoint.note);
    const files = new Map<string, Hashed>();
    for (const path of [LOG, SIGNED]) tidyClosed(join(folder, path));
    for (const path of [LOG, SIGNED, CHECKPOINT]) files.set(path, await hashed(join(folder, path)));
    for (const [path, file] of await copyKept(book, folder, checkpoint.size)) files.set(path, file);
    for (const [path, file] of await copySealed(book, folder, checkpoint.size)) files.set(path, file);
    const listed = new Map([...files].map(([path, { sha256 }]) => [path, sha256]));
    const manifest = writeManifest({ organisation: book.organisation, position: checkpoint.size, files: listed });
    const note = await book.signer.sign(manifest);
    write(join(folder, MANIFEST), note);
    // A key that was changed meanwhile has signed the list, and the copy does not name it: it is begun anew.
    const isSame = (await book.log.readStream('log')).length === own.length;
    if (!isSame) throw new DomainError('STREAM_MOVED_ON', { stream: 'log' });
    const bytes = [...files.values()].reduce((sum, file) => sum + file.bytes, Buffer.byteLength(note));
    return { folder: out, position: checkpoint.size, files: files.size + 1, bytes, checkpoint };
  });
}

/** Opens the copy as the log that it must be, and hashes it again; the signed checkpoint of its end. */
async function checkedCopy(book: Bidragsbok, folder: string, progress?: Progress): Promise<SignedCheckpoint> {
  const copy = SqliteEventLog.open({ dir: folder, organisation: book.organisation, create: false });
  try {
    const checkpoint = await book.signer.checkpoint(await copy.lastPosition());
    const signed = (await book.signer.signed()).filter(({ size }) => size <= checkpoint.size);
    assertIntact((await verifyLog(copy, signed, progress)).faults);
    return checkpoint;
  } finally {
    await copy.close();
  }
}

/** Every kept file, whether an import came to name it or not; those that are named must be what was taken in. */
async function copyKept(book: Bidragsbok, folder: string, position: number): Promise<ReadonlyMap<string, Hashed>> {
  const files = new Map<string, Hashed>();
  for (const sha256 of book.files.kept()) {
    const name = `files/${sha256}.br`;
    const file = await copied(book.files.pathOf(sha256), join(folder, name)).catch(unlessGone);
    if (file !== undefined) files.set(name, file);
  }
  const named = await imports(book.models.db, await book.moment(position.toString()));
  assertIntact((await keptFiles(await Erasures.of(book), named, new FileStore(folder))).faults);
  return files;
}

/** Every sealed original, without the keys that open them; those that the copied log names must be among them. */
async function copySealed(book: Bidragsbok, folder: string, position: number): Promise<ReadonlyMap<string, Hashed>> {
  const files = new Map<string, Hashed>();
  const blobs = book.blobs();
  for await (const id of blobs.list()) {
    const name = `vault/${id.slice(0, 2)}/${id}`;
    const file = await written(Readable.from(blobs.read(id)), join(folder, name)).catch(unlessErased);
    if (file !== undefined) files.set(name, file);
  }
  const originals = await standingDocuments(book, await Erasures.of(book), position.toString());
  assertIntact(await missingDocuments(new FileBlobs(join(folder, 'vault')), originals));
  return files;
}

/** A document may have been erased since its name was read; one that the log still names is then missed. */
function unlessErased(error: unknown): undefined {
  if (!(error instanceof DomainError && error.code === 'DOCUMENT_BYTES_MISSING')) throw error;
}

/** A file may have been rewritten under another hash since its name was read; one that an import names is then missed below. */
function unlessGone(error: unknown): undefined {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
}

function write(path: string, text: string): void {
  writeFileSync(path, text);
  syncToDisk(path);
}
