import { createHash } from 'node:crypto';
import { pipeline } from 'node:stream/promises';

import { type Fault, type Hold, type Verified, verifyLog } from '#event-log';
import { GrantClosed, grantStream } from '#grants';
import { grants, type ImportRow, imports } from '#read-models';
import { writeHash } from '#transparency';

import type { Bidragsbok } from './bidragsbok.js';
import { Erasures } from './erasure/erasures.js';
import { closingHolds } from './closing.js';
import { type DocumentFault, standingDocuments, unopened } from './sealed-documents.js';
import type { FileStore } from './file-store.js';

/** A kept file that is not there any more, or is not the one that the log names. */
interface KeptFileFault {
  readonly verdict: 'FAILED' | 'MISSING';
  readonly step: 'kept-file';
  readonly import: string;
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
  const kept = withFiles ? await unlessAltered(isAltered, () => keptOf(book), NOTHING_KEPT) : NOTHING_KEPT;
  const signed = signerFaults(await book.signer.hold());
  const faults = [...verified.faults, ...closings.faults, ...kept.faults, ...signed];
  return {
    position: verified.events,
    ...verified,
    root: writeHash(verified.root),
    keptFiles: kept.count,
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

interface Kept<Fault> {
  readonly count: number | null;
  readonly faults: readonly Fault[];
}
const NOTHING_KEPT: Kept<never> = { count: null, faults: [] };

/** The files that were taken in, which are counted, and the originals. */
async function keptOf(book: Bidragsbok): Promise<Kept<KeptFileFault | DocumentFault>> {
  const erasures = await Erasures.of(book);
  const files = await keptFiles(erasures, await imports(book.models.db, await book.moment()), book.files);
  const sealed = await unopened(book, await standingDocuments(book, erasures));
  return { count: files.count, faults: [...files.faults, ...sealed] };
}

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
  erasures: Erasures,
  rows: readonly Pick<ImportRow, 'sha256' | 'import'>[],
  store: FileStore,
): Promise<Kept<KeptFileFault>> {
  const kept = new Map(rows.map((row) => [erasures.fileNow(row.sha256), row.import]));
  const faults: KeptFileFault[] = [];
  for (const [sha256, id] of kept) {
    const found = await hashOf(store, sha256);
    if (found !== sha256)
      faults.push({ verdict: found === null ? 'MISSING' : 'FAILED', step: 'kept-file', import: id });
  }
  return { count: kept.size, faults };
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
