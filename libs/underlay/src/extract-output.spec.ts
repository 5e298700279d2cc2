import { afterEach, describe, expect, it } from '@jest/globals';

import { readPdf, textOf } from '#pdf';

import { bookFacts, Books, sieText } from './books.fixture.js';

const voucher = (number: string, date: string, amount: string): string[] => [
  `#VER A ${number} ${date} "Konsult" ${date}`,
  '{',
  `#TRANS 7411 {6 "28101"} ${amount}`,
  `#TRANS 7411 {6 "99999"} 1.00`,
  `#TRANS 2511 {} -${amount}`,
  `#TRANS 1930 {} -1.00`,
  '}',
];
const FILE = sieText(
  ...voucher('1', '20260110', '10.50'),
  ...voucher('2', '20260310', '20.00'),
  ...['#VER A 3 20260311 "Annat"', '{', '#TRANS 7411 {} 9.00', '#TRANS 2511 {} -9.00', '}'],
);

let books: Books;
afterEach(() => books.close());

describe('the extract of a project code', () => {
  it.each(['all', 'grant'] as const)('as SIE holds its vouchers whole, of a book of scope %s', async (scope) => {
    books = await Books.open(bookFacts('ett', { scope }));
    await books.take('ett', FILE);
    const written = await books.extract('sie');
    const { vouchers, summary } = books.sie(written);
    expect(vouchers.map(({ number, sumOre, lineCount }) => [number, sumOre, lineCount])).toEqual([
      ...[['1', 0, 4], ['2', 0, 4]], // prettier-ignore
    ]);
    expect([summary.debit, summary.credit]).toEqual([3250, 3250]);
    // What is counted is the code's own lines, as in every other format.
    expect(written.counts).toEqual({ vouchers: 2, lines: 8, rows: 2, debit: '30.50', credit: '0.00', total: '30.50' });
    expect(written.bytes.toString('latin1')).toContain('#PROSA "Verifikationer som projektkoden gnv26-primarvard');
  });

  it('has the same lines and total in every format, at any moment', async () => {
    books = await Books.open(bookFacts('ett'));
    const { position } = await books.take('ett', FILE);
    await books.take('ett', FILE.replaceAll('20.00', '25.00'), { acceptChanges: true });
    for (const format of ['sie', 'xlsx', 'csv'] as const) {
      expect((await books.extract(format)).counts).toMatchObject({ rows: 2, total: '35.50' });
      expect((await books.extract(format, { asOf: `${position}` })).counts).toMatchObject({ rows: 2, total: '30.50' });
      expect((await books.extract(format, { perDate: '2026-02-28' })).counts).toMatchObject({
        rows: 1,
        total: '10.50',
      });
      const again = await books.extract(format);
      expect((await books.extract(format)).bytes.equals(again.bytes)).toBe(true);
    }
  });

  it('of several books is a SIE file for the one that is named, and a table of all', async () => {
    books = await Books.open(bookFacts('ett'), bookFacts('tva'));
    await books.take('ett', FILE);
    await books.take('tva', FILE);
    const details = { projectCode: 'gnv26-primarvard', books: ['ett', 'tva'] };
    await expect(books.extract('sie')).rejects.toMatchObject({ code: 'EXTRACT_OF_SEVERAL_BOOKS', details });
    expect((await books.extract('sie', { book: 'tva' })).counts).toMatchObject({
      vouchers: 2,
      rows: 2,
      total: '30.50',
    });
    expect((await books.extract('csv')).counts).toMatchObject({ rows: 4, total: '61.00' });
    const one = (await books.extract('csv', { book: 'tva' })).bytes.toString().trim().split('\r\n');
    expect(one.map((row) => row.split(';').at(-1))).toEqual(['Saldo', '10,50', '30,50']);
  });

  it('without lines is a file without vouchers, of the one book that its code means', async () => {
    books = await Books.open(bookFacts('ett'));
    const { vouchers, summary } = books.sie(await books.extract('sie'));
    expect(vouchers).toEqual([]);
    expect(summary.financialYears).toEqual([{ index: 0, from: '2026-01-01', to: '2026-12-31' }]);
  });

  it('of a book of extracts is a table, and no SIE file', async () => {
    books = await Books.open(bookFacts('ett', { form: 'extract', scope: 'grant' }));
    await books.take('ett', FILE);
    await expect(books.extract('sie')).rejects.toMatchObject({ code: 'BOOK_WITHOUT_CONTRA_LINES' });
    expect((await books.extract('csv')).counts).toMatchObject({ rows: 2 });
  });

  it('of an account, a cost centre and a period begins with what came before, and its sums are of its rows', async () => {
    books = await Books.open(bookFacts('ett'));
    await books.take('ett', FILE.replace('#TRANS 7411 {6 "28101"} 20.00', '#TRANS 7411 {1 "1200" 6 "28101"} 20.00'));
    const whole = (await books.extract('csv', { from: '2026-02-01', to: '2026-12-31' })).bytes.toString();
    const rows = whole.trim().split('\r\n').map((row) => row.split(';')); // prettier-ignore
    expect(rows.map((row) => row.at(-1))).toEqual(['Saldo', '30,50']);
    expect(rows[1]?.[8]).toBe('1200');
    const text = await paperOf({ from: '2026-02-01' });
    expect(text).toContain('Ingående saldo 10,50 Debet 20,00 Kredit 0,00 Utgående saldo 30,50');
    expect((await books.extract('csv', { account: '7411', costCentre: '1200' })).counts).toMatchObject({ rows: 1, total: '20.00' }); // prettier-ignore
    expect((await books.extract('csv', { account: '7412' })).counts).toMatchObject({ rows: 0, total: '0.00' });
    expect(books.sie(await books.extract('sie', { costCentre: '1200' })).vouchers).toHaveLength(1);
  });

  it('in registration order is a grundbok, with a balance that runs in that order', async () => {
    books = await Books.open(bookFacts('ett'));
    await books.take(
      'ett',
      FILE.replace('#VER A 1 20260110 "Konsult" 20260110', '#VER A 1 20260110 "Konsult" 20260401'),
    );
    const last = async (order: 'grundbok' | 'huvudbok') =>
      (await books.extract('csv', { order })).bytes.toString().trim().split('\r\n').map((row) => [row.split(';')[2], row.split(';').at(-1)]).slice(1); // prettier-ignore
    expect(await last('huvudbok')).toEqual([['1', '10,50'], ['2', '30,50']]); // prettier-ignore
    expect(await last('grundbok')).toEqual([['2', '20,00'], ['1', '30,50']]); // prettier-ignore
    expect(await paperOf({ order: 'grundbok' })).toContain('Grundboksutdrag, projektkod gnv26-primarvard');
  });

  it('with history points from a corrected voucher to its correction, when and by whom', async () => {
    books = await Books.open(bookFacts('ett'));
    const { position } = await books.take('ett', FILE);
    await books.take('ett', FILE.replaceAll('20.00', '25.00'), { acceptChanges: true });
    const text = await paperOf({ withHistory: true });
    expect(text).toContain('Ändringar av verifikationerna');
    const [, at = ''] = /ändrad, se position (\d+)/.exec(text) ?? [];
    expect(Number(at)).toBeGreaterThan(position);
    expect(text).toMatch(new RegExp(`${at} 2026-05-01 system:\\S+ ett A 2 ändrad i källan`));
    expect(await paperOf({ withHistory: true, asOf: `${position}` })).toContain('Inga rader.');
  });

  it('on paper has the lines of the table, what is proved of them, and the same bytes twice', async () => {
    books = await Books.open(bookFacts('ett'));
    await books.take('ett', FILE);
    const { bytes, counts } = await books.extract('pdf');
    expect(counts).toMatchObject({ rows: 2, total: '30.50' });
    expect((await books.extract('pdf')).bytes.equals(bytes)).toBe(true);
    expect(await paperOf({})).toMatch(/2026-01-10 A 1 1 7411 Konsult saknas 10,50 10,50/);
  });
});

async function paperOf(asked: Parameters<Books['extract']>[1]): Promise<string> {
  const { bytes } = await books.extract('pdf', asked);
  const pieces = async function* () {
    yield await Promise.resolve(bytes);
  };
  return textOf((await readPdf(pieces())).pages).replaceAll(/[\s\u00a0]+/g, ' ');
}
