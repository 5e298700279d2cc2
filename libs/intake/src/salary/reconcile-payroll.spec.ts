import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { BOOK, bookFacts, CODE, codeFacts, match, Scene } from '../scene.fixture.js';
import { type Row, sieFile, voucher } from '../sie.fixture.js';
import { reconcilePayroll, type ReconcilePayroll } from './reconcile-payroll.js';
import { takeList } from './salary.fixture.js';

let scene: Scene;
beforeEach(async () => {
  scene = await Scene.begin();
  await scene.take([
    pay('LÖ 1', '2026-01-25', [
      ['5011', CODED, '40000.00'],
      ['5611', CODED, '12568.00'],
    ]),
    pay('LÖ 2', '2026-02-25', [['5011', CODED, '41000.10']]),
  ]);
});
afterEach(() => scene.close());

const CODED = '1 "31000" 6 "28101"';
/** The net is paid out: what is left of the debit side. */
function pay(name: string, date: string, rows: readonly Row[]): string {
  const ore = rows.reduce((sum, row) => sum + Math.round(Number(row[2]) * 100), 0);
  return voucher([name, date], [...rows, ['2811', '', (-ore / 100).toFixed(2)]], 'Löner');
}
const payroll = (vouchers: readonly string[], head: object = {}) =>
  scene.file(sieFile(vouchers, { year: '#FNAMN "Region"', program: '#PROGRAM "Lönesystemet" 7', ...head }), 'lon.si');
const reconciled = async (file: string, more: Partial<ReconcilePayroll> = {}) =>
  reconcilePayroll(scene.book, { file, moment: await scene.book.moment(), ...more });
const january = (amount: string) => pay('"" 0', '2026-01-25', [['5011', CODED, amount]]);

