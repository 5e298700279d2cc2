import { documents } from '#read-models';

import { Erasures } from '../erasure/erasures.js';
import type { Opened } from '../opened.js';
import type { Vault } from '#vault';

/**
 * The bytes of originals as they are now, by the ids of documents; null of one that a decision has erased, whatever moment is
 * asked of. Reading one that is missing without a decision fails as `Vault.read` does.
 */
export async function originalsOf(
  book: Pick<Opened, 'log' | 'models' | 'moment'> & { vault(): Promise<Vault> },
): Promise<(document: string) => AsyncIterable<Uint8Array> | null> {
  const erasures = await Erasures.of(book);
  const rows = await documents(book.models.db, await book.moment());
  const gone = new Set(
    rows.filter(({ position }) => erasures.decisionAt(position) !== undefined).map(({ document }) => document),
  );
  const vault = await book.vault();
  return (document) => (gone.has(document) ? null : vault.read(document));
}
