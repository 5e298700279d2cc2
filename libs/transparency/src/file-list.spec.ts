import { describe, expect, it } from '@jest/globals';

import { readFileList, writeFileList } from './file-list.js';
import { MalformedNote } from './signed-note.js';

const [one, other] = ['0'.repeat(64), 'f'.repeat(64)];
const list = { format: 'bidragsbok.export/v1', origin: 'bidragsbok/2321000164', size: 17 };
const files = new Map([
  ['vkey', other],
  ['entries/000000.jsonl', one],
]);
const text = `bidragsbok.export/v1\nbidragsbok/2321000164\n17\n${one} entries/000000.jsonl\n${other} vkey\n`;
const signed = (of: string) => `${of}\n— bidragsbok/2321000164 AAAA\n`;

describe('a list of files', () => {
  it('is written in the order of their paths, and read as it was written', () => {
    expect(writeFileList({ ...list, files })).toBe(text);
    expect(readFileList(signed(text))).toEqual({ ...list, files });
  });

  it.each([
    ['nothing', ''],
    ['no note', text],
    ['no size', signed(text.replace('\n17\n', '\n0\n'))],
    ['no hash', signed(text.replace(one, one.slice(1)))],
    ['no path', signed(text.replace(' vkey', ''))],
    ['a path with a space', signed(text.replace('vkey', 'v key'))],
  ])('is none where it has %s', (_, note) => {
    expect(() => readFileList(note)).toThrow(MalformedNote);
  });
});
