import { createHash } from 'node:crypto';
import { createWriteStream, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import { DomainError } from '#kernel';
import type { ImportRow } from '#read-models';
import { ownName } from '#sqlite';

import { Erasures } from './erasure/erasures.js';
import { settleErasures } from './erasure/settle.js';
import type { OpenedFiles } from './opened.js';
import { readingFolder, sweepReading } from './reading-folder.js';
import { savedMapping } from './saved-mapping.js';
import { openSieFile } from './sie-file.js';
import { openTableFile } from './table-file.js';
import type { VoucherFile } from './voucher-file.js';

/** Of an import what finds its kept file and says how it is read. */
export type KeptImport = Pick<ImportRow, 'sha256' | 'mapping' | 'import'>;

/**
 * Works on the file that an import took in, as it was then but for what a decision has erased: unpacked into the
 * organisation's own folder, where only this process's user may read it, and gone afterwards. Refuses with
 * KEPT_FILE_MISSING, KEPT_FILE_DAMAGED, DISK_FULL.
 */
export async function withKeptFile<Result>(
  book: OpenedFiles,
  of: KeptImport,
  use: (file: VoucherFile) => Promise<Result>,
): Promise<Result> {
  const sha256 = (await Erasures.of(book)).fileNow(of.sha256);
  // A decision may be recorded already while the file that it names still waits.
  if (!book.files.has(sha256)) await settleErasures(book);
  const open = (path: string) => opened(book, path, of);
  return withFile(book, (to) => unpack(book, { import: of.import, sha256 }, to), { open, use });
}

/** Works on bytes as on a file of an import, likewise. */
export async function withBytes<Result>(
  book: OpenedFiles,
  bytes: Buffer,
  { open, use }: Using<Result>,
): Promise<Result> {
  return withFile(book, (to) => write(Readable.from([bytes]), to), { open, use });
}

interface Using<Result> {
  readonly open: (path: string) => VoucherFile | Promise<VoucherFile>;
  readonly use: (file: VoucherFile) => Promise<Result>;
}

async function withFile<Result>(
  { dir: organisationDir }: OpenedFiles,
  fill: (path: string) => Promise<unknown>,
  { open, use }: Using<Result>,
): Promise<Result> {
  const dir = readingFolder(organisationDir);
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const path = join(dir, ownName());
  try {
    await fill(path);
    sweepReading(organisationDir);
    const file = await open(path);
    try {
      return await use(file);
    } finally {
      file.close();
    }
  } finally {
    rmSync(path, { force: true });
  }
}

/**
 * Reads a file through where it must be before it can be handed over by vouchers; gives how many of its rows could not be
 * read so that not even their voucher is known.
 */
export async function readThrough(file: VoucherFile, privateDimensions: ReadonlySet<string>): Promise<number> {
  if (!file.isSurveyed) return 0;
  return (await file.survey({ privateDimensions, see: () => undefined })).unknownRows;
}

/** Opens the unpacked file by its format, a table by the version of the mapping that it was read by then. */
async function opened(book: OpenedFiles, path: string, { mapping }: KeptImport): Promise<VoucherFile> {
  if (mapping === null) return openSieFile(path);
  const { mapping: columns } = await savedMapping(book, mapping.mapping, mapping.revision);
  return openTableFile(path, { mapping: columns, saved: mapping });
}

async function unpack(
  { files }: OpenedFiles,
  { import: id, sha256 }: Pick<KeptImport, 'import' | 'sha256'>,
  to: string,
): Promise<void> {
  // Asked first: a file that is opened for writing while the reading fails would stay.
  if (!files.has(sha256)) throw new DomainError('KEPT_FILE_MISSING', { import: id });
  const bytes = files.read(sha256);
  const hash = createHash('sha256');
  bytes.on('data', (chunk: Buffer) => hash.update(chunk));
  try {
    await write(bytes, to);
  } catch (error) {
    throw refusalOf(error as NodeJS.ErrnoException, id);
  }
  if (hash.digest('hex') !== sha256) throw new DomainError('KEPT_FILE_DAMAGED', { import: id });
}

const write = (bytes: Readable, to: string): Promise<void> =>
  pipeline(bytes, createWriteStream(to, { mode: 0o600, flags: 'wx' }));

function refusalOf(error: NodeJS.ErrnoException, id: string): unknown {
  const { code = '' } = error;
  if (code === 'ENOSPC') return new DomainError('DISK_FULL');
  if (code === 'ENOENT') return new DomainError('KEPT_FILE_MISSING', { import: id });
  // What the decompression says of bytes that no compression wrote.
  return /^(?:Z_|ERR_)/.test(code) ? new DomainError('KEPT_FILE_DAMAGED', { import: id }) : error;
}
