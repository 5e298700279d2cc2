import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { describe, expect, it } from '@jest/globals';

import { openTable } from '../index.js';
import { opened, refusalOf, written } from './read-back.fixture.js';
import { packed, workbook } from './workbook.fixture.js';

const CONTAINER = Buffer.from('d0cf11e0a1b11ae1', 'hex');
const container = (before: number, name: string) =>
  Buffer.concat([CONTAINER, Buffer.alloc(before), Buffer.from(name, 'utf16le'), Buffer.alloc(1000)]);
const sheets = [{ name: 'Blad1', rows: [['Konto']] }];

describe('a table file', () => {
  it('is told by its content, its hash and its size, whatever it is called', async () => {
    for (const content of [Buffer.from('Konto;Belopp\n'.repeat(20_000)), await workbook(sheets)]) {
      expect(await opened(content)).toMatchObject({
        format: content[0] === 0x50 ? 'xlsx' : 'csv',
        sha256: createHash('sha256').update(content).digest('hex'),
        size: content.length,
      });
    }
  });

  it('that is not there is for the file system to speak of', async () => {
    await expect(openTable(join(tmpdir(), 'no such table'))).rejects.toMatchObject({ code: 'ENOENT' });
    await expect(openTable(tmpdir())).rejects.toMatchObject({ code: 'EISDIR' });
  });

  it('may begin as other files do, so long as it is a table', async () => {
    await expect(openTable(written('{a};[b]\n'))).resolves.toMatchObject({ delimiter: ';' });
    await expect(openTable(written('#Konto;Belopp\n'))).resolves.toMatchObject({ delimiter: ';' });
  });
});

describe('what is no table', () => {
  it.each<[string, string | Buffer]>([
    ['den är tom', ''],
    ['den är tom', '\r\n ;;;\r\n\u001a'],
    ['den är tom', '\ufeff'],
    ['ingen rad är delad med semikolon, komma eller tabb', 'Kära kollega\n\nHär är filen.\n'],
    ['det är ett PDF-dokument', '%PDF-1.7\n%âãÏÓ;;;'],
    ['det är en bild', Buffer.from('89504e470d0a1a0a', 'hex')],
    ['det är en bild', Buffer.from('ffd8ffe000104a464946', 'hex')],
    ['den är komprimerad', Buffer.from('1f8b08', 'hex')],
    ['den är ingen text', Buffer.from('a;b\0\u0001;c', 'latin1')],
    ['det är en webbsida, även om den kan heta .xls', '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><table>'],
    ['det är en webbsida, även om den kan heta .xls', '\ufeff\n<!DOCTYPE html><p>a;b'],
    ['det är en webbsida, även om den kan heta .xls', Buffer.from('\ufeff<TABLE><tr>', 'utf16le')],
    ['det är XML', '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook>'],
    ['det är JSON', '[{"konto": 1930, "belopp": 1}]'],
    ['det är JSON', '{ "rows": [] }'],
  ])('is refused: %s', async (found, content) => {
    expect(await refusalOf(content)).toMatchObject({ code: 'NOT_TABLE_FILE', details: { found } });
  });

  it('is a packed file without a workbook', async () => {
    const type = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument';
    const document = `<Relationships><Relationship Id="a" Type="${type}" Target="word/document.xml"/></Relationships>`;
    for (const parts of [
      { 'a.csv': 'a;b' },
      { '_rels/.rels': document },
      { '_rels/.rels': document, 'word/document.xml': '<w:document xmlns:w="w"/>' },
    ]) {
      const found = 'det är en ZIP-fil utan arbetsbok';
      expect(await refusalOf(await packed(parts))).toMatchObject({ code: 'NOT_TABLE_FILE', details: { found } });
    }
  });

  it.each(['#FLAGGA 0\n#FORMAT PC8\n', '\ufeff\r\n#FLAGGA 1\n'])(
    'is a SIE file, which has a command of its own',
    async (content) => {
      expect(await refusalOf(content)).toMatchObject({ code: 'TABLE_IS_SIE' });
    },
  );
});

describe('a workbook of another kind', () => {
  it.each([0, 65_536 - 8 - 10, 200_000])(
    'is protected by a password (its stream is named after %i bytes)',
    async (before) => {
      expect(await refusalOf(container(before, 'EncryptedPackage'))).toMatchObject({ code: 'TABLE_HAS_PASSWORD' });
    },
  );

  it('is in the form of Excel before 2007', async () => {
    expect(await refusalOf(container(512, 'Workbook'))).toMatchObject({ code: 'TABLE_IS_OLD_EXCEL' });
  });

  it('is binary, or of another office', async () => {
    const binary = await workbook({ sheets, parts: { 'xl/workbook.bin': '' } });
    expect(await refusalOf(binary)).toMatchObject({ code: 'WORKBOOK_NOT_XLSX', details: { format: '.xlsb' } });
    const declared = '<Types><Override ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/></Types>';
    const renamed = await workbook({ sheets, parts: { '[Content_Types].xml': declared } });
    expect(await refusalOf(renamed)).toMatchObject({ code: 'WORKBOOK_NOT_XLSX', details: { format: '.xlsb' } });
    const open = await packed({ mimetype: 'application/vnd.oasis.opendocument.spreadsheet', 'content.xml': '<a/>' });
    expect(await refusalOf(open)).toMatchObject({ code: 'WORKBOOK_NOT_XLSX', details: { format: '.ods' } });
  });

  it.each<[string, Record<string, string>]>([
    ['a project of Visual Basic', { 'xl/vbaProject.bin': '' }],
    ['a project of Visual Basic in another place', { 'xl/code/VBAPROJECT.BIN': '' }],
    ['a sheet of macros', { 'xl/macrosheets/sheet1.xml': '' }],
    ['its content type', { '[Content_Types].xml': '<Types><Override ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>' }], // prettier-ignore
    ['a relationship to one', { 'xl/_rels/workbook.xml.rels': '<Relationships><Relationship Id="a" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" Target="x.bin"/></Relationships>' }], // prettier-ignore
  ])('has macros: %s', async (_, parts) => {
    expect(await refusalOf(await workbook({ sheets, parts }))).toMatchObject({ code: 'WORKBOOK_HAS_MACROS' });
  });

  it.each<[string, Record<string, string>]>([
    ['a part', { 'xl/externalLinks/externalLink1.xml': '<externalLink/>' }],
    ['a relationship', { 'xl/_rels/workbook.xml.rels': '<Relationships><Relationship Id="a" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/externalLink" Target="file:///H:/budget.xlsx" TargetMode="External"/></Relationships>' }], // prettier-ignore
  ])('takes values from other files: %s', async (_, parts) => {
    expect(await refusalOf(await workbook({ sheets, parts }))).toMatchObject({ code: 'WORKBOOK_HAS_EXTERNAL_LINKS' });
  });
});
