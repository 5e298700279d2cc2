import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import iconv from 'iconv-lite';

import { imports } from '#read-models';
import { filesThatHold } from '#spec-kit';
import { textCell, workbook } from '#tabular';

import { importLedger } from '../imports.js';
import { withKeptFile } from '../kept-file.js';
import { ACCOUNTANT, APPROVER, BOOK, bookFacts, Scene } from '../scene.fixture.js';
import { sieFile, voucher } from '../sie.fixture.js';
import { HEADINGS, MAPPING } from '../year-of-files.fixture.js';

const LATER = '2034-01-02T08:00:00.000Z';
const decision = { body: 'Regionarkivet', date: '2034-01-02', caseNumber: 'ARK-1' };
const ours = voucher(
  ['LR 1', '2026-01-10'],
  [
    ['7411', '6 "28101"', '1.00'],
    ['2511', '', '-1.00'],
  ],
  'Lön Åsa Öberg',
);
const nobodys = voucher(
  ['LR 7', '2026-01-11'],
  [
    ['6411', '', '9.00'],
    ['2511', '', '-9.00'],
  ],
  'Lön Pär Åm',
);

let scene: Scene;
const held = (...texts: readonly string[]) => filesThatHold(scene.book.dir, texts);
const erase = async (what: object) => {
  const said = { act: 'gallring', decision, ground: 'archive-disposal', paragraph: 'Arkivlagen 10 §' };
  await scene.tell('ErasePrivateParts', { ...said, ...what }, { by: ACCOUNTANT });
  return scene.tell('ConfirmAct', { act: 'gallring' }, { by: APPROVER });
};
afterEach(() => scene.close());

describe('an import that is erased as a whole', () => {
  const NAME = 'löner till Åsa.se';
  const SIGNED = '#GEN 20260201 "Utförd av Ylva"';
  const file = (...vouchers: readonly string[]) => iconv.encode(sieFile([SIGNED, ...vouchers]), 'cp437');
  const take = (content: Buffer, name: string) => scene.takeFile(scene.file(content, name));
  const texts = ['Lön Åsa Öberg', 'Lön Pär Åm', 'Utförd av Ylva', NAME, 'löner till'];
  beforeEach(async () => {
    scene = await Scene.begin({ scope: 'grant' });
    await take(file(ours, nobodys), NAME);
    scene.wait(LATER);
  });
  const imported = async () => await imports(scene.book.models.db, await scene.book.moment());

  it('leaves neither its name nor a text, not even of what was not recorded', async () => {
    expect(held(...texts)).not.toEqual([]);
    const [row] = await imported();
    const events = await erase({ imports: [row?.import] });
    expect(events[0]?.data).toMatchObject({ files: [{ import: row?.import, before: row?.sha256, whole: true }] });
    expect(held(...texts)).toEqual([]);
    expect((await scene.history()).rows.some(({ says }) => says[0]?.includes('namnet är raderat'))).toBe(true);
  });

  it('is never stored again, whichever file its vouchers come in', async () => {
    const [row] = await imported();
    await erase({ imports: [row?.import] });
    expect((await scene.takeFile(join(scene.data, NAME))).vouchers).toMatchObject({ known: 1, outOfScope: 1 });
    expect(held(...texts)).toEqual([]);
    // What is new in a later file is its own, and its name is another.
    const fresh = voucher(
      ['LR 8', '2026-02-11'],
      [
        ['7411', '6 "28101"', '2.00'],
        ['2511', '', '-2.00'],
      ],
      'Lön Siv',
    );
    const later = await take(file(nobodys, fresh, ours), 'mars.se');
    expect(later.vouchers).toMatchObject({ taken: 1, known: 1, outOfScope: 1 });
    expect(held('Lön Åsa Öberg', 'Lön Pär Åm')).toEqual([]);
    expect(held('Lön Siv').length).toBe(2);
    const again = await scene.takeFile(join(scene.data, 'mars.se'));
    expect(again).toMatchObject({ sha256: later.sha256, vouchers: { known: 2 } });
  });
});

