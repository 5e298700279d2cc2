import { documents } from '#read-models';

import { type ErasureDecision, Erasures } from '../erasure/erasures.js';
import type { Opened } from '../opened.js';
import type { Vault } from '#vault';

/** The originals as they are now, by the ids of documents, whatever moment is asked of. */
export interface Originals {
  /** Null of one that a decision has erased. Reading one that is missing without a decision fails as `Vault.read` does. */
  read(document: string): AsyncIterable<Uint8Array> | null;
  /** The decision that erased one; undefined where none did. */
  erasedBy(document: string): ErasureDecision | undefined;
}

/** The originals of an open book. Refuses as `Bidragsbok.vault` does. */
export async function originalsOf(
  book: Pick<Opened, 'log' | 'models' | 'moment'> & { vault(): Promise<Vault> },
): Promise<Originals> {
  const erasures = await Erasures.of(book);
  const rows = await documents(book.models.db, await book.moment());
  const gone = new Map(
    rows.flatMap(({ document, position }) => {
      const decision = erasures.decisionAt(position);
      return decision === undefined ? [] : [[document, decision] as const];
    }),
  );
  const vault = await book.vault();
  return {
    read: (document) => (gone.has(document) ? null : vault.read(document)),
    erasedBy: (document) => gone.get(document),
  };
}
