import type { Correction, Rest, VoucherLine, VoucherPrivate } from './voucher.events.js';

/** The most bytes that one event of a voucher may have. */
const PART_BYTES = 60_000;
/** What the envelope around an event's data takes at the most: ids, actor, and the stream's name with every byte encoded. */
const ENVELOPE_BYTES = 2_500;
const UTF8 = new TextEncoder();

const bytesOf = (value: unknown): number => UTF8.encode(JSON.stringify(value)).length;

/** What stands beside the lines in the first part of a voucher. */
export interface Beside {
  readonly rest: readonly Rest[];
  readonly corrections: readonly Correction[];
}

/** What an account with objects can take at the most: escaped, a character is six bytes; the rest is bounded. */
function mostBytesOf({ account, objects }: VoucherLine | Correction): number {
  let characters = account.length;
  for (const [dimension, object] of objects) characters += dimension.length + object.length + 1;
  return 200 + 6 * characters;
}

/**
 * Lines in as many lists as it takes to keep every event of the voucher within the limit. Nearly every voucher is one
 * list, and is not measured to know it.
 */
export function inParts(lines: VoucherLine[], beside: Beside, limit = PART_BYTES): readonly VoucherLine[][] {
  const room = limit - ENVELOPE_BYTES;
  let most = 320 * beside.rest.length;
  for (const correction of beside.corrections) most += mostBytesOf(correction);
  for (const line of lines) most += mostBytesOf(line);
  return most <= room ? [lines] : measured(lines, room, bytesOf(beside));
}

function measured(lines: readonly VoucherLine[], room: number, headBytes: number): readonly VoucherLine[][] {
  const parts: VoucherLine[][] = [];
  let part: VoucherLine[] = [];
  let bytes = headBytes;
  for (const line of lines) {
    const more = bytesOf(line) + 1;
    if (part.length > 0 && bytes + more > room) {
      parts.push(part);
      part = [];
      bytes = 0;
    }
    part.push(line);
    bytes += more;
  }
  return [...parts, part];
}

/** The private parts of these lines alone. */
export function privateOfPart(
  all: VoucherPrivate['lines'],
  lines: readonly VoucherLine[],
): NonNullable<VoucherPrivate['lines']> {
  if (all === undefined) return [];
  const ordinals = new Set(lines.map(({ line }) => line));
  return all.filter(([ordinal]) => ordinals.has(ordinal));
}
