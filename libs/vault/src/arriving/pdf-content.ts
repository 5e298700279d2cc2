import { inflateSync } from 'node:zlib';

/** What a PDF would do by itself, or what keeps it from being looked into; null where there is nothing of the kind. */
export type PdfFault = 'PDF_HAS_SCRIPTS' | 'PDF_IS_ENCRYPTED' | 'PDF_CARRIES_PROGRAMS';

/** Bytes of one unpacked object stream at most: it holds objects, and no pages. */
const LARGEST_STREAM = 64 * (1 << 20);
/** ISO 32000-1, 7.3.5: any character of a name may be written as `#` and its code. */
const ESCAPED = /#([0-9A-Fa-f]{2})/g;
const END = '(?![A-Za-z0-9])';
/** Scripts, programs to start, and media that carry them: ISO 32000-1, 12.6.4 and 13. */
const ACTIVE = new RegExp(`/(?:JavaScript|JS|Launch|RichMedia|Rendition|ImportData|SubmitForm)${END}`);
const ENCRYPTED = new RegExp(`/Encrypt${END}`);
const FILE_NAME = /\/(?:UF|F)\s*(?:\(((?:\\.|[^\\)])*)\)|<([0-9A-Fa-f\s]*)>)/g;
const PROGRAM =
  /\.(?:exe|com|bat|cmd|ps1|vbs|vbe|js|jse|wsf|wsh|hta|msi|scr|jar|lnk|dll|sh|app|docm|xlsm|pptm|html?|svg|zip|7z|rar)$/i;

/**
 * Looks at the objects of a PDF, those in compressed object streams too, and at none of its pages. A name that is written
 * with escapes is read as what it means.
 */
export function pdfFault(bytes: Buffer): PdfFault | null {
  const { objects, streams } = taken(bytes);
  const plain = unescaped(objects);
  if (ENCRYPTED.test(plain)) return 'PDF_IS_ENCRYPTED';
  for (const text of [plain, ...streams.map(unescaped)]) {
    if (ACTIVE.test(text)) return 'PDF_HAS_SCRIPTS';
    if (namesIn(text).some((name) => PROGRAM.test(name.trim()))) return 'PDF_CARRIES_PROGRAMS';
  }
  return null;
}

const unescaped = (text: string): string =>
  text.replace(ESCAPED, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));

/** What stands outside of streams, and object streams as they are once unpacked. */
function taken(bytes: Buffer): { readonly objects: string; readonly streams: readonly string[] } {
  const text = bytes.toString('latin1');
  const streams: string[] = [];
  let objects = '';
  let from = 0;
  for (const match of text.matchAll(/\bstream\r?\n/g)) {
    if (match.index < from) continue;
    const begins = match.index + match[0].length;
    const ends = text.indexOf('endstream', begins);
    const before = text.slice(from, match.index);
    objects += before;
    if (ends === -1) return { objects: objects + text.slice(begins), streams };
    if (/\/ObjStm(?![A-Za-z0-9])/.test(unescaped(before.slice(before.lastIndexOf('obj'))))) {
      streams.push(unpacked(bytes.subarray(begins, ends)));
    }
    from = ends;
  }
  return { objects: objects + text.slice(from), streams };
}

/** An object stream that is packed in another way than all PDF programs pack them is read as it stands. */
function unpacked(bytes: Buffer): string {
  try {
    return inflateSync(bytes, { maxOutputLength: LARGEST_STREAM }).toString('latin1');
  } catch {
    return bytes.toString('latin1');
  }
}

function namesIn(text: string): readonly string[] {
  return Array.from(text.matchAll(FILE_NAME), ([, literal, hex]) => {
    const name =
      literal === undefined ? Buffer.from((hex ?? '').replace(/\s/g, ''), 'hex') : Buffer.from(literal, 'latin1');
    return name[0] === 0xfe && name[1] === 0xff
      ? Buffer.from(name.subarray(2, name.length - (name.length % 2)))
          .swap16()
          .toString('utf16le')
      : name.toString('latin1');
  });
}
