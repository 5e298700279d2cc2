import iconv from 'iconv-lite';

export type Utf16 = 'utf-16le' | 'utf-16be';
/** What the text of a table is written in. */
export type TextEncoding = 'utf-8' | Utf16 | 'windows-1252' | 'cp437' | 'ascii';

/** So much of a file's head tells whether every other byte is zero. */
const SAMPLE = 4096;

/** Makes text of bytes, chunk by chunk; a byte order mark at the beginning is left out. */
export interface Decoder {
  write(bytes: Buffer): string;
  end(): string;
}

export function decoderOf(encoding: TextEncoding): Decoder {
  const decoder = iconv.getDecoder(encoding);
  return { write: (bytes) => decoder.write(bytes), end: () => decoder.end() ?? '' };
}

/** UTF-16 by its mark, else by its zeros: all but a few characters of a Swedish table have a zero for their upper byte. */
export function utf16Of(head: Buffer): Utf16 | null {
  const mark = head.toString('latin1', 0, 2);
  if (mark === '\u00ff\u00fe') return 'utf-16le';
  if (mark === '\u00fe\u00ff') return 'utf-16be';
  return utf16ByZeros(head);
}

function utf16ByZeros(head: Buffer): Utf16 | null {
  const pairs = Math.min(SAMPLE, head.length) >> 1;
  let [even, odd] = [0, 0];
  for (let pair = 0; pair < pairs; pair++) {
    if (head[2 * pair] === 0) even++;
    if (head[2 * pair + 1] === 0) odd++;
  }
  if (2 * odd > pairs && 10 * even < odd) return 'utf-16le';
  if (2 * even > pairs && 10 * odd < even) return 'utf-16be';
  return null;
}
