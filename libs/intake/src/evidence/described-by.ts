import type { DocumentDescribed, DocumentFormat, PrivateFacts } from '#evidence';
import type { FileFormat } from '#vault';

/** A file that may be kept, as it is read for what it says. */
export interface ReadDocument {
  readonly format: FileFormat;
  readonly bytes: Buffer;
  /** As the sender called it. */
  readonly name: string;
  /** An id under the organisation's naming key. */
  readonly idOf: (what: string, text: string) => string;
}
/** What a file says of itself. */
export interface SaidByDocument {
  /** What its reader found it to be, where that is more than its bytes show. */
  readonly format?: DocumentFormat;
  readonly described?: Omit<DocumentDescribed['data'], 'document'>;
  readonly private?: PrivateFacts;
}

/** What a file says of itself, where its format gives that; nothing is made up of what it does not say. */
export function describedBy(read: ReadDocument): Promise<SaidByDocument> {
  return Promise.resolve({ format: read.format });
}
