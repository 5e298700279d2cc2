import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { arrivals } from './arrivals.js';
import { pdfOf, renamed, zipOf } from './arriving.fixture.js';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'bidragsbok-arrivals-'));
});
afterEach(() => {
  rmSync(dir, { recursive: true });
});

/** Every arrival as its name and what becomes of it when it is read. */
async function outcomes(path: string): Promise<readonly (readonly [string, string])[]> {
  const found: [string, string][] = [];
  for await (const arrival of arrivals(path)) {
    if ('refused' in arrival) found.push([arrival.name, arrival.refused.code]);
    else found.push([arrival.file.name, await read(arrival.file.bytes())]);
  }
  return found;
}
async function read(bytes: AsyncIterable<Uint8Array>): Promise<string> {
  try {
    let text = '';
    for await (const chunk of bytes) text += Buffer.from(chunk).toString();
    return text;
  } catch (error) {
    return (error as { readonly code: string }).code;
  }
}
const put = (name: string, bytes: Buffer | string): string => {
  writeFileSync(join(dir, name), bytes);
  return join(dir, name);
};

describe('what arrives', () => {
  it('is the file itself', async () => {
    expect(await outcomes(put('a.txt', 'a'))).toEqual([['a.txt', 'a']]);
    await expect(outcomes(join(dir, 'b'))).rejects.toMatchObject({ code: 'FILE_NOT_FOUND' });
  });

  it('is every file of a folder and below, by name, without what nobody sent', async () => {
    mkdirSync(join(dir, 'mars', '__MACOSX'), { recursive: true });
    for (const name of ['b.txt', 'mars/å.txt', 'mars/a.txt', '.DS_Store', 'mars/._a.txt', 'mars/__MACOSX/x'])
      put(name, name);
    symlinkSync('/etc/hostname', join(dir, 'länk.txt'));
    expect(await outcomes(dir)).toEqual(['b.txt', 'mars/a.txt', 'mars/å.txt'].map((name) => [name, name]));
  });

  it('is every file of a ZIP, by name, and a packed document is a document', async () => {
    const zip = put(
      'allt.zip',
      await zipOf({ 'b.txt': 'b', 'mars/å.txt': 'å', '__MACOSX/a': 'x', 'mars/.DS_Store': 'x' }),
    );
    expect(await outcomes(zip)).toEqual([
      ['b.txt', 'b'],
      ['mars/å.txt', 'å'],
    ]);
    const book = put('bok.xlsx', await zipOf({ 'xl/workbook.xml': 'x' }));
    expect((await outcomes(book)).map(([name]) => name)).toEqual(['bok.xlsx']);
  });

  it.each([
    ['../x.txt', 'ARCHIVE_NAME_CLIMBS_OUT'],
    ['/ab/x.txt', 'ARCHIVE_NAME_CLIMBS_OUT'],
    ['c:/x.txt ', 'ARCHIVE_NAME_CLIMBS_OUT'],
    ['a\\..\\x.tx', 'ARCHIVE_NAME_CLIMBS_OUT'],
  ])('refuses the name %s alone', async (name, code) => {
    const plain = 'x'.repeat(name.length);
    const zip = put('allt.zip', renamed(await zipOf({ [plain]: 'ont', 'ö.txt': 'gott' }), plain, name));
    expect(await outcomes(zip)).toEqual([
      [name, code],
      ['ö.txt', 'gott'],
    ]);
  });

  it('refuses a link, and a name that stands there twice', async () => {
    expect(await outcomes(put('a.zip', await zipOf({ länk: '/etc/passwd' }, 0o120777)))).toEqual([
      ['länk', 'ARCHIVE_HOLDS_LINK'],
    ]);
    const twice = renamed(await zipOf({ 'a.txt': 'ena', 'b.txt': 'andra' }), 'b.txt', 'a.txt');
    expect(await outcomes(put('b.zip', twice))).toEqual([
      ['a.txt', 'ena'],
      ['a.txt', 'ARCHIVE_NAME_TWICE'],
    ]);
  });

  it('refuses what unpacks to far more than it is, and what unpacks to more than it says', async () => {
    const bomb = await zipOf({ 'bomb.txt': Buffer.alloc(50_000_000), 'ö.pdf': pdfOf('<< >>') });
    const found = await outcomes(put('bomb.zip', bomb));
    expect(found.map(([name, text]) => [name, text.slice(0, 12)])).toEqual([
      ['bomb.txt', 'ARCHIVE_BOMB'],
      ['ö.pdf', '%PDF-1.7\n1 0'],
    ]);
    const large = await zipOf({ 'bild.png': Buffer.alloc(101 * (1 << 20)) });
    expect(await outcomes(put('large.zip', large))).toEqual([['bild.png', 'DOCUMENT_TOO_LARGE_IN_ARCHIVE']]);
    const lying = Buffer.from(await zipOf({ 'a.txt': 'x'.repeat(5000) }));
    for (const [signature, at] of [
      ['504b0102', 24],
      ['504b0304', 22],
    ] as const) {
      const header = lying.indexOf(Buffer.from(signature, 'hex'));
      if (lying.readUInt32LE(header + at) === 5000) lying.writeUInt32LE(50, header + at);
    }
    expect(await outcomes(put('lying.zip', lying))).toEqual([['a.txt', 'ARCHIVE_BROKEN']]);
  });

  it('refuses a ZIP that is cut off, or locked', async () => {
    const zip = await zipOf({ 'a.txt': 'a' });
    await expect(outcomes(put('a.zip', zip.subarray(0, 30)))).rejects.toMatchObject({ code: 'ARCHIVE_BROKEN' });
    const locked = Buffer.from(zip);
    for (const [signature, at] of [
      ['504b0102', 8],
      ['504b0304', 6],
    ] as const) {
      const flags = locked.indexOf(Buffer.from(signature, 'hex')) + at;
      locked.writeUInt16LE(locked.readUInt16LE(flags) | 1, flags);
    }
    expect(await outcomes(put('b.zip', locked))).toEqual([['a.txt', 'ARCHIVE_HAS_PASSWORD']]);
  });
});
