import { describe, expect, it } from '@jest/globals';

import { cellsOf, opened, refusalOf, rowsOf } from '../read-back.fixture.js';
import { type CellContent, workbook } from '../workbook.fixture.js';

const one = async (...cells: CellContent[]) => (await cellsOf(await workbook([{ name: 'A', rows: [cells] }])))[0];
const xml = async (sheetData: string) => rowsOf(await opened(await workbook([{ name: 'A', sheetData }])));
const refused = async (sheetData: string) => refusalOf(await workbook([{ name: 'A', sheetData }]));
const BROKEN = { code: 'WORKBOOK_BROKEN', details: { part: 'xl/worksheets/sheet1.xml' } };
const value = (number: string, attributes = '') => `<row><c ${attributes}><v>${number}</v></c></row>`;

describe('a cell', () => {
  it.each(['46032', '-1234.5', '1.0E-2', '0.1', '100000000000000000001', '1.1000000000000001', '+5', '.5', '5.'])(
    'that holds a number keeps its stored digits: %s',
    async (number) => {
      expect(await xml(value(number))).toEqual([{ line: 1, cells: [{ kind: 'number', text: number, isDate: false }] }]);
    },
  );

  it('that holds a text has it shared or its own, every character as it was written', async () => {
    expect(await one('Hälsa <&>', ' blank ', { inline: ' åäö ' }, 'rad\nrad', '=cmd|x')).toEqual([
      'Hälsa <&>',
      ' blank ',
      ' åäö ',
      'rad\nrad',
      '=cmd|x',
    ]);
  });

  it('that holds a truth value is a text', async () => {
    expect(await one(true, false)).toEqual(['TRUE', 'FALSE']);
    expect(await xml(value('true', 't="b"'))).toMatchObject([{ cells: [{ kind: 'text', text: 'TRUE' }] }]);
  });

  it('that holds a formula is its stored value', async () => {
    const formulas = [
      { formula: 'A1&B1', text: 'Summa' },
      { formula: 'A1+B1', number: '12.5' },
      { formula: 'IF(A1,"","")', text: '' },
      { formula: 'B1' },
    ];
    expect(await one(...formulas, 'x')).toEqual(['Summa', '12.5', null, '#fault', 'x']);
    expect(await xml('<row><c><f>A1</f><v/></c><c t="e"/><c t="str"><f>A1</f></c></row>')).toEqual([
      { line: 1, cells: [{ kind: 'fault' }, { kind: 'fault' }, { kind: 'fault' }] },
    ]);
  });

  it('that holds an error is a fault, and so is what is no number, or of no known kind', async () => {
    expect(await one({ error: '#REF!' }, { error: '#N/A' })).toEqual(['#fault', '#fault']);
    expect(await xml(value('12,5'))).toMatchObject([{ cells: [{ kind: 'fault' }] }]);
    expect(await xml(value('1', 't="x"'))).toMatchObject([{ cells: [{ kind: 'fault' }] }]);
  });

  it('is a date by its number format', async () => {
    const formats = [14, 'yyyy\\-mm\\-dd', '#,##0.00\\ "kr per dag"', 0, 4];
    expect(await one(...formats.map((format) => ({ number: '46032', format })))).toEqual([
      '#date 46032',
      '#date 46032',
      '46032',
      '46032',
      '46032',
    ]);
  });

  it('has the format of cells: not that of a named style, and not that of a condition with the same number', async () => {
    const styles = `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="0.00"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>
      <cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs><dxfs><dxf><numFmt numFmtId="164" formatCode="yyyy"/></dxf></dxfs></styleSheet>`;
    const sheetData = value('1') + value('1', 's="1"') + value('1', 's="9"');
    const content = await workbook({ sheets: [{ name: 'A', sheetData }], parts: { 'xl/styles.xml': styles } });
    expect(await cellsOf(content)).toEqual([['1'], ['1'], ['1']]);
  });

  it.each([
    ['2026-01-31', '2026-01-31'],
    ['2026-01-31T00:00:00', '2026-01-31'],
    ['2026-01-31T00:00:00.000Z', '2026-01-31'],
    ['2026-01-31T12:30:00', '2026-01-31T12:30:00'],
  ])('of a strict workbook may say its day: %s', async (stored, text) => {
    expect(await xml(value(stored, 't="d"'))).toMatchObject([{ cells: [{ kind: 'text', text }] }]);
  });

  it('is null where it is empty, and left out where nothing comes after it', async () => {
    const empty = '<c r="A1"/><c r="B1" s="3"/><c r="C1" t="s"><v></v></c><c r="D1" t="inlineStr"><is><t/></is></c>';
    expect(await xml(`<row r="1">${empty}<c r="F1"><v>1</v></c><c r="G1" s="3"/></row>`)).toMatchObject([
      { cells: [null, null, null, null, null, { text: '1' }] },
    ]);
    expect(await xml(`<row r="1">${empty}</row>`)).toEqual([]);
  });
});

