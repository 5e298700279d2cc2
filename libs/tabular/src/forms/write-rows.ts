import type { WrittenCell } from '../written/written-cell.js';
import type { LaidOut } from './form-sheet.js';
import type { Column, Node, RecordNode } from './form-tree.js';

/** What one object says, as the rows of a form in the order of its columns: the lists go on below the first row. */
export const rowsOf = (laidOut: LaidOut, value: unknown): readonly (readonly WrittenCell[])[] =>
  valuesOf(laidOut, value).map((row) =>
    row.map((cell, index) => (cell === undefined ? null : (laidOut.columns[index]?.leaf.write(cell) ?? null))),
  );

/** The same rows as the JSON of each cell, undefined where a cell is empty. */
export function valuesOf({ tree, columns }: LaidOut, value: unknown): readonly (readonly unknown[])[] {
  const rows: unknown[][] = [];
  const place = (column: Column, cell: unknown, row: number): void => {
    while (rows.length <= row) rows.push(columns.map(() => undefined));
    const cells = rows[row];
    if (cells !== undefined) cells[columns.indexOf(column)] = cell;
  };
  fill(tree, value, { row: 0, place });
  return rows;
}

interface Sheet {
  readonly row: number;
  readonly place: (column: Column, value: unknown, row: number) => void;
}

function fill(node: Node, value: unknown, at: Sheet): void {
  if (value === undefined) return;
  switch (node.kind) {
    case 'cell':
      if (value === null && node.column.wording.none === undefined) return;
      at.place(node.column, value, at.row);
      return;
    case 'object':
      for (const [name, field] of node.fields) fill(field, (value as Record<string, unknown>)[name], at);
      return;
    case 'rows':
      for (const [index, member] of (value as readonly unknown[]).entries()) {
        fill(node.item, member, { ...at, row: at.row + index });
      }
      return;
    case 'record':
      fillEntries(node, value as Readonly<Record<string, unknown>>, at);
  }
}

function fillEntries(node: RecordNode, value: Readonly<Record<string, unknown>>, at: Sheet): void {
  for (const [index, [key, entry]] of Object.entries(value).entries()) {
    at.place(node.key, key, at.row + index);
    at.place(node.value, entry, at.row + index);
  }
}
