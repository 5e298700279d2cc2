import { describe, expect, it } from '@jest/globals';

import { column, mappingOf, read, tableOf } from './table.fixture.js';

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

describe('sums of debit and credit', () => {
  const headings = ['Konto', 'Vernr', 'Datum', 'Text', 'Debet', 'Kredit'];
  const mapping = mappingOf({
    voucher: { form: 'fixed-series', series: '', number: column('Vernr') },
    amount: { form: 'debit-credit', debit: column('Debet'), credit: column('Kredit') },
    dimensions: [],
  });
  const line = (debit: string, credit: string) => ['4011', '1', '2026-03-25', 'Inköp', debit, credit];
  const total = (debit: string, credit: string) => ['', '', '', 'Totalt', debit, credit];
  const differences = async (...rows: (readonly string[])[]) =>
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
