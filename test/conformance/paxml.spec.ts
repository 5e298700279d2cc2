import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from '@jest/globals';

import { readPaxml } from '#paxml';

// Files of real senders lie beside the checkout where they may be had; they are never part of it.
const FOLDER = join(import.meta.dirname, '../../../shared/data/paxml');
const present = existsSync(FOLDER);
const read = (name: string) => readPaxml(readFileSync(join(FOLDER, name)));

if (!present) console.log('No PAXml samples beside the checkout: their reading is not tested.');

(present ? describe : describe.skip)('the PAXml samples', () => {
  it('gives the hours worked of the first, and the absence of none', () => {
    const { worked, transactions, leftOut, refusals } = read('sample_01.xml');
    expect([worked.length, transactions.length, leftOut, refusals]).toEqual([18, 3, 7, []]);
    expect(transactions.map(({ payType, ore }) => [payType, ore])).toEqual([
      ['MILPRI_FRI', 18_500],
      ['INRNAT_FRI', 12_000],
      ['UTLÄGG', 154_000],
    ]);
  });

  it('gives what the second books on the dimensions', () => {
    const { worked, transactions, leftOut, refusals } = read('sample_02.xml');
    expect([worked, leftOut, refusals]).toEqual([[], 2, []]);
    expect(transactions).toMatchObject([
      {
        personalIdentityNumber: '198210101237',
        quantity: '8.4',
        account: '6510',
        units: [
          ['1', '12'],
          ['6', '100'],
        ],
      },
    ]);
  });

  it('gives the persons of the third by their employment number, for the personal number is none', () => {
    const { persons, transactions, refusals } = read('expected.xml');
    expect(persons).toMatchObject([{ employmentNumber: '1', personalIdentityNumber: null }]);
    expect(transactions).toMatchObject([{ payType: '123', quantity: '1.2' }]);
    expect(refusals.map(({ record, code }) => [record, code])).toEqual([
      ['lonetrans', 'PAY_PERSONAL_NUMBER_MALFORMED'],
      ['person', 'PAY_PERSONAL_NUMBER_MALFORMED'],
    ]);
  });
});
