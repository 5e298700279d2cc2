import type { Cell } from '../table/table.js';
import { type CellKind, textCell, type WrittenCell } from '../written/written-cell.js';
import { plainDecimal } from './stored-number.js';

/** A cell that cannot be read: what was expected there, in Swedish. What stood there is never repeated. */
export class Unread {
  constructor(readonly expected: string) {}
}

/** How one value stands in one cell: read to the JSON that the schema takes, and written so that it reads the same. */
export interface Leaf {
  /** The form of the value in words: `ett belopp, t.ex. 1 234,50`. */
  readonly expects: string;
  /** The words that a drop-down offers; the leaf takes nothing else. */
  readonly choices?: readonly string[];
  /** How an empty column is best formatted for what is typed there. */
  readonly column: CellKind;
  /** A cell with content, as JSON or `Unread`. */
  read(cell: Filled, dateSystem: 1900 | 1904): unknown;
  write(value: unknown): WrittenCell;
}
/** A cell with content that is no error value. */
export type Filled = Extract<Cell, { readonly text: string }>;

/** Nothing stands there that a person can see. */
export const isBlank = (cell: Cell): boolean => cell === null || (cell.kind === 'text' && cell.text.trim() === '');

/** What a cell says as text, trimmed; a whole number without decimals, since Excel makes a number of `4511`. */
export function writtenIn(cell: Filled): string | null {
  if (cell.kind === 'text') return cell.text.replaceAll('\r\n', '\n').trim();
  return cell.isDate ? null : plainDecimal(cell.text);
}

/** A leaf that also takes a word for none, as null or the empty list. */
export function orNone(leaf: Leaf, none: string | undefined, meaning: null | readonly []): Leaf {
  if (none === undefined) return leaf;
  const isNone = (value: unknown) => value === null || (Array.isArray(value) && value.length === 0);
  return {
    ...leaf,
    expects: `${leaf.expects}, eller ${none}`,
    read: (cell, dateSystem) => (writtenIn(cell)?.toLowerCase() === none ? meaning : leaf.read(cell, dateSystem)),
    write: (value) => (isNone(value) ? textCell(none) : leaf.write(value)),
  };
}
