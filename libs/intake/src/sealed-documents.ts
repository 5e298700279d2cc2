import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import { DomainError } from '#kernel';
import { documents } from '#read-models';
import type { Blobs, Vault } from '#vault';

import type { Bidragsbok } from './bidragsbok.js';
import type { Erasures } from './erasure/erasures.js';

/** An original whose sealed bytes are not there, or do not open to what was sealed. */
export interface DocumentFault {
  readonly verdict: 'MISSING' | 'FAILED';
  readonly step: 'document';
  /** Null: the keys to all of them are not there, and none can be looked at. */
  readonly document: string | null;
}

/** The originals that no decision has erased, in the order that they came. */
export async function standingDocuments(
  book: Pick<Bidragsbok, 'models' | 'moment'>,
  erasures: Pick<Erasures, 'documents'>,
  asOf?: string,
): Promise<readonly string[]> {
  const erased = new Set(erasures.documents);
  const rows = await documents(book.models.db, await book.moment(asOf));
  return rows.map(({ document }) => document).filter((document) => !erased.has(document));
}

/** The originals whose sealed bytes are not where they should be. No key is asked for. */
export async function missingDocuments(blobs: Blobs, originals: readonly string[]): Promise<readonly DocumentFault[]> {
  const faults: DocumentFault[] = [];
  for (const document of originals) {
    if (!(await blobs.has(document))) faults.push({ verdict: 'MISSING', step: 'document', document });
  }
  return faults;
}

/** The originals that are missing, and those that do not open, each read through to its end. */
export async function unopened(book: Bidragsbok, originals: readonly string[]): Promise<readonly DocumentFault[]> {
  if (originals.length === 0) return [];
  const missing = await missingDocuments(book.blobs(), originals);
  const gone = new Set(missing.map(({ document }) => document));
  const there = originals.filter((document) => !gone.has(document));
  if (there.length === 0) return missing;
  const vault = await vaultAtHand(book);
  if (vault === null) return [...missing, { verdict: 'MISSING', step: 'document', document: null }];
  const faults: DocumentFault[] = [];
  for (const document of there) {
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
