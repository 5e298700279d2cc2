/** A workbook computes with this many digits; what it stores beyond them is noise of its own arithmetic. */
const SIGNIFICANT = 15;
const PLAIN = /^-?\d{1,13}(?:\.\d{1,2})?$/;
const STORED = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/;
/** No amount, no day and no number that anything is called by is larger. */
const MOST_PLACES = 40;

/**
 * The number that a workbook's cell means, `-1234.5`, without exponent: the stored digits rounded half up to fifteen by
 * their text, for a float would round them anew. Null for what is no number, or none that a ledger can hold.
 */
export function roundedNumber(stored: string): string | null {
  if (PLAIN.test(stored)) return stored;
  const found = STORED.exec(stored);
  if (found === null) return null;
  const [sign, whole, decimals, exponent] = found.slice(1).map((part) => part || '') as [
    string,
    string,
    string,
    string,
  ];
  const digits = `${whole}${decimals}`;
  if (digits === '') return null;
  const significant = digits.replace(/^0+/, '');
  const rounded = toSignificant(significant);
  if (rounded === null) return '0';
  const point =
    whole.length - (digits.length - significant.length) + Number.parseInt(exponent || '0', 10) + rounded.carry;
  if (Math.abs(point) > MOST_PLACES) return null;
  return `${sign.replace('+', '')}${withPoint(rounded.digits, point)}`;
}

/** The first fifteen digits, rounded by the sixteenth, without zeros at the end; null for zero. */
function toSignificant(digits: string): { readonly digits: string; readonly carry: number } | null {
  const kept = digits.slice(0, SIGNIFICANT);
  if (/^0*$/.test(kept)) return null;
  const up = (digits.charAt(SIGNIFICANT) || '0') >= '5';
  const text = up ? (BigInt(kept) + 1n).toString() : kept;
  return { digits: text.replace(/0+$/, ''), carry: text.length - kept.length };
}

function withPoint(digits: string, point: number): string {
  if (point <= 0) return `0.${'0'.repeat(-point)}${digits}`;
  if (point >= digits.length) return digits.padEnd(point, '0');
  return `${digits.slice(0, point)}.${digits.slice(point)}`;
}

/** Whether a number as `roundedNumber` writes it is whole, `4011` or `4011.00`: then without its decimals, else null. */
export const wholeNumber = (text: string): string | null => /^(-?\d+)(?:\.0+)?$/.exec(text)?.[1] ?? null;
