import { describe, expect, it } from '@jest/globals';

import { column, HEADINGS, mappingOf, number, read, tableOf } from './table.fixture.js';
import { controlName } from './control-words.js';

type Row = readonly string[];
const posting = (account: string, amount: string): Row => [account, '', 'A', '1', '2026-03-25', 'Inköp', amount];
/** A row that only says its name and an amount. */
const sum = (name: string, amount: string, account = ''): Row => [account, '', '', '', '', name, amount];
const heading = (name: string): Row => [name];
const fileOf = (...rows: readonly Row[]) => tableOf([HEADINGS, ...rows]);

describe('the name of a sum', () => {
  it.each([
    ...['IB', 'ib 2026', 'Ingående balans', 'INGÅENDE SALDO 2026-01-01', 'Ing. saldo', 'Opening balance'].map(
      (name) => [name, 'opening'],
    ),
    ...['UB', 'Utgående balans', 'Utgående saldo 4011', 'Saldo', 'Closing balance'].map((name) => [name, 'closing']),
    ...['Total', 'Totalt', 'TOTALSUMMA', 'Summa totalt', 'Omslutning', 'Grand total'].map((name) => [name, 'total']),
    ...['Summa', 'summa 4011 Inköp', 'Delsumma', 'Periodens förändring', 'Subtotal', 'Sum:'].map((name) => [
      name,
      'subtotal',
    ]),
  ])('%s is of a sum that is %s', (name, of) => {
    expect(controlName(name)?.of).toBe(of);
  });

  it.each(['IBM Svenska', 'Summary', 'Totalentreprenad', 'Inköp', 'Ubåt', 'Saldoavgift', '', '4011'])(
    '%j is none',
    (text) => {
      expect(controlName(text)).toBeNull();
    },
  );

  it('says its level, account and month', () => {
    expect(controlName('Summa konto 4011 Inköp')).toMatchObject({ label: 'summa konto', digits: '4011', bare: false });
    expect(controlName('Summa: 4011')).toMatchObject({ label: 'summa', digits: '4011', bare: true });
    expect(controlName('Summa period 2026-03')).toMatchObject({
      label: 'summa period',
      digits: null,
      period: '2026-03',
    });
    expect(controlName('UB 202603')?.period).toBe('2026-03');
  });
});

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
        ...[posting('2440', '10,00'), sum('UB', '-39,99'), sum('UB 4011', '0,00')],
      ),
    );
    expect(totals.map(({ of, account, difference }) => [of, account, difference])).toEqual(
      [
        ['opening', '1930', null],
        ['closing', '1930', 0],
        ['opening', '2440', null],
        ['closing', '2440', 1],
        ['closing', '2440', 1_000 - 0 + 3_000],
      ]
        .slice(0, 4)
        .concat([['closing', '2440', 4000]]),
    );
    expect(summary.totals).toMatchObject({ openings: 2, checked: 3, differingCount: 2 });
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

describe('sums of debit and credit', () => {
  const headings = ['Konto', 'Vernr', 'Datum', 'Text', 'Debet', 'Kredit'];
  const mapping = mappingOf({
    voucher: { form: 'fixed-series', series: '', number: column('Vernr') },
    amount: { form: 'debit-credit', debit: column('Debet'), credit: column('Kredit') },
    dimensions: [],
  });
  const line = (debit: string, credit: string) => ['4011', '1', '2026-03-25', 'Inköp', debit, credit];
  const total = (debit: string, credit: string) => ['', '', '', 'Totalt', debit, credit];
  const differences = async (...rows: Row[]) =>
    (await read(tableOf([headings, ...rows]), mapping)).totals.map(({ difference }) => difference);

  it('are checked on both sides', async () => {
    const rows = [line('100,00', ''), line('', '90,00'), line('-10,00', '')];
    expect(await differences(...rows, total('90,00', '90,00'))).toEqual([0]);
    expect(await differences(...rows, total('90,01', '90,00'))).toEqual([1]);
    // The nets agree, and yet a row of one öre on both sides is missing.
    expect(await differences(...rows, total('90,01', '90,01'))).toEqual([1]);
  });

  it('may state one side', async () => {
    const rows = [line('100,00', ''), line('', '90,00')];
    expect(
      await differences(...rows, total('100,00', ''), total('', '90,00'), total('10,00', ''), total('', '90,01')),
    ).toEqual([0, 0, 0, -1]);
  });

  it('may lack the side', async () => {
    const sided = mappingOf({
      voucher: { form: 'fixed-series', series: '', number: column('Vernr') },
      amount: { form: 'side', column: column('Debet'), side: column('Kredit') },
      dimensions: [],
    });
    const rows = [
      line('100,00', 'D'),
      line('90,00', 'K'),
      total('10,00', ''),
      total('190,00', ''),
      total('100,00', 'D'),
    ];
    const { totals } = await read(tableOf([headings, ...rows]), sided);
    expect(totals.map(({ difference }) => difference)).toEqual([0, null, 0]);
  });
});

