import { LocalDate, oreToText } from '#kernel';

import type { PaidPerson, PayObject, PayRefusal, PayRefusalCode } from './payroll.js';
import type { XmlRecord } from './xml/record.js';

/** xs:decimal: a sign, digits, a point. */
const DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?$/;
const MOST_DIGITS = 13;
const LONGEST = { number: 40, name: 200, object: 40 };

/** A field does not hold what the format says; the row stands or falls with it, as its reader decides. */
export class FieldRefused extends Error {
  constructor(
    readonly field: string,
    readonly code: PayRefusalCode,
    readonly fileLine: number,
  ) {
    super(code);
  }
}

/** Where the refusals of a file are gathered. */
export type Refuse = (refusal: PayRefusal) => void;

/** An element of a record by its name; undefined where it has none or it is empty. */
export function childOf(record: XmlRecord, name: string): XmlRecord | undefined {
  const found = record.children.find((child) => child.name === name);
  return found === undefined || (found.text === '' && found.children.length === 0) ? undefined : found;
}

export const textOf = (record: XmlRecord, name: string): string => childOf(record, name)?.text ?? '';

function shortOf(record: XmlRecord, name: string, longest: number): string | null {
  const text = textOf(record, name);
  if (text.length > longest) throw new FieldRefused(name, 'FIELD_TOO_LONG', record.line);
  return text === '' ? null : text;
}

export const numberOf = (record: XmlRecord, name: string): string | null => shortOf(record, name, LONGEST.number);

/** Whole öre; null where nothing stands there. */
export function amountOf(record: XmlRecord, name: string): number | null {
  const found = childOf(record, name);
  return found === undefined ? null : oreOf(found.text, { field: name, line: found.line });
}

/** Whole öre of an xs:decimal. Zeros after the öre say nothing; anything else there is refused, for it would be rounded. */
export function oreOf(text: string, { field, line }: { readonly field: string; readonly line: number }): number {
  const [, sign = '', whole = '', decimals = ''] = DECIMAL.exec(text.trim()) ?? [];
  if (whole === '' && decimals === '') throw new FieldRefused(field, 'AMOUNT_MALFORMED', line);
  const exact = decimals.replace(/0+$/, '');
  if (exact.length > 2) throw new FieldRefused(field, 'AMOUNT_TOO_PRECISE', line);
  const kronor = whole.replace(/^0+/, '');
  if (kronor.length > MOST_DIGITS) throw new FieldRefused(field, 'AMOUNT_TOO_LARGE', line);
  const ore = Number.parseInt(`${kronor}${exact.padEnd(2, '0')}`, 10);
  return sign === '-' && ore !== 0 ? -ore : ore;
}

/** A decimal from zero up as text, without superfluous zeros: `8.5`. Null where nothing stands there. */
export function decimalOf(record: XmlRecord, name: string, code: PayRefusalCode): string | null {
  const found = childOf(record, name);
  if (found === undefined) return null;
  const [, sign = '', whole = '', decimals = ''] = DECIMAL.exec(found.text) ?? [];
  if (sign === '-' || (whole === '' && decimals === '') || whole.length > 6) throw new FieldRefused(name, code, found.line);
  const exact = decimals.replace(/0+$/, '');
  return `${whole.replace(/^0+(?=\d)/, '') || '0'}${exact === '' ? '' : `.${exact}`}`;
}

/** The calendar day of an xs:date or xs:dateTime, by what is written: a zone does not move it. Null where there is none. */
export function dayOf(record: XmlRecord, name: string): string | null {
  const found = childOf(record, name);
  if (found === undefined) return null;
  const [day = ''] = /^\d{4}-\d\d-\d\d(?=$|[TZ+-])/.exec(found.text) ?? [];
  if (!LocalDate.isValid(day)) throw new FieldRefused(name, 'PERIOD_MALFORMED', found.line);
  return day;
}

/** `resenheter`: the objects that an amount is booked on. */
export function objectsOf(record: XmlRecord): readonly PayObject[] {
  const units = childOf(record, 'resenheter')?.children ?? [];
  return units.map(({ attributes: { dim = '', id = '' }, line }): PayObject => {
    if (!/^\d{1,2}$/.test(dim) || id === '') throw new FieldRefused('resenheter', 'ACCOUNT_MISSING', line);
    if (id.length > LONGEST.object) throw new FieldRefused('resenheter', 'FIELD_TOO_LONG', line);
    return [dim, id];
  });
}

/** Who the record is of. A personal number that is none is refused by itself where the person has another number. */
export function personOf(record: XmlRecord, refuse: Refuse): PaidPerson {
  const { anstid = '', persnr = '' } = record.attributes;
  const employmentNumber = anstid.trim() === '' ? null : anstid.trim();
  if (employmentNumber !== null && employmentNumber.length > LONGEST.number)
    throw new FieldRefused('anstid', 'FIELD_TOO_LONG', record.line);
  const isPersonal = isPersonalNumber(persnr.trim());
  if (persnr.trim() !== '' && !isPersonal) {
    const wrong = new FieldRefused('persnr', 'PERSONAL_NUMBER_MALFORMED', record.line);
    if (employmentNumber === null) throw wrong;
    refuse({ fileLine: record.line, element: record.name, field: 'persnr', code: wrong.code });
  }
  if (employmentNumber === null && !isPersonal) throw new FieldRefused('anstid', 'PERSON_NOT_NAMED', record.line);
  const given = [shortOf(record, 'fornamn', LONGEST.name), shortOf(record, 'efternamn', LONGEST.name)];
  const name = given.filter((part) => part !== null).join(' ');
  return {
    employmentNumber,
    personalIdentityNumber: isPersonal ? persnr.trim() : null,
    name: name === '' ? null : name,
  };
}

/** Twelve digits that begin with a day; that of a coordination number (samordningsnummer) is 60 higher. */
export function isPersonalNumber(text: string): boolean {
  const [, year, month, day] = /^(\d{4})(\d\d)(\d\d)\d{4}$/.exec(text) ?? [];
  if (day === undefined) return false;
  const number = Number.parseInt(day, 10);
  const plain = oreToText(number > 60 ? number - 60 : number).slice(-2);
  return LocalDate.isValid(`${year ?? ''}-${month ?? ''}-${plain}`);
}
