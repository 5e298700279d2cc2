import { showsDate } from './number-format.js';
import type { Parts } from './parts.js';
import { hearPart } from './xml.js';

/** By the number of a cell's style, whether it shows a date. */
export type DateStyles = readonly boolean[];

/** Reads which styles show dates; styles of named kinds and of conditional formats are none that a cell refers to. */
export async function readDateStyles(parts: Parts, part: string | null): Promise<DateStyles> {
  if (part === null) return [];
  const codes = new Map<number, string>();
  const formats: number[] = [];
  let isOfCells = false;
  await hearPart(parts, part, {
    open: (element, { numFmtId = '0', formatCode = '' }) => {
      const id = Number.parseInt(numFmtId, 10);
      // Conditional formats have some of their own, further down, whose numbers may be the same.
      if (element === 'numFmt' && !codes.has(id)) codes.set(id, formatCode);
      else if (element === 'cellXfs') isOfCells = true;
      else if (element === 'xf' && isOfCells) formats.push(id);
    },
    close: (element) => {
      if (element === 'cellXfs') isOfCells = false;
    },
  });
  return formats.map((id) => showsDate(id, codes.get(id)));
}
