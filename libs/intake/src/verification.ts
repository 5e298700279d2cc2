import { createHash } from 'node:crypto';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import { type Fault, type Hold, type Verified, verifyLog } from '#event-log';
import { GrantClosed, grantStream } from '#grants';
import { DomainError } from '#kernel';
import { documents, grants, type ImportRow, imports } from '#read-models';
import { writeHash } from '#transparency';
import { blobsFor, type Vault } from '#vault';

import type { Bidragsbok } from './bidragsbok.js';
import { Erasures } from './erasure/erasures.js';
import { closingHolds } from './closing.js';
import type { FileStore } from './file-store.js';

/** A kept file that is not there any more, or is not the one that the log names. */
interface KeptFileFault {
  readonly verdict: 'FAILED' | 'MISSING';
  readonly step: 'kept-file';
  readonly import: string;
}
/** An original whose sealed bytes are not there, or do not open to what was sealed. */
interface DocumentFault {
  readonly verdict: 'MISSING' | 'FAILED';
  readonly step: 'document';
  /** Null: the keys to all of them are not there, and none can be looked at. */
  readonly document: string | null;
}
/** A closing that committed itself to other events than there are. */
interface ClosingFault {
  readonly verdict: 'FAILED';
  readonly step: 'closing';
  readonly grant: string;
}
/** The signer does not remember what it has signed of the log: its store is gone, or another log's. */
interface SignerFault {
  readonly verdict: 'MISSING';
  readonly step: 'signer';
  readonly why: 'forgotten' | 'foreign';
  /** Events that nothing here attests to. */
  readonly unattested: number;
}
/** A closing whose counts and last leaves are right, and whose sums rest on what a decision has pruned. */
interface ClosingPruned {
  readonly verdict: 'PRUNED';
  readonly step: 'closing';
  readonly grant: string;
  /** The position of the decision. */
  readonly decision: number;
}
export type VerificationFault = Fault | KeptFileFault | DocumentFault | ClosingFault | ClosingPruned | SignerFault;

/** Whether something is not as it was signed: what a decision has erased or pruned is. */
export const isFailure = ({ verdict }: VerificationFault): boolean => verdict !== 'ERASED' && verdict !== 'PRUNED';

/** Everything that was hashed again, and everything that is not as it was signed. */
export interface Verification extends Omit<Verified, 'root' | 'faults'> {
  /** The log's end. */
  readonly position: number;
  /** Base64, as checkpoints print it. */
  readonly root: string;
  /** Files that imports took in; null where they were left out, or the log is so altered that it cannot be told which. */
  readonly keptFiles: number | null;
  /** Closings of grants whose commitment was worked out again. */
  readonly closings: number;
  readonly faults: readonly VerificationFault[];
  /** Whether all is as it was signed. */
  readonly intact: boolean;
}

export interface VerificationAsked {
  /** Whether the kept files are read through too. */
  readonly withFiles: boolean;
  readonly progress?: (position: number) => void;
}

/** Hashes the log, and the files that it names, again. Refuses with LOG_UNREADABLE. */
export async function verify(book: Bidragsbok, { withFiles, progress }: VerificationAsked): Promise<Verification> {
  const verified = await verifyLog(book.log, await book.signer.signed(), progress);
  const isAltered = verified.faults.some(({ verdict }) => verdict === 'FAILED');
  const closings = await unlessAltered(isAltered, () => closingsOf(book), { count: 0, faults: [] });
  const keptFilesNow = async () => keptFiles(book, await imports(book.models.db, await book.moment()), book.files);
  const files = withFiles ? await unlessAltered(isAltered, keptFilesNow, NO_FILES) : NO_FILES;
  const sealed = withFiles ? await unlessAltered(isAltered, () => unopenedDocuments(book), []) : [];
  const signed = signerFaults(await book.signer.hold());
  const faults = [...verified.faults, ...closings.faults, ...files.faults, ...sealed, ...signed];
  return {
    position: verified.events,
    ...verified,
    root: writeHash(verified.root),
    keptFiles: files.count,
    closings: closings.count,
    faults,
    intact: !faults.some(isFailure),
  };
}

/** Where the log is not what is remembered, the checkpoints above say it. */
function signerFaults(hold: Hold | null): readonly SignerFault[] {
  if (hold === null || hold.why === 'differs') return [];
  return [{ verdict: 'MISSING', step: 'signer', why: hold.why, unattested: hold.unattested }];
}

interface KeptFiles {
  readonly count: number | null;
  readonly faults: readonly KeptFileFault[];
}
const NO_FILES: KeptFiles = { count: null, faults: [] };

