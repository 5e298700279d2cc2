import type { DocumentFormat } from '#evidence';
import { DomainError, type RefusalCode } from '#kernel';
import { readPdf } from '#pdf';
import { readInvoice } from '#peppol';

import { invoiceFacts } from './invoice-facts.js';
import { pdfFacts } from './pdf-facts.js';
import type { FactsAsked, ReadFacts } from './read-facts.js';

/** What a file refuses with that is archived all the same: it is described by hand. */
const UNREADABLE: readonly RefusalCode[] = [
  ...(['XML_DOCTYPE_FORBIDDEN', 'XML_BROKEN', 'XML_TOO_LARGE', 'NOT_AN_INVOICE', 'INVOICE_FIELD_MALFORMED'] as const),
  ...(['PDF_BROKEN', 'PDF_ENCRYPTED', 'PDF_TOO_LARGE', 'PDF_TOO_SLOW'] as const),
];

/**
 * Reads the facts of a document out of its bytes: `read` of an invoice whose sums hold, `suggested` of one whose sums do not and of
 * a PDF's text. Null where its format says nothing. A file that cannot be read is described with the reason as a doubt.
 */
export async function factsOf(
  bytes: AsyncIterable<Uint8Array>,
  format: DocumentFormat,
  { naming, ownNumbers }: FactsAsked,
): Promise<ReadFacts | null> {
  try {
    switch (format) {
      case 'ubl-invoice':
      case 'ubl-credit-note':
        return invoiceFacts(await readInvoice(bytes), naming);
      case 'pdf':
        return pdfFacts(await readPdf(bytes), { naming, ownNumbers });
      default:
        return null;
    }
  } catch (error) {
    if (!(error instanceof DomainError) || !UNREADABLE.includes(error.code)) throw error;
    const doubts = [{ code: error.code, ...termOf(error) }];
    return { data: { kind: null, basis: 'suggested', facts: {}, doubts }, private: {}, attachments: [] };
  }
}

/** The business term that could not be read. */
function termOf({ details }: DomainError): { readonly term?: string } {
  const term = details['term']?.toString();
  return term === undefined ? {} : { term };
}
