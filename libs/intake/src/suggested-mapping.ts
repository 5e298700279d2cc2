import { DomainError } from '#kernel';
import { openTable, suggestMapping, type Suggestion } from '#tabular';

const MISSING = new Set(['ENOENT', 'EACCES', 'EISDIR', 'ENOTDIR', 'EPERM']);

/**
 * A mapping for an exported ledger, proposed from the file alone. Refuses with FILE_NOT_FOUND, and with what `openTable`
 * and `suggestMapping` refuse with.
 */
export async function suggestedMapping(path: string, sheet?: string): Promise<Suggestion> {
  try {
    return await suggestMapping(await openTable(path), sheet);
  } catch (error) {
    throw MISSING.has((error as NodeJS.ErrnoException).code ?? '') ? new DomainError('FILE_NOT_FOUND') : error;
  }
}
