import { DomainError } from '#kernel';

import { decoderOf, type Utf16 } from './csv/text-encoding.js';

const HEAD = 4096;
/** What else is saved under the name of a table, by how it begins. */
const OTHERS: readonly (readonly [RegExp, string])[] = [
  [/^%PDF/, 'det är ett PDF-dokument'],
  [/^(?:\u0089PNG|\u00ff\u00d8\u00ff|GIF8)/, 'det är en bild'],
  [/^\u001f\u008b/, 'den är komprimerad'],
  [/\0/, 'den är ingen text'],
  [/^\s*<(?:!doctype html|html|head|body|table|meta)/i, 'det är en webbsida, även om den kan heta .xls'],
  [/^\s*<[?!a-z]/i, 'det är XML'],
  [/^\s*(?:\{\s*["}]|\[\s*[[{"\]])/, 'det är JSON'],
];

/** Refuses what begins as no table does, with TABLE_IS_SIE or NOT_TABLE_FILE. */
export function refuseOthers(head: Buffer, wide: Utf16 | null): void {
  const text = wide === null ? head.toString('latin1', 0, HEAD) : decoderOf(wide).write(head.subarray(0, HEAD));
  const bare = text.replace(/^\u00ef\u00bb\u00bf/, '');
  if (/^\s*#FLAGGA\b/.test(bare)) throw new DomainError('TABLE_IS_SIE');
  const [, found] = OTHERS.find(([form]) => form.test(bare)) ?? [];
  if (found !== undefined) throw new DomainError('NOT_TABLE_FILE', { found });
}
