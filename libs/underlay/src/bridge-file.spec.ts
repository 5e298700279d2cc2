import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, it } from '@jest/globals';

import { readPdf, textOf } from '#pdf';
import { bridge, type Bridge } from '#read-models';
import { openTable } from '#tabular';

import { bookFacts, Books, sieText } from './books.fixture.js';
import { bridgeFile } from './bridge-file.js';

const GRANT = 'gnv-2026';
const CHECKPOINT = 'ursprung\n12\nrot';
const FILE = sieText(
  ...['#VER A 1 20260110 "Konsult" 20260110', '{', '#TRANS 7411 {6 "28101"} 10.50', '#TRANS 2511 {} -10.50', '}'],
);
let books: Books;
beforeEach(async () => {
  books = await Books.open(bookFacts('ett'));
  await books.take('ett', FILE);
  const amounts = [{ pot: 'region-population', amount: '1234567.00' }];
  await books.tell('RecordGrantPayment', { grant: GRANT, amounts });
});
afterEach(() => books.close());

async function built(format: 'xlsx' | 'pdf', made: Bridge): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of bridgeFile(books.bidragsbok, { bridge: made, checkpoint: CHECKPOINT }, format))
    chunks.push(chunk);
  return Buffer.concat(chunks);
}
async function found(asOf?: string): Promise<Bridge> {
  const made = await bridge(books.bidragsbok.models.db, GRANT, await books.bidragsbok.moment(asOf));
  if (made === undefined) throw new Error('no bridge');
  return made;
}

it('holds every step, what explains it and what is open, on paper and in a workbook', async () => {
  const made = await found();
  const inOne = async function* (bytes: Uint8Array) {
    yield await Promise.resolve(bytes);
  };
  const paper = textOf((await readPdf(inOne(await built('pdf', made)))).pages).replaceAll(/\s+/g, ' ');
  for (const { what } of made.open) expect(paper).toContain(what.slice(0, 20));
  expect(paper).toContain('1 234 567,00');
  expect(paper).toContain('Ingen intäkt är bokförd');
  const path = join(books.dir, 'bro.xlsx');
  writeFileSync(path, await built('xlsx', made));
  const table = await openTable(path);
  expect(table.sheets.map(({ name }) => name)).toEqual(['Avstämning', 'Förklaringar', 'Öppet']);
  let steps = 0;
  for await (const batch of table.rows('Avstämning')) {
    steps += batch.filter((row) => JSON.stringify(row).includes('Utbetalt (mottaget)')).length;
  }
  expect(steps).toBe(made.rows.filter(({ from, to }) => [from, to].includes('received')).length);
});

it('is the same bytes when it is built again at its position, whatever came since', async () => {
  const { position } = await books.bidragsbok.moment();
  const before = [await built('xlsx', await found()), await built('pdf', await found())];
  await books.tell('RecordGrantPayment', {
    ...{ grant: GRANT, amounts: [{ pot: 'region-population', amount: '5.00' }] },
  });
  const asOf = await found(String(position));
  expect([await built('xlsx', asOf), await built('pdf', asOf)]).toEqual(before);
});
