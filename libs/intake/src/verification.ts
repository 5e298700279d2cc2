import { createHash } from 'node:crypto';
import { pipeline } from 'node:stream/promises';

import { type Fault, type Verified, verifyLog } from '#event-log';
import { type ImportRow, imports } from '#read-models';

import type { Bidragsbok } from './bidragsbok.js';
import type { FileStore } from './file-store.js';

/** A kept file that is not there any more, or is not the one that the log names. */
interface KeptFileFault {
  readonly verdict: 'FAILED' | 'MISSING';
  readonly step: 'kept-file';
  readonly import: string;
}
export type VerificationFault = Fault | KeptFileFault;

/** Everything that was hashed again, and everything that is not as it was signed. */
export interface Verification extends Omit<Verified, 'root' | 'faults'> {
  /** The log's end. */
  readonly position: number;
  /** Base64, as checkpoints print it. */
  readonly root: string;
  /** Files that imports took in; null where they were left out. */
  readonly keptFiles: number | null;
  readonly faults: readonly VerificationFault[];
  /** Whether all is as it was signed: what a decision has erased is. */
  readonly intact: boolean;
}

export interface VerificationAsked {
  /** Whether the kept files are read through too. */
  readonly withFiles: boolean;
  readonly progress?: (position: number) => void;
}

/** Hashes the log, and the files that it names, again. Refuses with LOG_UNREADABLE. */
export async function verify(book: Bidragsbok, { withFiles, progress }: VerificationAsked): Promise<Verification> {
  const verified = await verifyLog(book.log, book.signer.signed(), progress);
  const { models, files: store } = book;
  const files = withFiles
    ? await keptFiles(imports(models.db, await book.moment()), store)
    : { count: null, faults: [] };
  const faults = [...verified.faults, ...files.faults];
  return {
    position: verified.events,
    ...verified,
    root: Buffer.from(verified.root, 'latin1').toString('base64'),
    keptFiles: files.count,
    faults,
    intact: faults.every(({ verdict }) => verdict === 'ERASED'),
  };
}

/** Reads through the kept files that imports name; how many there are, and what is wrong with them. */
export async function keptFiles(rows: readonly Pick<ImportRow, 'sha256' | 'import'>[], store: FileStore) {
  const kept = new Map(rows.map((row) => [row.sha256, row.import]));
  const faults: KeptFileFault[] = [];
  for (const [sha256, id] of kept) {
    const found = await hashOf(store, sha256);
    if (found !== sha256)
      faults.push({ verdict: found === null ? 'MISSING' : 'FAILED', step: 'kept-file', import: id });
  }
  return { count: kept.size, faults };
}

/** SHA-256 of a kept file as it was taken in; null where it is not there. */
async function hashOf(files: FileStore, sha256: string): Promise<string | null> {
  const hash = createHash('sha256');
  try {
    await pipeline(files.read(sha256), hash);
    return hash.digest('hex');
  } catch (error) {
    // Whatever else goes wrong in reading it, it is not the file that was kept.
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? null : '';
  }
}
