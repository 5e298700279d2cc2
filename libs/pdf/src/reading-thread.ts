import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';

import { DomainError } from '#kernel';

import type { PdfDocument } from './pdf-document.js';
import { READING_PROGRAM } from './reading-program.js';

/** How one document is read: pages beyond `pages` are counted only. */
interface Reading {
  readonly pages: number;
  readonly milliseconds: number;
}
type Answer = { readonly document: PdfDocument } | { readonly failed: 'encrypted' | 'broken' };

/** The library's own reader lies beside what a `require` of it finds. */
const library = (): string =>
  pathToFileURL(join(dirname(createRequire(import.meta.url).resolve('unpdf')), 'pdfjs.mjs')).href;
/** What the library keeps between documents goes with its thread. */
const MOST_DOCUMENTS = 100;
const IDLE_MS = 2_000;

/** A thread that reads one document after the other, and is ended by the first that it could not read whole. */
class ReadingThread {
  private readonly worker: Worker;
  private documents = 0;
  private idle: NodeJS.Timeout | undefined;

  constructor(readonly megabytes: number) {
    this.worker = new Worker(READING_PROGRAM, {
      eval: true,
      workerData: { library: library() },
      resourceLimits: { maxOldGenerationSizeMb: megabytes },
      // What the library tells of a file is nobody's business but ours.
      stdout: true,
      stderr: true,
    });
    // Each reading hears of its own; what breaks down with nobody waiting must not end the process.
    this.worker.on('error', () => {
      void this.end();
    });
  }

  get isNew(): boolean {
    return this.documents === 0;
  }

  /** Refuses with PDF_TOO_SLOW; null where the thread broke down, by this document or by what one before it left. */
  async answer(bytes: Uint8Array, { pages, milliseconds }: Reading): Promise<Answer | null> {
    clearTimeout(this.idle);
    this.worker.ref();
    let late: NodeJS.Timeout | undefined;
    try {
      return await new Promise<Answer | null>((resolve, reject) => {
        late = setTimeout(() => {
          reject(new DomainError('PDF_TOO_SLOW', { seconds: Math.ceil(milliseconds / 1000) }));
        }, milliseconds);
        this.worker.once('message', resolve);
        this.worker.once('exit', () => {
          resolve(null);
        });
        this.worker.postMessage({ bytes, mostPages: pages });
      });
    } finally {
      clearTimeout(late);
      this.worker.removeAllListeners('message').removeAllListeners('exit');
      this.documents += 1;
    }
  }

  /** Waits for the next document, and keeps no process up meanwhile; false where it has read enough. */
  rest(): boolean {
    if (this.documents >= MOST_DOCUMENTS) return false;
    this.worker.unref();
    this.idle = setTimeout(() => {
      void this.end();
    }, IDLE_MS).unref();
    return true;
  }

  async end(): Promise<void> {
    if (resting === this) resting = undefined;
    clearTimeout(this.idle);
    await this.worker.terminate();
  }
}

/** The thread that has nothing to read just now: loading the library takes longer than an invoice does. */
let resting: ReadingThread | undefined;

function threadWith(megabytes: number): ReadingThread {
  const found = resting;
  if (found?.megabytes !== megabytes) return new ReadingThread(megabytes);
  resting = undefined;
  return found;
}

/**
 * Reads a document in a thread of `megabytes`, which is ended where the document takes too long, or where it could not be read. Refuses with
 * PDF_BROKEN, PDF_ENCRYPTED and PDF_TOO_SLOW.
 */
export async function readInThread(bytes: Uint8Array, reading: Reading, megabytes: number): Promise<PdfDocument> {
  const thread = threadWith(megabytes);
  const wasNew = thread.isNew;
  let isWhole = false;
  try {
    const answer = await thread.answer(bytes, reading);
    // No document answers for the one before it: it is read once more, by a thread of its own.
    if (answer === null && !wasNew) return await readInThread(bytes, reading, megabytes);
    const document = documentOf(answer);
    isWhole = true;
    return document;
  } finally {
    await letGo(thread, isWhole);
  }
}

function documentOf(answer: Answer | null): PdfDocument {
  if (answer === null) throw new DomainError('PDF_BROKEN');
  if ('document' in answer) return answer.document;
  throw new DomainError(answer.failed === 'encrypted' ? 'PDF_ENCRYPTED' : 'PDF_BROKEN');
}

async function letGo(thread: ReadingThread, isFit: boolean): Promise<void> {
  if (isFit && resting === undefined && thread.rest()) resting = thread;
  else await thread.end();
}
