import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { brotliDecompressSync, inflateRawSync } from 'node:zlib';

import iconv from 'iconv-lite';

const ENCODINGS = ['utf-8', 'cp437', 'latin1', 'utf-16le', 'utf-16be'];
const PACKED = Buffer.from('PK\u0003\u0004');

/**
 * Every file below a folder that holds the bytes of one of the texts, in whichever encoding, packed or not: `log.db: text`.
 * What is searched for is a beginning of each text too, for a page of a database may hold no more of it.
 */
export function filesThatHold(dir: string, texts: readonly string[]): string[] {
  const needles = texts.flatMap((text) =>
    ENCODINGS.map((encoding) => ({ text, bytes: iconv.encode(text.slice(0, 40), encoding) })),
  );
  return filesIn(dir).flatMap((path) => {
    const contents = unpacked(path);
    const found = needles.filter(({ bytes }) => contents.some((content) => content.includes(bytes)));
    return [...new Set(found.map(({ text }) => `${relative(dir, path)}: ${text.slice(0, 40)}`))];
  });
}

function filesIn(dir: string): string[] {
  return readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .map((name) => join(dir, name))
    .filter((path) => statSync(path).isFile());
}

/** A file as it lies, what its compression holds, and what of that is packed once more, as a workbook is. */
function unpacked(path: string): Buffer[] {
  const bytes = readFileSync(path);
  if (!path.includes('/files/')) return [bytes];
  const content = brotliDecompressSync(bytes);
  return [bytes, content, ...partsOf(content)];
}

function partsOf(content: Buffer): Buffer[] {
  const parts: Buffer[] = [];
  for (let at = content.indexOf(PACKED); at >= 0; at = content.indexOf(PACKED, at + 4)) {
    const start = at + 30 + content.readUInt16LE(at + 26) + content.readUInt16LE(at + 28);
    if (content.readUInt16LE(at + 8) === 8) parts.push(inflateRawSync(content.subarray(start)));
  }
  return parts;
}
