import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text as textOf } from 'node:stream/consumers';

import { afterAll, describe, expect, it } from '@jest/globals';
import { SaxesParser } from 'saxes';
import yauzl from 'yauzl';

import { writeFileWhole } from '../written/written-file.js';
import { workbook } from './workbook.js';
import { amountCell, dateCell, integerCell, textCell } from '../written/written-cell.js';
import type { SheetColumn, WrittenRow, WrittenSheet } from '../written/written-sheet.js';

const folder = mkdtempSync(join(tmpdir(), 'workbook-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const columns: readonly SheetColumn[] = [
  { heading: 'Text', holds: 'text' },
  { heading: 'Belopp', holds: 'amount' },
  { heading: 'Datum', holds: 'date' },
  { heading: 'Antal', holds: 'integer' },
];
const rows: readonly WrittenRow[] = [
  [textCell('=1+1'), amountCell(-123450), dateCell('2026-02-28'), integerCell(7)],
  [textCell('Åre & Öre'), amountCell('99999999999.99'), null, null],
];
const sheet = (changes: Partial<WrittenSheet> = {}): WrittenSheet => ({ name: 'Rader', columns, rows, ...changes });

/** The parts of a workbook by path, each well-formed XML. */
async function partsOf(sheets: readonly WrittenSheet[]): Promise<ReadonlyMap<string, string>> {
  const { path } = await writeFileWhole(join(folder, 'book.xlsx'), workbook(sheets), { overwrite: true });
  const parts = new Map<string, string>();
  const zip = await yauzl.openPromise(path);
  for await (const entry of zip.eachEntry()) {
    parts.set(entry.fileName, await textOf(await zip.openReadStreamPromise(entry)));
  }
  for (const xml of parts.values()) new SaxesParser({ xmlns: true }).write(xml).close();
  return parts;
}
const sheetXml = async (changes: Partial<WrittenSheet> = {}) =>
  (await partsOf([sheet(changes)])).get('xl/worksheets/sheet1.xml') ?? '';

/** The elements right below the root, in order. */
function outline(xml: string): string[] {
  const names: string[] = [];
  let depth = 0;
  const parser = new SaxesParser();
  parser.on('opentag', ({ name }) => depth++ === 1 && names.push(name));
  parser.on('closetag', () => depth--);
  parser.write(xml).close();
  return names;
}

describe('a cell', () => {
  it('holds an amount digit by digit, a day as its serial number, and text as text whatever it looks like', async () => {
    const xml = await sheetXml();
    expect(xml).toContain('<v>-1234.50</v>');
    expect(xml).toContain('<v>99999999999.99</v>');
    expect(xml).toContain('<v>46081</v>');
    expect(xml).toContain('<v>7</v>');
    expect(xml).toContain('t="inlineStr"><is><t xml:space="preserve">=1+1</t></is></c>');
    expect(xml).not.toContain('<f>');
  });

  it('keeps every character, those that XML lacks as ECMA-376 writes them', async () => {
    const xml = await sheetXml({ rows: [[textCell('a\u0001b\r\n_x0041_ \ud800 <å> 😀 _x')]] });
    expect(xml).toContain('>a_x0001_b_x000D_\n_x005F_x0041_ _xD800_ &lt;å&gt; 😀 _x</t>');
  });

  it('holds a day that Excel counts wrongly as text', async () => {
    const xml = await sheetXml({
      rows: [
        [null, null, dateCell('1900-02-28')],
        [null, null, dateCell('1900-03-01')],
      ],
    });
    expect(xml).toContain('>1900-02-28</t>');
    expect(xml).toContain('<v>61</v>');
  });

  it('refuses what is no amount, no day, no whole number', () => {
    expect(() => amountCell('1,50')).toThrow(expect.objectContaining({ code: 'MONEY_MALFORMED' }));
    expect(() => amountCell(0.5)).toThrow(expect.objectContaining({ code: 'MONEY_OUT_OF_RANGE' }));
    expect(() => dateCell('2026-02-30')).toThrow(expect.objectContaining({ code: 'DATE_MALFORMED' }));
    expect(() => integerCell(1.5)).toThrow(RangeError);
    expect(textCell('')).toBeNull();
  });

  it('refuses a text that Excel does not open, and says where it stands', async () => {
    await expect(sheetXml({ rows: [[textCell('x'.repeat(32_767))], [textCell('x'.repeat(32_768))]] })).rejects.toThrow(
      expect.objectContaining({ code: 'CELL_TEXT_TOO_LONG', details: { sheet: 'Rader', row: 3, longest: 32_767 } }),
    );
  });
});

describe('a sheet', () => {
  it('has its elements in the order of the schema', async () => {
    const xml = await sheetXml({
      columns: [{ heading: 'Val', holds: 'text', choices: ['a'], help: 'Välj "en" <sak>' }],
      locked: 'headings',
    });
    expect(outline(xml)).toEqual([
      ...['sheetViews', 'sheetFormatPr', 'cols', 'sheetData'],
      ...['sheetProtection', 'autoFilter', 'dataValidations', 'pageMargins'],
    ]);
  });

  it('filters its rows between the headings and the foot, and keeps the headings in sight', async () => {
    const changes = {
      head: [[textCell('Projektkod'), textCell('x')]],
      foot: () => [[textCell('Summa'), amountCell(5)]],
    };
    const parts = await partsOf([sheet(changes)]);
    const xml = parts.get('xl/worksheets/sheet1.xml');
    expect(xml).toContain('<autoFilter ref="A2:D4"/>');
    expect(xml).toContain('<pane ySplit="2" topLeftCell="A3" activePane="bottomLeft" state="frozen"/>');
    expect(xml).toContain('<row r="5">');
    expect(parts.get('xl/workbook.xml')).toContain(`hidden="1">'Rader'!$A$2:$D$4</definedName>`);
  });

  it('without rows has no filter', async () => {
    expect(outline(await sheetXml({ rows: [] }))).toEqual([
      ...['sheetViews', 'sheetFormatPr', 'cols', 'sheetData', 'pageMargins'],
    ]);
  });

  it('offers the values of a column from a hidden sheet, where a comma is no border and a list stands once', async () => {
    const choices = ['ett, två', 'tre'];
    const parts = await partsOf([
      sheet({ columns: [...columns.slice(0, 1), { heading: 'Val', holds: 'text', choices }] }),
      sheet({ name: 'Mer', columns: [{ heading: 'Val', holds: 'text', choices: [...choices] }, { heading: 'Annat', holds: 'text', choices: ['a'] }] }), // prettier-ignore
    ]);
    expect(parts.get('xl/worksheets/sheet1.xml')).toContain(
      '<dataValidation type="list" allowBlank="1" showErrorMessage="1" sqref="B2:B1048576"><formula1>Listor!$A$2:$A$3</formula1>',
    );
    expect(parts.get('xl/worksheets/sheet2.xml')).toContain('<formula1>Listor!$A$2:$A$3</formula1>');
    expect(parts.get('xl/worksheets/sheet2.xml')).toContain('<formula1>Listor!$B$2:$B$2</formula1>');
    expect(parts.get('xl/worksheets/sheet3.xml')).toContain('>ett, två</t>');
    expect(parts.get('xl/workbook.xml')).toContain('<sheet name="Listor" sheetId="3" state="hidden" r:id="rId3"/>');
  });

  it('has a help for each column of 255 characters at most', async () => {
    const helped = (help: string) => sheetXml({ columns: [{ heading: 'A', holds: 'text', help }] });
    expect(await helped('Välj "en"')).toContain(
      '<dataValidation showInputMessage="1" promptTitle="A" prompt="Välj &quot;en&quot;" sqref="A2:A1048576">',
    );
    await expect(helped('x'.repeat(256))).rejects.toThrow(RangeError);
  });

  it('locked to its headings leaves the rows open, written or not', async () => {
    const stylesXml = (await partsOf([sheet()])).get('xl/styles.xml') ?? '';
    const [, formats = ''] = stylesXml.split('<cellXfs');
    const listed = formats.match(/<xf [^>]*?(?:\/>|>.*?<\/xf>)/g) ?? [];
    /** The formats of the first column and of its first row's cell. */
    const formatsOf = (xml: string) => {
      const [, column = '', cell = ''] = /<col [^>]*style="(\d+)"[^]*<row r="2"><c r="A2" s="(\d+)"/.exec(xml) ?? [];
      return [listed[Number(column)], listed[Number(cell)]];
    };
    const open = expect.stringContaining('<protection locked="0"/>');
    expect(formatsOf(await sheetXml({ locked: 'headings' }))).toEqual([open, open]);
    expect(formatsOf(await sheetXml({ locked: 'all' }))).not.toContainEqual(open);
  });

  it('longer than Excel opens is refused', async () => {
    const many = function* (): Generator<WrittenRow> {
      for (let row = 0; row < 1_048_576; row++) yield [];
    };
    await expect(writeFileWhole(join(folder, 'long.xlsx'), workbook([sheet({ rows: many() })]))).rejects.toThrow(
      expect.objectContaining({ code: 'SHEET_TOO_LONG' }),
    );
    expect(readdirSync(folder).filter((name) => name.includes('long'))).toEqual([]);
  });

  it.each(['', 'a/b', 'x'.repeat(32), "'a", 'rader'])('is never named %j beside one named Rader', (name) => {
    expect(() => workbook([sheet(), sheet({ name })])).toThrow(RangeError);
  });
});

describe('a workbook', () => {
  it('opens at its first sheet that is not hidden', async () => {
    const parts = await partsOf([sheet({ name: 'Dold', hidden: true }), sheet()]);
    expect(parts.get('xl/workbook.xml')).toContain('activeTab="1"');
    expect(parts.get('xl/worksheets/sheet1.xml')).not.toContain('tabSelected');
    expect(parts.get('xl/worksheets/sheet2.xml')).toContain('tabSelected="1"');
  });

  it('asks for its rows as they are written, and not ahead of its reader', async () => {
    let asked = 0;
    const endless = function* (): Generator<WrittenRow> {
      for (;;) yield [integerCell(++asked), textCell(`rad ${asked} ${'x'.repeat(200)}`)];
    };
    const stream = workbook([sheet({ rows: endless() })]);
    for await (const chunk of stream) {
      expect(chunk).toBeInstanceOf(Buffer);
      break;
    }
    expect(asked).toBeLessThan(20_000);
    expect(stream.destroyed).toBe(true);
  });

  it('fails with what its rows fail with, and leaves no file', async () => {
    const failing = function* (): Generator<WrittenRow> {
      yield [textCell('a')];
      throw new Error('The log went away.');
    };
    await expect(writeFileWhole(join(folder, 'failed.xlsx'), workbook([sheet({ rows: failing() })]))).rejects.toThrow(
      'The log went away.',
    );
    expect(readdirSync(folder).filter((name) => name.includes('failed'))).toEqual([]);
  });

  it('is the same bytes in every time zone', () => {
    const script = join(folder, 'write.mjs');
    writeFileSync(
      script,
      `import { createHash } from 'node:crypto';
       import { workbook } from ${JSON.stringify(new URL('../../../../dist/libs/tabular/src/index.js', import.meta.url).href)};
       const hash = createHash('sha256');
       for await (const chunk of workbook([{ name: 'A', columns: [{ heading: 'D', holds: 'date' }], rows: [[{ kind: 'date', date: '2026-03-29' }]] }])) hash.update(chunk);
       console.log(hash.digest('hex'));`,
    );
    const inZone = (TZ: string) => execFileSync(process.execPath, [script], { env: { ...process.env, TZ } }).toString();
    const hashes = new Set(['Pacific/Kiritimati', 'America/Los_Angeles', 'Europe/Stockholm'].map(inZone));
    expect([...hashes]).toEqual([expect.stringMatching(/^[\da-f]{64}\n$/)]);
  });
});