describe('a file with one row per posting', () => {
  const ROWS = [
    '7411;LR;1;2026-01-10;2026-01-10;100,00;Lön Åsa Öberg;31000;28101',
    '2511;LR;1;2026-01-10;2026-01-10;-100,00;Lön Åsa Öberg;;',
    '7411;LR;2;2026-01-11;2026-01-11;50,00;Lön Bo Ek;31000;28101',
    '2511;LR;2;2026-01-11;2026-01-11;-50,00;Lön Bo Ek;;',
  ];
  const LR1 = { vouchers: [{ book: BOOK, series: 'LR', number: '1' }] };
  const take = (path: string) => {
    const saved = { mapping: 'huvudbok', revision: 0 };
    return importLedger({ file: path, to: scene.book, book: BOOK, mapping: MAPPING, saved });
  };
  beforeEach(async () => {
    scene = await Scene.begin();
    await scene.tell('SaveMapping', { mapping: 'huvudbok', columns: MAPPING });
    scene.wait(LATER);
  });
  const texts = async () => {
    const [row] = await imports(scene.book.models.db, await scene.book.moment());
    if (row === undefined) throw new Error('Nothing was taken in');
    return withKeptFile(scene.book, row, async (file) => {
      await file.survey({ privateDimensions: new Set(), see: () => undefined });
      const items = [];
      const reading = file.read({ take: () => true, privateDimensions: new Set() });
      for await (const batch of reading.items) items.push(...batch);
      return items.map((item) => (item.kind === 'voucher' ? [item.number, item.text, item.lines.length] : item.code));
    });
  };

  it.each(['utf-8', 'windows-1252', 'utf-16le'])('loses the texts of a voucher in %s', async (encoding) => {
    const bytes = iconv.encode([HEADINGS, ...ROWS, ''].join('\r\n'), encoding, { addBOM: encoding === 'utf-16le' });
    const path = scene.file(bytes, 'lista.csv');
    await take(path);
    expect(held('Lön Åsa Öberg').length).toBe(2);
    await erase(LR1);
    expect(held('Lön Åsa Öberg')).toEqual([]);
    expect(await texts()).toEqual([
      ['1', '', 2],
      ['2', 'Lön Bo Ek', 2],
    ]);
    expect((await take(path)).vouchers).toMatchObject({ known: 2 });
    expect(held('Lön Åsa Öberg')).toEqual([]);
  });

  it('loses them in a workbook', async () => {
    const columns = HEADINGS.split(';').map((heading) => ({ heading, holds: 'text' as const }));
    const rows = ROWS.map((row) => row.split(';').map(textCell));
    const bytes = await buffer(workbook([{ name: 'Huvudbok', columns, rows }]));
    await take(scene.file(bytes, 'lista.xlsx'));
    expect(held('Lön Åsa Öberg').length).toBeGreaterThan(0);
    await erase(LR1);
    expect(held('Lön Åsa Öberg')).toEqual([]);
    expect(await texts()).toEqual([
      ['1', '', 2],
      ['2', 'Lön Bo Ek', 2],
    ]);
  });

  it('is left as it is where it would be read otherwise without them', async () => {
    // A quotation mark that nothing closes is text only as long as another one follows it somewhere.
    const [one = '', contra = '', other = '', last = ''] = ROWS;
    const odd = [other.replace('Lön', '"Lön'), last, one.replace('Lön Åsa Öberg', 'Skärm 24" till Åsa'), contra];
    await take(scene.file([HEADINGS, ...odd, ''].join('\n'), 'lista.csv'));
    const end = await scene.book.log.lastPosition();
    await expect(erase(LR1)).rejects.toMatchObject({ code: 'KEPT_FILE_READ_OTHERWISE' });
    expect(await scene.book.log.lastPosition()).toBe(end);
    expect(held('Lön Åsa Öberg').length).toBe(2);
  });
});

it('books are told apart', async () => {
  scene = await Scene.begin();
  await scene.tell('OpenBook', bookFacts({ book: 'andra' }));
  const file = scene.file(sieFile([ours]));
  await scene.takeFile(file);
  await scene.takeFile(file, { book: 'andra' });
  scene.wait(LATER);
  await erase({ vouchers: [{ book: 'andra', series: 'LR', number: '1' }] });
  expect((await scene.events('VoucherRecorded')).map(({ private: part }) => part === null)).toEqual([false, true]);
  expect(held('Lön Åsa Öberg')).toEqual(['log.db: Lön Åsa Öberg']);
});
