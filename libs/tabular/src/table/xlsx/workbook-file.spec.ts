import { describe, expect, it } from '@jest/globals';
import iconv from 'iconv-lite';

import { openTable } from '../open-table.js';
import { cellsOf, opened, refusalOf, rowsOf, written } from '../read-back.fixture.js';
import { packed, type SheetContent, workbook } from '../workbook.fixture.js';

const STRICT = 'http://purl.oclc.org/ooxml';
const sheets: readonly SheetContent[] = [
  { name: 'Förteckning', rows: [['Konto', 'Belopp'], [{ number: '1930' }, { number: '-1.5' }]] }, // prettier-ignore
  { name: 'Dold', rows: [['d']], state: 'hidden' },
  { name: 'Djupt dold', rows: [['dd']], state: 'veryHidden' },
  { name: 'Pivot', rows: [['Summa']], hasPivot: true },
];
const CELLS = [['Konto', 'Belopp'], ['1930', '-1.5']]; // prettier-ignore
const MARKED = { hidden: false, hasPivot: false };

describe('the sheets of a workbook', () => {
  it('are listed with what is hidden and what is a pivot table', async () => {
    const table = await opened(await workbook(sheets));
    expect(table).toMatchObject({ format: 'xlsx', encoding: 'xlsx', delimiter: null, dateSystem: 1900 });
    expect(table.sheets).toEqual([
      { name: 'Förteckning', ...MARKED },
      { name: 'Dold', ...MARKED, hidden: true },
      { name: 'Djupt dold', ...MARKED, hidden: true },
      { name: 'Pivot', ...MARKED, hasPivot: true },
    ]);
  });

  it('are read by name, in whatever case and composition, and the first where none is named', async () => {
    const content = await workbook(sheets);
    expect(await cellsOf(content)).toEqual(CELLS);
    expect(await cellsOf(content, 'FÖRTECKNING'.normalize('NFD'))).toEqual(CELLS);
    expect(await cellsOf(content, 'Dold')).toEqual([['d']]);
    expect(await refusalOf(content, 'Blad9')).toMatchObject({ code: 'SHEET_UNKNOWN' });
  });

  it('are refused one by one where they are pivot tables', async () => {
    expect(await refusalOf(await workbook(sheets), 'Pivot')).toMatchObject({ code: 'TABLE_IS_PIVOT' });
    const first = await workbook([{ name: 'P', hasPivot: true }, { name: 'B' }]);
    expect(await refusalOf(first)).toMatchObject({ code: 'TABLE_IS_PIVOT' });
    expect(await refusalOf(first, 'B')).toEqual([]);
  });

  it('stand in the order of the workbook, whatever their parts are called', async () => {
    const rewrite = (xml: string, part: string) =>
      part === 'xl/_rels/workbook.xml.rels'
        ? xml.replace('worksheets/sheet1.xml', 'X').replace('worksheets/sheet2.xml', '/xl/worksheets/Sheet1.xml').replace('X', 'worksheets/sheet2.xml') // prettier-ignore
        : xml;
    const content = await workbook({ sheets: sheets.slice(0, 2), rewrite });
    expect(await cellsOf(content)).toEqual([['d']]);
    expect(await cellsOf(content, 'Dold')).toEqual(CELLS);
  });

  it('leave out what has no rows: diagrams', async () => {
    const rewrite = (xml: string) => xml.replace('/relationships/worksheet"', '/relationships/chartsheet"');
    const table = await opened(await workbook({ sheets: sheets.slice(0, 2), rewrite }));
    expect(table.sheets.map(({ name }) => name)).toEqual(['Dold']);
  });
});