describe('a general ledger', () => {
  const headings = ['Vernr', 'Datum', 'Text', 'Belopp', 'Saldo'];
  const mapping = mappingOf({
    account: { form: 'group-heading' },
    voucher: { form: 'combined', column: column('Vernr'), divider: 'blank' },
    dimensions: [],
  });
  const line = (amount: string) => ['A 1', '2026-03-25', 'Inköp', amount, '0,00'];

  it('prints the account once, above its rows', async () => {
    const { postings, totals, summary } = await read(
      tableOf([
        headings,
        ...[['Konto 4011', 'Inköp'], line('1,00'), line('2,00'), ['', '', 'Summa', '3,00']],
        ...[['Sida 2'], ['5010'], line('4,00'), ['', '', 'Summa', '4,00']],
        ...[[number('6110')], line('5,00'), ['', '', 'Summa 6110', '5,01']],
      ]),
      mapping,
    );
    expect(postings.map(({ account }) => account)).toEqual(['4011', '4011', '5010', '6110']);
    expect(totals.map(({ account, difference }) => [account, difference])).toEqual([
      ['4011', 0],
      ['5010', 0],
      ['6110', 1],
    ]);
    expect(summary.passedOver.groupHeadings).toBe(4);
    expect(summary.says.fields).toEqual(['account', 'voucher', 'date', 'amount', 'text']);
  });

  it('has no account above its first heading', async () => {
    const { refusals } = await read(tableOf([headings, line('1,00'), ['4011 Inköp'], line('1,00')]), mapping);
    expect(refusals).toMatchObject([{ fileLine: 2, field: 'account', code: 'ACCOUNT_MISSING' }]);
  });
});

describe('debit and credit', () => {
  const headings = ['Konto', 'Vernr', 'Datum', 'Ett', 'Två'];
  const base = {
    voucher: { form: 'fixed-series', series: '', number: column('Vernr') },
    text: undefined,
    dimensions: [],
  } as const;
  const rowsOf = (...pairs: (readonly [string, string])[]) =>
    tableOf([headings, ...pairs.map((pair) => ['4011', '1', '2026-03-25', ...pair])]);
  const two = { form: 'debit-credit', debit: column('Ett'), credit: column('Två') } as const;
  const sided = { form: 'side', column: column('Ett'), side: column('Två') } as const;
  const oreOf = async (table: ReturnType<typeof rowsOf>, amount: Parameters<typeof mappingOf>[0]) =>
    (await read(table, mappingOf({ ...base, ...amount }))).items.map((item) =>
      'code' in item ? [item.field, item.code] : 'ore' in item ? item.ore : null,
    );

  it('stand in two columns, one of them empty or zero', async () => {
    const table = rowsOf(
      ['1,00', ''],
      ['', '2,00'],
      ['0,00', '3,00'],
      ['4,00', '0'],
      ['0', '0'],
      ['-5,00', ''],
      ['', '-6'],
    );
    expect(await oreOf(table, { amount: two })).toEqual([100, -200, -300, 400, 0, -500, 600]);
  });

  it('are refused where both are filled or both are empty', async () => {
    expect(await oreOf(rowsOf(['1,00', '1,00'], ['', ''], ['x', ''], ['', 'x']), { amount: two })).toEqual([
      ['credit', 'AMOUNT_DEBIT_AND_CREDIT'],
      ['debit', 'AMOUNT_MISSING'],
      ['debit', 'AMOUNT_NOT_AS_MAPPED'],
      ['credit', 'AMOUNT_NOT_AS_MAPPED'],
    ]);
  });

  it('may both be written with a minus in credit', async () => {
    expect(await oreOf(rowsOf(['1,00', ''], ['', '-2,00']), { amount: { ...two, creditNegative: true } })).toEqual([
      100, -200,
    ]);
  });

  it('may be told by a side, in these words or others', async () => {
    const table = rowsOf(
      ['1', 'D'],
      ['2', 'k'],
      ['3', 'Debet'],
      ['4', 'KREDIT'],
      ['5', '+'],
      ['6', '\u2212'],
      ['-7', 'K'],
      ['0', 'K'],
    );
    expect(await oreOf(table, { amount: sided })).toEqual([100, -200, 300, -400, 500, -600, 700, 0]);
    const words = { ...sided, debitWords: ['Dr'], creditWords: ['Cr', '50'] };
    expect(await oreOf(rowsOf(['1', 'dr'], ['2', 'CR'], ['3', '50'], ['4', 'D']), { amount: words })).toEqual([
      ...[100, -200, -300],
      ['side', 'AMOUNT_SIDE_UNKNOWN'],
    ]);
    expect(await oreOf(rowsOf(['1', '']), { amount: sided })).toEqual([['side', 'AMOUNT_SIDE_UNKNOWN']]);
  });

  it('may be one amount with credit positive', async () => {
    const amount = { form: 'signed', column: column('Ett'), positive: 'credit' } as const;
    expect(await oreOf(rowsOf(['1,00', ''], ['-2,00', ''], ['0', '']), { amount })).toEqual([-100, 200, 0]);
  });
});
