import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import iconv from 'iconv-lite';

import { brief, cellsOf, opened, refusalOf, rowsOf } from '../read-back.fixture.js';

const TEXT = 'Förvaltning;Belopp\r\nHälso- och sjukvård;-1\u00a0234,50\r\n';
const CELLS = [
  ['Förvaltning', 'Belopp'],
  ['Hälso- och sjukvård', '-1\u00a0234,50'],
];
const ascii = 'Konto;Belopp\n1930;1,50\n';

describe('the encoding of a CSV file', () => {
  it.each([
    ['utf-8', iconv.encode(TEXT, 'utf8')],
    ['utf-8', iconv.encode(TEXT, 'utf8', { addBOM: true })],
    ['utf-16le', iconv.encode(TEXT, 'utf-16le', { addBOM: true })],
    ['utf-16be', iconv.encode(TEXT, 'utf-16be', { addBOM: true })],
    ['utf-16le', iconv.encode(TEXT, 'utf-16le')],
    ['utf-16be', iconv.encode(TEXT, 'utf-16be')],
    ['windows-1252', iconv.encode(TEXT, 'windows1252')],
    ['cp437', iconv.encode(TEXT, 'cp437')],
  ])('is %s by its bytes', async (encoding, content) => {
    expect(await opened(content)).toMatchObject({ format: 'csv', encoding, delimiter: ';', dateSystem: 1900 });
    expect(await cellsOf(content)).toEqual(CELLS);
  });

  it('is ascii where it may be any', async () => {
    expect(await opened(ascii)).toMatchObject({ encoding: 'ascii' });
  });

  it('is told by letters, not by the no-break spaces of amounts', async () => {
    const amounts = '1\u00a0234\u00a0567,00;'.repeat(20);
    const content = iconv.encode(`Å;${amounts}\n`, 'cp437');
    expect(await opened(content)).toMatchObject({ encoding: 'cp437' });
    expect((await cellsOf(content))[0]?.slice(0, 2)).toEqual(['Å', '1\u00a0234\u00a0567,00']);
  });

  it('knows the signs of Windows that Latin-1 lacks', async () => {
    expect(await cellsOf(iconv.encode('Åtgärd – år;€\n', 'windows1252'))).toEqual([['Åtgärd – år', '€']]);
  });

  it.each(['utf8', 'utf-16le', 'utf-16be'] as const)(
    'holds a character that the chunks cut in two (%s)',
    async (charset) => {
      // One letter of two bytes, or a pair of surrogates, lies across each multiple of 65,536 bytes in one of these.
      for (const shift of ['', 'x', 'xx', 'xxx']) {
        const text = `${shift}a;b\n${'å😀;1\n'.repeat(40_000)}`;
        const cells = await cellsOf(iconv.encode(text, charset, { addBOM: true }));
        expect(cells.length).toBe(40_001);
        expect(cells.slice(1).every(([one, other]) => one === 'å😀' && other === '1')).toBe(true);
      }
    },
  );
});

describe('the delimiter', () => {
  it.each([
    [';', 'Konto;Belopp\n1930;100,50\n2440;-1,00\n'],
    [';', '1930;1,50;2,50;3,50\n1940;1,50;2,50;3,50\n'],
    [';', 'Saldo\n\n;Ingående, utgående;Text, fri, lång\n1;2;3\n'],
    ['\t', 'Konto\tBelopp\n1930\t100,50\n'],
    [',', 'Konto,Belopp,Text\n1930,100.50,"Bok; penna; papper"\n1931,"1,50",x\n'],
    [',', 'a,"b;c;d"\n1,"2;3;4"\n'],
    [';', '"a,b,c,d";"1,2"\n"a,b,c,d";"1,2"\n"e";"f"\n"g";"h"\n"g";"h"\n"g";"h"\n'],
    [',', 'sep=,\nKonto;nr,Belopp;kr\n1;2,3;4\n'],
    ['\t', '"sep=\t"\r\na;b\tc;d\n'],
  ])('is %j', async (delimiter, content) => {
    expect((await opened(content)).delimiter).toBe(delimiter);
  });

  it('is looked for as far as it takes', async () => {
    const content = `${';;;\r\n'.repeat(300_000)}Konto;Belopp\r\n1930;1\r\n`;
    expect(await opened(content)).toMatchObject({ delimiter: ';' });
    expect(await cellsOf(content)).toEqual([['Konto', 'Belopp'], ['1930', '1']]); // prettier-ignore
  });

  it.each(['sep=;\r\na;b\r\n', '"sep=;"\r\na;b\r\n', 'SEP=;\na;b\n'])(
    'may be declared on a line of its own (%j)',
    async (content) => {
      expect(await rowsOf(await opened(content))).toMatchObject([{ line: 2, cells: [{ text: 'a' }, { text: 'b' }] }]);
    },
  );

  it('that cannot be told since the first mark does not close is refused by the reading, with its line', async () => {
    expect(await refusalOf('"Konto;Belopp\n1930;1\n')).toMatchObject({
      code: 'TABLE_QUOTE_UNCLOSED',
      details: { line: 1 },
    });
  });
});

