import iconv from 'iconv-lite';

import { type DemoLine, type DemoVoucher, demoVouchers } from './demo-books.js';

const CHART: Readonly<Record<string, string>> = {
  '1511': 'Kundfordringar',
  '1631': 'Fordran ingående moms',
  '1791': 'Förutbetalda kostnader',
  '1931': 'Bank, koncernkonto',
  '2511': 'Leverantörsskulder',
  '2711': 'Arbetsgivaravgifter, skuld',
  '2811': 'Löneskuld',
  '2991': 'Förutbetalda statsbidrag',
  '3611': 'Hyresintäkter',
  '4511': 'Bidrag till vårdcentraler',
  '4631': 'Köp av verksamhet',
  '5011': 'Månadslöner',
  '5611': 'Arbetsgivaravgifter',
  '6421': 'Förbrukningsmateriel',
  '7411': 'Konsulttjänster',
  '7811': 'Interna köp',
};

const kronor = (ore: number): string => {
  const whole = Math.abs(ore);
  return `${ore < 0 ? '-' : ''}${String(Math.floor(whole / 100))}.${String(whole % 100).padStart(2, '0')}`;
};
const day = (date: string): string => date.replaceAll('-', '');
const LABELS = { struck: '#BTRANS', added: '#RTRANS' } as const;

function lineText(line: DemoLine, voucher: DemoVoucher): string {
  const objects = line.objects.map(([dimension, object]) => `${dimension} "${object}"`).join(' ');
  const label = line.kind === undefined ? '#TRANS' : LABELS[line.kind];
  return `   ${label} ${line.account} {${objects}} ${kronor(line.ore)} ${day(voucher.date)} "${line.text ?? voucher.text}"`;
}

/**
 * The made-up payroll system's file of a month in CP437 (SIE 4I), as it hands the month over to be booked: without numbers. Of the rural
 * teams' pay it says a thousand kronor less than what is booked.
 */
export function demoPayrollFile(month: string, organisation: string): Buffer {
  const vouchers = demoVouchers({ changed: true }).filter(
    ({ series, date }) => series === 'LÖ' && date.startsWith(month),
  );
  const body = vouchers.flatMap((voucher) => [
    `#VER "" 0 ${day(voucher.date)} "${voucher.text}"`,
    '{',
    ...voucher.lines.map((line) => lineText({ ...line, ore: paidOre(line, voucher) }, voucher)),
    '}',
  ]);
  const head = [
    '#FLAGGA 0',
    '#PROGRAM "Exempellön" 1.0',
    '#FORMAT PC8',
    `#GEN ${day(`${month}-24`)}`,
    '#SIETYP 4',
    `#ORGNR ${organisation.replace(/(?=\d{4}$)/, '-')}`,
    '#FNAMN "Region Örebro län"',
  ];
  return iconv.encode([...head, ...body, ''].join('\r\n'), 'cp437');
}

const TOO_MUCH_BOOKED = 100_000;
/** What was paid: the thousand kronor are missing on the pay and in what is owed. */
function paidOre({ account, ore }: DemoLine, { lines }: DemoVoucher): number {
  const isRural = lines.some(({ objects }) => objects.some(([, object]) => object === '27010'));
  if (!isRural) return ore;
  return account === '5011' ? ore - TOO_MUCH_BOOKED : account === '2811' ? ore + TOO_MUCH_BOOKED : ore;
}

/**
 * The made-up ERP's SIE 4E file in CP437: vouchers booked up to a day. The file of the whole year says of one voucher of
 * March something else than the file of August did.
 */
export function demoSieFile(through: string, organisation: string): Buffer {
  const wholeYear = through > '2026-12-31';
  const vouchers = demoVouchers({ changed: wholeYear }).filter(({ date }) => date <= through);
  const head = [
    '#FLAGGA 0',
    '#PROGRAM "Exempelekonomi" 1.0',
    '#FORMAT PC8',
    `#GEN ${day(wholeYear ? '2027-01-15' : through)}`,
    '#SIETYP 4',
    `#ORGNR ${organisation.replace(/(?=\d{4}$)/, '-')}`,
    '#FNAMN "Region Örebro län"',
    '#RAR 0 20260101 20261231',
    '#DIM 1 "Kostnadsställe"',
    '#DIM 6 "Projekt"',
    '#DIM 7 "Anställd"',
    '#DIM 9 "Leverantör"',
    '#DIM 20 "Motpart"',
    ...Object.entries(CHART).map(([account, name]) => `#KONTO ${account} "${name}"`),
  ];
  const body = vouchers.flatMap((voucher) => [
    `#VER "${voucher.series}" "${String(voucher.number)}" ${day(voucher.date)} "${voucher.text}" ${day(voucher.registered)} "exempel"`,
    '{',
    ...voucher.lines.map((line) => lineText(line, voucher)),
    '}',
  ]);
  return iconv.encode([...head, ...body, ''].join('\r\n'), 'cp437');
}
