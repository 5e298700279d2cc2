import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import iconv from 'iconv-lite';

import type { ColumnMapping } from '../mapping/column-mapping.js';
import { column, mappingOf, read } from '../mapping/table.fixture.js';
import { cellsOf, opened, rowsOf } from '../table/read-back.fixture.js';
import { workbook } from '../table/workbook.fixture.js';
import { eraseCsv } from './erase-csv.js';
import { erasePostings, type PostingErasure } from './erase-postings.js';

const MAPPING: ColumnMapping = mappingOf({
  signature: column('Sign'),
  dimensions: [
    { dimension: '6', column: column('Projekt') },
    { dimension: '7', column: column('Anställd') },
  ],
});
const erasing = (rows: PostingErasure['rows']): PostingErasure => ({ rows, privateDimensions: new Set(['7']) });

const CSV = [
  'Utskriven av Anna Ås',
  ';',
  'Konto;Projekt;Serie;Vernr;Datum;Text;Belopp;Sign;Anställd;Leverantör',
  '7411;28101;LR;1;2026-01-02;"Lön; Anna Ås";100,00;AÅ;A17;Anna Ås',
  '2511;;LR;1;2026-01-02;"rad ett',
  'rad ""två""";-100,00;AÅ;;',
  '7411;28101;LR;2;2026-01-05;Lön Bo Ek;50,00;BE;B20;Bo Ek',
  '2511;;LR;2;2026-01-05;Lön Bo Ek;-femtio;BE;;Bo Ek',
  ';;;;;Not: Anna ringde;;;;',
  ';;;;;Summa;0,00;;;',
  '',
].join('\r\n');

async function erased(content: Buffer, rows: PostingErasure['rows']): Promise<Buffer> {
  return erasePostings(await opened(content), MAPPING, erasing(rows));
}

