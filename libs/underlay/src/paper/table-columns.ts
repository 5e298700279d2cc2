import { amountInSwedish, countInSwedish } from '#kernel';
import type { WrittenCell } from '#tabular';

import type { Style } from './lettering.js';
import type { PaperColumn } from './paper.js';
import type { TaggedPages } from './tagged-pages.js';

/** How the rows of a table are set, and its headings and totals. */
export const ROW: Style = { weight: 'regular', size: 8 };
export const BOLD: Style = { weight: 'bold', size: 8 };
/** Points between two columns. */
const GAP = 7;
/** Characters that a column needs where it does not say; of amounts `−12 345 678,00`. */
const NEEDS = { text: 20, amount: 14, integer: 4, date: 10 } as const;

/** A column where it stands on the page, in points. */
export interface PlacedColumn {
  readonly x: number;
  readonly wide: number;
  readonly standsRight: boolean;
}

/** What a cell says on paper. */
export function cellText(cell: WrittenCell): string {
  switch (cell?.kind) {
    case undefined:
      return '';
    case 'text':
      return cell.text;
    case 'amount':
      return amountInSwedish(cell.text);
    case 'integer':
      return countInSwedish(cell.value);
    case 'date':
      return cell.date;
  }
}

/** Amounts, days and numbers get what they need, and no column less than the longest word of its heading; texts share the rest. */
export function placedColumns(pages: TaggedPages, columns: readonly PaperColumn[]): PlacedColumn[] {
  const { lettering, width, left } = pages;
  const digit = lettering.width('0', ROW);
  const wanted = columns.map(({ heading, holds, width: characters = NEEDS[holds] }) => {
    const word = Math.max(...heading.split(' ').map((one) => lettering.width(one, BOLD)));
    const asked = characters * digit;
    return holds === 'text' ? { least: Math.min(word, asked), more: asked } : { least: Math.max(word, asked), more: 0 };
  });
  const free = width - GAP * (columns.length - 1);
  const least = wanted.reduce((sum, one) => sum + one.least, 0);
  const more = wanted.reduce((sum, one) => sum + one.more, 0);
  const stretch = more === 0 ? 0 : Math.max(0, free - least) / more;
  const squeeze = Math.min(1, free / least);
  let x = left;
  return wanted.map((one, at) => {
    const holds = columns[at]?.holds;
    const wide = (one.least + one.more * stretch) * squeeze;
    const column = { x, wide, standsRight: holds === 'amount' || holds === 'integer' };
    x += wide + GAP;
    return column;
  });
}