describe('the place of a cell', () => {
  it('is what it says, else after the one before', async () => {
    expect(await xml('<row r="7"><c r="C7"><v>1</v></c><c><v>2</v></c><c r="AA7"><v>3</v></c></row>')).toMatchObject([
      { line: 7, cells: [null, null, { text: '1' }, { text: '2' }, ...Array<null>(22).fill(null), { text: '3' }] },
    ]);
  });

  it('gives its row the number that the row lacks', async () => {
    const rows =
      '<row><c><v>1</v></c></row><row r="5"/><row><c><v>2</v></c></row><row><c r="B9"><v>3</v></c></row><row><c><v>4</v></c></row>';
    expect((await xml(rows)).map(({ line }) => line)).toEqual([1, 6, 9, 10]);
  });

  it('lies within the sheet', async () => {
    expect(await xml('<row><c r="XFD1"><v>1</v></c></row>')).toMatchObject([{ cells: { length: 16_384 } }]);
    expect(await refused('<row><c r="XFE1"><v>1</v></c></row>')).toMatchObject(BROKEN);
    expect(await refused('<row><c r="XFD1"/><c/></row>')).toMatchObject(BROKEN);
    expect(await refused('<row><c r="1A"/></row>')).toMatchObject(BROKEN);
    expect(await refused('<row r="-1"/>')).toMatchObject(BROKEN);
  });

  it('is the first of a merged range', async () => {
    const content = await workbook([{ name: 'A', rows: [['Belopp', null, 'Text']], merged: ['A1:B1'] }]);
    expect(await cellsOf(content)).toEqual([['Belopp', null, 'Text']]);
  });
});

describe('a shared text', () => {
  const shared = async (...sharedStrings: string[]) => {
    const sheetData = `<row>${sharedStrings.map((_, index) => `<c t="s"><v>${index}</v></c>`).join('')}</row>`;
    return (await cellsOf(await workbook({ sheets: [{ name: 'A', sheetData }], sharedStrings })))[0];
  };

  it('is all its runs, without how they are pronounced', async () => {
    expect(
      await shared(
        '<si><r><t xml:space="preserve">Hälso- </t></r><r><rPr><b/></rPr><t>vård</t></r><rPh sb="0" eb="1"><t>uttal</t></rPh></si>',
        '<si><t>efter</t></si>',
      ),
    ).toEqual(['Hälso- vård', 'efter']);
  });

  it('keeps the blanks around it where it says so', async () => {
    expect(await shared('<si><t xml:space="preserve"> a </t></si>', '<si><t>\n  b c\n</t></si>')).toEqual([
      ' a ',
      'b c',
    ]);
  });

  it('may hold characters that XML does not, and sections that are not marked up', async () => {
    expect(
      await shared('<si><t>a_x000D_b_x005F_x0041_</t></si>', '<si><t>a<![CDATA[<b>]]>&amp;&#229;</t></si>'),
    ).toEqual(['a\rb_x0041_', 'a<b>&å']);
  });

  it('is the one of its number, among many', async () => {
    const texts = Array.from({ length: 9000 }, (_, index) => `text ${index} å`);
    const rows = [...texts.keys()].map((index) => [texts[(index * 4096) % 9000] ?? '', texts[index] ?? '']);
    expect(await cellsOf(await workbook([{ name: 'A', rows }]))).toEqual(rows);
  });

  it('must be there', async () => {
    expect(await refused(value('0', 't="s"'))).toMatchObject(BROKEN);
    expect(await refused(value('-1', 't="s"'))).toMatchObject(BROKEN);
    const content = await workbook({
      sheets: [{ name: 'A', rows: [['a']] }],
      parts: { 'xl/sharedStrings.xml': null },
    });
    expect(await refusalOf(content)).toMatchObject({ code: 'WORKBOOK_BROKEN' });
  });
});

it('rows that hold nothing are passed over, however many there are', async () => {
  const empty = Array.from({ length: 50_000 }, (_, index) =>
    index % 2 === 0 ? `<row r="${index + 2}"/>` : `<row r="${index + 2}"><c r="A${index + 2}" s="1"/></row>`,
  ).join('');
  const data = `<row r="1"><c><v>1</v></c></row>${empty}<row r="10000000"><c><v>2</v></c></row>`;
  expect((await xml(data)).map(({ line }) => line)).toEqual([1, 10_000_000]);
});

it('only what stands in the data of the sheet is a row', async () => {
  const rewrite = (text: string, part: string) =>
    part === 'xl/worksheets/sheet1.xml'
      ? text.replace(
          '</sheetData>',
          '</sheetData><row r="9"><c><v>9</v></c></row><extLst><e:row xmlns:e="e"/></extLst>',
        )
      : text;
  const sheetData = '<row><c><v>1</v></c><e:c xmlns:e="e"><e:v>8</e:v></e:c></row>';
  expect(await cellsOf(await workbook({ sheets: [{ name: 'A', sheetData }], rewrite }))).toEqual([['1']]);
});

it('a text far longer than a cell holds is refused', async () => {
  const long = 'x'.repeat((1 << 20) + 1);
  expect(await refused(`<row><c t="inlineStr"><is><t>${long}</t></is></c></row>`)).toMatchObject(BROKEN);
  expect(await refused(`<row><c t="str"><v>${long}</v></c></row>`)).toMatchObject(BROKEN);
  const sharedStrings = [`<si><r><t>${long.slice(9)}</t></r><r><t>${long.slice(9)}</t></r></si>`];
  expect(await refusalOf(await workbook({ sheets: [{ name: 'A' }], sharedStrings }))).toMatchObject({
    code: 'WORKBOOK_BROKEN',
    details: { part: 'xl/sharedStrings.xml' },
  });
});
