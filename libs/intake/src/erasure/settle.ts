import type { WaitingFile } from '../file-store.js';
import type { OpenedFiles } from '../opened.js';
import { sweepReading } from '../reading-folder.js';
import { DomainError } from '#kernel';

import { Erasures } from './erasures.js';

/**
 * Completes what recorded decisions say of kept files: the rewritten ones come into their place, those with the texts and those
 * of pruned years go. A pruned file is never kept again, so that one that is there is still to go.
 * It may be killed at any point and run again, by any process. `own`: files that a command of this process let wait; what
 * no decision names of them goes too. Originals lose their key and their bytes.
 */
export async function settleErasures(
  book: Pick<OpenedFiles, 'log' | 'files' | 'dir' | 'vault'>,
  own: readonly WaitingFile[] = [],
): Promise<void> {
  const { files, dir } = book;
  const erasures = await Erasures.of(book);
  const rewritten = erasures.files;
  const named = new Set(rewritten.map(({ after }) => after));
  for (const waiting of files.waiting()) if (named.has(waiting.sha256)) files.adopt(waiting);
  for (const waiting of own) files.drop(waiting);
  // Never both: where what is to be read from now on is missing, what it was made of stays.
  const replaced = rewritten.filter(({ after }) => files.has(erasures.fileNow(after))).map(({ before }) => before);
  const going = new Set([...replaced, ...erasures.prunings.files.keys()]);
  for (const sha256 of going) if (files.has(sha256)) files.remove(sha256);
  files.sweep();
  if (erasures.documents.length > 0) await destroyErased(book, erasures.documents);
  sweepReading(dir);
}

/** Where the keys are not at hand there is none to destroy: whoever has them does it before anything else. */
async function destroyErased(book: Pick<OpenedFiles, 'vault'>, documents: readonly string[]): Promise<void> {
  try {
    const vault = await book.vault();
    for (const document of documents) if (vault.opens(document)) await vault.destroy(document);
  } catch (error) {
    if (!(error instanceof DomainError && /^KEY/.test(error.code))) throw error;
  }
}
