import { describe, expect, it } from '@jest/globals';

import { column, HEADINGS, mappingOf, read, tableOf } from './table.fixture.js';

type Row = readonly string[];
const posting = (account: string, amount: string): Row => [account, '', 'A', '1', '2026-03-25', 'Inköp', amount];
/** A row that only says its name and an amount. */
const sum = (name: string, amount: string, account = ''): Row => [account, '', '', '', '', name, amount];
const heading = (name: string): Row => [name];
const fileOf = (...rows: readonly Row[]) => tableOf([HEADINGS, ...rows]);

describe('a sum', () => {
  it('is held against the rows of its group since the sum before it', async () => {
    const { totals, postings } = await read(
      fileOf(
        ...[posting('4011', '100,00'), posting('4011', '0,50'), sum('Summa', '100,50')],
        ...[posting('5010', '10,00'), sum('Summa', '10,01'), posting('5020', '-5,00'), sum('Summa', '-5,00')],
        ...[sum('Totalt', '105,50')],
      ),
    );
    expect(postings).toHaveLength(4);
    expect(totals.map(({ of, difference }) => [of, difference])).toEqual([
      ['subtotal', 0],
      ['subtotal', 1],
      ['subtotal', 0],
      ['total', 0],
    ]);
  });

  it('that is off by one öre is listed, with what it says', async () => {
    const { summary } = await read(
      fileOf(posting('4011', '100,00'), sum('Summa 4011', '99,99'), sum('Total', '100,00')),
    );
    expect(summary.totals).toEqual({
      openings: 0,
      checked: 2,
      unchecked: 0,
      differingCount: 1,
      differing: [
        { kind: 'total', fileLine: 3, of: 'subtotal', account: '4011', period: null, ore: 9999, difference: -1 },
      ],
    });
  });

  it('may be of sums before it, or of everything', async () => {
    const rows = [
      ...[posting('4011', '1,00'), sum('Summa', '1,00'), posting('4012', '2,00'), sum('Summa', '2,00')],
      ...[sum('Summa', '3,00'), posting('5010', '4,00'), sum('Summa', '4,00'), sum('Summa', '7,00')],
    ];
    expect((await read(fileOf(...rows))).summary.totals).toMatchObject({ checked: 5, differingCount: 0 });
    const off = await read(fileOf(...rows.slice(0, -1), sum('Summa', '7,01')));
    expect(off.summary.totals.differing.map(({ fileLine, difference }) => [fileLine, difference])).toEqual([[9, 1]]);
  });

  it('is no posting in a list without vouchers, even where it has an account and a day', async () => {
    const rows = [
      ...[posting('4011', '1,00'), posting('4011', '2,00'), ['4011', '', '', '', '2026-03-25', 'Summa', '3,00']],
      ...[['4012', '', '', '', '2026-03-25', 'Summa material AB', '5,00'], sum('Totalt', '8,00')],
    ];
    const { postings, summary } = await read(fileOf(...rows), mappingOf({ voucher: { form: 'none' } }));
    expect(postings.map(({ series, number, ore }) => [series, number, ore])).toEqual([
      ['', '', 100],
      ['', '', 200],
      ['', '', 500],
    ]);
    expect(summary.totals).toMatchObject({ checked: 2, differingCount: 0 });
  });

  it('of an opening or closing balance may stand in the column of the running balance', async () => {
    const rows = [
      ['Konto', 'Serie', 'Vernr', 'Datum', 'Text', 'Belopp', 'Saldo'],
      ['', '', '', '', 'Ingående balans 4011', '', '10,00'],
      ['4011', 'A', '1', '2026-03-25', 'Inköp', '100,00', '110,00'],
      // What its amount says is the turnover of the period.
      ['', '', '', '', 'Utgående balans 4011', '100,00', '110,01'],
      ['', '', '', '', 'Utgående balans 4011', '', 'x'],
    ];
    const mapping = mappingOf({
      account: { form: 'column', column: column('Konto') },
      voucher: { form: 'columns', series: column('Serie'), number: column('Vernr') },
      ...{ date: column('Datum'), text: column('Text'), dimensions: [] },
      ...{ amount: { form: 'signed', column: column('Belopp') }, balance: column('Saldo') },
    });
    const { totals, refusals } = await read(tableOf(rows), mapping);
    expect(totals.map(({ of, ore, difference }) => [of, ore, difference])).toEqual([
      ['opening', 1000, null],
      ['closing', 11_001, 1],
    ]);
    expect(refusals).toMatchObject([{ fileLine: 5, field: 'balance', code: 'AMOUNT_NOT_AS_MAPPED' }]);
  });

  it('is told from another level by its label', async () => {
    const { summary } = await read(
      fileOf(
        ...[posting('4011', '1,00'), sum('Summa konto 4011', '1,00'), posting('4012', '2,00')],
        ...[sum('Summa konto 4012', '2,00'), sum('Summa kontogrupp 40', '3,00'), posting('4111', '4,00')],
        ...[sum('Summa konto 4111', '4,00'), sum('Summa kontogrupp 41', '4,01'), sum('Summa kontoklass 4', '7,00')],
      ),
    );
    expect(summary.totals).toMatchObject({ checked: 6, differing: [{ fileLine: 9, difference: 1 }] });
  });

  it('of an account that the file spreads out is of all its rows', async () => {
    const rows = [posting('4011', '1,00'), posting('2440', '-1,00'), posting('4011', '2,00'), posting('2440', '-2,00')];
    const sums = [sum('Summa', '3,00', '4011'), sum('Summa', '-3,01', '2440'), sum('Summa', '0,00', '9999')];
    const { totals } = await read(fileOf(...rows, ...sums));
    expect(totals.map(({ account, difference }) => [account, difference])).toEqual([
      ['4011', 0],
      ['2440', -1],
      ['9999', 0],
    ]);
  });

  it('of months is of the account’s rows since the month before', async () => {
    const { summary } = await read(
      fileOf(
        ...[heading('4011 Inköp'), posting('4011', '1,00'), sum('Summa period 2026-01', '1,00')],
        ...[posting('4011', '2,00'), sum('Summa period 2026-02', '2,00'), sum('Summa konto', '3,00')],
        ...[
          heading('5010 Hyra'),
          posting('5010', '4,00'),
          sum('Summa period 2026-01', '4,02'),
          sum('Summa konto', '4,00'),
        ],
      ),
    );
    expect(summary.totals).toMatchObject({ checked: 5, differingCount: 1 });
    expect(summary.totals.differing).toMatchObject([{ account: '5010', period: '2026-01', difference: 2 }]);
  });

  it('without rows says nothing that can be told', async () => {
    const { totals } = await read(fileOf(sum('Summa', '5,00'), posting('4011', '1,00')));
    expect(totals).toMatchObject([{ difference: null }]);
  });
});

