import type { DocumentDescribed, PrivateFacts } from '#evidence';

import type { Naming } from './supplier-keys.js';

/** What a document says of itself, for a DocumentDescribed, and the files that it carries. */
export interface ReadFacts {
  readonly data: Omit<DocumentDescribed['data'], 'document'>;
  readonly private: PrivateFacts;
  readonly attachments: readonly { readonly fileName: string; readonly bytes: Uint8Array }[];
}

/** How facts are named, and the organisation's own numbers, which a text holds beside its supplier's. */
export interface FactsAsked {
  readonly naming: Naming;
  readonly ownNumbers: readonly string[];
}