describe('a payroll file against the ledger', () => {
  it('agrees to the öre, or says by how much it does not, which vouchers, and whose turn it is', async () => {
    const before = await scene.book.log.lastPosition();
    const file = payroll([
      pay('"" 0', '2026-01-25', [
        ['5011', '6 "28101"', '40000.00'],
        ['5611', '6 "28101"', '12500.55'],
      ]),
    ]);
    const found = await reconciled(file);
    expect(found).toMatchObject({
      ...{ book: BOOK, period: 'month', file: { vouchers: 1, from: '2026-01-25', debit: '52500.55', later: 0 } },
      totals: { paid: '52500.55', difference: '-67.45', agree: 1, differ: 1, unknown: 0 },
    });
    expect(found.rows).toEqual([
      expect.objectContaining({ account: '5011', paid: '40000.00', booked: '40000.00', verdict: 'same', turn: null }),
      {
        ...{ projectCode: CODE, account: '5611', period: '2026-01', codings: ['6:28101'] },
        ...{ paid: '12500.55', booked: '12568.00', difference: '-67.45', verdict: 'differs', turn: 'finance' },
        vouchers: {
          paid: [{ series: null, number: null, date: '2026-01-25', fileLine: 6, amount: '12500.55', paired: false }],
          booked: [
            { series: 'LÖ', number: '1', date: '2026-01-25', fileLine: null, amount: '12568.00', paired: false },
          ],
        },
      },
    ]);
    expect(await scene.book.log.lastPosition()).toBe(before);
  });

  it('finds the vouchers that explain each other, of the same day first', async () => {
    await scene.take([pay('LÖ 3', '2026-01-27', [['5011', CODED, '500.00']])]);
    const found = await reconciled(
      payroll([january('500.00'), pay('"" 0', '2026-01-31', [['5011', CODED, '40000.00']])]),
    );
    const [row] = found.rows;
    expect(row).toMatchObject({ verdict: 'same', difference: '0.00' });
    expect(row?.vouchers.booked.map(({ paired }) => paired)).toEqual([true, true]);
    const byDay = await reconciled(payroll([january('500.00')]), { period: 'day' });
    expect(byDay.rows.map(({ period, verdict }) => [period, verdict])).toEqual([
      ['2026-01-25', 'differs'],
      ['2026-01-27', 'not-in-file'],
    ]);
  });

  it('takes what the file does not say for unknown and not for zero', async () => {
    await takeList(scene, ['4711;Anna Ek;2026-01;8599,38;100;;LÖ 1;5611;']);
    const found = await reconciled(payroll([january('40000.00')]));
    expect(found.rows[1]).toMatchObject({
      ...{ account: '5611', paid: null, booked: '12568.00', difference: null, verdict: 'not-in-file', turn: 'payroll' },
    });
    expect(found.totals).toMatchObject({ difference: '0.00', unknown: 1, agree: 1, differ: 1 });
  });

  it('tells what is not booked from what has not been taken in', async () => {
    const file = payroll([
      pay('"" 0', '2026-02-25', [['5011', '6 "27010"', '7000.00']]),
      pay('"" 0', '2026-06-25', [['5011', CODED, '40000.00']]),
    ]);
    const { rows, totals } = await reconciled(file);
    expect(rows).toMatchObject([
      { projectCode: 'gnv26-landsbygd', verdict: 'not-booked', booked: null, difference: '7000.00', turn: 'finance' },
      { projectCode: CODE, period: '2026-02', verdict: 'not-in-file', paid: null, booked: '41000.10' },
      {
        projectCode: CODE,
        period: '2026-06',
        verdict: 'not-taken-in',
        booked: null,
        difference: null,
        turn: 'finance',
      },
    ]);
    expect(totals).toEqual({ paid: '47000.00', difference: '7000.00', agree: 0, differ: 3, unknown: 2 });
  });

  it('says of every row that no project code means why not, and names nobody', async () => {
    await scene.close();
    scene = await Scene.begin({ privateDimensions: [] });
    const early = { ...match('30000'), from: '2026-02-01' };
    await scene.tell('OpenProjectCode', codeFacts({ projectCode: 'sent', matches: [early] }));
    const found = await reconciled(
      payroll([
        pay('"" 0', '2026-01-25', [
          ['5011', `7 "4711" ${CODED}`, '40000.00'],
          ['5011', '7 "4712" 6 "99999"', '30000.00'],
          ['5011', '7 "4713" 6 "99999"', '30000.50'],
          ['5011', '6 "30000"', '1.00'],
          ['5011', '7 "4714"', '2.00'],
        ]),
      ]),
    );
    expect(found.unclaimed).toEqual([
      { account: '2811', coding: '', why: 'no-coding', amount: '-100003.50', lines: 1, fileLine: 6 },
      { account: '5011', coding: '', why: 'no-coding', amount: '2.00', lines: 1, fileLine: 6 },
      { account: '5011', coding: '6:30000', why: 'not-then', amount: '1.00', lines: 1, fileLine: 6 },
      { account: '5011', coding: '6:99999', why: 'unknown-coding', amount: '60000.50', lines: 2, fileLine: 6 },
    ]);
    expect(JSON.stringify(found)).not.toMatch(/471[1-4]/);
  });

  it('is asked of a moment: codes, bookings and the last day as they were', async () => {
    const then = { moment: await scene.book.moment() };
    await scene.tell('OpenProjectCode', codeFacts({ projectCode: 'sent', matches: [match('30000')] }));
    await scene.take([pay('LÖ 4', '2026-01-26', [['5011', CODED, '0.10']])]);
    const file = payroll([
      pay('"" 0', '2026-01-25', [
        ['5011', CODED, '40000.00'],
        ['5011', '6 "30000"', '5.00'],
      ]),
    ]);
    expect(await reconciled(file, then)).toMatchObject({
      rows: [{ verdict: 'same' }],
      unclaimed: [{}, { coding: '6:30000' }],
    });
    expect(await reconciled(file)).toMatchObject({
      rows: [{ difference: '-0.10' }, { projectCode: 'sent', verdict: 'not-booked' }],
      unclaimed: [{ account: '2811' }],
    });
    const early = { moment: await scene.book.moment(undefined, '2026-01-25') };
    const two = payroll([january('40000.00'), pay('"" 0', '2026-02-25', [['5011', CODED, '1.00']])]);
    expect(await reconciled(two, early)).toMatchObject({
      file: { vouchers: 1, later: 1 },
      rows: [{ verdict: 'same' }],
    });
  });

  it('compares each code that means a line, and counts what is paid once', async () => {
    await scene.tell('OpenProjectCode', codeFacts({ projectCode: 'sent', matches: [match('28101')] }));
    const found = await reconciled(payroll([january('40000.00')]));
    expect(found.rows.map(({ verdict }) => verdict)).toEqual(['same', 'same']);
    expect(found.totals.paid).toBe('40000.00');
  });
});

