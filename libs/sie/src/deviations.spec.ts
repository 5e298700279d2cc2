import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, describe, expect, it } from '@jest/globals';
import iconv from 'iconv-lite';

import { inspectSie } from './inspect-sie.js';
import { readSie, type SieReadingOptions } from './read-sie.js';
import type { SieItem, SieVoucher } from './voucher.js';

const folder = mkdtempSync(join(tmpdir(), 'sie-'));
const path = join(folder, 'file.se');
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const HEAD = '#FLAGGA 0\n#SIETYP 4\n';
function read(content: string | Buffer, options?: SieReadingOptions) {
  writeFileSync(path, content);
  const reading = readSie(path, inspectSie(path).encoding, options);
  const items: SieItem[] = [...reading].flat();
  return { items, summary: reading.summary };
}
/** The only voucher of a file, which must not be refused. */
function voucher(content: string, options?: SieReadingOptions): SieVoucher {
  const { items } = read(HEAD + content, options);
  expect(items).toHaveLength(1);
  const [item] = items;
  if (item?.kind !== 'voucher') throw new Error(JSON.stringify(item));
  return item;
}
const lineOf = (trans: string) => voucher(`#VER A 1 20260131\n{\n${trans}\n}\n`).lines[0];
const withVoucher = (header: string) => voucher(`${header}\n{\n#TRANS 1930 {} 0\n}\n`);

describe('a voucher as the format prescribes it', () => {
  it('is read with its lines, corrections and places', () => {
    const text = [
      '#VER "LEV1" "0017" 20260131 "Hyra januari" 20260205 "AB"',
      '{',
      '   #TRANS 5010 {1 "320" 6 "28101"} 1000.00 20260131 "Hyra januari" 2.5 "CD"',
      '   #BTRANS 5010 {6 "28101"} 100.00 20260130 "Fel" "" "EF"',
      '   #RTRANS 5020 {} 100.00 20260131 "Rätt"',
      '   #TRANS 5020 {} 100.00 20260201 "Rätt"',
      '   #TRANS 2440 {} -1100.00',
      '}',
    ].join('\n');
    expect(voucher(text)).toEqual({
      kind: 'voucher',
      series: 'LEV1',
      number: '0017',
      date: '2026-01-31',
      registered: '2026-02-05',
      text: 'Hyra januari',
      signature: 'AB',
      fileLine: 3,
      sumOre: 0,
      lineCount: 3,
      lines: [
        {
          ordinal: 1,
          account: '5010',
          objects: [
            ['1', '320'],
            ['6', '28101'],
          ],
          ore: 100_000,
          quantity: '2.5',
          signature: 'CD',
          fileLine: 5,
        },
        { ordinal: 2, account: '5020', objects: [], ore: 10_000, date: '2026-02-01', text: 'Rätt', fileLine: 8 },
        { ordinal: 3, account: '2440', objects: [], ore: -110_000, fileLine: 9 },
      ],
      corrections: [
        {
          kind: 'struck',
          account: '5010',
          objects: [['6', '28101']],
          ore: 10_000,
          date: '2026-01-30',
          text: 'Fel',
          signature: 'EF',
          fileLine: 6,
        },
        { kind: 'added', account: '5020', objects: [], ore: 10_000, text: 'Rätt', fileLine: 7 },
      ],
    });
  });

  it('gives the objects of dimensions that name people apart', () => {
    const options = { privateDimensions: new Set(['7', '9']) };
    const { lines } = voucher('#VER A 1 20260131\n{\n#TRANS 7010 {7 "81" 6 "28101" 9 "x"} 0\n}\n', options);
    expect(lines[0]).toMatchObject({
      objects: [['6', '28101']],
      privateObjects: [
        ['7', '81'],
        ['9', 'x'],
      ],
    });
  });

  it('tells an unbalanced one by its sum, and leaves the judgement to the caller', () => {
    const text = '#VER A 1 20260131\n{\n#TRANS 1930 {} 100.01\n#TRANS 3011 {} -60\n#TRANS 3012 {} -40\n}\n';
    expect(voucher(text).sumOre).toBe(1);
  });

  it('may have no lines', () => {
    expect(voucher('#VER A 1 20260131\n{\n}\n')).toMatchObject({ lines: [], sumOre: 0, lineCount: 0 });
  });
});

