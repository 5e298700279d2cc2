import type { DocumentFormat } from '#evidence';
import type { FileFormat } from '#vault';

import { factsOf } from './facts.js';
import type { FactsAsked, ReadFacts } from './read-facts.js';

/** What a file says of itself. */
export interface SaidByDocument {
  /** What it is, where that is more than its bytes show at once. */
  readonly format: DocumentFormat;
  /** Null where its format says nothing. */
  readonly facts: ReadFacts | null;
}

/** How far into a file its root element is looked for, behind declarations and comments. */
const HEAD = 1 << 16;
const ROOT = /<(?:[\w.-]+:)?(Invoice|CreditNote|paxml)[\s/>]/;
const ROOTS: Readonly<Record<string, DocumentFormat>> = {
  Invoice: 'ubl-invoice',
  CreditNote: 'ubl-credit-note',
  paxml: 'paxml',
};

/** What a file says of itself, where its format gives that; nothing is made up of what it does not say. */
export async function describedBy(bytes: Buffer, format: FileFormat, asked: FactsAsked): Promise<SaidByDocument> {
  const of = format === 'xml' ? xmlFormat(bytes) : format;
  const facts = await factsOf(once(bytes), of, asked);
  // Another kind of document that calls its root an invoice: an XML file like any other.
  if (facts?.data.doubts?.some(({ code }) => code === 'NOT_AN_INVOICE') === true) return { format, facts: null };
  return { format: of, facts };
}

/** Whatever its encoding, the root's name is of letters that stand beside zeros at most. */
function xmlFormat(bytes: Buffer): DocumentFormat {
  const head = bytes.subarray(0, HEAD).toString('latin1').replaceAll('\0', '');
  return ROOTS[ROOT.exec(head)?.[1] ?? ''] ?? 'xml';
}

/** Bytes in memory as they would come by. */
export async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
}
