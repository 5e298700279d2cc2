import { readFileSync } from 'node:fs';

import { DomainError } from '#kernel';

const MISSING = new Set(['ENOENT', 'EACCES', 'EISDIR', 'ENOTDIR', 'EPERM']);

/** The bytes of a file. Refuses with FILE_NOT_FOUND. */
export function fileIn(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    throw MISSING.has((error as NodeJS.ErrnoException).code ?? '') ? new DomainError('FILE_NOT_FOUND') : error;
  }
}
