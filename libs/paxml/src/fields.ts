import { LocalDate } from '#kernel';
import type { XmlElement } from '#xml';

import type { PaidPerson, PayObject, PayRefusal, PayRefusalCode } from './payroll.js';

/** xs:decimal: a sign, digits, a point. */
const DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?$/;
const MOST_DIGITS = 13;
/** Of hours and percent. */
const MOST_WHOLE = 6;
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
export function childOf(record: XmlElement, name: string): XmlElement | undefined {
  const found = record.children.find((child) => child.name === name);
  return found === undefined || (found.text === '' && found.children.length === 0) ? undefined : found;
}

export const textOf = (record: XmlElement, name: string): string => childOf(record, name)?.text ?? '';

function shortOf(record: XmlElement, name: string, longest: number): string | null {
  const text = textOf(record, name);
  if (text.length > longest) throw new FieldRefused(name, 'FIELD_TOO_LONG', record.line);
  return text === '' ? null : text;
}

export const numberOf = (record: XmlElement, name: string): string | null => shortOf(record, name, LONGEST.number);

/** Whole öre; null where nothing stands there. */
export function amountOf(record: XmlElement, name: string): number | null {
  const found = childOf(record, name);
  return found === undefined ? null : oreOf(found.text, { field: name, line: found.line });
}

interface Place {
  readonly field: string;
  readonly line: number;
}

/** Digits before and after the point, without those that say nothing; null for what is no xs:decimal. */
function decimalIn(
  text: string,
): { readonly negative: boolean; readonly whole: string; readonly after: string } | null {
  const found = DECIMAL.exec(text.trim());
  if (found === null || !/\d/.test(text)) return null;
  const [sign = '', whole = '', decimals = ''] = found.slice(1) as (string | undefined)[];
  return { negative: sign === '-', whole: whole.replace(/^0+/, ''), after: decimals.replace(/0+$/, '') };
}

/** Whole öre of an xs:decimal. Zeros after the öre say nothing; anything else there is refused, for it would be rounded. */
export function oreOf(text: string, { field, line }: Place): number {
  const found = decimalIn(text);
  if (found === null) throw new FieldRefused(field, 'AMOUNT_MALFORMED', line);
  const { negative, whole, after } = found;
  if (after.length > 2) throw new FieldRefused(field, 'AMOUNT_TOO_PRECISE', line);
  if (whole.length > MOST_DIGITS) throw new FieldRefused(field, 'AMOUNT_TOO_LARGE', line);
  const ore = Number.parseInt(`${whole}${after.padEnd(2, '0')}`, 10);
  return negative && ore !== 0 ? -ore : ore;
}

/** A decimal from zero up as text, without superfluous zeros: `8.5`. Null where nothing stands there. */
export function decimalOf(record: XmlElement, name: string, code: PayRefusalCode): string | null {
  const child = childOf(record, name);
  if (child === undefined) return null;
  const found = decimalIn(child.text);
  if (found === null || found.negative || found.whole.length > MOST_WHOLE)
    throw new FieldRefused(name, code, child.line);
  return `${found.whole || '0'}${found.after === '' ? '' : `.${found.after}`}`;
}

/** The calendar day of an xs:date or xs:dateTime, by what is written: a zone does not move it. Null where there is none. */
export function dayOf(record: XmlElement, name: string): string | null {
  const found = childOf(record, name);
  if (found === undefined) return null;
  const [day = ''] = /^\d{4}-\d\d-\d\d(?=$|[TZ+-])/.exec(found.text) ?? [];
  if (!LocalDate.isValid(day)) throw new FieldRefused(name, 'PERIOD_MALFORMED', found.line);
  return day;
}

/** `resenheter`: the objects that an amount is booked on. */
export function objectsOf(record: XmlElement): readonly PayObject[] {
  const units = childOf(record, 'resenheter')?.children ?? [];
  return units.map(({ attributes: { dim = '', id = '' }, line }): PayObject => {
    if (!/^\d{1,2}$/.test(dim) || id === '') throw new FieldRefused('resenheter', 'ACCOUNT_MISSING', line);
    if (id.length > LONGEST.object) throw new FieldRefused('resenheter', 'FIELD_TOO_LONG', line);
    return [dim, id];
  });
}

/** Who the record is of. A personal number that is none is refused by itself where the person has another number. */
export function personOf(record: XmlElement, refuse: Refuse): PaidPerson {
  const { line, name: element } = record;
  const [employed, personal] = [attributeOf(record, 'anstid'), attributeOf(record, 'persnr')];
  if (employed + personal === '') throw new FieldRefused('anstid', 'PERSON_NOT_NAMED', line);
  if (employed.length > LONGEST.number) throw new FieldRefused('anstid', 'FIELD_TOO_LONG', line);
  const isWrong = personal !== '' && !isPersonalNumber(personal);
  const code = 'PERSONAL_NUMBER_MALFORMED';
  if (isWrong && employed === '') throw new FieldRefused('persnr', code, line);
  if (isWrong) refuse({ fileLine: line, element, field: 'persnr', code });
  const numbers = { employmentNumber: orNull(employed), personalIdentityNumber: isWrong ? null : orNull(personal) };
  return { ...numbers, name: nameOf(record) };
}

const orNull = (text: string): string | null => (text === '' ? null : text);

const attributeOf = ({ attributes }: XmlElement, name: string): string => (attributes[name] ?? '').trim();

function nameOf(record: XmlElement): string | null {
  const given = [shortOf(record, 'fornamn', LONGEST.name), shortOf(record, 'efternamn', LONGEST.name)];
  return given.filter((part) => part !== null).join(' ') || null;
}

/** Twelve digits that begin with a day; that of a coordination number (samordningsnummer) is 60 higher. */
function isPersonalNumber(text: string): boolean {
  const [, year, month, day] = /^(\d{4})(\d\d)(\d\d)\d{4}$/.exec(text) ?? [];
  if (day === undefined) return false;
  const number = Number.parseInt(day, 10);
  const plain = String(number > 60 ? number - 60 : number).padStart(2, '0');
  return LocalDate.isValid(`${year ?? ''}-${month ?? ''}-${plain}`);
}
