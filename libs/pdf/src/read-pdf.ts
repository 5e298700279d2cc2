import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';

import { DomainError } from '#kernel';

import { READING_PROGRAM } from './reading-program.js';

/** A piece of text and where it stands on its page, in points from the lower left corner. */
export interface PlacedText {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What a PDF says and carries. Pages beyond `PdfLimits.pages` are counted and not read. */
export interface PdfDocument {
  readonly pageCount: number;
  readonly pages: readonly (readonly PlacedText[])[];
  readonly attachments: readonly { readonly fileName: string; readonly bytes: Uint8Array }[];
}

/** How much of a file is read, how long it may take and what memory. */
export interface PdfLimits {
  readonly bytes: number;
  readonly pages: number;
  readonly milliseconds: number;
  readonly megabytes: number;
}
const LIMITS: PdfLimits = { bytes: 32 * 2 ** 20, pages: 50, milliseconds: 20_000, megabytes: 512 };

type Answer = { readonly document: PdfDocument } | { readonly failed: 'encrypted' | 'broken' };

/** The library's own reader lies beside what a `require` of it finds. */
const LIBRARY = pathToFileURL(join(dirname(createRequire(import.meta.url).resolve('unpdf')), 'pdfjs.mjs')).href;

/**
 * Reads the text of a PDF in a thread of its own, which is ended where it takes too long. No script in it is run, nothing that it
 * points to is fetched. Refuses with PDF_BROKEN, PDF_ENCRYPTED, PDF_TOO_LARGE (it reads no further than `limits.bytes`) and
 * PDF_TOO_SLOW.
 */
export async function readPdf(bytes: AsyncIterable<Uint8Array>, limits: Partial<PdfLimits> = {}): Promise<PdfDocument> {
  const within = { ...LIMITS, ...limits };
  return inThread(await wholeOf(bytes, within.bytes), within);
}

async function wholeOf(bytes: AsyncIterable<Uint8Array>, most: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of bytes) {
    size += chunk.length;
    if (size > most) throw new DomainError('PDF_TOO_LARGE', { megabytes: Math.floor(most / 2 ** 20) });
    chunks.push(chunk);
  }
  // A copy of its own, which can be handed over to the thread whole.
  return Uint8Array.from(Buffer.concat(chunks));
}

function inThread(bytes: Uint8Array, { pages, milliseconds, megabytes }: PdfLimits): Promise<PdfDocument> {
  const thread = new Worker(READING_PROGRAM, {
    eval: true,
    workerData: { library: LIBRARY, bytes, mostPages: pages },
    transferList: [bytes.buffer as ArrayBuffer],
    resourceLimits: { maxOldGenerationSizeMb: megabytes },
    // What the library tells of a file is nobody's business but ours.
    stdout: true,
    stderr: true,
  });
  const answered = new Promise<PdfDocument>((resolve, reject) => {
    const late = setTimeout(() => {
      reject(new DomainError('PDF_TOO_SLOW', { seconds: Math.ceil(milliseconds / 1000) }));
    }, milliseconds);
    thread.once('message', (answer: Answer) => {
      if ('document' in answer) resolve(answer.document);
      else reject(new DomainError(answer.failed === 'encrypted' ? 'PDF_ENCRYPTED' : 'PDF_BROKEN'));
    });
    // The thread's own memory ran out, or the library broke down on what it read.
    thread.once('error', () => {
      reject(new DomainError('PDF_BROKEN'));
    });
    thread.once('exit', () => {
      clearTimeout(late);
    });
  });
  return answered.finally(() => thread.terminate());
}
