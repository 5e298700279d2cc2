import { openSync, readFileSync, readSync, closeSync } from 'node:fs';

import { DomainError } from '#kernel';
import { type Cell, openTable } from '#tabular';

/** How a workbook begins, which is a ZIP file. */
const ZIP = 'PK\u0003\u0004';

/**
 * The text of a file that somebody kept, in which checkpoints may stand: of a workbook what stands in its first rows, where a checkpoint
 * is. Refuses with FILE_NOT_FOUND, and as `openTable` does.
 */
export async function heldText(path: string): Promise<string> {
  try {
    return startOf(path) === ZIP ? await cellsOf(path) : readFileSync(path, 'utf8');
  } catch (error) {
    throw error instanceof DomainError ? error : new DomainError('FILE_NOT_FOUND');
  }
}

function startOf(path: string): string {
  const bytes = Buffer.alloc(ZIP.length);
  const file = openSync(path, 'r');
  try {
    return bytes.toString('latin1', 0, readSync(file, bytes));
  } finally {
    closeSync(file);
  }
}

async function cellsOf(path: string): Promise<string> {
  for await (const rows of (await openTable(path)).rows()) {
    return rows.flatMap(({ cells }) => cells.map(textOf)).join('\n');
  }
  return '';
}

const textOf = (cell: Cell): string => (cell?.kind === 'text' ? cell.text : '');
