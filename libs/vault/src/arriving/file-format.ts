import type { FileFormat } from './arriving-file.js';
import { isOleWithMacros, OLE } from './ole.js';
import type { ZipContent } from './zip-content.js';

/** What a file turned out to be: of a format that is kept, or why it is not. */
export type Recognised =
  | { readonly format: FileFormat }
  | { readonly refused: 'ARCHIVE_IN_ARCHIVE' | 'DOCUMENT_HAS_MACROS' | 'DOCUMENT_TYPE_UNKNOWN' | 'DOCUMENT_IS_ACTIVE' };

const MAGIC: readonly (readonly [FileFormat, Buffer])[] = [
  ['png', Buffer.from('89504e470d0a1a0a', 'hex')],
  ['jpeg', Buffer.from('ffd8ff', 'hex')],
  ['tiff', Buffer.from('49492a00', 'hex')],
  ['tiff', Buffer.from('4d4d002a', 'hex')],
];
/** Readers of PDF look for it among the first so many bytes. */
const PDF_WITHIN = 1024;
const PDF = Buffer.from('%PDF-');

/** What the bytes are, whatever they are called. `zip` says what lies in them where they are a ZIP. */
export function recognise(bytes: Buffer, zip: ZipContent | null): Recognised {
  const magic = MAGIC.find(([, start]) => bytes.subarray(0, start.length).equals(start));
  if (magic !== undefined) return { format: magic[0] };
  if (bytes.subarray(0, PDF_WITHIN).includes(PDF)) return { format: 'pdf' };
  if (zip !== null) return recogniseZip(zip);
  if (bytes.subarray(0, OLE.length).equals(OLE)) return recogniseOle(bytes);
  return recogniseText(bytes);
}

function recogniseZip({ format, hasMacros }: ZipContent): Recognised {
  if (hasMacros) return { refused: 'DOCUMENT_HAS_MACROS' };
  return format === null ? { refused: 'ARCHIVE_IN_ARCHIVE' } : { format };
}

function recogniseOle(bytes: Buffer): Recognised {
  if (isOleWithMacros(bytes)) return { refused: 'DOCUMENT_HAS_MACROS' };
  const isWorkbook = ['Workbook', 'Book'].some((name) => bytes.includes(Buffer.from(`${name}\0`, 'utf16le')));
  return isWorkbook ? { format: 'xls' } : { refused: 'DOCUMENT_TYPE_UNKNOWN' };
}

/** What no text holds, so that a program is none. */
const CONTROL = /[\0-\x08\x0e-\x1a\x1c-\x1f]/;
/** What a browser would carry out, wherever it begins. */
const ACTIVE = /<(?:!doctype\s+html|html|script|svg|iframe|object|embed)\b|<\?php|^#!/i;
const XML = /^\s*<(?:\?xml\b|[A-Za-z_])/;

function recogniseText(bytes: Buffer): Recognised {
  const head = textOf(bytes.subarray(0, 1 << 16));
  if (head === null) return { refused: 'DOCUMENT_TYPE_UNKNOWN' };
  if (ACTIVE.test(head)) return { refused: 'DOCUMENT_IS_ACTIVE' };
  if (XML.test(head)) return { format: 'xml' };
  if (/^\s*#FLAGGA\b/.test(head)) return { format: 'sie' };
  return { format: /[;,\t]/.test(head.split(/\r?\n|\r/, 1)[0] ?? '') ? 'csv' : 'text' };
}

/** The bytes as text for looking at, in whatever encoding; null where they are none. */
function textOf(bytes: Buffer): string | null {
  const utf16 = utf16Of(bytes);
  const text = utf16 ?? bytes.toString('latin1').replace(/^\xef\xbb\xbf/, '');
  return text === '' || CONTROL.test(text) ? null : text;
}

function utf16Of(bytes: Buffer): string | null {
  const even = bytes.subarray(2, bytes.length - (bytes.length % 2));
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return even.toString('utf16le');
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return Buffer.from(even).swap16().toString('utf16le');
  return null;
}

const EXTENSIONS: Readonly<Record<string, readonly FileFormat[]>> = {
  pdf: ['pdf'],
  xml: ['xml'],
  se: ['sie'],
  si: ['sie'],
  sie: ['sie'],
  csv: ['csv', 'text'],
  tsv: ['csv', 'text'],
  txt: ['text', 'csv'],
  xlsx: ['xlsx'],
  xls: ['xls'],
  docx: ['docx'],
  odt: ['odt'],
  ods: ['ods'],
  png: ['png'],
  jpg: ['jpeg'],
  jpeg: ['jpeg'],
  tif: ['tiff'],
  tiff: ['tiff'],
};

/** The extension that a name has, in small letters; empty where it has none. */
export const extensionOf = (name: string): string => /\.([A-Za-z0-9]{1,8})$/.exec(name)?.[1]?.toLowerCase() ?? '';

/** Whether bytes of a format may bear such a name: one without an extension says nothing. */
export const maybeNamed = (name: string, format: FileFormat): boolean => {
  const extension = extensionOf(name);
  return extension === '' || (EXTENSIONS[extension] ?? []).includes(format);
};

const OFFICE = new Set(['xlsx', 'xlsm', 'docx', 'docm', 'odt', 'ods']);
/** Whether a name is that of a document which is packed as a ZIP, and no archive of documents. */
export const hasOfficeName = (name: string): boolean => OFFICE.has(extensionOf(name));