describe('a workbook', () => {
  it.each([
    [1904, true],
    [1900, false],
  ] as const)('counts its days from %i', async (dateSystem, date1904) => {
    expect(await opened(await workbook({ sheets, date1904 }))).toMatchObject({ dateSystem });
  });

  it('may be strict', async () => {
    const rewrite = (xml: string) =>
      xml
        .replaceAll('http://schemas.openxmlformats.org/officeDocument/2006', `${STRICT}/officeDocument`)
        .replaceAll('http://schemas.openxmlformats.org/spreadsheetml/2006', `${STRICT}/spreadsheetml`);
    const content = await workbook({ sheets, rewrite });
    expect(await cellsOf(content)).toEqual(CELLS);
    expect(await refusalOf(content, 'Pivot')).toMatchObject({ code: 'TABLE_IS_PIVOT' });
  });

  it('may have prefixes before its names', async () => {
    const rewrite = (xml: string) =>
      xml.replaceAll(/<(\/?)(?=\w)/g, '<$1x:').replaceAll(' xmlns=', ' xmlns:x=').replaceAll(/ r:id=/g, ' q:id=').replaceAll('xmlns:r=', 'xmlns:q='); // prettier-ignore
    expect(await cellsOf(await workbook({ sheets, rewrite }))).toEqual(CELLS);
  });

  it('may be written in UTF-16', async () => {
    for (const charset of ['utf-16le', 'utf-16be']) {
      const xml = '<?xml version="1.0" encoding="UTF-16"?><sst><si><t>Åtgärd</t></si><si><t>x</t></si></sst>';
      const parts = { 'xl/sharedStrings.xml': iconv.encode(xml, charset, { addBOM: true }) };
      expect((await cellsOf(await workbook({ sheets, parts })))[0]).toEqual(['Åtgärd', 'x']);
    }
  });

  it('needs neither styles nor shared texts', async () => {
    const parts = { 'xl/styles.xml': null, 'xl/sharedStrings.xml': null };
    const rewrite = (xml: string, part: string) =>
      part === 'xl/_rels/workbook.xml.rels'
        ? xml.replaceAll(/<Relationship [^>]*(?:styles|sharedStrings)[^>]*>/g, '')
        : xml;
    const bare = [{ name: 'A', rows: [[{ number: '1', format: 14 }, { inline: 'a' }]] }];
    expect(await cellsOf(await workbook({ sheets: bare, parts, rewrite }))).toEqual([['1', 'a']]);
  });

  it('gives its rows in batches, may be asked for them again, and says how far it has come', async () => {
    const rows = Array.from({ length: 30_000 }, (_, index) => [{ number: String(index) }, 'text']);
    const table = await opened(await workbook([{ name: 'A', rows }]));
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
    expect(await rowsOf(table)).toHaveLength(30_000);
  });

  it('may be left before its last row', async () => {
    const rows = Array.from({ length: 30_000 }, () => ['text']);
    const table = await opened(await workbook([{ name: 'A', rows }]));
    for await (const batch of table.rows()) {
      expect(batch.length).toBeGreaterThan(0);
      break;
    }
    expect(await rowsOf(table)).toHaveLength(30_000);
  });
});