/** What is told by rows cannot be told where they cannot be built of an alteration: what was found is told all the same. */
async function unlessAltered<Result>(
  isAltered: boolean,
  work: () => Promise<Result>,
  otherwise: Result,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (isAltered) return otherwise;
    throw error;
  }
}

/** What each closing committed itself to, worked out again from the log as it was then. */
async function closingsOf(book: Bidragsbok) {
  const faults: (ClosingFault | ClosingPruned)[] = [];
  let count = 0;
  for (const { grant } of await grants(book.models.db, await book.moment())) {
    for (const event of await book.log.readStream(grantStream(grant))) {
      const said = event.type === 'GrantClosed' ? GrantClosed.read(event).data.commitment : null;
      if (said === null) continue;
      count++;
      const { isSame, decision } = await closingHolds(book, grant, said);
      if (!isSame) faults.push({ verdict: 'FAILED', step: 'closing', grant });
      else if (decision !== null) faults.push({ verdict: 'PRUNED', step: 'closing', grant, decision });
    }
  }
  return { count, faults };
}

/**
 * Reads through the kept files that imports name, in a store: they are what was taken in, or what the last decision that erased
 * something of them says that they are.
 */
export async function keptFiles(
  { log }: Pick<Bidragsbok, 'log'>,
  rows: readonly Pick<ImportRow, 'sha256' | 'import'>[],
  store: FileStore,
): Promise<KeptFiles> {
  const erasures = await Erasures.of({ log });
  const kept = new Map(rows.map((row) => [erasures.fileNow(row.sha256), row.import]));
  const faults: KeptFileFault[] = [];
  for (const [sha256, id] of kept) {
    const found = await hashOf(store, sha256);
    if (found !== sha256)
      faults.push({ verdict: found === null ? 'MISSING' : 'FAILED', step: 'kept-file', import: id });
  }
  return { count: kept.size, faults };
}

/** The originals, of those that no decision has erased, whose sealed bytes are not where they should be. No key is asked for. */
export async function missingDocuments(
  book: Pick<Bidragsbok, 'log' | 'models' | 'moment' | 'dir' | 'organisation'>,
  asOf?: string,
  dir = book.dir,
): Promise<readonly DocumentFault[]> {
  const rows = await documents(book.models.db, await book.moment(asOf));
  if (rows.length === 0) return [];
  const address = dir === book.dir ? {} : { address: null };
  const blobs = await blobsFor({ organisationDir: dir, organisation: book.organisation, ...address });
  const erased = new Set((await Erasures.of(book)).documents);
  const faults: DocumentFault[] = [];
  for (const { document } of rows) {
    const isMissing = !erased.has(document) && !(await blobs.has(document));
    if (isMissing) faults.push({ verdict: 'MISSING', step: 'document', document });
  }
  return faults;
}

/** The originals that are missing, and those that do not open, each read through to its end. */
async function unopenedDocuments(book: Bidragsbok): Promise<readonly DocumentFault[]> {
  const missing = await missingDocuments(book);
  const erased = new Set((await Erasures.of(book)).documents);
  const rows = await documents(book.models.db, await book.moment());
  const gone = new Set(missing.map(({ document }) => document));
  const there = rows.filter(({ document }) => !erased.has(document) && !gone.has(document));
  const [first] = there;
  if (first === undefined) return missing;
  const vault = await vaultAtHand(book);
  if (vault === null) return [...missing, { verdict: 'MISSING', step: 'document', document: null }];
  const faults: DocumentFault[] = [];
  for (const { document } of there) {
    if (!(await isWhole(vault, document))) faults.push({ verdict: 'FAILED', step: 'document', document });
  }
  return [...missing, ...faults];
}

async function vaultAtHand(book: Bidragsbok): Promise<Vault | null> {
  try {
    return await book.vault();
  } catch (error) {
    if (error instanceof DomainError && error.code === 'KEYRING_MISSING') return null;
    throw error;
  }
}

const BROKEN: ReadonlySet<string> = new Set(['DOCUMENT_DAMAGED', 'DOCUMENT_KEY_MISSING', 'KEYRING_DAMAGED']);

async function isWhole(vault: Vault, document: string): Promise<boolean> {
  try {
    await pipeline(
      vault.read(document),
      new Writable({
        write: (_chunk, _encoding, done) => {
          done();
        },
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof DomainError && BROKEN.has(error.code)) return false;
    throw error;
  }
}

/** SHA-256 of a kept file; null where it is not there. */
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
