/** One line of a voucher: its account, the project and cost centre that stand on it, the amount as the file writes it. */
type Line = readonly [account: string, objects: string, amount: string];

/** What stands on every voucher and line. */
export const TEXT = 'Konsultarvode mars';

const HEAD = [
  '#FLAGGA 0',
  '#PROGRAM "Ekonomisystemet" 1.0',
  '#FORMAT PC8',
  '#GEN 20270115',
  '#SIETYP 4',
  '#ORGNR 232100-0164',
  '#FNAMN "Region Exempel"',
  '#RAR 0 20260101 20261231',
  '#DIM 1 "Kostnadsställe"',
  '#DIM 6 "Projekt"',
];

/** A voucher in SIE 4, with one text for all its lines. */
export function voucher(name: string, date: string, lines: readonly Line[]): string[] {
  const rows = lines.map(
    ([account, objects, amount]) => `   #TRANS ${account} {${objects}} ${amount} ${date} "${TEXT}"`,
  );
  return [`#VER ${name} ${date} "${TEXT}"`, '{', ...rows, '}'];
}

/** A SIE 4 file of these vouchers. */
export const sieFile = (...vouchers: readonly (readonly string[])[]): string =>
  [...HEAD, ...vouchers.flat(), ''].join('\r\n');

/** Costs of one code, a credit note, money passed on, and one voucher that is nobody's. */
export const books: readonly (readonly string[])[] = [
  voucher('"LR" 1', '20260210', [
    ['7411', '1 "31000" 6 "28101"', '10000.00'],
    ['6011', '1 "31000" 6 "28101"', '5000.50'],
    ['2511', '', '-15000.50'],
  ]),
  voucher('"LR" 2', '20260315', [
    ['7411', '6 "28101"', '-400'],
    ['2511', '', '400'],
  ]),
  voucher('"BF" 1', '20260601', [
    ['4511', '1 "31007" 6 "27010"', '100000.00'],
    ['1931', '', '-100000.00'],
  ]),
  voucher('"LR" 3', '20260401', [
    ['6411', '', '99.90'],
    ['2511', '', '-99.90'],
  ]),
];