describe('what vendors write otherwise is read all the same', () => {
  it.each([
    ['#VER # 1 20260131', { series: '#', number: '1' }],
    ['#VER "" "" 20260131 "Lön"', { series: '', number: '', text: 'Lön' }],
    ['#VER "" 0 20260131', { series: '', number: '0' }],
    ['#VER " A " " 12 " " 20260131 "', { series: 'A', number: '12', date: '2026-01-31' }],
    ['\t#VER\tA\t1\t20260131\t"Tab"\t""\t"sign"  ', { text: 'Tab', registered: null, signature: 'sign' }],
    ['#ver A 1 20260131', { series: 'A' }],
    ['#VER A 1 20260131 "x" 20260131 "s" "mer" 7', { signature: 's' }],
  ])('%s', (header, expected) => {
    expect(withVoucher(header)).toMatchObject(expected);
  });

  it.each([
    ['"1820\\A012 Cykel"', '1820\\A012 Cykel'],
    ['"Avtal \\"K7\\" del 2"', 'Avtal "K7" del 2'],
    ['"dubbelt \\\\ streck"', 'dubbelt \\\\ streck'],
    ['"Mapp C:\\"', 'Mapp C:\\'],
    ['"glömt citattecken', 'glömt citattecken'],
    ['ociterat', 'ociterat'],
    ['Anna"s', 'Anna"s'],
    ['Lön{7}', 'Lön{7}'],
    ['"  blanka bevaras "', '  blanka bevaras '],
  ])('the text %s', (written, text) => {
    expect(withVoucher(`#VER A 1 20260131 ${written}`).text).toBe(text);
  });

  it.each([
    ['1063', 106_300],
    ['212.5', 21_250],
    ['-0.5', -50],
    ['-.5', -50],
    ['100.', 10_000],
    ['"-12.34"', -1234],
    ['-0.00', 0],
    ['9999999999999.99', 999_999_999_999_999],
    ['000000000000000001.10', 110],
  ])('the amount %s', (written, ore) => {
    expect(lineOf(`#TRANS 1930 {} ${written}`)?.ore).toBe(ore);
  });

  it.each([
    ['{}', []],
    ['{ }', []],
    ['{ 6 28101}', [['6', '28101']]],
    ['{"6" "28101" }', [['6', '28101']]],
    [
      '{"6"\t"28101 " 20 "Å 1"}',
      [
        ['6', '28101'],
        ['20', 'Å 1'],
      ],
    ],
    ['{1 "" 6 "28101"}', [['6', '28101']]],
  ])('the objects %s', (written, objects) => {
    expect(lineOf(`#TRANS 1930${written} 1`)).toMatchObject({ objects });
  });

  it('accounts that are no numbers', () => {
    expect(['DIFF', '11AF', '01930', '123456789'].map((account) => lineOf(`#TRANS ${account} {} 1`)?.account)).toEqual([
      'DIFF',
      '11AF',
      '01930',
      '123456789',
    ]);
  });

  it.each(['\n', '\r\n', '\r'])('lines that end with %j, blank ones among them', (end) => {
    const lines = [...HEAD.trim().split('\n'), '', '#VER A 1 20260131', '{', '', '#TRANS 1930 {} 1.00', '}', ''];
    const { items, summary } = read(lines.join(end));
    expect(items).toMatchObject([{ fileLine: 4, lines: [{ ore: 100, fileLine: 7 }] }]);
    expect(summary).toMatchObject({ vouchers: 1, lines: 1 });
  });

  it('a last line without an end, and a DOS end of file', () => {
    for (const end of ['}', '}\n\u001a', '}\r\n\u001a\r\n']) {
      expect(voucher(`#VER A 1 20260131\n{\n#TRANS 1930 {} 1\n${end}`).lineCount).toBe(1);
    }
  });

  it('braces on the lines of others, and text after them', () => {
    expect(voucher('#VER A 1 20260131 "x" {\n#TRANS 1930 {} 1\n#TRANS 1931 {} -1 }\n')).toMatchObject({ lineCount: 2 });
    expect(voucher('#VER A 1 20260131\n{ #TRANS 1930 {} 1\n} slut\nfritt "text" här\n}\n')).toMatchObject({
      sumOre: 100,
    });
  });

  it('and counts what it stepped over', () => {
    const { summary } = read(
      `${HEAD}#NYTT 1 {2} 3\n#NYTT\n#?? x\n} slut\n#VER A 1 20260131 "x" "" "" extra\n{\n` +
        '#TRANS 1930 {1 ""} 1 "" "text" många "" sist\n#TRANS 1930 {} -1 "" "öppen\n}\n',
    );
    expect(summary).toMatchObject({ vouchers: 1, lines: 2, refused: 0, debit: 100, credit: 100 });
    expect([...summary.unknownLabels]).toEqual([
      ['NYTT', 2],
      ['?', 1],
    ]);
    expect(summary.deviations).toEqual({
      unknownTrailingFields: 2,
      unclosedQuotes: 1,
      strayText: 2,
      emptyObjects: 1,
      unreadQuantities: 1,
      unreadBalances: 0,
    });
  });
});

describe('the encoding', () => {
  const content = `${HEAD}#FORMAT PC8\n#FNAMN "Åre"\n#VER Ö 1 20260131 "Räksmörgås ½ ░ É"\n{\n#TRANS 1930 {6 "Ä1"} 1\n}\n`;
  it.each(['utf8', 'cp437'])('is read from the bytes: %s', (charset) => {
    const { items, summary } = read(iconv.encode(content, charset));
    expect(summary).toMatchObject({ format: 'PC8', name: 'Åre' });
    const lines = [{ objects: [['6', 'Ä1']] }];
    expect(items).toMatchObject([{ series: 'Ö', text: 'Räksmörgås ½ ░ É', lines }]);
  });

  it('is Windows-1252 where the letters lie there', () => {
    const { items } = read(iconv.encode(content.replace('░', '€'), 'windows1252'));
    expect(items).toMatchObject([{ series: 'Ö', text: 'Räksmörgås ½ € É' }]);
  });

  it('may begin with a byte order mark', () => {
    const { items, summary } = read(`\ufeff${content}`);
    expect([items.length, summary.flag, summary.format]).toEqual([1, '0', 'PC8']);
  });
});
