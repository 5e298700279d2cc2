import { Decimal } from 'decimal.js';

import { DomainError, LocalDate, Money } from '#kernel';
import type { XmlElement } from '#xml';
import { textAt } from './element.js';

const DECIMAL = /^[+-]?(?:\d{1,20}(?:\.\d{0,20})?|\.\d{1,20})$/;
/** Numbers as exact as the prices of invoices are; halves are rounded away from zero, as EN 16931 has it. */
export const Exact = Decimal.clone({ precision: 60, rounding: Decimal.ROUND_HALF_UP, toExpNeg: -40, toExpPos: 60 });

const malformed = (term: string) => new DomainError('INVOICE_FIELD_MALFORMED', { term });

/** What must be there. Refuses with INVOICE_FIELD_MALFORMED, which names the business term. */
export function mustHave<Value>(value: Value | null, term: string): Value {
  if (value === null) throw malformed(term);
  return value;
}

/** A day, `2026-03-01` alone. Refuses with INVOICE_FIELD_MALFORMED. */
export function dateAt(element: XmlElement, path: string, term: string): LocalDate | null {
  const text = textAt(element, path);
  if (text !== null && !LocalDate.isValid(text)) throw malformed(term);
  return text === null ? null : LocalDate.parse(text);
}

/** A decimal as text, without sign of plus and needless zeros. Refuses with INVOICE_FIELD_MALFORMED. */
export function decimalAt(element: XmlElement, path: string, term: string): string | null {
  const text = textAt(element, path);
  if (text === null) return null;
  if (!DECIMAL.test(text)) throw malformed(term);
  return new Exact(text).toFixed();
}

/** An amount of two decimals at most (BR-DEC). Refuses with INVOICE_FIELD_MALFORMED. */
export function amountAt(element: XmlElement, path: string, term: string): Money | null {
  const text = decimalAt(element, path, term);
  if (text === null) return null;
  const amount = new Exact(text);
  if (amount.decimalPlaces() > 2) throw malformed(term);
  const canonical = amount.isZero() ? '0.00' : amount.toFixed(2);
  if (!Money.isCanonical(canonical)) throw malformed(term);
  return Money.parse(canonical);
}

/** An exact number rounded to the öre. */
export function rounded(exact: Decimal): Money {
  const cut = exact.toDecimalPlaces(2);
  return Money.parse(cut.isZero() ? '0.00' : cut.toFixed(2));
}
