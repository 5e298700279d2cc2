import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterEach, describe, expect, it } from '@jest/globals';

import { compareExtract } from '#intake';

import { bookFacts, Books, CODE, sieText } from './books.fixture.js';
import { extractOf } from './extract-of.js';

const voucher = (number: string, ...lines: readonly string[]): string[] => [
  ...[`#VER A ${number} 20260110 "Konsult"`, '{'],
  ...lines.map((line) => `#TRANS ${line}`),
  '}',
];
const BOOKED = sieText(
  ...voucher('1', '7411 {6 "28101"} 10.00', '7411 {6 "28101"} 10.00', '2511 {} -20.00'),
  ...voucher('2', '7411 {6 "28101"} 30.00', '2511 {} -30.00'),
  ...voucher('3', '7411 {6 "28101"} 40.00', '2511 {} -40.00'),
);

let books: Books;
afterEach(() => books.close());

async function comparedWith(content: string, asked: { readonly account?: string } = {}) {
  const file = join(books.dir, 'utdrag.se');
  writeFileSync(file, content);
  const moment = await books.bidragsbok.moment();
  const extract = await extractOf(books.bidragsbok, { projectCode: CODE, ...asked }, moment);
  return compareExtract(books.bidragsbok, { ...extract, book: 'ett' }, { file, by: null });
}

describe("the accounting system's own extract beside ours", () => {
  it('is the same line by line where it says the same, whatever else its vouchers hold', async () => {
    books = await Books.open(bookFacts('ett'));
    await books.take('ett', BOOKED);
    expect(await comparedWith(BOOKED)).toEqual({
      ...{ same: 4, onlyInFile: [], onlyHere: [], differing: [], refused: 0 },
      sums: { file: '90.00', here: '90.00', difference: '0.00' },
    });
  });

  it('tells what is there alone, here alone, and different, with the sums of both', async () => {
    books = await Books.open(bookFacts('ett'));
    await books.take('ett', BOOKED);
    const compared = await comparedWith(
      sieText(
        ...voucher('1', '7411 {6 "28101"} 10.00', '2511 {} -10.00'),
        ...voucher('2', '7411 {6 "28101"} 35.00', '2511 {} -35.00'),
        ...voucher('4', '7411 {6 "28101"} 50.00', '2511 {} -50.00'),
      ),
    );
    const line = { series: 'A', date: '2026-01-10', account: '7411' };
    expect(compared).toMatchObject({
      same: 1,
      onlyInFile: [{ ...line, number: '4', amount: '50.00' }],
      onlyHere: [
        { ...line, number: '1', amount: '10.00', place: 2 },
        { ...line, number: '3', amount: '40.00' },
      ],
      differing: [
        { file: { ...line, number: '2', amount: '35.00' }, here: { ...line, number: '2', amount: '30.00', place: 1 } },
      ],
      sums: { file: '95.00', here: '90.00', difference: '5.00' },
    });
  });

  it('is held to the account that is asked for, and names no code where it is of one alone', async () => {
    books = await Books.open(bookFacts('ett'));
    await books.take('ett', BOOKED);
    expect(await comparedWith(BOOKED, { account: '7412' })).toMatchObject({ same: 0, sums: { file: '0.00' } });
    const bare = BOOKED.replaceAll('{6 "28101"}', '{}');
    expect(await comparedWith(bare, { account: '7411' })).toMatchObject({ same: 4, onlyInFile: [], onlyHere: [] });
  });
});
