import { join } from 'node:path';

import { namedKeys, SqliteEventLog } from '#event-log';
import { DomainError } from '#kernel';
import { readVerifierKey, type VerifierKey } from '#transparency';

import { copied } from './copied-file.js';
import { assertSigned, LOG, type Manifest, MANIFEST } from './manifest.js';

/** A backup as it lies there, and where its files are to be copied. */
interface BackupFiles {
  readonly from: string;
  /** The signed manifest, byte for byte, and what it says. */
  readonly note: string;
  readonly manifest: Manifest;
  readonly to: string;
  /** The key that must have signed it; else one that the log names. */
  readonly key: VerifierKey | undefined;
}

const damaged = (file: string): DomainError => new DomainError('BACKUP_DAMAGED', { file });

/** Copies every file that the manifest lists; gives the keys that the log names. Refuses with BACKUP_DAMAGED, naming the file. */
export async function copyBackup(files: BackupFiles): Promise<readonly VerifierKey[]> {
  // The log first: it names the key by which the list of all files must be signed.
  const named = await copyLog(files);
  for (const [path, sha256] of files.manifest.files) {
    if (path !== LOG && (await copy(files, path)) !== sha256) throw damaged(path);
  }
  return named;
}

async function copyLog(files: BackupFiles): Promise<readonly VerifierKey[]> {
  const { note, manifest, key } = files;
  const isListed = (await copy(files, LOG)) === manifest.files.get(LOG);
  const named = await keysIn(files).catch((error: unknown) => {
    if (!isListed) throw damaged(LOG);
    throw isOfAnother(error) ? damaged(MANIFEST) : error;
  });
  assertSigned(note, key === undefined ? named : [key]);
  if (!isListed) throw damaged(LOG);
  return named;
}

async function keysIn({ to, manifest }: BackupFiles): Promise<readonly VerifierKey[]> {
  const log = SqliteEventLog.open({ dir: to, organisation: manifest.organisation, create: false });
  try {
    return (await namedKeys(log)).map(readVerifierKey);
  } finally {
    await log.close();
  }
}

const isOfAnother = (error: unknown): boolean =>
  error instanceof DomainError && error.code === 'LOG_OF_ANOTHER_ORGANISATION';

async function copy({ from, to }: BackupFiles, path: string): Promise<string> {
  try {
    return (await copied(join(from, path), join(to, path))).sha256;
  } catch (error) {
    throw ['ENOENT', 'EISDIR'].includes((error as NodeJS.ErrnoException).code ?? '') ? damaged(path) : error;
  }
}
