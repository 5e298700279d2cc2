import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, describe, expect, it } from '@jest/globals';

import { columnsInFile } from './mapping-file.js';
import { suggestedMapping } from './suggested-mapping.js';

const bytes = (text: string) => new TextEncoder().encode(text);
const json = (document: unknown) => bytes(JSON.stringify(document));
const COLUMNS = { decimalSign: ',' };

describe('a file with a mapping', () => {
  it('may be a suggestion, a mapping as it is shown, or its columns alone', () => {
    expect(columnsInFile(json({ mapping: COLUMNS, columns: [{ place: 1 }] }))).toEqual(COLUMNS);
    expect(columnsInFile(json({ mapping: 'raindance', revision: 0, columns: COLUMNS }))).toEqual(COLUMNS);
    expect(columnsInFile(json(COLUMNS))).toEqual(COLUMNS);
  });

  it.each([
    ...['', 'Konto;Belopp', '[]', '"text"', '12', 'null'].map((text) => [text, bytes(text)] as const),
    ['a suggestion without a mapping', json({ mapping: null, columns: [] })],
    ['a name without columns', json({ mapping: 'raindance' })],
  ])('is none: %s', (_, file) => {
    expect(() => columnsInFile(file)).toThrow(expect.objectContaining({ code: 'MAPPING_FILE_UNREADABLE' }));
  });
});

describe('a mapping suggested for a file', () => {
  const dir = mkdtempSync(join(tmpdir(), 'bidragsbok-mapping-'));
  afterAll(() => {
    rmSync(dir, { recursive: true });
  });
  const file = (text: string) => {
    const path = join(dir, 'huvudbok.csv');
    writeFileSync(path, text);
    return path;
  };

  it('is made of the file alone', async () => {
    const path = file('Konto;Vernr;Datum;Belopp\r\n4011;12;2026-03-25;1,00\r\n');
    expect(await suggestedMapping(path)).toMatchObject({ headerLine: 1, trial: { lines: 1, refused: 0 } });
  });

  it('is refused where there is no such file, or no header in it', async () => {
    await expect(suggestedMapping(join(dir, 'saknas.csv'))).rejects.toMatchObject({ code: 'FILE_NOT_FOUND' });
    await expect(suggestedMapping(file('ett;två\r\n1;2\r\n'))).rejects.toMatchObject({
      code: 'TABLE_WITHOUT_HEADINGS',
    });
  });
});
