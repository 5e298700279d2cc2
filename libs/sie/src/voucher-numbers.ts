const ZERO = 48;
const PAGE_BITS = 12;
const MOST_PAGES = 20_000;

/**
 * Which numbers a file has used, per series: it takes a bit each, since they mostly follow one another. Where the date
 * belongs to a voucher's identity, let it be part of the series given here.
 */
export class VoucherNumbers {
  private readonly series = new Map<
    string,
    { readonly pages: Map<number, Uint8Array>; readonly others: Set<string> }
  >();
  private pageCount = 0;

  /** Notes a number, verbatim (`07` and `7` are two); false if it was noted before. */
  add(series: string, number: string): boolean {
    const used = this.series.get(series) ?? { pages: new Map<number, Uint8Array>(), others: new Set<string>() };
    if (used.pages.size + used.others.size === 0) this.series.set(series, used);
    const value = plainNumber(number);
    const page = value < 0 ? undefined : this.page(used.pages, value >>> PAGE_BITS);
    if (page !== undefined) return setBit(page, value & ((1 << PAGE_BITS) - 1));
    if (used.others.has(number)) return false;
    used.others.add(number);
    return true;
  }

  /** Whether it was noted. */
  has(series: string, number: string): boolean {
    const used = this.series.get(series);
    if (used === undefined) return false;
    const value = plainNumber(number);
    const page = value < 0 ? undefined : used.pages.get(value >>> PAGE_BITS);
    return (page !== undefined && isSet(page, value & ((1 << PAGE_BITS) - 1))) || used.others.has(number);
  }

  /** Undefined where numbers lie so far apart that a bit each would take more than their text. */
  private page(pages: Map<number, Uint8Array>, index: number): Uint8Array | undefined {
    const known = pages.get(index);
    if (known !== undefined || this.pageCount >= MOST_PAGES) return known;
    const page = new Uint8Array(1 << (PAGE_BITS - 3));
    pages.set(index, page);
    this.pageCount++;
    return page;
  }
}

function setBit(page: Uint8Array, bit: number): boolean {
  const [byte, mask] = [bit >>> 3, 1 << (bit & 7)];
  const before = page[byte] ?? 0;
  page[byte] = before | mask;
  return (before & mask) === 0;
}

const isSet = (page: Uint8Array, bit: number): boolean => ((page[bit >>> 3] ?? 0) & (1 << (bit & 7))) !== 0;

/** The value of one to nine digits without a leading zero; else -1. By hand: a file has very many. */
function plainNumber(number: string): number {
  const { length } = number;
  if (length === 0 || length > 9 || number.charCodeAt(0) === ZERO) return -1;
  let value = 0;
  for (let at = 0; at < length; at++) {
    const digit = number.charCodeAt(at) - ZERO;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value;
}
