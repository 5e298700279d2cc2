import type { CellKind, WrittenCell } from './written-cell.js';

/** A column of a written sheet. */
export interface SheetColumn {
  readonly heading: string;
  /** Empty cells of the column have its number format too, so that what is typed into a form is shown as what it is. */
  readonly holds: CellKind;
  /** In characters; without it, what its kind needs. */
  readonly width?: number;
  /** The only values that may be typed, offered as a drop-down list. */
  readonly choices?: readonly string[];
  /** Shown beside a cell of the column while it is filled in; 255 characters at most. */
  readonly help?: string;
}

export type WrittenRow = readonly WrittenCell[];

/** A sheet of a workbook that is written: a head if any, the headings, the rows, a foot if any. */
export interface WrittenSheet {
  /** 31 characters at most, none of `[]:*?/\`; no two sheets of a workbook have the same. */
  readonly name: string;
  readonly columns: readonly SheetColumn[];
  /** Read once, while the file is written. */
  readonly rows: Iterable<WrittenRow> | AsyncIterable<WrittenRow>;
  /** Above the headings: what the sheet is about. */
  readonly head?: readonly WrittenRow[];
  /** Below the rows, bold and outside the filter: totals. Asked for when the last row has been written. */
  readonly foot?: () => readonly WrittenRow[];
  readonly hidden?: boolean;
  /** `all`: nothing can be typed; `headings`: the rows alone can. There is no password: it guards against mistakes. */
  readonly locked?: 'all' | 'headings';
}
