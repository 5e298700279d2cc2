import type { DocumentArchived, DocumentDescribed, PrivateFacts } from '#evidence';
import type { DocumentRow } from '#read-models';

import type { Opened } from '../opened.js';

/** What of a document is private, where it is still held. */
export interface DocumentTexts {
  /** As its sender called it; null once it is erased. */
  readonly fileName: string | null;
  /** Empty where nobody described it, null once it is erased. */
  readonly facts: PrivateFacts | null;
}

/** Looks up the names of documents and what is private of what they say, by document. */
export async function documentTexts(
  { log }: Pick<Opened, 'log'>,
  rows: readonly Pick<DocumentRow, 'document' | 'position' | 'described'>[],
): Promise<ReadonlyMap<string, DocumentTexts>> {
  const at = async (position: number): Promise<unknown> => (await log.readAll(position - 1, 1))[0]?.private;
  const texts = new Map<string, DocumentTexts>();
  for (const { document, position, described } of rows) {
    const archived = (await at(position)) as DocumentArchived['private'];
    const facts = described === null ? {} : ((await at(described)) as DocumentDescribed['private']);
    texts.set(document, { fileName: archived?.fileName ?? null, facts: facts ?? null });
  }
  return texts;
}
