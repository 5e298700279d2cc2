import { DomainError } from '#kernel';

import type { PdfDocument } from './pdf-document.js';
import { readInThread } from './reading-thread.js';

/** How much of a file is read, how long it may take and what memory. */
export interface PdfLimits {
  readonly bytes: number;
  readonly pages: number;
  readonly milliseconds: number;
  readonly megabytes: number;
}
const LIMITS: PdfLimits = { bytes: 32 * 2 ** 20, pages: 50, milliseconds: 20_000, megabytes: 512 };

/**
 * Reads the text of a PDF in a thread apart, which is ended where it takes too long. No script in it is run, nothing that it
 * points to is fetched. Refuses with PDF_BROKEN, PDF_ENCRYPTED, PDF_TOO_LARGE (it reads no further than `limits.bytes`) and
 * PDF_TOO_SLOW.
 */
export async function readPdf(bytes: AsyncIterable<Uint8Array>, limits: Partial<PdfLimits> = {}): Promise<PdfDocument> {
  const within = { ...LIMITS, ...limits };
  return readInThread(await wholeOf(bytes, within.bytes), within, within.megabytes);
}

async function wholeOf(bytes: AsyncIterable<Uint8Array>, most: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of bytes) {
    size += chunk.length;
    if (size > most) throw new DomainError('PDF_TOO_LARGE', { megabytes: Math.floor(most / 2 ** 20) });
    chunks.push(chunk);
  }
  return Uint8Array.from(Buffer.concat(chunks));
}
