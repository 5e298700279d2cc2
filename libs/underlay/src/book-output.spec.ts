import { afterEach, describe, expect, it } from '@jest/globals';

import { bookFacts, Books, sieText } from './books.fixture.js';

const YEAR = sieText(
  '#VER LR 12 20260210 "Konsult åt vårdcentral" 20260212 "AB"',
  '{',
  '#BTRANS 7411 {6 "28101"} 90.00 "" "Fel belopp"',
  '#RTRANS 7411 {6 "28101"} 100.00 20260209 "Rättat" 2.5 "CD"',
  '#TRANS 7411 {6 "28101"} 100.00 20260209 "Rättat" 2.5 "CD"',
  '#TRANS 7411 {1 "31000" 7 "4711"} 50.00 "" "Anna"',
  '#TRANS 2511 {9 "Bolaget"} -150.00',
  '}',
  '#VER LR 2 20260210 "Utan projekt" 20260212',
  '{',
  '#TRANS 7411 {} 10.00',
  '#TRANS 2511 {} -10.00',
  '}',
  '#VER "" "" 20260301 "Lön"',
  '{',
  '#TRANS 7411 {6 "28101"} 20.00',
  '#TRANS 2511 {} -20.00',
  '}',
);

const CHART = {
  book: 'ett',
  accounts: [
    { account: '2511', name: 'Leverantörsskulder' },
    { account: '7411', name: 'Konsulter' },
  ],
};

let books: Books;
afterEach(() => books.close());

