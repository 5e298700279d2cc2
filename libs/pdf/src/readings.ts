import { DomainError, LocalDate, type Money, OrganisationNumber, parseWrittenAmount } from '#kernel';

const UNREADABLE: readonly string[] = [
  'ORGANISATION_NUMBER_MALFORMED',
  'AMOUNT_UNREADABLE',
  'AMOUNT_AMBIGUOUS',
  'MONEY_OUT_OF_RANGE',
];

/** What a parser makes of a text; null where it refuses. */
function orNull<Value>(parse: () => Value): Value | null {
  try {
    return parse();
  } catch (error) {
    if (error instanceof DomainError && UNREADABLE.includes(error.code)) return null;
    throw error;
  }
}

/** The check digit of Swedish numbers: bankgiro, plusgiro, OCR. */
export function hasCheckDigit(digits: string): boolean {
  let sum = 0;
  for (const [at, digit] of Array.from(digits).reverse().entries()) {
    const product = Number.parseInt(digit, 10) * (at % 2 === 1 ? 2 : 1);
    sum += product > 9 ? product - 9 : product;
  }
  return sum % 10 === 0;
}

/** The first day in a text: `2026-03-02`, `20260302`, `2026/03/02`, `2.3.2026` or `02/03/2026`, day before month. */
export function dayIn(text: string): string | null {
  return daysIn(text)[0] ?? null;
}

const DAY = /\b(20\d\d)[-/.]?(\d\d)[-/.]?(\d\d)\b|\b(\d{1,2})[./-](\d{1,2})[./-](20\d\d)\b/g;

/** Every day in a text, in order. */
export function daysIn(text: string): readonly string[] {
  return [...text.matchAll(DAY)]
    .map(([, year, month, day, dayFirst = '', monthNext = '', yearLast = '']) =>
      year === undefined
        ? `${yearLast}-${monthNext.padStart(2, '0')}-${dayFirst.padStart(2, '0')}`
        : `${year}-${month ?? ''}-${day ?? ''}`,
    )
    .filter((day) => LocalDate.isValid(day));
}

/** The last amount with öre in a text, or what the text is as a whole. */
export function amountIn(text: string): Money | null {
  const [last] = [...text.matchAll(/[-−]?\d{1,3}(?:[  .]?\d{3})*[,.]\d\d(?!\d)/g)].reverse();
  const written = last?.[0] ?? text.replace(/^[\s:]+/, '');
  return orNull(() => parseWrittenAmount(written));
}

/** The first organisation number in a text, checked. */
export function organisationNumberIn(text: string): string | null {
  for (const [number] of text.matchAll(/\b\d{6}-?\d{4}\b/g)) {
    const parsed = orNull(() => OrganisationNumber.parse(number));
    if (parsed !== null) return parsed.toString();
  }
  return null;
}

/** A Swedish VAT number, whose ten digits are an organisation number. */
export function vatNumberIn(text: string): string | null {
  const [, digits] = /\bSE[ -]?(\d{6}-?\d{4})[ -]?01\b/.exec(text) ?? [];
  const number = digits === undefined ? null : organisationNumberIn(digits);
  return number === null ? null : `SE${number}01`;
}

/** A number of bankgiro or plusgiro with a check digit that holds, digits alone. */
export function giroIn(text: string): string | null {
  const digits = /\b\d{1,4}[ -]?\d{2,4}(?:-\d{1,4})?\b/.exec(text)?.[0].replaceAll(/\D/g, '') ?? '';
  return digits.length >= 2 && digits.length <= 8 && hasCheckDigit(digits) ? digits : null;
}

/** A reference of 2 to 25 digits with a check digit that holds. */
export function ocrIn(text: string): string | null {
  const [digits] = /\b\d{2,25}\b/.exec(text) ?? [];
  return digits !== undefined && hasCheckDigit(digits) ? digits : null;
}

/** The number of an invoice: one word, with a digit in it. */
export const numberIn = (text: string): string | null =>
  /[\p{L}\d][\p{L}\d/_-]{0,29}/u.exec(text.replace(/^[\s:.#]+/, ''))?.[0].match(/.*\d.*/)?.[0] ?? null;
