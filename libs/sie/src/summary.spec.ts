import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, describe, expect, it } from '@jest/globals';
import iconv from 'iconv-lite';

import { inspectSie } from './inspect-sie.js';
import { readSie } from './read-sie.js';

const folder = mkdtempSync(join(tmpdir(), 'sie-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});
function summaryOf(content: string | Buffer, name = 'file.se') {
  const path = join(folder, name);
  writeFileSync(path, content);
  const reading = readSie(path, inspectSie(path).encoding);
  for (const batch of reading) expect(batch).toBeDefined();
  return reading.summary;
}
const HEAD = '#FLAGGA 0\n';
const FULL = `#FLAGGA 1
#PROGRAM "Ekonomi" "Plus" 4.2
#FORMAT PC8
#GEN 20270115 "AB"
#SIETYP 4
#PROSA "Fritt"
#FNR 7
#ORGNR 232100-0164 1 2
#FNAMN "Region \\"Exempel\\""
#ADRESS "" "Gatan 1" "" ""
#RAR 0 20260101 20261231
#RAR -1 20250101 20251231
#KPTYP EUBAS97
#KTYP 1930 T
#KONTO 1930 "Bank"
#KONTO 3011 Bidrag
#KONTO DIFF "Differens"
#KONTO "" "Inget"
#SRU 1930 281
#DIM 6\tProjekt
#UNDERDIM 21 "Delprojekt" 6
#OBJEKT 6 "28101" "God vård"
#OIB 0 1930 {6 "28101"} 1.00
#PSALDO 0 202601 1930 {6 "28101"} 1.00 {
#PSALDO 0 202601 1930 {} 7.00
#PSALDO -1 202501 1930 {} 9.00
`;

describe('what a file says of itself', () => {
  it('is gathered from its records', () => {
    expect(summaryOf(FULL)).toEqual({
      kind: 'SIE4E',
      type: 4,
      flag: '1',
      program: 'Ekonomi Plus 4.2',
      format: 'PC8',
      organisationNumber: '2321000164',
      name: 'Region "Exempel"',
      generated: '2027-01-15',
      financialYears: [
        { index: 0, from: '2026-01-01', to: '2026-12-31' },
        { index: -1, from: '2025-01-01', to: '2025-12-31' },
      ],
      checksum: 'none',
      chart: new Map([
        ['1930', { name: 'Bank', type: 'T' }],
        ['3011', { name: 'Bidrag', type: null }],
        ['DIFF', { name: 'Differens', type: null }],
      ]),
      dimensions: new Map([
        ['6', { name: 'Projekt', parent: null }],
        ['21', { name: 'Delprojekt', parent: '6' }],
      ]),
      unknownLabels: new Map(),
      balances: [{ label: 'OIB', account: '1930', objects: [['6', '28101']], ore: 100 }],
      // Of objects it would be a part of the account's own.
      periods: [{ account: '1930', month: '2026-01', ore: 700 }],
      deviations: {
        unknownTrailingFields: 0,
        unclosedQuotes: 0,
        strayText: 0,
        emptyObjects: 0,
        unreadQuantities: 0,
        unreadBalances: 0,
      },
      vouchers: 0,
      lines: 0,
      corrections: 0,
      refused: 0,
      debit: 0,
      credit: 0,
      unreconciledAccounts: [],
    });
  });

  it('may be next to nothing', () => {
    const summary = summaryOf(`${HEAD}#ORGNR\n#ORGNR ""\n#RAR 0  \n#RAR x 20260101\n#GEN idag\n#PROGRAM\n#FNAMN ""\n`);
    expect(summary).toMatchObject({ organisationNumber: null, program: null, generated: null, name: null, type: 1 });
    expect(summary.financialYears).toEqual([{ index: 0, from: null, to: null }]);
  });

  it.each([
    ['#SIETYP 1', 'a.se', 'SIE1'],
    ['', 'a.se', 'SIE1'],
    ['#SIETYP 2', 'a.se', 'SIE2'],
    ['#SIETYP "3"', 'a.se', 'SIE3'],
    ['#SIETYP 4', 'a.SE', 'SIE4E'],
    ['#SIETYP 4', 'a.SI', 'SIE4I'],
    ['#SIETYP 4', 'a.txt', 'SIE4I'],
    ['#SIETYP 4\n#UB 0 1930 0', 'a.txt', 'SIE4E'],
    ['#SIETYP 5', 'a.se', null],
  ])('%j in %s is %s', (record, name, kind) => {
    expect(summaryOf(`${HEAD}${record}\n`, name).kind).toBe(kind);
  });

  it('names unknown records only where the name looks like one, and not without end', () => {
    const many = Array.from({ length: 150 }, (_, index) => `#NY${String(index)}\n`).join('');
    const { unknownLabels } = summaryOf(`${HEAD}#Anna_Svensson-7 x\n${many}`);
    expect(unknownLabels.size).toBe(100);
    expect(unknownLabels.get('?')).toBe(52);
    expect(unknownLabels.get('NY98')).toBe(1);
  });

  it('vouchers in a file of balances are read all the same', () => {
    const text = `${HEAD}#SIETYP 3\n#VER A 1 20260131\n{\n#TRANS 1930 {} 1\n#TRANS 3011 {} -1\n}\n`;
    expect(summaryOf(text)).toMatchObject({ kind: 'SIE3', vouchers: 1, lines: 2, debit: 100, credit: 100 });
  });
});

describe('balances', () => {
  const booked = (...trans: string[]) => `#VER A 1 20260131\n{\n${trans.map((line) => `#TRANS ${line}\n`).join('')}}\n`;
  const unreconciled = (content: string) => summaryOf(HEAD + content).unreconciledAccounts;
  const vouchers = booked('1930 {} 70.50', '3011 {} -100', '4010 {} 29.50');

  it('agree where opening balance and lines give the closing balance, and lines the result', () => {
    const stated =
      '#IB 0 1930 10\n#UB 0 1930 80.50\n#RES 0 3011 -100.00\n#RES 0 4010 29.5\n#IB -1 1930 9\n#UB -1 1930 10\n';
    expect(unreconciled(stated + vouchers)).toEqual([]);
    expect(unreconciled(vouchers + stated)).toEqual([]);
  });

  it('are told where they do not, with what is stated, what the lines give and the difference', () => {
    const stated = '#IB 0 1930 10\n#UB 0 1930 80\n#RES 0 3011 -90\n#RES 0 4010 29.50\n#IB 0 1510 5\n#UB 0 2440 -7\n';
    expect(unreconciled(stated + vouchers)).toEqual([
      { account: '1510', expected: '0.00', actual: '5.00', difference: '5.00' },
      { account: '1930', expected: '80.00', actual: '80.50', difference: '0.50' },
      { account: '2440', expected: '-7.00', actual: '0.00', difference: '7.00' },
      { account: '3011', expected: '-90.00', actual: '-100.00', difference: '-10.00' },
    ]);
  });

  it('stated twice hold as they were stated last', () => {
    expect(unreconciled(`#IB 0 1930 7\n#IB 0 1930 10\n#UB 0 1930 80.50\n${vouchers}`)).toEqual([]);
  });

  it('that are stated nowhere count as zero, where the file states both kinds', () => {
    const odd = booked('DIFF {} 3', '01930 {} -3', '5010 {} 1', '5010 {} -1');
    expect(unreconciled(`#UB 0 1930 0\n${odd}`)).toEqual([]);
    expect(unreconciled(`#RES 0 3011 0\n#IB 0 1930 1\n${odd}`)).toEqual([]);
    expect(unreconciled(`#UB 0 1930 0\n#RES 0 3011 0\n${odd}`)).toMatchObject([
      { account: '01930', difference: '-3.00' },
      { account: 'DIFF', difference: '3.00' },
    ]);
  });

  it('of a file of types 1–3 have no lines to be compared with', () => {
    expect(unreconciled('#SIETYP 1\n#IB 0 1930 5\n#UB 0 1930 6\n#RES 0 3011 -1\n')).toEqual([]);
    expect(unreconciled('#SIETYP 4\n#IB 0 1930 5\n#UB 0 1930 6\n')).toHaveLength(1);
  });

  it('that cannot be read are counted and harm nothing else', () => {
    const summary = summaryOf(`${HEAD}#IB 0 1930 ""\n#UB 0 "" 1\n#RES 0 3011 1,0\n${vouchers}`);
    expect(summary).toMatchObject({ vouchers: 1, refused: 0, deviations: { unreadBalances: 3 } });
  });
});

describe('#KSUMMA', () => {
  // CRC-32 of `#FNAMNRegion "Ö"#VERA120260131Hyra#TRANS1930628101-1.00` in CP437.
  const summed = (figure: string) =>
    `${HEAD}#KSUMMA\n#FNAMN "Region \\"Ö\\""\n#VER "A" 1\t20260131 "Hyra"\n{\n #TRANS 1930 {6 "28101"}  -1.00 ""\n}\n#KSUMMA ${figure}\n`;
  const right = '1080796097';

  it.each(['cp437', 'utf8', 'windows1252'])('agrees in a file written in %s', (charset) => {
    expect(summaryOf(iconv.encode(summed(right), charset)).checksum).toBe('ok');
    expect(summaryOf(iconv.encode(summed(String(Number(right) | 0)), charset)).checksum).toBe('ok');
  });

  it('may have been taken of the bytes as they lie', () => {
    const own = '4176052778';
    expect(summaryOf(summed(own)).checksum).toBe('ok');
  });

  it('is wrong where a byte is changed, the figure is none, or the end is missing', () => {
    const content = iconv.encode(summed(right), 'cp437');
    content[content.indexOf('Hyra')] = 0x68;
    expect(summaryOf(content).checksum).toBe('wrong');
    expect(summaryOf(iconv.encode(summed('x'), 'cp437')).checksum).toBe('wrong');
    expect(summaryOf(`${HEAD}#KSUMMA\n#FNAMN x\n`).checksum).toBe('wrong');
  });

  it('covers fields however long, unknown records and what is refused', () => {
    const long = `#PROSA "${'x\\"'.repeat(60_000)}"\n#NYTT {1 "2"} 3\n#VER A 1 20260131\n{\n#TRANS 1930 {6} 1,5 "a"\n}\n`;
    expect(summaryOf(`${HEAD}#KSUMMA\n${long}#KSUMMA 3132905838\n`).checksum).toBe('ok');
  });

  it('is none where the file carries none', () => {
    expect(summaryOf(HEAD).checksum).toBe('none');
  });
});