describe('a damaged workbook', () => {
  const sheet = 'xl/worksheets/sheet1.xml';
  const broken = (part: string) => ({ code: 'WORKBOOK_BROKEN', details: { part } });
  const withSheet = async (xml: string | Buffer) => refusalOf(await workbook({ sheets, parts: { [sheet]: xml } }));

  it.each([
    ['is cut off', '<worksheet><sheetData><row>'],
    ['is empty', ''],
    ['is not well-formed', '<worksheet><sheetData></worksheet></sheetData>'],
    ['has a document type', '<!DOCTYPE worksheet [<!ENTITY a "aaaa">]><worksheet><sheetData/></worksheet>'],
    ['names an entity that is not there', '<worksheet><sheetData><row><c><v>&a;</v></c></row></sheetData></worksheet>'],
    ['is in another encoding', '<?xml version="1.0" encoding="ISO-8859-1"?><worksheet/>'],
    ['is not in its encoding', Buffer.from('<worksheet><sheetData>\u00e5 </sheetData></worksheet>', 'latin1')],
    ['ends within a character', Buffer.from('<worksheet/>\u00c3', 'latin1')],
    ['has elements within elements without end', '<a>'.repeat(200) + '</a>'.repeat(200)],
  ])('is refused where a sheet %s', async (_, xml) => {
    expect(await withSheet(xml)).toMatchObject(broken(sheet));
  });

  it('is refused where text goes on without end', async () => {
    expect(await withSheet(`<worksheet><!--${' '.repeat(17 << 20)}--></worksheet>`)).toMatchObject(broken(sheet));
  });

  it('is refused where a sheet is missing, or all are', async () => {
    expect(await refusalOf(await workbook({ sheets, parts: { [sheet]: null } }))).toMatchObject(broken('workbook'));
    expect(await refusalOf(await workbook([]))).toMatchObject(broken('xl/workbook.xml'));
    const parts = { 'xl/_rels/workbook.xml.rels': '<Relationships/>' };
    expect(await refusalOf(await workbook({ sheets, parts }))).toMatchObject(broken('workbook'));
  });

  it('is refused where it is cut off', async () => {
    const content = await workbook(sheets);
    expect(await refusalOf(content.subarray(0, content.length - 30))).toMatchObject(broken('zip'));
    expect(await refusalOf(content.subarray(0, 10))).toMatchObject(broken('zip'));
  });

  it('is refused where a byte has changed', async () => {
    const content = await workbook(sheets);
    const at = dataOf(content, sheet);
    content[at + 20] = (content[at + 20] ?? 0) ^ 1;
    expect(await refusalOf(content)).toMatchObject(broken(sheet));
  });

  it('is refused where it holds a part twice, by the same name in another case', async () => {
    const content = await workbook({ sheets, parts: { 'XL/Worksheets/SHEET1.xml': '<worksheet/>' } });
    expect(await refusalOf(content)).toMatchObject(broken('zip'));
  });

  it.each([-1, 1])('is refused where a part is not as long as it says (%i)', async (more) => {
    const content = patched(await workbook(sheets), sheet, (entry) => {
      entry.writeUInt32LE(entry.readUInt32LE(24) + more, 24);
    });
    expect(await refusalOf(content)).toMatchObject(broken(sheet));
  });

  it('is refused where its checksum, or its way of packing, is another', async () => {
    for (const at of [16, 10]) {
      const content = patched(await workbook(sheets), sheet, (entry) => {
        entry.writeUInt16LE(entry.readUInt16LE(at) ^ 1, at);
      });
      expect(await refusalOf(content)).toMatchObject(broken(sheet));
    }
  });

  it('throws the error of the file system where the file is gone', async () => {
    const path = written(await workbook(sheets));
    const table = await openTable(path);
    await import('node:fs/promises').then(({ rm }) => rm(path));
    await expect(rowsOf(table)).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

describe('a workbook made to do harm', () => {
  const sheet = 'xl/worksheets/sheet1.xml';

  it('is refused where a part swells beyond measure', async () => {
    const bomb = `<worksheet><sheetData>${' '.repeat(70 << 20)}</sheetData></worksheet>`;
    expect(await refusalOf(await workbook({ sheets, parts: { [sheet]: bomb } }))).toMatchObject({
      code: 'WORKBOOK_TOO_LARGE',
      details: { part: sheet },
    });
  });

  it('is refused where a part is larger than any that Excel opens', async () => {
    const content = patched(await workbook(sheets), sheet, (entry) => {
      entry.writeUInt32LE(0xf0000000, 20);
      entry.writeUInt32LE(0xf0000000, 24);
    });
    expect(await refusalOf(content)).toMatchObject({ code: 'WORKBOOK_TOO_LARGE', details: { limit: '3 GiB' } });
  });

  it.each([1, 0x41])('or is enciphered by its packing is refused (flags %i)', async (flags) => {
    const content = patched(await workbook(sheets), 'xl/styles.xml', (entry) => {
      entry.writeUInt16LE(flags, 8);
    });
    expect(await refusalOf(content)).toMatchObject({ code: 'TABLE_HAS_PASSWORD' });
  });

  it('may name what lies outside of it, and nothing is read there', async () => {
    const target =
      '<Relationships><Relationship Id="a" Type="/officeDocument" Target="../../../../etc/passwd"/></Relationships>';
    expect(await refusalOf(await packed({ '_rels/.rels': target }))).toMatchObject({ code: 'NOT_TABLE_FILE' });
  });
});

/** Where the packed bytes of a part begin. */
function dataOf(zip: Buffer, name: string): number {
  const header = zip.indexOf(name) - 30;
  return header + 30 + zip.readUInt16LE(header + 26) + zip.readUInt16LE(header + 28);
}

/** Changes the entry of a part in the directory at the end of the file. */
function patched(zip: Buffer, name: string, change: (entry: Buffer) => void): Buffer {
  change(zip.subarray(zip.lastIndexOf(name) - 46));
  return zip;
}
