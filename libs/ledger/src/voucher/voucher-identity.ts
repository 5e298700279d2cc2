import type { BookFacts } from '../book/book.events.js';
import { publicContent } from './compare-voucher.js';
import { heldLine, type SourceVoucher } from './source-voucher.js';

type Named = Pick<SourceVoucher, 'series' | 'number' | 'date' | 'lines'>;

/**
 * What makes each voucher of one source one and the same in its book: the number part of its stream's name, `12`,
 * `12@2026-03-01` where numbers begin anew, or for a voucher without a number `#`, sixteen digits of the hash of its
 * public content and its place among its equals. `hash` is SHA-256 in lower-case hex. One for each file: it counts.
 */
export function voucherIdentities(
  { voucherIdentity }: Pick<BookFacts, 'voucherIdentity'>,
  hash: (text: string) => string,
): (voucher: Named) => string {
  const equals = new Map<string, number>();
  return (voucher) => {
    const numbered = numberedIdentity({ voucherIdentity }, voucher);
    if (numbered !== null) return numbered;
    const digits = hash(voucherContent(voucher)).slice(0, 16);
    const ordinal = (equals.get(digits) ?? 0) + 1;
    equals.set(digits, ordinal);
    return `#${digits}.${ordinal}`;
  };
}

/** The identity of a voucher that has a number, without a look at its lines; null where it has none. */
export const numberedIdentity = (
  { voucherIdentity }: Pick<BookFacts, 'voucherIdentity'>,
  { series, number, date }: Omit<Named, 'lines'>,
): string | null => {
  if (!hasNumber({ series, number })) return null;
  return voucherIdentity === 'number' ? number : `${number}@${date}`;
};

/** Some systems write 0 for a voucher that has no series and no number. */
const hasNumber = ({ series, number }: Pick<Named, 'series' | 'number'>): boolean =>
  number !== '' && !(series === '' && number === '0');

/**
 * The number of a voucher that a person let out of quarantine although its number stands twice in the source: by what
 * it says, so that it is found again wherever in the file it stands.
 */
export const releasedNumber = (number: string, digest: string): string => `${number}@${digest.slice(0, 8)}`;

/** What a voucher says publicly, whatever its number and the order of its lines: what its digest is of. */
export const voucherContent = ({ series, date, lines }: Omit<Named, 'number'>): string =>
  [series, date, ...lines.map((line) => publicContent(heldLine(line, date))).sort()].join('\n\n');
