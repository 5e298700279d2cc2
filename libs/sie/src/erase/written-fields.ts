import { BYTE } from '../bytes.js';
import type { Cursor } from '../cursor.js';

const { CLOSE, OPEN, QUOTE, SPACE } = BYTE;
const MARK = Buffer.of(QUOTE);
const EMPTY = Buffer.from('""');
const BLANK = Buffer.of(SPACE);

/** The field that the cursor read last, as it can stand in a record again: in quotation marks where it needs them. */
export function fieldAgain({ bytes, from, to }: Cursor): Buffer {
  const field = bytes.subarray(from, to);
  const needsMarks = field.length === 0 || field.some((byte) => byte <= SPACE || byte === OPEN || byte === CLOSE);
  return needsMarks ? Buffer.concat([MARK, field, MARK]) : field;
}

/** A record of a label and its fields; empty ones at its end are left out, beyond the first `least`. */
export function recordOf(label: string, fields: readonly Buffer[], least = 0): Buffer {
  const last = fields.findLastIndex((field) => !field.equals(EMPTY));
  return Buffer.concat([
    Buffer.from(label),
    ...fields.slice(0, Math.max(last + 1, least)).flatMap((field) => [BLANK, field]),
  ]);
}

/** A field that says nothing. */
export const NOTHING = EMPTY;
