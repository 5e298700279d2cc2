import { type DocumentEvent, documentDecider, type DocumentFormat, documentStream, standing } from '#evidence';
import { fold } from '#kernel';

import type { Bidragsbok } from '../bidragsbok.js';
import { catalogue } from '../catalogue.js';

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
  const history = await book.log.readStream(documentStream(document));
  const events = history.map((event) => catalogue.read(event) as DocumentEvent);
  const { format, size } = standing(fold(documentDecider, events), document);
  const archived = events.find((event) => event.type === 'DocumentArchived');
  const { fileName = null } = archived?.private ?? {};
  return { format, size, fileName, bytes: (await book.vault()).read(document) };
}
