import { DomainError } from './domain-error.js';

/** What a file system answers, by its code, where a file or folder cannot be written where somebody wants it. */
const UNWRITABLE = new Set(['ENOENT', 'ENOTDIR', 'EISDIR', 'EACCES', 'EPERM', 'EROFS', 'ENAMETOOLONG', 'EEXIST']);

/** What stopped a writing as a refusal, OUTPUT_UNWRITABLE or DISK_FULL, where it is one; else, and of a refusal, as it came. */
export function outputRefusal(error: unknown): unknown {
  const { code = '' } = error as { readonly code?: string };
  if (error instanceof DomainError) return error;
  if (code === 'ENOSPC') return new DomainError('DISK_FULL');
  return UNWRITABLE.has(code) ? new DomainError('OUTPUT_UNWRITABLE') : error;
}
