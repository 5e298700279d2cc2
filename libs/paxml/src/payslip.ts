import { isOfAbsence } from './absence.js';
import type { Fields } from './fields.js';
import type { PayAccounting, PayRow, Payslip } from './payroll.js';
import { childrenOf, textIn, type XmlRecord } from './xml-record.js';

const PERCENT_DIGITS = 2;

/** One payslip of the file, with how many of its rows were left out. */
export interface ReadPayslip {
  readonly payslip: Payslip;
  readonly leftOut: number;
}

/** Reads a `lonebesked`. Sums are of all rows, so that they are those of the payslip; the rows of absence are not kept. */
export function payslipOf(record: XmlRecord, fields: Fields): ReadPayslip {
  const all = childrenOf(childrenOf(record, 'lonerader')[0], 'lonrad');
  const read = all.map((row) => payRowOf(row, fields));
  const rows = read.filter((_, at) => !isAbsenceRow(all[at] ?? record));
  const payslip: Payslip = {
    line: record.line,
    ...fields.key(),
    name: nameIn(record),
    payDate: fields.day('betaldatum'),
    period:
      monthOf(textIn(record, 'periodid')) ??
      periodOf(
        all.filter((row) => !isAbsenceRow(row)),
        fields,
      ),
    grossOre: grossOf(read),
    taxOre: taxOf(fields),
    netOre: fields.ore('utbetalt'),
    contributionsOre: fields.ore('arbavgiftbel'),
    contributionsRate: rateOf(fields.number('arbavgiftprc')),
    rows,
    accounting: childrenOf(childrenOf(record, 'kontering')[0], 'transaktion').flatMap((row) => accounted(row, fields)),
  };
  return { payslip, leftOut: all.length - rows.length };
}

/** Given name and family name. */
export const nameIn = (record: XmlRecord): string =>
  [textIn(record, 'fornamn'), textIn(record, 'efternamn')].filter((name) => name !== '').join(' ');

/** Whether a row of pay is of absence, by any of its codes and texts. */
export const isAbsenceRow = (row: XmlRecord): boolean =>
  isOfAbsence(['lonkod', 'lonart', 'benamning', 'kommentar', 'info', 'statistikkod'].map((name) => textIn(row, name)));

/** What a row of pay says that is not text. */
export function payRowOf(row: XmlRecord, fields: Fields): PayRow {
  const account = textIn(row, 'kontonr');
  const kind = textIn(row, 'lonetyp');
  return {
    payType: textIn(row, 'lonart') || textIn(row, 'lonkod'),
    kind: kind === '' ? null : kind,
    quantity: fields.number('antal', row),
    ore: fields.ore('belopp', row),
    account: account === '' ? null : account,
    units: fields.units(row),
  };
}

function grossOf(rows: readonly PayRow[]): number | null {
  const gross = rows.filter(({ kind }) => kind === 'BRUTTO');
  return gross.length === 0 ? null : gross.reduce((sum, { ore }) => sum + (ore ?? 0), 0);
}

function taxOf(fields: Fields): number | null {
  const said = ['tabellskatt', 'engangsskatt', 'kapitalskatt', 'extraskatt'].map((name) => fields.ore(name));
  const known = said.filter((ore) => ore !== null);
  return known.length === 0 ? null : known.reduce((sum, ore) => sum + ore, 0);
}

function accounted(row: XmlRecord, fields: Fields): readonly PayAccounting[] {
  const { kontonr = '', belopp = '' } = row.attributes;
  if (kontonr.trim() === '') fields.refuse('kontonr', 'PAY_FIELD_MISSING', row);
  if (belopp.trim() === '') fields.refuse('belopp', 'PAY_FIELD_MISSING', row);
  const ore = fields.oreOf(belopp.trim(), 'belopp', row);
  return ore === null || kontonr.trim() === '' ? [] : [{ account: kontonr.trim(), ore, units: fields.units(row) }];
}

/** `202601` or `2026-01`. */
function monthOf(id: string): Payslip['period'] {
  const [, year = '', month = ''] = /^(20\d\d)-?(0[1-9]|1[0-2])$/.exec(id) ?? [];
  if (year === '') return null;
  return { from: `${year}-${month}-01`, to: `${year}-${month}-${daysOf(Number(year), Number(month))}` };
}

function daysOf(year: number, month: number): string {
  if (month === 2) return year % 4 === 0 ? '29' : '28'; // this century's years alone
  return [4, 6, 9, 11].includes(month) ? '30' : '31';
}

/** From the first day that a row names to the last. */
function periodOf(rows: readonly XmlRecord[], fields: Fields): Payslip['period'] {
  const days = rows.flatMap((row) => [fields.day('datumfrom', row), fields.day('datumtom', row)]);
  const named = days.filter((day) => day !== null).sort();
  const [from, to] = [named[0], named.at(-1)];
  return from === undefined || to === undefined ? null : { from, to };
}

/** Percent as a part of one: the point two places to the left. */
function rateOf(percent: string | null): string | null {
  if (percent === null || percent.startsWith('-')) return null;
  const [whole = '', decimals = ''] = percent.split('.');
  const digits = whole.padStart(PERCENT_DIGITS + 1, '0');
  const places = `${digits.slice(-PERCENT_DIGITS)}${decimals}`.replace(/0+$/, '');
  const units = digits.slice(0, -PERCENT_DIGITS);
  return places === '' ? units : `${units}.${places}`;
}
