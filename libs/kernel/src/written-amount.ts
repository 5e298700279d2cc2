import { DomainError } from './domain-error.js';
import { Money } from './money.js';

const BLANKS = /[\u0020\u00a0\u2007\u2009\u202f]/g;
const MINUSES = /^[-\u2212\u2013]/;
const CURRENCY = /(?:kronor|kr|sek|:-)\.?$/i;
const PLAIN = /^(\d+)(?:[.,](\d{1,2}))?$/;
/** One and the same separator between groups of three, and another one, if any, before the decimals. */
const GROUPED = /^(\d{1,3})(?:([ .,'])\d{3})(?:\2\d{3})*(?:([.,])(\d{1,2}))?$/;

/**
 * An amount as people write it: `1 234,50`, `287.881 kr`, `−1 000:-`, no-break spaces and U+2212 included. Refuses with
 * AMOUNT_AMBIGUOUS or AMOUNT_UNREADABLE, never guesses: `1,234` may be one krona or a thousand unless a currency word
 * or a second group shows which.
 */
export function parseWrittenAmount(text: string): Money {
  const trimmed = text.replace(BLANKS, ' ').trim();
  const negative = MINUSES.test(trimmed);
  const unsigned = trimmed.replace(MINUSES, '').trim();
  const bare = unsigned.replace(CURRENCY, '').trim();
  const named = bare !== unsigned;
  const digits = plain(bare) ?? grouped(bare, named);
  if (digits === undefined) throw new DomainError('AMOUNT_UNREADABLE', {});
  const canonical = digits.replace(/^0+(?=\d)/, '');
  return Money.parse(negative && !/^0\.00$/.test(canonical) ? `-${canonical}` : canonical);
}

const withDecimals = (whole: string, decimals = '') => `${whole}.${decimals.padEnd(2, '0')}`;

function plain(text: string): string | undefined {
  const [, whole, decimals] = PLAIN.exec(text) ?? [];
  return whole === undefined ? undefined : withDecimals(whole, decimals);
}

function grouped(text: string, named: boolean): string | undefined {
  const [, , separator, point, decimals] = GROUPED.exec(text) ?? [];
  if (separator === undefined || separator === point) return undefined;
  const whole = (point === undefined ? text : text.slice(0, text.lastIndexOf(point))).replaceAll(separator, '');
  // `1.234` alone: a decimal point with three decimals, or a thousand? A currency word, decimals or more groups tell.
  const single = point === undefined && text.indexOf(separator) === text.lastIndexOf(separator);
  if (single && !named && (separator === '.' || separator === ',')) throw new DomainError('AMOUNT_AMBIGUOUS', {});
  return withDecimals(whole, decimals);
}
