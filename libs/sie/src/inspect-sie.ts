import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';

import { type ByteEncoding, DomainError, EncodingEvidence } from '#kernel';

/** What the bytes of a file are written in, whatever its #FORMAT says. `latin1` is read as Windows-1252. */
export type SieEncoding = ByteEncoding;

/** What a file is, before a record of it is read. */
export interface SieFileFacts {
  /** Lower-case hex of its bytes. */
  readonly sha256: string;
  readonly size: number;
  readonly encoding: SieEncoding;
}

const CHUNK = 1 << 18;
const LEADING_BLANKS = /^(?:\u00ef\u00bb\u00bf)?[\s\u001a]*/;
const SIE5 = /<(?:\w+:)?(?:Sie|SieEntry)[\s>]|http:\/\/www\.sie\.se\/sie5/;
/** What else is saved under the name of a SIE file, by how it begins. */
const OTHERS: readonly (readonly [RegExp, string])[] = [
  [/^$/, 'den är tom'],
  [/^%PDF/, 'det är ett PDF-dokument'],
  [/^<(?:!doctype html|html|head|body)/i, 'det är en webbsida'],
  [/^</, 'det är XML eller HTML'],
  [/^PK\u0003\u0004/, 'det är en ZIP- eller Excelfil'],
  [/^\u001f\u008b/, 'den är komprimerad'],
  [/^(?:\u00ff\u00fe|\u00fe\u00ff)/, 'den är skriven i UTF-16'],
];

/**
 * The first pass over a file: its hash, size and encoding, read in chunks; `onChunk` sees each chunk once, in order,
 * and must use or copy it at once. Refuses with NOT_SIE_FILE and SIE5_NOT_SUPPORTED before the second chunk is read. A
 * file that cannot be opened throws the error of the file system.
 */
export function inspectSie(path: string, onChunk?: (chunk: Buffer) => void): SieFileFacts {
  const file = openSync(path, 'r');
  try {
    const chunk = Buffer.allocUnsafe(CHUNK);
    const [hash, evidence] = [createHash('sha256'), new EncodingEvidence()];
    let size = 0;
    for (;;) {
      const bytes = chunk.subarray(0, readSync(file, chunk, 0, CHUNK, null));
      if (size === 0) refuseUnlessSie(bytes);
      if (bytes.length === 0) break;
      size += bytes.length;
      hash.update(bytes);
      evidence.take(bytes);
      onChunk?.(bytes);
    }
    return { sha256: hash.digest('hex'), size, encoding: evidence.verdict() };
  } finally {
    closeSync(file);
  }
}

function refuseUnlessSie(head: Buffer): void {
  const text = head.toString('latin1', 0, 4096).replace(LEADING_BLANKS, '');
  if (/^#FLAGGA\b/.test(text)) return;
  if (text.startsWith('<') && SIE5.test(text)) throw new DomainError('SIE5_NOT_SUPPORTED');
  const [, found] = OTHERS.find(([form]) => form.test(text)) ?? [null, 'den börjar med något annat'];
  throw new DomainError('NOT_SIE_FILE', { found });
}