describe('the rows of a CSV file', () => {
  it('come in batches of some hundreds, may be asked for again, and say how far they have come', async () => {
    const table = await opened(`Konto;Belopp\n${'1930;100,00\n'.repeat(50_000)}`);
    const seen: number[] = [];
    let most = 0;
    for await (const batch of table.rows()) {
      most = Math.max(most, batch.length);
      seen.push(table.bytesRead);
    }
    expect(most).toBeLessThan(10_000);
    expect(seen.length).toBeGreaterThan(5);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(table.bytesRead).toBe(table.size);
    expect(await rowsOf(table)).toHaveLength(50_001);
  });

  it('stand on one sheet without a name', async () => {
    const table = await opened(ascii);
    expect(table.sheets).toEqual([{ name: '', hidden: false, hasPivot: false }]);
    expect(await rowsOf(table, '')).toHaveLength(2);
    expect(await refusalOf(ascii, 'Blad1')).toMatchObject({ code: 'SHEET_UNKNOWN' });
  });

  it('are those of the supplier ledgers that regions publish: bare CR, and UTF-16 with decimal commas', async () => {
    const old = iconv.encode('kopare;nettobelopp\rRegion Väst;-12,50\r', 'windows1252');
    expect(await cellsOf(old)).toEqual([['kopare', 'nettobelopp'], ['Region Väst', '-12,50']]); // prettier-ignore
    const wide = iconv.encode('datum,belopp\r\n2026-01-31,"12,50"\r\n', 'utf-16le', { addBOM: true });
    expect(await cellsOf(wide)).toEqual([['datum', 'belopp'], ['2026-01-31', '12,50']]); // prettier-ignore
  });
});

/** How one file happens to be written. */
const manner = fc.record({
  charset: fc.constantFrom('utf8', 'utf8', 'utf-16le', 'utf-16be', 'windows1252', 'cp437'),
  addBOM: fc.boolean(),
  delimiter: fc.constantFrom(';', ',', '\t'),
  end: fc.constantFrom('\n', '\r\n', '\r'),
  quoteAll: fc.boolean(),
  isEnded: fc.boolean(),
});
// § stands for the file's own delimiter: foreign ones in the texts may rightly win over it in a file this small.
const text = fc
  .array(fc.constantFrom(...Array.from('aBåÖé§"\r\n =-7.\u00a0')), { maxLength: 8 })
  .map((chars) => chars.join(''));
const HEADER = ['Åtgärd', 'Förvaltning', 'Belopp', 'Ö'];

it('texts read back as they were written, in whatever encoding, delimiter, quoting and line ends', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(text, { minLength: 1, maxLength: 4 }), { maxLength: 8 }),
      manner,
      async (some, how) => {
        const { charset, delimiter, end } = how;
        const all = [HEADER, ...some.map((row) => row.map((each) => each.replaceAll('§', delimiter)))];
        const field = (cell: string) =>
          how.quoteAll || /[";,\t\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
        const written = all.map((row) => row.map(field).join(delimiter));
        const content = iconv.encode(written.join(end) + (how.isEnded ? end : ''), charset, { addBOM: how.addBOM });
        let line = 1;
        const expected = all.flatMap((row, index) => {
          const at = line;
          line += (written[index] ?? '').split(/\r\n|\r|\n/).length;
          const cells = row.map((cell) => (cell === '' ? null : cell));
          while (cells.at(-1) === null) cells.pop();
          return row.every((cell) => /^[ \t\u00a0]*$/.test(cell)) ? [] : [{ line: at, cells }];
        });
        const table = await opened(content);
        expect(table.delimiter).toBe(delimiter);
        const rows = await rowsOf(table);
        expect(rows.map(({ line: at, cells }) => ({ line: at, cells: cells.map(brief) }))).toEqual(expected);
      },
    ),
    { numRuns: 300 },
  );
});
