import { openCsv } from './csv/csv-file.js';
import { inspectTable } from './inspect-table.js';
import type { TableFile } from './table.js';
import { openWorkbook } from './xlsx/workbook-file.js';

/**
 * Looks at a file by its content, whatever it is called, and opens it for reading. Refuses what is no table, or may not
 * be trusted to be one, with NOT_TABLE_FILE, TABLE_IS_SIE, TABLE_IS_OLD_EXCEL, TABLE_HAS_PASSWORD, WORKBOOK_NOT_XLSX,
 * WORKBOOK_HAS_MACROS, WORKBOOK_HAS_EXTERNAL_LINKS, WORKBOOK_BROKEN and WORKBOOK_TOO_LARGE. A file that cannot be opened
 * throws the error of the file system. Asking for rows refuses with SHEET_UNKNOWN and TABLE_IS_PIVOT, and reading them
 * with TABLE_ROW_TOO_LONG, TABLE_QUOTE_UNCLOSED, WORKBOOK_BROKEN and WORKBOOK_TOO_LARGE.
 */
export async function openTable(path: string): Promise<TableFile> {
  const facts = await inspectTable(path);
  return facts.encoding === 'xlsx' ? openWorkbook(path, facts) : openCsv(path, { ...facts, encoding: facts.encoding });
}
