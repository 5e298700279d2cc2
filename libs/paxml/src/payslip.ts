import { LocalDate } from '#kernel';
import type { XmlElement } from '#xml';

import { marksAbsence } from './absence.js';
import {
  amountOf,
  childOf,
  dayOf,
  decimalOf,
  FieldRefused,
  numberOf,
  objectsOf,
  oreOf,
  personOf,
  type Refuse,
  textOf,
} from './fields.js';
import type { PayPosting, PayRow, Payslip } from './payroll.js';

/** What the tax is stated in. */
const TAXES = ['tabellskatt', 'engangsskatt', 'kapitalskatt', 'extraskatt'] as const;
const ACCOUNT = /^[\p{L}\p{N}][\p{L}\p{N}./_-]{0,19}$/u;

/** A payslip whole, or refused whole: an amount that cannot be read would leave a sum that is none. */
export function payslipOf(record: XmlElement, refuse: Refuse, countDropped: (count: number) => void): Payslip {
  const lines = childOf(record, 'lonerader')?.children ?? [];
  const shown = lines.filter((line) => !marksAbsence(textOf(line, 'benamning'), textOf(line, 'kommentar')));
  countDropped(lines.length - shown.length);
  const payDay = dayOf(record, 'betaldatum');
  if (payDay === null) throw new FieldRefused('betaldatum', 'PERIOD_MALFORMED', record.line);
  return {
    ...personOf(record, refuse),
    fileLine: record.line,
    payDay,
    month: monthOf(record) ?? payDay.slice(0, 7),
    rows: shown.flatMap((line) => rowOf(line) ?? []),
    gross: lines.reduce((sum, line) => sum + grossOf(line), 0),
    tax: TAXES.reduce((sum, tax) => sum + (amountOf(record, tax) ?? 0), 0),
    net: amountOf(record, 'utbetalt'),
    contributions: amountOf(record, 'arbavgiftbel'),
    contributionRate: rateOf(decimalOf(record, 'arbavgiftprc', 'RATE_MALFORMED')),
    postings: (childOf(record, 'kontering')?.children ?? []).map(postingOf),
  };
}

/** The month that the period's name is, `202603` or `2026-03`; null where it is called something else. */
function monthOf(record: XmlElement): string | null {
  const [, year = '', month = ''] = /^(\d{4})-?(\d\d)$/.exec(textOf(record, 'periodid')) ?? [];
  return LocalDate.isValid(`${year}-${month}-01`) ? `${year}-${month}` : null;
}

/** What of a row is pay before tax. Without a kind it counts: the format's own default is ordinary pay. */
function grossOf(line: XmlElement): number {
  const kind = textOf(line, 'lonetyp');
  return kind === '' || kind === 'BRUTTO' ? (amountOf(line, 'belopp') ?? 0) : 0;
}

/** Null for a row without an amount, which is a line of text. */
export function rowOf(line: XmlElement): PayRow | null {
  const ore = amountOf(line, 'belopp');
  if (ore === null) return null;
  const payType = numberOf(line, 'lonart') ?? numberOf(line, 'lonkod');
  return { fileLine: line.line, payType, ore, account: numberOf(line, 'kontonr'), objects: objectsOf(line) };
}

function postingOf(record: XmlElement): PayPosting {
  const { kontonr = '', belopp } = record.attributes;
  const account = kontonr.trim();
  if (!ACCOUNT.test(account)) throw new FieldRefused('kontonr', 'ACCOUNT_MISSING', record.line);
  if (belopp === undefined) throw new FieldRefused('belopp', 'AMOUNT_MISSING', record.line);
  const ore = oreOf(belopp, { field: 'belopp', line: record.line });
  return { fileLine: record.line, account, ore, objects: objectsOf(record) };
}

/** Percent as a part of one: `31.42` is `0.3142`, by moving the point. */
function rateOf(percent: string | null): string | null {
  if (percent === null) return null;
  const [whole = '', decimals = ''] = percent.split('.');
  const digits = whole.padStart(3, '0');
  const [before, after] = [digits.slice(0, -2).replace(/^0+(?=\d)/, ''), `${digits.slice(-2)}${decimals}`];
  const exact = after.replace(/0+$/, '');
  return exact === '' ? before : `${before}.${exact}`;
}
