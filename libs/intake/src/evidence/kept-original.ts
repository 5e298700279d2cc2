import { type DocumentEvent, documentDecider, type DocumentFormat, documentStream, standing } from '#evidence';
import { DomainError, fold } from '#kernel';

import type { Bidragsbok } from '../bidragsbok.js';
import { catalogue } from '../catalogue.js';
import { type ErasureDecision, Erasures } from '../erasure/erasures.js';

/** An original that can be handed out. */
export interface KeptOriginal {
  readonly format: DocumentFormat;
  /** Whole bytes. */
  readonly size: number;
  /** As its sender called it; null where that is not known. */
  readonly fileName: string | null;
  /** Byte for byte as it came in, each chunk once it is known to be whole. */
  readonly bytes: AsyncGenerator<Uint8Array>;
}

/** Opens an original that stands. Refuses with DOCUMENT_UNKNOWN and DOCUMENT_ERASED; its bytes, as `Vault.read`. */
export async function keptOriginal(book: Bidragsbok, document: string): Promise<KeptOriginal> {
  // An erasure that was cut off is completed before anything is handed out.
  await book.moment();
  return opened(book, document);
}

/**
 * Originals as they are now, by the ids of documents, whatever moment is asked of: the bytes, or the decision that has erased them.
 * One that is missing without a decision refuses as `Vault.read` does.
 */
export async function originalsOf(
  book: Bidragsbok,
): Promise<(document: string) => Promise<Pick<KeptOriginal, 'bytes'> | { readonly erasedBy: ErasureDecision }>> {
  await book.moment();
  const erasures = await Erasures.of(book);
  return async (document) => {
    try {
      return await opened(book, document);
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'DOCUMENT_ERASED') throw error;
      const [archived] = await book.log.readStream(documentStream(document));
      const erasedBy = archived === undefined ? undefined : erasures.decisionAt(archived.position);
      if (erasedBy === undefined) throw error;
      return { erasedBy };
    }
  };
}

async function opened(book: Bidragsbok, document: string): Promise<KeptOriginal> {
  const history = await book.log.readStream(documentStream(document));
  const events = history.map((event) => catalogue.read(event) as DocumentEvent);
  const { format, size } = standing(fold(documentDecider, events), document);
  const archived = events.find((event) => event.type === 'DocumentArchived');
  const { fileName = null } = archived?.private ?? {};
  return { format, size, fileName, bytes: (await book.vault()).read(document) };
}
