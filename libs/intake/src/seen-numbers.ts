/** Which voucher numbers a file has shown, in a bit each where the number is a plain whole one. */
export class SeenNumbers {
  private readonly bits = new Map<string, Uint8Array>();
  private readonly others = new Set<string>();

  /** Remembers the number; false where it was there already. */
  add(series: string, number: string): boolean {
    const place = placeOf(number);
    if (place === null) {
      const key = `${series}\n${number}`;
      if (this.others.has(key)) return false;
      this.others.add(key);
      return true;
    }
    const bits = this.bitsOf(series, place);
    const [byte, bit] = [place >> 3, 1 << (place & 7)];
    const before = bits[byte] ?? 0;
    bits[byte] = before | bit;
    return (before & bit) === 0;
  }

  has(series: string, number: string): boolean {
    const place = placeOf(number);
    if (place === null) return this.others.has(`${series}\n${number}`);
    return ((this.bits.get(series)?.[place >> 3] ?? 0) & (1 << (place & 7))) !== 0;
  }

  private bitsOf(series: string, place: number): Uint8Array {
    const bits = this.bits.get(series);
    if (bits !== undefined && bits.length > place >> 3) return bits;
    const grown = new Uint8Array(Math.max(1024, (place >> 3) * 2));
    if (bits !== undefined) grown.set(bits);
    this.bits.set(series, grown);
    return grown;
  }
}

/** `12` has a place, `012` and `L-12` have none: they are other numbers than any plain one. */
function placeOf(number: string): number | null {
  return /^(?:0|[1-9]\d{0,6})$/.test(number) ? Number.parseInt(number, 10) : null;
}
