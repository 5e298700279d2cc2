import type { Cell } from '../rows.js';
import { kept } from './postgres-text.js';

/**
 * The cells of a column as the text of a list, `{1,NULL,"a"}`: the driver would take several times as long over it
 * (https://www.postgresql.org/docs/current/arrays.html#ARRAYS-IO).
 */
export const listText = (cells: readonly Cell[]): string => `{${cells.map(inList).join(',')}}`;

const inList = (cell: Cell): string | number => (typeof cell === 'string' ? quoted(kept(cell)) : (cell ?? 'NULL'));

function quoted(text: string): string {
  const escaped = text.includes('\\') ? text.replaceAll('\\', '\\\\') : text;
  return `"${escaped.replaceAll('"', '\\"')}"`;
}
