import type { BookFacts } from '../book/book.events.js';
import { publicContent } from './compare-voucher.js';
import { publicObjects, type SourceVoucher } from './source-voucher.js';
import { oreToText } from '#kernel';

type Named = Pick<SourceVoucher, 'series' | 'number' | 'date' | 'lines'>;

/**
 * What makes each voucher of one source one and the same in its book: the number part of its stream's name, `12`,
 * `12@2026-03-01` where numbers begin anew, or for a voucher without a number `#`, sixteen digits of the hash of its
 * public content and its place among its equals. `hash` is SHA-256 in lower-case hex. One for each file: it counts.
 */
export function voucherIdentities(
  { voucherIdentity, privateDimensions }: Pick<BookFacts, 'voucherIdentity' | 'privateDimensions'>,
  hash: (text: string) => string,
): (voucher: Named) => string {
  const isPrivate = new Set(privateDimensions);
  const equals = new Map<string, number>();
  return (voucher) => {
    const { number, date } = voucher;
    if (hasNumber(voucher)) return voucherIdentity === 'number' ? number : `${number}@${date}`;
    const digits = hash(contentOf(voucher, isPrivate)).slice(0, 16);
    const ordinal = (equals.get(digits) ?? 0) + 1;
    equals.set(digits, ordinal);
    return `#${digits}.${ordinal}`;
  };
}

/** Some systems write 0 for a voucher that has no series and no number. */
const hasNumber = ({ series, number }: Named): boolean => number !== '' && !(series === '' && number === '0');

function contentOf({ series, date, lines }: Named, isPrivate: ReadonlySet<string>): string {
  const contents = lines.map(({ account, ore, quantity, date: own, objects }) =>
    publicContent({
      ...{ account, amount: oreToText(ore), objects: publicObjects(objects, isPrivate), quantity },
      date: own === date ? undefined : own,
    }),
  );
  return [series, date, ...contents.sort()].join('\n\n');
}
