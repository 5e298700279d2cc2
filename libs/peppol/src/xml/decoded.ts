import { TextDecoder } from 'node:util';

import { DomainError } from '#kernel';

/** An XML declaration ends long before this. */
const HEAD = 256;
/** What a declaration may call the encodings that are read, as TextDecoder knows them. */
const ENCODINGS: Readonly<Record<string, string>> = {
  'utf-8': 'utf-8',
  utf8: 'utf-8',
  'us-ascii': 'utf-8',
  'iso-8859-1': 'iso-8859-1',
  'iso-8859-15': 'iso-8859-15',
  'windows-1252': 'windows-1252',
};
const MARKS: readonly (readonly [string, string])[] = [
  ['\u00ef\u00bb\u00bf', 'utf-8'],
  ['\u00ff\u00fe', 'utf-16le'],
  ['\u00fe\u00ff', 'utf-16be'],
  ['<\u0000', 'utf-16le'],
  ['\u0000<', 'utf-16be'],
];

/**
 * The text of XML, chunk by chunk: by its byte order mark, else by its declaration, else UTF-8 (XML 1.0, appendix F). Refuses
 * with XML_BROKEN an encoding that is not known, and bytes that are none of their encoding.
 */
export async function* decoded(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let decoder: TextDecoder | null = null;
  let held: Uint8Array = new Uint8Array();
  for await (const chunk of bytes) {
    if (decoder !== null) {
      yield decode(decoder, chunk);
      continue;
    }
    held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
    if (held.length < HEAD) continue;
    decoder = decoderOf(held);
    yield decode(decoder, held);
  }
  decoder ??= decoderOf(held);
  yield held.length < HEAD ? decode(decoder, held) : '';
  yield decode(decoder, null);
}

function decode(decoder: TextDecoder, chunk: Uint8Array | null): string {
  try {
    return chunk === null ? decoder.decode() : decoder.decode(chunk, { stream: true });
  } catch {
    throw new DomainError('XML_BROKEN');
  }
}

function decoderOf(bytes: Uint8Array): TextDecoder {
  const head = Buffer.from(bytes.subarray(0, HEAD)).toString('latin1');
  const [, marked] = MARKS.find(([mark]) => head.startsWith(mark)) ?? [];
  const [, declared = 'utf-8'] = /^<\?xml[^>]*?\bencoding\s*=\s*["']([^"']*)["']/.exec(head) ?? [];
  const encoding = marked ?? ENCODINGS[declared.toLowerCase()];
  if (encoding === undefined) throw new DomainError('XML_BROKEN');
  return new TextDecoder(encoding, { fatal: true });
}