describe('a CSV ledger without the private fields of a voucher', () => {
  it('keeps every other byte, and every row on its line', async () => {
    const after = (await erased(Buffer.from(CSV), new Set([4, 5]))).toString();
    expect(after.split('\r\n').slice(0, 3)).toEqual(CSV.split('\r\n').slice(0, 3));
    expect(after.split('\r\n').slice(6)).toEqual(CSV.split('\r\n').slice(6));
    expect(after.split('\r\n').slice(3, 6)).toEqual([
      '7411;28101;LR;1;2026-01-02;;100,00;;;',
      '2511;;LR;1;2026-01-02;"',
      '";-100,00;;;',
    ]);
  });

  it('erases the whole voucher where one of its rows could not be read', async () => {
    const after = (await erased(Buffer.from(CSV), new Set([8]))).toString().split('\r\n');
    expect(after[6]).toBe('7411;28101;LR;2;2026-01-05;;50,00;;;');
    expect(after[7]).toBe('2511;;LR;2;2026-01-05;*;-femtio;*;;*');
    expect(after[3]).toContain('Anna Ås');
  });

  it('says nothing private at all where the whole file is meant', async () => {
    const after = (await erased(Buffer.from(CSV), 'all')).toString();
    expect(after).not.toMatch(/Anna|Bo Ek|AÅ|A17|rad ett|BE;/);
    expect(after).toContain(';;;;;Summa;0,00;;;');
  });

  it.each(['utf-8', 'utf-16le', 'utf-16be', 'windows-1252', 'cp437'])('as well in %s', async (encoding) => {
    const before = iconv.encode(CSV, encoding, { addBOM: encoding.startsWith('utf-16') });
    for (const rows of ['all', new Set([4, 5])] as const) {
      const after = await erased(before, rows);
      const text = iconv.decode(after, encoding);
      expect(text).not.toMatch(/Lön; Anna Ås|A17|rad ett/);
      expect(text).toBe((await erased(Buffer.from(CSV), rows)).toString());
    }
  });

  it('is cut into cells as its reading is, whatever stands there', async () => {
    const cell = fc
      .array(fc.constantFrom('"', '""', ';', '\r', '\n', '\r\n', 'å', ' ', 'x', '\u00a0'), { maxLength: 5 })
      .map((parts) => parts.join(''));
    const quoted = cell.map((text) => `"${text.replaceAll('"', '""')}"`);
    // What begins with a mark that another row closes depends on that row; such a file is not rewritten, but refused.
    const bare = cell.filter((text) => !/(?:^|[\r\n;])"/.test(text));
    const row = fc.array(fc.oneof(bare, quoted), { minLength: 2, maxLength: 4 }).map((cells) => cells.join(';'));
    const file = fc
      .array(row, { minLength: 1, maxLength: 6 })
      .map((rows) => ['a;b', 'c;d', ...rows, 'e;f', ''].join('\n'));
    await fc.assert(
      fc.asyncProperty(file, fc.nat(100), async (text, chosen) => {
        const table = await opened(text);
        let before;
        try {
          before = await rowsOf(table);
        } catch {
          return; // what cannot be read is not rewritten
        }
        const filled = before.flatMap(({ line, cells }) =>
          cells.flatMap((value, at) => (value == null ? [] : [{ line, at }])),
        );
        const place = filled[chosen % filled.length];
        const form = { encoding: table.encoding, delimiter: ';' };
        const after = eraseCsv(Buffer.from(text), form, (line, at) =>
          line === place?.line && at === place.at ? ('X' as '*') : null,
        );
        const elsewhere = ({ line, cells }: (typeof before)[number]) => ({
          line,
          cells: cells.map((value, at) => (line === place?.line && at === place.at ? null : value)),
        });
        expect((await rowsOf(await opened(after))).map(elsewhere)).toEqual(before.map(elsewhere));
      }),
      { numRuns: 1500 },
    );
  });
});

describe('a workbook without the private fields of a voucher', () => {
  const sheet = {
    name: 'Huvudbok',
    rows: [
      ['Utskriven av Anna Ås'],
      [],
      ['Konto', 'Projekt', 'Serie', 'Vernr', 'Datum', 'Text', 'Belopp', 'Sign', 'Anställd', 'Leverantör'],
      [
        { number: '7411' },
        '28101',
        'LR',
        '1',
        { number: '46024', format: 14 },
        'Lön Anna Ås',
        { number: '100.50' },
        'AÅ',
        'A17',
      ],
      [
        { number: '2511' },
        '',
        'LR',
        '1',
        { number: '46024', format: 14 },
        'rad\r\ntvå_x0041_',
        { formula: '-G4', number: '-100.50' },
      ],
      [
        { number: '7411' },
        '28101',
        'LR',
        '2',
        { number: '46027', format: 14 },
        'Lön Bo Ek',
        { error: '#REF!' },
        true,
        '',
      ],
    ],
  };
  const other = { name: 'Anteckningar', rows: [['Anna Ås ringde']] };

  it('has the same cells in the same places, and nothing else', async () => {
    const before = await workbook({ sheets: [sheet, other], parts: { 'docProps/core.xml': '<a>Anna Ås</a>' } });
    const after = await erased(before, new Set([4]));
    const cells = await cellsOf(before);
    const expected = cells.map((row, at) => (at === 2 ? [...row.slice(0, 5), null, row[6]] : row));
    expect(await cellsOf(after)).toEqual(expected);
    const [then, now] = [
      await read(await opened(before), MAPPING, ['7']),
      await read(await opened(after), MAPPING, ['7']),
    ];
    expect(now.refusals).toEqual(then.refusals);
    expect(now.postings.map(({ fileLine, ore, account }) => [fileLine, ore, account])).toEqual(
      then.postings.map(({ fileLine, ore, account }) => [fileLine, ore, account]),
    );
    expect((await opened(after)).sheets).toEqual([{ name: 'Huvudbok', hidden: false, hasPivot: false }]);
    expect((await erased(after, new Set([4]))).equals(after)).toBe(true);
  });

  it('says nothing private at all where the whole file is meant', async () => {
    const after = await erased(await workbook({ sheets: [sheet, other], date1904: true }), 'all');
    expect(JSON.stringify(await cellsOf(after))).not.toMatch(/Anna|Bo Ek|AÅ|A17|två/);
    expect((await opened(after)).dateSystem).toBe(1904);
  });
});
