import { DomainError } from './domain-error.js';
import { Money } from './money.js';

const BLANKS = /[\t\u0020\u00a0\u2000-\u200a\u202f\u205f]/g;
const MINUSES = /^[-\u2212\u2013]/;
const CURRENCY = /(?:kronor|kr|sek|:-)\.?$/i;
const PLAIN = /^(\d+)(?:[.,](\d{1,2}))?$/;
/** One and the same separator between groups of three, and another one, if any, before the decimals. */
const GROUPED = /^([1-9]\d{0,2})(?:([ .,'])\d{3})(?:\2\d{3})*(?:([.,])(\d{1,2}))?$/;

/**
 * An amount as people write it: `1 234,50`, `287.881 kr`, `−1 000:-`, no-break spaces and U+2212 included. Refuses with
 * AMOUNT_AMBIGUOUS, AMOUNT_UNREADABLE or MONEY_OUT_OF_RANGE, never guesses: `1.234` may be one krona or a thousand
 * unless a currency word, decimals or a second group shows which; `1,234` stays open even with the word, because the
 * comma is the Swedish decimal sign.
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
  if (!Money.isCanonical(canonical)) throw new DomainError('MONEY_OUT_OF_RANGE', {});
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
  const whole = point === undefined ? text : text.slice(0, text.lastIndexOf(point));
  const groups = whole.split(separator);
  const tells = groups.length > 2 || point !== undefined;
  if (!tells && mayBeDecimals(separator, named)) throw new DomainError('AMOUNT_AMBIGUOUS', {});
  return withDecimals(groups.join(''), decimals);
}

/** Whether one separator before three digits may just as well stand before decimals. */
const mayBeDecimals = (separator: string, named: boolean): boolean =>
  separator === ',' || (separator === '.' && !named);
