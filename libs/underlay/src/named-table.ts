import { countInSwedish } from '#kernel';
import { amountCell, type SheetColumn, textCell, type WrittenCell, type WrittenRow, type WrittenSheet } from '#tabular';

import type { PaperBlock } from './paper/paper.js';

/** A table that stands alike in a workbook and on paper, under its name. */
export interface NamedTable {
  readonly name: string;
  readonly columns: readonly SheetColumn[];
  readonly rows: readonly WrittenRow[];
  readonly foot?: WrittenRow;
}

/** A column of text, as wide as so many characters. */
export const text = (heading: string, width: number): SheetColumn => ({ heading, holds: 'text', width });
/** A column of amounts in SEK. */
export const amount = (heading: string): SheetColumn => ({ heading, holds: 'amount' });
/** An amount, or an empty cell where it is not known. */
export const amountOrNone = (value: string | null): WrittenCell => (value === null ? null : amountCell(value));

/** A cell holds so many characters and no more: of many events the first and the last are named. */
const SHOWN = 40;
/** Events by their positions, as a cell names them. */
export function eventsCell(positions: readonly number[]): WrittenCell {
  if (positions.length <= SHOWN) return textCell(positions.join(', '));
  return textCell(`${positions.slice(0, SHOWN).join(', ')} … ${countInSwedish(positions.at(-1) ?? 0)}`);
}

/** The table on paper; one without rows says so. */
export function onPaper({ name, columns, rows, foot }: NamedTable): PaperBlock[] {
  const heading: PaperBlock = { kind: 'heading', text: name };
  if (rows.length === 0) return [heading, { kind: 'paragraph', text: 'Inga uppgifter.' }];
  return [heading, { kind: 'table', columns, rows, ...(foot === undefined ? {} : { foot: () => [foot] }) }];
}

/** The table as a sheet of a workbook, below what the sheet is about. */
export const asSheet = ({ name, columns, rows, foot }: NamedTable, head: readonly WrittenRow[]): WrittenSheet => ({
  ...{ name, columns, rows, head },
  ...(foot === undefined ? {} : { foot: () => [foot] }),
});
