const STORED = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,3}))?$/;
/** What Excel shows and promises of a number; digits beyond are the tail of its binary fraction. */
const SIGNIFICANT = 15;
/** Beyond these a number is nobody's amount, day or share, and its zeros need not be written out. */
const MOST_ZEROS = 30;

/**
 * A number as stored in a sheet (`1234.5`, `0.30000000000000004`, `1.0E-2`) as plain decimal text of at most 15 significant
 * digits, half rounded away from zero, without a float and without trailing zeros; null where it is no such number.
 */
export function plainDecimal(stored: string): string | null {
  const [, sign = '', whole, fraction = '', exponent = '0'] = STORED.exec(stored.trim()) ?? [];
  if (whole === undefined) return null;
  const digits = (whole + fraction).replace(/^0+/, '');
  const point = digits.length - fraction.length + Number.parseInt(exponent, 10);
  if (digits === '') return '0';
  if (Math.abs(point) > MOST_ZEROS) return null;
  const rounded = significant(digits);
  // A carry (9.99… to 10) makes the digits one longer.
  return sign + placed(rounded.digits, point + rounded.carried);
}

function significant(digits: string): { readonly digits: string; readonly carried: number } {
  if (digits.length <= SIGNIFICANT) return { digits, carried: 0 };
  const kept = BigInt(digits.slice(0, SIGNIFICANT)) + (digits.charAt(SIGNIFICANT) >= '5' ? 1n : 0n);
  const text = kept.toString();
  return { digits: text, carried: text.length - SIGNIFICANT };
}

/** The digits with the decimal point after so many of them. */
function placed(digits: string, point: number): string {
  const padded = digits.padEnd(point, '0');
  const whole = point > 0 ? padded.slice(0, point) : '0';
  const fraction = (point > 0 ? padded.slice(point) : '0'.repeat(-point) + digits).replace(/0+$/, '');
  return fraction === '' ? whole : `${whole}.${fraction}`;
}
