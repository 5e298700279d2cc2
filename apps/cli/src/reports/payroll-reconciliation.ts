import {
  type PayrollPart,
  type PayrollReconciliation,
  type PayrollVerdict,
  type ReconciledPay,
  turnWords,
} from '#intake';

import { type Column, facts, heading, page, table, wrapped } from '../output.js';
import { amountInSwedish, counted, countInSwedish } from '../swedish.js';
import { momentText } from './moment.js';

const right = (title: string): Column => ({ title, align: 'right' });
const left = (title: string): Column => ({ title });

interface Told {
  readonly label: string;
  /** What is to be done about it. */
  readonly remedy: string;
}
const ofVerdicts: Readonly<Record<Exclude<PayrollVerdict, 'same'>, Told>> = {
  differs: {
    label: 'skiljer',
    remedy: 'Rätta bokföringen, eller förklara skillnaden med den verifikation som står under tabellen.',
  },
  'not-in-file': {
    label: 'finns inte i filen',
    remedy: 'Ta ut löneperiodens hela fil ur lönesystemet, eller säg vad som är bokfört vid sidan av den.',
  },
  'not-booked': {
    label: 'inte bokfört',
    remedy: 'Bokför lönefilen i ekonomisystemet, och läs in bokföringen på nytt.',
  },
  'not-taken-in': {
    label: 'bokföringen inte inläst',
    remedy: 'Läs in ekonomisystemets fil för de dagarna med import sie eller import ledger.',
  },
};
const differing = ['differs', 'not-in-file', 'not-booked', 'not-taken-in'] as const;
const whyWords = {
  'no-coding': 'utan kontering',
  'unknown-coding': 'ingen projektkod',
  'not-then': 'gäller inte dagen eller hela konteringen',
} as const;

/** Pay by the payroll file against pay as booked, with what differs, which vouchers, and whose turn it is. */
export const payrollReconciliationText = (found: PayrollReconciliation): string =>
  page(
    `${heading(`Lönefilen mot boken ${found.book}`)}\n${momentText(found)}`,
    factsText(found),
    totalsText(found),
    vouchersText(found),
    unclaimedText(found),
    remediesText(found),
  );

function factsText({ file, totals, period }: PayrollReconciliation): string {
  const days = file.from === file.to ? file.from : `${file.from}–${file.to}`;
  const totalWords = period === 'month' ? ['summa per månad', 'summor per månad'] : ['summa per dag', 'summor per dag'];
  const [one = '', many = ''] = totalWords;
  return facts([
    ['Lönesystem', file.program],
    ['Filen gjord', file.generated],
    ['Organisation', file.organisationNumber === null ? 'står inte i filen' : null],
    ['Verifikationer', `${countInSwedish(file.vouchers)}, daterade ${days}`],
    ['Senare', file.later === 0 ? null : `${counted(file.later, 'verifikation', 'verifikationer')} jämförs inte`],
    ['Debet i filen', amountInSwedish(file.debit)],
    ['Utbetalt på koderna', amountInSwedish(totals.paid)],
    ['Stämmer', `${countInSwedish(totals.agree)} av ${counted(totals.agree + totals.differ, one, many)}`],
    ['Skillnad, känd', amountInSwedish(totals.difference)],
    ['Okända skillnader', totals.unknown === 0 ? null : countInSwedish(totals.unknown)],
  ]);
}

function totalsText({ rows, period }: PayrollReconciliation): string | null {
  if (rows.length === 0) return 'Ingen projektkod i boken betyder någon rad i filen.';
  const columns = [
    ...[left('Projektkod'), left('Konto'), left(period === 'month' ? 'Månad' : 'Dag'), left('Kontering')],
    ...[right('Lönefilen'), right('Bokfört'), right('Skillnad'), left(''), left('Tur')],
  ];
  return table(
    columns,
    rows.map(({ projectCode, account, period: days, codings, paid, booked, difference, verdict, turn }) => [
      ...[projectCode, account, days, codings.join(', ')],
      paid === null ? 'finns inte' : amountInSwedish(paid),
      booked === null ? 'finns inte' : amountInSwedish(booked),
      amountInSwedish(difference),
      verdict === 'same' ? 'stämmer' : ofVerdicts[verdict].label,
      turn === null ? '' : turnWords[turn],
    ]),
  );
}

/** Of totals that differ the vouchers that have none of as much on the other side. */
function vouchersText({ rows }: PayrollReconciliation): string | null {
  const lines = rows
    .filter(({ verdict }) => verdict !== 'same')
    .flatMap((row) => [
      ...row.vouchers.paid.filter(({ paired }) => !paired).map((part) => cells(row, part, 'lönefilen')),
      ...row.vouchers.booked.filter(({ paired }) => !paired).map((part) => cells(row, part, 'bokföringen')),
    ]);
  if (lines.length === 0) return null;
  const columns = [left('Projektkod'), left('Konto'), left('Var'), left('Verifikation'), left('Dag'), right('Kronor')];
  return `Verifikationer som bara den ena har\n${table(columns, lines)}`;
}

const cells = ({ projectCode, account }: ReconciledPay, part: PayrollPart, where: string): string[] => [
  ...[projectCode, account, where, nameOf(part), part.date, amountInSwedish(part.amount)],
];

/** A voucher that the payroll system leaves unnumbered is named by its line in the file. */
const nameOf = ({ series, number, fileLine }: PayrollPart): string =>
  number === null ? `rad ${String(fileLine)} i filen` : `${series ?? ''} ${number}`.trim();

function unclaimedText({ unclaimed, book }: PayrollReconciliation): string | null {
  if (unclaimed.length === 0) return null;
  const columns = [
    left('Konto'),
    left('Kontering'),
    left('Varför'),
    right('Kronor'),
    right('Rader'),
    right('Från rad'),
  ];
  const lines = unclaimed.map(({ account, coding, why, amount, lines: count, fileLine }) => [
    ...[account, coding, whyWords[why], amountInSwedish(amount), countInSwedish(count), countInSwedish(fileLine)],
  ]);
  return `Rader i filen som ingen projektkod i boken ${book} betyder\n${table(columns, lines)}`;
}

function remediesText({ rows }: PayrollReconciliation): string | null {
  const told = differing.flatMap((verdict) => {
    const turn = rows.find((row) => row.verdict === verdict)?.turn;
    if (turn == null) return [];
    const { label, remedy } = ofVerdicts[verdict];
    return [wrapped(`${label[0]?.toUpperCase() ?? ''}${label.slice(1)} (${turnWords[turn]}): ${remedy}`)];
  });
  return told.length === 0 ? null : told.join('\n');
}