describe('balances', () => {
  it('open and close an account around its postings', async () => {
    const { totals, summary } = await read(
      fileOf(
        ...[heading('1930 Bank'), sum('Ingående balans', '1 000,00'), posting('1930', '-200,00')],
        ...[sum('Utgående balans', '800,00'), heading('2440 Skulder'), sum('IB', '-50,00')],
        ...[posting('2440', '10,00'), sum('UB', '-39,99')],
      ),
    );
    expect(totals.map(({ of, account, difference }) => [of, account, difference])).toEqual([
      ['opening', '1930', null],
      ['closing', '1930', 0],
      ['opening', '2440', null],
      ['closing', '2440', 1],
    ]);
    expect(summary.totals).toMatchObject({ openings: 2, checked: 2, differingCount: 1 });
  });

  it('that come month by month start anew from each', async () => {
    const { totals } = await read(
      fileOf(
        ...[sum('IB 2026-01', '10,00', '1930'), posting('1930', '1,00'), sum('UB 2026-01', '11,00', '1930')],
        ...[sum('IB 2026-02', '11,00', '1930'), posting('1930', '2,00'), sum('UB 2026-02', '13,00', '1930')],
      ),
    );
    expect(totals.map(({ difference, period }) => [period, difference])).toEqual([
      ['2026-01', null],
      ['2026-01', 0],
      ['2026-02', null],
      ['2026-02', 0],
    ]);
  });

  it('are not checked where nothing tells what they started from', async () => {
    const rows = [
      posting('1930', '1,00'),
      sum('Saldo', '501,00', '1930'),
      posting('4011', '2,00'),
      sum('Saldo', '2,00', '4011'),
    ];
    const { summary } = await read(fileOf(...rows, sum('Saldo', '3,00')));
    expect(summary.totals).toMatchObject({ checked: 1, unchecked: 2, differingCount: 0 });
  });

  it('may bear a date, and are told from a posting by their empty number', async () => {
    const opening = ['1930', '', '', '', '2026-01-01', 'IB', '100,00'];
    const numbered = ['1930', '', '', 'IB', '2026-01-01', 'Ingående', '100,00'];
    const { totals } = await read(fileOf(opening, posting('1930', '1,00'), sum('UB', '101,00', '1930'), numbered));
    expect(totals).toMatchObject([{ period: '2026-01' }, { difference: 0 }, { of: 'opening', account: '1930' }]);
  });

  it('without an amount of their own are passed over and counted', async () => {
    const { summary } = await read(fileOf(sum('Ingående saldo', '', '1930'), posting('1930', '1,00')));
    expect(summary.passedOver.totalsWithoutAmount).toBe(1);
  });

  it('whose amount cannot be read are refused', async () => {
    const { refusals } = await read(fileOf(posting('1930', '1,00'), sum('Summa', '1.00')));
    expect(refusals).toEqual([
      { kind: 'refusal', fileLine: 3, field: 'amount', code: 'AMOUNT_NOT_AS_MAPPED', voucher: null },
    ]);
  });
});
