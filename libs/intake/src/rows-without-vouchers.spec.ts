import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import type { ColumnMapping } from '#tabular';

import { NONE } from './import.fixture.js';
import { importLedger } from './imports.js';
import { BOOK, Scene } from './scene.fixture.js';

const MAPPING: ColumnMapping = {
  ...{ decimalSign: ',', dateForm: 'iso' },
  account: { form: 'column', column: { heading: 'Konto' } },
  voucher: { form: 'none' },
  date: { heading: 'Datum' },
  amount: { form: 'signed', column: { heading: 'Belopp' } },
  dimensions: [{ dimension: '6', column: { heading: 'Projekt' } }],
};
const coffee = '7411;2026-01-10;100,00;28101';
const travel = '6421;2026-02-10;20,00;28101';
const rent = '5011;2026-03-10;7,00;28101';

let scene: Scene;
beforeEach(async () => {
  scene = await Scene.begin({ form: 'extract' });
});
afterEach(() => scene.close());

const take = (rows: readonly string[], by: object = {}) => {
  const file = scene.file(['Konto;Datum;Belopp;Projekt', ...rows, ''].join('\r\n'), 'utdrag.csv');
  return importLedger({ file, to: scene.book, book: BOOK, mapping: MAPPING, saved: null, dryRun: false, ...by });
};
const booked = async () => (await scene.figures()).booked;

describe('a list of rows without voucher numbers', () => {
  it('is known again row by row, in any order, and equal rows are told apart by how many they are', async () => {
    expect((await take([coffee, coffee, travel])).vouchers).toEqual({ ...NONE, read: 3, taken: 3 });
    expect((await take([travel, coffee, coffee])).vouchers).toEqual({ ...NONE, read: 3, known: 3 });
    const grown = await take([travel, coffee, rent, coffee, coffee]);
    expect(grown.vouchers).toEqual({ ...NONE, read: 5, known: 3, taken: 2 });
    expect(await booked()).toBe('327.00');
  });

  it('lacks a row that is gone from inside what it speaks of', async () => {
    await take([coffee, coffee, travel]);
    expect((await take([coffee, travel])).vouchers).toEqual({ ...NONE, read: 2, known: 2, missing: 1 });
    await take([coffee, travel], { acceptChanges: true });
    expect(await booked()).toBe('120.00');
    expect((await take([coffee, coffee, travel])).vouchers).toMatchObject({ known: 2 });
  });

  it('says nothing is missing where one of its rows cannot be read, and takes in the rest', async () => {
    await take([coffee, travel]);
    const report = await take([coffee.replace('100,00', 'hundra'), travel, rent], { acceptChanges: true });
    expect(report.refusals).toMatchObject([{ line: 2, field: 'amount', code: 'AMOUNT_NOT_AS_MAPPED' }]);
    expect(report.vouchers).toMatchObject({ known: 1, taken: 1, missing: 0 });
    expect(await booked()).toBe('127.00');
  });

  it('is no whole book', async () => {
    await scene.close();
    scene = await Scene.begin();
    await expect(take([coffee])).rejects.toMatchObject({ code: 'LEDGER_WITHOUT_VOUCHERS' });
    expect(await scene.events('ImportStarted')).toEqual([]);
  });
});