describe('a payroll file is refused', () => {
  const refused = (file: string, more: Partial<ReconcilePayroll> = {}) => expect(reconciled(file, more)).rejects;
  const one = january('40000.00');

  it('where it is another kind of file', async () => {
    const other = (type: string, name: string) => scene.file(sieFile([one], { type: `#SIETYP ${type}` }), name);
    for (const [type, found] of [
      ['1', 'SIE 1 (årssaldon)'],
      ['2', 'SIE 2 (periodsaldon)'],
      ['3', 'SIE 3 (objektsaldon)'],
      ['9', 'av en SIE-typ som inte finns'],
    ] as const) {
      const details = { found };
      await refused(other(type, 'lon.si')).toMatchObject({ code: 'PAYROLL_FILE_NOT_SIE_4I', details });
    }
    const details = { found: 'SIE 4E (en hel bokföring)' };
    await refused(other('4', 'lon.se')).toMatchObject({ code: 'PAYROLL_FILE_NOT_SIE_4I', details });
    await refused(scene.file('<paxml/>', 'lon.xml')).toMatchObject({ code: 'NOT_SIE_FILE' });
    await refused(scene.file(Buffer.from(`\ufeff${sieFile([one])}`, 'utf16le'), 'lon.si')).toMatchObject({
      code: 'NOT_SIE_FILE',
      details: { found: 'den är skriven i UTF-16' },
    });
  });

  it('where it is another organisation’s, but not where it names none', async () => {
    await refused(payroll([one], { organisation: '#ORGNR 556012-5790' })).toMatchObject({
      code: 'PAYROLL_FILE_OF_ANOTHER',
      details: { found: '5560125790', organisation: '2321000164' },
    });
    const found = await reconciled(payroll([one], { organisation: '#GEN 20260126' }));
    expect(found).toMatchObject({ file: { organisationNumber: null, generated: '2026-01-26' }, totals: { differ: 0 } });
  });

  it('whole, where a voucher does not balance or a line cannot be read', async () => {
    const unbalanced = voucher(
      ['"" 0', '2026-01-25'],
      [
        ['5011', CODED, '10.00'],
        ['2811', '', '-9.99'],
      ],
    );
    const error = await reconciled(payroll([one, unbalanced])).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: 'PAYROLL_VOUCHER_UNBALANCED', details: { line: 11 } });
    expect((error as Error).message).toMatch(/skiljer 0,01 kr/);
    const fault = 'Beloppet är inget tal med decimalpunkt, som -1234.50. Rätta exporten och läs in filen igen.';
    await refused(
      payroll([one, pay('"" 0', '2026-01-25', []), voucher(['"" 0', '2026-01-25'], ['#TRANS 5011 {} x'])]),
    ).toMatchObject({
      code: 'PAYROLL_FILE_UNREADABLE',
      details: { line: 17, fault },
    });
  });

  it('where its codes are garbled', async () => {
    const garbled = pay('"" 0', '2026-01-25', [['5011', '6 "28\ufffd101"', '10.00']]);
    await refused(payroll([one, garbled])).toMatchObject({ code: 'PAYROLL_FILE_GARBLED', details: { line: 13 } });
    await refused(payroll([pay('"L\ufffd" 1', '2026-01-25', [])])).toMatchObject({ code: 'PAYROLL_FILE_GARBLED' });
  });

  it('where it has nothing to compare, or nobody can say with which book', async () => {
    await refused(payroll([])).toMatchObject({ code: 'PAYROLL_FILE_WITHOUT_VOUCHERS' });
    await refused(payroll([one]), { book: 'another' }).toMatchObject({ code: 'BOOK_UNKNOWN' });
    await refused(payroll([pay('"" 0', '2025-12-25', [])])).toMatchObject({
      code: 'PAYROLL_FILE_BOOK_UNCLEAR',
      details: { from: '2025-12-25', to: '2025-12-25' },
    });
    await scene.tell('OpenBook', bookFacts({ book: 'second' }));
    await refused(payroll([one])).toMatchObject({ code: 'PAYROLL_FILE_BOOK_UNCLEAR' });
    expect(await reconciled(payroll([one]), { book: BOOK })).toMatchObject({ book: BOOK, totals: { differ: 0 } });
  });
});
