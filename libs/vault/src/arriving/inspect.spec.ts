import { describe, expect, it } from '@jest/globals';

import { objectStream, pdfOf, zipOf } from './arriving.fixture.js';
import { LARGEST_DOCUMENT } from './arriving-file.js';
import { inspect } from './inspect.js';

async function* pieces(bytes: Buffer): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 1000) yield await Promise.resolve(bytes.subarray(at, at + 1000));
}
const file = (name: string, content: string | Buffer) => ({ name, bytes: () => pieces(Buffer.from(content)) });
const formatOf = async (name: string, content: string | Buffer) => (await inspect(file(name, content))).format;
const FORMATS: Readonly<Record<string, string>> = {
  ...{ pdf: 'pdf', faktura: 'pdf', jpg: 'jpeg', jpeg: 'jpeg', png: 'png', tif: 'tiff', xml: 'xml' },
  ...{ se: 'sie', csv: 'csv', txt: 'text', xls: 'xls' },
};
const OLE = Buffer.from('d0cf11e0a1b11ae1', 'hex');
const utf16 = (text: string) => Buffer.from(text, 'utf16le');

describe('a file that arrives', () => {
  it.each<[string, string | Buffer]>([
    ['faktura.pdf', pdfOf('<< /Type /Catalog >>')],
    ['FAKTURA.PDF', Buffer.concat([Buffer.from('skräp före\n'), pdfOf('<< >>')])],
    ['faktura', pdfOf('<< >>')],
    ['kvitto.jpg', Buffer.from('ffd8ffe000104a464946', 'hex')],
    ['kvitto.jpeg', Buffer.from('ffd8ffe1', 'hex')],
    ['kvitto.png', Buffer.from('89504e470d0a1a0a0000', 'hex')],
    ['kvitto.tif', Buffer.from('49492a0008000000', 'hex')],
    ['faktura.xml', '<?xml version="1.0"?><Invoice/>'],
    ['faktura.xml', '\ufeff<Invoice/>'],
    ['faktura.xml', Buffer.concat([Buffer.from('fffe', 'hex'), utf16('<?xml version="1.0"?><a/>')])],
    ['bok.se', '#FLAGGA 0\r\n#PROGRAM "x" 1\r\n'],
    ['lista.csv', 'Konto;Belopp\r\n4010;12,50\r\n'],
    ['lista.txt', Buffer.from('R\xe4kning\r\n', 'latin1')],
    ['gammal.xls', Buffer.concat([OLE, Buffer.alloc(500), utf16('Workbook\0')])],
  ])('%s is what it says', async (name, content) => {
    expect(await formatOf(name, content)).toBe(FORMATS[/[^.]+$/.exec(name)?.[0]?.toLowerCase() ?? '']);
  });

  it.each<[string, Record<string, string>, string]>([
    ['bok.xlsx', { '[Content_Types].xml': '', 'xl/workbook.xml': '<a/>' }, 'xlsx'],
    ['avtal.docx', { 'word/document.xml': '<a/>' }, 'docx'],
    ['avtal.odt', { mimetype: 'application/vnd.oasis.opendocument.text', 'content.xml': '' }, 'odt'],
    ['bok.ods', { mimetype: 'application/vnd.oasis.opendocument.spreadsheet' }, 'ods'],
  ])('%s is a document, packed as such are', async (name, parts, format) => {
    expect(await formatOf(name, await zipOf(parts))).toBe(format);
  });

  it.each<[string, string, string | Buffer | Promise<Buffer>]>([
    ['DOCUMENT_EMPTY', 'tom.pdf', ''],
    ['FILE_NOT_WHAT_IT_SAYS', 'faktura.pdf', '<Invoice/>'],
    ['FILE_NOT_WHAT_IT_SAYS', 'faktura.xml', pdfOf('<< >>')],
    ['FILE_NOT_WHAT_IT_SAYS', 'faktura.exe', pdfOf('<< >>')],
    ['FILE_NOT_WHAT_IT_SAYS', 'bok.xlsx', zipOf({ 'word/document.xml': '' })],
    ['DOCUMENT_TYPE_UNKNOWN', 'program.pdf', Buffer.from('4d5a90000300', 'hex')],
    ['DOCUMENT_TYPE_UNKNOWN', 'program', Buffer.from('7f454c460201', 'hex')],
    ['DOCUMENT_TYPE_UNKNOWN', 'brev.doc', Buffer.concat([OLE, utf16('WordDocument\0')])],
    ['DOCUMENT_HAS_MACROS', 'bok.xls', Buffer.concat([OLE, utf16('Workbook\0'), utf16('_VBA_PROJECT')])],
    ['DOCUMENT_HAS_MACROS', 'bok.xlsx', zipOf({ 'xl/workbook.xml': '', 'xl/vbaProject.bin': 'x' })],
    [
      'DOCUMENT_HAS_MACROS',
      'avtal.odt',
      zipOf({ mimetype: 'application/vnd.oasis.opendocument.text', 'Basic/a.xml': '' }),
    ],
    ['DOCUMENT_IS_ACTIVE', 'sida.xml', '<?xml version="1.0"?><html><body/></html>'],
    ['DOCUMENT_IS_ACTIVE', 'sida.txt', '<!DOCTYPE html><p>'],
    ['DOCUMENT_IS_ACTIVE', 'bild.xml', '<svg xmlns="http://www.w3.org/2000/svg"/>'],
    ['DOCUMENT_IS_ACTIVE', 'skript.txt', '#!/bin/sh\nrm -r /\n'],
    ['ARCHIVE_IN_ARCHIVE', 'mapp.zip', zipOf({ 'faktura.pdf': pdfOf('<< >>') })],
    ['DOCUMENT_UNREADABLE', 'bok.xlsx', Buffer.from('504b030414000000', 'hex')],
    ['XML_DOCTYPE_FORBIDDEN', 'bomb.xml', '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">]><a>&lol;</a>'],
    [
      'XML_DOCTYPE_FORBIDDEN',
      'bomb.xml',
      Buffer.concat([Buffer.from('fffe', 'hex'), utf16('<?xml version="1.0"?><!DOCTYPE a []><a/>')]),
    ],
    ['PDF_HAS_SCRIPTS', 'a.pdf', pdfOf('<< /OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >> >>')],
    ['PDF_HAS_SCRIPTS', 'a.pdf', pdfOf('<< /S /J#61vaScript >>')],
    ['PDF_HAS_SCRIPTS', 'a.pdf', pdfOf('<< /S/Launch/F(a) >>')],
    ['PDF_HAS_SCRIPTS', 'a.pdf', pdfOf(objectStream('1 0 << /S /JavaScript >>'))],
    ['PDF_HAS_SCRIPTS', 'a.pdf', pdfOf(objectStream('1 0 << /S /Java#53cript >>', '/Obj#53tm'))],
    ['PDF_IS_ENCRYPTED', 'a.pdf', Buffer.concat([pdfOf('<< >>'), Buffer.from('trailer << /Encrypt 9 0 R >>')])],
    ['PDF_CARRIES_PROGRAMS', 'a.pdf', pdfOf('<< /Type /Filespec /F (betala.EXE) /EF << >> >>')],
    ['PDF_CARRIES_PROGRAMS', 'a.pdf', pdfOf(`<< /UF <FEFF${utf16('a.bat').swap16().toString('hex')}> >>`)],
  ])('is refused with %s', async (code, name, content) => {
    await expect(inspect(file(name, await content))).rejects.toMatchObject({ code });
  });

  it('may carry an invoice in a PDF, and words that look like code on its pages', async () => {
    expect(await formatOf('a.pdf', pdfOf('<< /Type /Filespec /F (factur-x.xml) >>'))).toBe('pdf');
    expect(await formatOf('a.pdf', pdfOf(objectStream('(/JavaScript)', '/XObject'), '<< /JSfoo 1 >>'))).toBe('pdf');
  });

  it('is never held beyond its limit', async () => {
    let given = 0;
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (; ; given += 1 << 20) yield await Promise.resolve(Buffer.alloc(1 << 20));
    }
    await expect(inspect({ name: 'a.pdf', bytes: endless })).rejects.toMatchObject({ code: 'DOCUMENT_TOO_LARGE' });
    expect(given).toBeLessThanOrEqual(LARGEST_DOCUMENT);
  });

  it('is refused unread where its size is known', async () => {
    const unread = (): AsyncIterable<Uint8Array> => {
      throw new Error('It was read');
    };
    await expect(inspect({ name: 'a.pdf', size: LARGEST_DOCUMENT + 1, bytes: unread })).rejects.toMatchObject({
      code: 'DOCUMENT_TOO_LARGE',
    });
  });
});
