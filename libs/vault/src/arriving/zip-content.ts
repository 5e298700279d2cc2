import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';

import { DomainError } from '#kernel';

import type { FileFormat } from './arriving-file.js';

/** What lies in a file that is packed as a ZIP. */
export interface ZipContent {
  /** Of an Office document; null of any other archive. */
  readonly format: FileFormat | null;
  readonly hasMacros: boolean;
}

export const ZIP = Buffer.from('504b0304', 'hex');
/** No document has more parts. */
const MOST_PARTS = 100_000;
/** ECMA-376 and ODF 1.3: the part that says what the document is. */
const FORMATS: readonly (readonly [FileFormat, RegExp])[] = [
  ['xlsx', /^xl\/workbook\.xml$/i],
  ['docx', /^word\/document\.xml$/i],
];
const MIME: Readonly<Record<string, FileFormat>> = {
  'application/vnd.oasis.opendocument.text': 'odt',
  'application/vnd.oasis.opendocument.spreadsheet': 'ods',
};
const MIME_PART = 'mimetype';
const LONGEST_MIME = 100;
/** Programs in documents of Office ([MS-OVBA]) and OpenDocument (ODF 1.3, part 2, 3.3). */
const MACROS = /(?:^|\/)(?:vbaProject\.bin|vbaData\.xml)$|^(?:Basic|Scripts)\/|(?:^|\/)activeX\//i;

/** What a ZIP holds, told by its names and by the type that an OpenDocument declares. Refuses with DOCUMENT_UNREADABLE. */
export async function zipContent(bytes: Buffer): Promise<ZipContent> {
  try {
    const zip = await fromBufferPromise(bytes);
    const entries = await entriesOf(zip);
    const names = entries.map(({ fileName }) => fileName);
    const known = FORMATS.find(([, part]) => names.some((name) => part.test(name)));
    const format = known?.[0] ?? (await declaredFormat(zip, entries));
    return { format, hasMacros: names.some((name) => MACROS.test(name)) };
  } catch {
    throw new DomainError('DOCUMENT_UNREADABLE');
  }
}

async function entriesOf(zip: ZipFile): Promise<readonly Entry[]> {
  const entries: Entry[] = [];
  for await (const entry of zip.eachEntry()) {
    if (entries.push(entry) > MOST_PARTS) throw new DomainError('DOCUMENT_UNREADABLE');
  }
  return entries;
}

async function declaredFormat(zip: ZipFile, entries: readonly Entry[]): Promise<FileFormat | null> {
  const part = entries.find(
    ({ fileName, uncompressedSize }) => fileName === MIME_PART && uncompressedSize <= LONGEST_MIME,
  );
  return part === undefined ? null : (MIME[await textOf(await zip.openReadStreamPromise(part))] ?? null);
}

async function textOf(stream: AsyncIterable<unknown>): Promise<string> {
  let text = '';
  for await (const chunk of stream) text += (chunk as Buffer).toString('latin1');
  return text.trim();
}
