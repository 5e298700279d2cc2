import { TextDecoder } from 'node:util';

import { DomainError } from '#kernel';

/** An XML declaration ends long before this. */
const HEAD = 256;
/** What payroll systems write: the format's own schema is in Latin-1, the files are in either. */
const ENCODINGS: Readonly<Record<string, string>> = {
  'utf-8': 'utf-8',
  utf8: 'utf-8',
  'us-ascii': 'utf-8',
  'iso-8859-1': 'windows-1252',
  'windows-1252': 'windows-1252',
  'utf-16': 'utf-16le',
};
const MARKS: readonly (readonly [bytes: string, encoding: string])[] = [
  ['efbbbf', 'utf-8'],
  ['fffe', 'utf-16le'],
  ['feff', 'utf-16be'],
];

/**
 * The text of an XML file by its byte order mark, else by its declaration, else as UTF-8 (XML 1.0, appendix F). Refuses with
 * PAXML_ENCODING_UNKNOWN.
 */
export function xmlText(bytes: Uint8Array): string {
  const encoding = markedOf(bytes) ?? ENCODINGS[declaredOf(bytes)];
  if (encoding === undefined) throw new DomainError('PAXML_ENCODING_UNKNOWN');
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw new DomainError('PAXML_ENCODING_UNKNOWN');
  }
}

function markedOf(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.subarray(0, 3)).toString('hex');
  return MARKS.find(([mark]) => head.startsWith(mark))?.[1];
}

function declaredOf(bytes: Uint8Array): string {
  const head = Buffer.from(bytes.subarray(0, HEAD)).toString('latin1');
  const [, declared = 'utf-8'] = /^<\?xml[^>]*?\bencoding\s*=\s*["']([^"']*)["']/.exec(head) ?? [];
  return declared.toLowerCase();
}