describe('a whole book as SIE 4E', () => {
  it.each([
    ['the same book', {}],
    ['a book where numbers begin anew', { voucherIdentity: 'number+date' }],
  ])('taken in again into %s ends in the same vouchers', async (_, other) => {
    books = await Books.open(bookFacts('ett', other), bookFacts('en-till', other));
    await books.take('ett', YEAR);
    const written = await books.book('ett', 'sie');
    await books.take('en-till', written.bytes);
    const first = await books.held('ett');
    expect(await books.held('en-till')).toEqual(first.map((voucher) => ({ ...voucher, book: 'en-till' })));
    expect(first.map((voucher) => voucher?.lines.length)).toEqual([2, 3, 2]);
  });

  it('is in grundbok order and says what is known of the year, and no balance that is not', async () => {
    books = await Books.open(bookFacts('ett'));
    await books.tell('RegisterChart', CHART);
    await books.take('ett', YEAR);
    const written = await books.book('ett', 'sie');
    const { vouchers, summary } = books.sie(written);
    expect(vouchers.map(({ number }) => number)).toEqual(['2', '12', '']);
    expect(summary).toMatchObject({
      ...{ kind: 'SIE4E', name: 'Region Exempel', generated: '2026-05-01', checksum: 'ok', unreconciledAccounts: [] },
      financialYears: [{ index: 0, from: '2026-01-01', to: '2026-12-31' }],
    });
    expect(Object.fromEntries(summary.chart)).toEqual({
      2511: { name: 'Leverantörsskulder', type: null },
      7411: { name: 'Konsulter', type: 'K' },
    });
    expect([...summary.dimensions].map(([dimension, { name }]) => `${dimension} ${name}`)).toEqual([
      ...['1 Kostnadsställe', '6 Projekt', '7 Anställd', '9 Leverantör'],
    ]);
    expect(written.bytes.toString('latin1')).toContain('#RES 0 7411 180.00\r\n');
    expect(written.bytes.toString('latin1')).not.toMatch(/#[IU]B /);
    expect(written.counts).toEqual({ vouchers: 3, rows: 7, debit: '180.00', credit: '180.00', total: '0.00' });
  });

  it('of scope grant holds what touches the grants and sums of the rest, says so, and balances', async () => {
    books = await Books.open(bookFacts('ett', { scope: 'grant' }));
    await books.take('ett', YEAR);
    const written = await books.book('ett', 'sie');
    const { vouchers, summary } = books.sie(written);
    expect(vouchers.map(({ number, sumOre, lineCount }) => [number, sumOre, lineCount])).toEqual([
      ...[['12', 0, 3], ['', 0, 2]], // prettier-ignore
    ]);
    expect(vouchers[0]?.lines.slice(1)).toMatchObject([
      { account: '2511', ore: -15_000, text: 'Summa kredit av rader som inte rör bidraget' },
      { account: '7411', ore: 5_000, text: 'Summa debet av rader som inte rör bidraget' },
    ]);
    expect(summary.unreconciledAccounts).toEqual([]);
    const text = written.bytes.toString('latin1');
    expect(text).toMatch(/#PROSA ".*Bara det som r.r bidragen .r inl.st\. Rader som inte r.r bidraget .r summerade/);
    expect(text).not.toContain('#RES');
  });

  it('is of the moment that is asked for, whatever came later', async () => {
    books = await Books.open(bookFacts('ett'));
    const { position } = await books.take('ett', YEAR);
    const before = await books.book('ett', 'sie');
    await books.take('ett', YEAR.replaceAll('150.00', '155.00').replace('50.00 "" "Anna"', '55.00 "" "Anna"'), {
      acceptChanges: true,
    });
    expect((await books.book('ett', 'sie')).counts.debit).toBe('185.00');
    expect((await books.book('ett', 'sie', { asOf: `${position}` })).bytes.equals(before.bytes)).toBe(true);
    const early = await books.book('ett', 'sie', { perDate: '2026-02-28' });
    expect(books.sie(early).vouchers).toHaveLength(2);
    expect(early.bytes.toString('latin1')).not.toContain('#RES');
  });

  it('leaves an erased text empty, which a table shows as erased', async () => {
    books = await Books.open(bookFacts('ett'));
    await books.take('ett', YEAR);
    const recorded = await books.bidragsbok.log.readAll(0, 1000);
    await books.erase(recorded.filter(({ type }) => type === 'VoucherRecorded').map(({ position }) => position));
    const { vouchers } = books.sie(await books.book('ett', 'sie'));
    expect(vouchers.map(({ text, signature }) => text + signature)).toEqual(['', '', '']);
    expect(
      vouchers
        .flatMap(({ lines }) => lines)
        .flatMap(({ text = [], privateObjects = [] }) => [text, privateObjects].flat()),
    ).toEqual([]);
    const rows = (await books.book('ett', 'csv')).bytes.toString().trim().split('\r\n').slice(1);
    expect(rows.filter((row) => row.includes(';(raderad text);'))).toHaveLength(7);
  });

  it('of a book of extracts is refused, and so is one that is not there', async () => {
    books = await Books.open(bookFacts('ett', { form: 'extract', scope: 'grant' }));
    await expect(books.book('ett', 'sie')).rejects.toMatchObject({ code: 'BOOK_WITHOUT_CONTRA_LINES' });
    await expect(books.book('inget', 'csv')).rejects.toMatchObject({ code: 'BOOK_UNKNOWN' });
  });

  it('with a voucher that was taken in without its contra lines is refused by its name', async () => {
    books = await Books.open(bookFacts('ett', { form: 'extract' }));
    await books.take('ett', sieText('#VER A 7 20260210 "x"', '{', '#TRANS 7411 {6 "28101"} 5.00', '}'));
    await books.tell('AmendBook', bookFacts('ett'));
    const details = { book: 'ett', series: 'A', number: '7', difference: '5.00' };
    await expect(books.book('ett', 'sie')).rejects.toMatchObject({ code: 'VOUCHER_WITHOUT_CONTRA_LINES', details });
  });

  it('with a character that CP437 lacks is refused by its place', async () => {
    books = await Books.open(bookFacts('ett'));
    await books.take('ett', YEAR.replace('"Anna"', '"Anna – åter"'));
    const details = { book: 'ett', series: 'LR', number: '12', line: 2, field: 'text' };
    await expect(books.book('ett', 'sie')).rejects.toMatchObject({ code: 'CHARACTER_NOT_IN_CP437', details });
  });
});

describe('a whole book as a table', () => {
  it('has every line in grundbok order, with its objects, and what was left out as sums', async () => {
    books = await Books.open(bookFacts('ett', { scope: 'grant' }));
    await books.tell('RegisterChart', CHART);
    await books.take('ett', YEAR);
    const { bytes, counts } = await books.book('ett', 'csv');
    expect(bytes.toString().slice(1).split('\r\n').slice(0, 5)).toEqual([
      'Serie;Verifikation;Rad;Bokföringsdag;Registrerad;Konto;Kontonamn;Kostnadsställe;Projekt;Övriga objekt;Text;Antal;Debet;Kredit',
      'LR;12;1;2026-02-09;2026-02-12;7411;Konsulter;;28101;;Rättat;2.5;100,00;',
      'LR;12;;2026-02-10;2026-02-12;2511;Leverantörsskulder;;;;Summa av rader som inte rör bidraget (1 st);;;150,00',
      'LR;12;;2026-02-10;2026-02-12;7411;Konsulter;;;;Summa av rader som inte rör bidraget (1 st);;50,00;',
      expect.stringMatching(/^;#[\da-f]{16}\.1;1;2026-03-01;;7411;Konsulter;;28101;;Lön;;20,00;$/),
    ]);
    expect(counts).toEqual({ rows: 5, debit: '170.00', credit: '170.00', total: '0.00' });
  });
});
