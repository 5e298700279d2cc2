import { writeFileSync } from 'node:fs';

import { openTable } from '../table/open-table.js';
import type { TableFile } from '../table/table.js';
import { type CellContent, type SheetContent, workbook, type WorkbookContent } from '../table/workbook.fixture.js';
import type { WrittenCell } from '../written/written-cell.js';
import type { WrittenRow, WrittenSheet } from '../written/written-sheet.js';

const EPOCH = Date.UTC(1899, 11, 30);
const DAY_MS = 86_400_000;
const serial = (day: string): string => String((Date.parse(day) - EPOCH) / DAY_MS);

/** A date cell as Excel stores it. */
export const dateNumber = (day: string): CellContent => ({ number: serial(day), format: 'yyyy-mm-dd' });

function contentOf(cell: WrittenCell): CellContent {
  switch (cell?.kind) {
    case 'text':
      return cell.text;
    case 'amount':
      return { number: cell.text };
    case 'integer':
      return { number: String(cell.value) };
    case 'date':
      return dateNumber(cell.date);
    default:
      return null;
  }
}

/** A sheet in a person's hands: its rows as cells that can be changed, headings first. */
export interface OpenSheet {
  readonly name: string;
  rows: CellContent[][];
}

/** Saves the sheets of a form as Excel would, after a person has changed them, and opens the file. */
export async function saved(
  path: string,
  sheets: readonly WrittenSheet[],
  { change, ...book }: { change: (sheets: Map<string, OpenSheet>) => void } & Partial<WorkbookContent>,
): Promise<TableFile> {
  const open = new Map(sheets.map((sheet) => [sheet.name, opened(sheet)]));
  change(open);
  const states = new Map(
    sheets.map(({ name, hidden = false }) => [name, hidden ? ('hidden' as const) : ('visible' as const)]),
  );
  const content = [...open.values()].map(({ name, rows }): SheetContent => ({
    name,
    rows,
    state: states.get(name) ?? 'visible',
  }));
  writeFileSync(path, await workbook({ ...book, sheets: content }));
  return openTable(path);
}

const opened = ({ name, columns, rows }: WrittenSheet): OpenSheet => ({
  name,
  rows: [
    columns.map(({ heading }) => heading),
    ...[...(rows as Iterable<WrittenRow>)].map((row) => row.map(contentOf)),
  ],
});

/** Writes a row below the others, its cells by heading. */
export function fillIn({ rows }: OpenSheet, cells: Readonly<Record<string, CellContent>>): void {
  const [headings = []] = rows;
  rows.push(headings.map((heading) => (typeof heading === 'string' ? (cells[heading] ?? null) : null)));
}
