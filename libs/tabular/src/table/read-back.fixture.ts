import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { openTable } from './open-table.js';
import type { Cell, TableFile, TableRow } from './table.js';

const folder = mkdtempSync(join(tmpdir(), 'table-'));
process.on('exit', () => {
  rmSync(folder, { recursive: true, force: true });
});
let files = 0;

/** Writes a file of its own with this content and gives its path. */
export function written(content: string | Buffer): string {
  const path = join(folder, `file-${files++}`);
  writeFileSync(path, content);
  return path;
}

export const opened = async (content: string | Buffer): Promise<TableFile> => openTable(written(content));

/** All rows of a sheet. */
export async function rowsOf(table: TableFile, sheet?: string): Promise<readonly TableRow[]> {
  const rows: TableRow[] = [];
  for await (const batch of table.rows(sheet)) rows.push(...batch);
  return rows;
}

/** A cell in short: its text; `#date` and `#fault` say the rest. */
export function brief(cell: Cell): string | null {
  if (cell === null) return null;
  if (cell.kind === 'fault') return '#fault';
  return cell.kind === 'number' && cell.isDate ? `#date ${cell.text}` : cell.text;
}

/** The cells of all rows of a file, each in short. */
export async function cellsOf(
  content: string | Buffer,
  sheet?: string,
): Promise<readonly (readonly (string | null)[])[]> {
  const rows = await rowsOf(await opened(content), sheet);
  return rows.map(({ cells }) => cells.map(brief));
}

/** What opening the file, or reading its rows, is refused with. */
export async function refusalOf(content: string | Buffer, sheet?: string): Promise<unknown> {
  try {
    return await rowsOf(await opened(content), sheet);
  } catch (error) {
    return error;
  }
}
