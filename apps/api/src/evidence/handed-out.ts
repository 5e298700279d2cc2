import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import type { Response } from 'express';

/** A file on its way out, read once. `format` is the vault's word, or how its name ends. */
interface FileOut {
  readonly format: string;
  readonly size: number;
  readonly fileName: string | null;
  readonly bytes: AsyncGenerator<Uint8Array>;
}

/** What nothing carries out, whoever opens it; the rest goes out as bytes of no kind, XML among them. */
const PASSIVE: Partial<Readonly<Record<string, string>>> = {
  pdf: 'application/pdf',
  png: 'image/png',
  jpeg: 'image/jpeg',
  tiff: 'image/tiff',
  zip: 'application/zip',
  json: 'application/json',
  csv: 'text/csv',
  text: 'text/plain',
  xls: 'application/vnd.ms-excel',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  odt: 'application/vnd.oasis.opendocument.text',
  ods: 'application/vnd.oasis.opendocument.spreadsheet',
};
/** A browser saves it, shows nothing of it, guesses nothing of it and keeps no copy of its own. */
const HEADERS = {
  'X-Content-Type-Options': 'nosniff',
  'Content-Security-Policy': "sandbox; default-src 'none'",
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cache-Control': 'no-store',
} as const;

/**
 * Answers with an original, or with what is built. What cannot be opened is refused before anything is answered; what turns out to be damaged further on
 * breaks the answer off, which is then shorter than it says.
 */
export async function handOut({ format, size, fileName, bytes }: FileOut, document: string, response: Response) {
  const first = await bytes.next();
  response.attachment(plainName(fileName) || document);
  response.set({
    ...HEADERS,
    'Content-Length': String(size),
    'Content-Type': PASSIVE[format] ?? 'application/octet-stream',
  });
  try {
    await pipeline(Readable.from(continued(first, bytes)), response);
  } catch (error) {
    // Whoever hung up half-way gets no answer, and it is no fault of ours.
    if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  }
}

async function* continued(first: IteratorResult<Uint8Array>, rest: AsyncGenerator<Uint8Array>) {
  if (first.done === true) return;
  yield first.value;
  yield* rest;
}

/** The last part of a path, without what is not seen and could make a name look like another. */
const plainName = (name: string | null): string =>
  (name ?? '')
    .split(/[/\\]/)
    .at(-1)
    ?.replaceAll(/[\p{Cc}\p{Cf}]/gu, '') ?? '';
