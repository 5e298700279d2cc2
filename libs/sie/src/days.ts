import { LocalDate } from '#kernel';

import { BYTE } from './bytes.js';

const { NINE, ZERO } = BYTE;

/** Days as SIE writes them, `20260228`, held packed as that number: compared without a string, written out once. */
export class Days {
  private readonly known = new Map<number, string | null>();
  private last = 0;
  private lastValid = false;

  /** The packed day, or 0 for what is no calendar day. */
  read(bytes: Buffer, from: number, to: number): number {
    if (to - from !== 8) return 0;
    let packed = 0;
    for (let at = from; at < to; at++) {
      const byte = bytes[at] as number;
      if (byte < ZERO || byte > NINE) return 0;
      packed = packed * 10 + byte - ZERO;
    }
    if (packed !== this.last) {
      this.last = packed;
      this.lastValid = this.iso(packed) !== null;
    }
    return this.lastValid ? packed : 0;
  }

  /** `2026-02-28`, or null for what is no calendar day. */
  iso(packed: number): string | null {
    const known = this.known.get(packed);
    if (known !== undefined) return known;
    const digits = String(packed).padStart(8, '0');
    const text = `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`;
    const iso = LocalDate.isValid(text) ? text : null;
    if (this.known.size < 100_000) this.known.set(packed, iso);
    return iso;
  }
}
