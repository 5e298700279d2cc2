import { describe, expect, it } from '@jest/globals';

import { readPdf, textOf } from '#pdf';
import { amountCell, dateCell, integerCell, textCell, type WrittenRow } from '#tabular';

import type { Paper, PaperBlock } from './paper.js';
import { pdf } from './pdf.js';

const COLUMNS = [
  { heading: 'Verifikation', holds: 'text', width: 14 },
  { heading: 'Rad', holds: 'integer' },
  { heading: 'Bokföringsdag', holds: 'date' },
  { heading: 'Text', holds: 'text', width: 40 },
  { heading: 'Saldo', holds: 'amount' },
] as const;
const row = (number: number, text = 'Läkare på Åsö vårdcentral'): WrittenRow => [
  ...[textCell(`A ${number}`), integerCell(1), dateCell('2026-03-31'), textCell(text), amountCell(-123450 * number)],
];
const rows = (count: number): WrittenRow[] => Array.from({ length: count }, (_, at) => row(at + 1));

const bytesOf = async (...blocks: PaperBlock[]): Promise<Buffer> => {
  const paper: Paper = {
    title: 'Huvudboksutdrag & prov',
    day: '2026-05-01',
    foot: 'Region Exempel · position 12',
    blocks,
  };
  const chunks: Uint8Array[] = [];
  for await (const chunk of pdf(paper)) chunks.push(chunk);
  return Buffer.concat(chunks);
};
const inPieces = async function* (bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
};
const read = async (bytes: Buffer) => readPdf(inPieces(bytes));
const words = (text: string): string => text.replaceAll(/[\s\u00a0]+/g, ' ');
const count = (bytes: Buffer, what: RegExp): number => [...bytes.toString('latin1').matchAll(what)].length;

describe('a paper as PDF/A', () => {
  it('says what it is told, in order, with the letters and the minus of Swedish', async () => {
    const document = await read(
      await bytesOf(
        { kind: 'facts', pairs: [['Organisation', 'Region Exempel'], ['Kontrollpunkt', 'rad ett\nrad två']] }, // prettier-ignore
        { kind: 'heading', text: 'Rader' },
        { kind: 'paragraph', text: 'Från 1 januari – 31 mars.' },
        { kind: 'list', items: ['Ett saknas'] },
        { kind: 'table', columns: COLUMNS, rows: rows(2), foot: () => [[textCell('Summa'), null, null, null, amountCell('-3703.50')]] }, // prettier-ignore
      ),
    );
    expect(words(textOf(document.pages))).toBe(
      'Huvudboksutdrag & prov Organisation Region Exempel Kontrollpunkt rad ett rad två Rader Från 1 januari – 31 mars. ' +
        '– Ett saknas Verifikation Rad Bokföringsdag Text Saldo A 1 1 2026-03-31 Läkare på Åsö vårdcentral −1 234,50 ' +
        'A 2 1 2026-03-31 Läkare på Åsö vårdcentral −2 469,00 Summa −3 703,50 Slut. Dokumentet har 1 sida. ' +
        'Region Exempel · position 12 Sida 1',
    );
  });

  it('writes whole numbers with their thousands apart, as it writes amounts', async () => {
    const columns = [{ heading: 'Hela kronor', holds: 'integer', width: 14 }] as const;
    const numbers = [[integerCell(68_400_000)], [integerCell(-1234)], [integerCell(999)]];
    const { pages } = await read(await bytesOf({ kind: 'table', columns, rows: numbers }));
    expect(words(textOf(pages))).toContain('Hela kronor 68 400 000 −1 234 999');
  });

  it('repeats the headings of a table on each page, and numbers the pages', async () => {
    const { pageCount, pages } = await read(await bytesOf({ kind: 'table', columns: COLUMNS, rows: rows(150) }));
    expect(pageCount).toBeGreaterThan(2);
    for (const [at, texts] of pages.entries()) {
      const text = words(textOf([texts]));
      if (text.includes('Läkare')) expect(text).toMatch(/Verifikation Rad Bokföringsdag Text Saldo A/);
      expect(text).toContain(`Region Exempel · position 12 Sida ${at + 1}`);
    }
    expect(words(textOf(pages))).toContain(`Slut. Dokumentet har ${pageCount} sidor.`);
  });

  it('breaks words wider than their column, and a row taller than a page', async () => {
    const word = 'Ögonblicksinkallelsefaktureringsunderlag'.repeat(5);
    const long = `början ${'vård '.repeat(3000)}slutet`;
    const { pageCount, pages } = await read(
      await bytesOf({ kind: 'table', columns: COLUMNS, rows: [row(1, word), row(2, long), row(3)] }),
    );
    expect(pageCount).toBeGreaterThan(1);
    const all = words(textOf(pages));
    expect(all).toContain('slutet');
    expect(all.replaceAll(' ', '')).not.toContain(word);
    for (const { x, width } of pages.flat()) expect(x + width).toBeLessThanOrEqual(595.28 - 39);
    expect([...all.matchAll(/vård\b/g)]).toHaveLength(3000);
  });

  it('writes a box for a letter that its fonts lack, and never the letter wrongly', async () => {
    const { pages } = await read(await bytesOf({ kind: 'paragraph', text: 'Łódź Ωμέγα 株 slut\u0007' }));
    expect(words(textOf(pages))).toContain('Łódź Ωμέγα □ slut');
  });

  it('is tagged PDF/A-2a in Swedish, with the title of the document', async () => {
    const bytes = await bytesOf({ kind: 'table', columns: COLUMNS, rows: rows(2), foot: () => [row(3)] });
    const text = bytes.toString('latin1');
    expect(text).toContain('<pdfaid:part>2</pdfaid:part>');
    expect(text).toContain('<pdfaid:conformance>A</pdfaid:conformance>');
    expect(text).toContain('Huvudboksutdrag &amp; prov</rdf:li>');
    expect(text).toContain('/Lang (sv-SE)');
    expect(text).toContain('/Marked true');
    expect([count(bytes, /\/S \/Table\b/g), count(bytes, /\/S \/TR\b/g)]).toEqual([1, 4]);
    expect([count(bytes, /\/S \/TH\b/g), count(bytes, /\/S \/TD\b/g)]).toEqual([5, 15]);
    expect([count(bytes, /\/Scope \/Column/g), count(bytes, /\/S \/H1\b/g)]).toEqual([5, 1]);
    expect(text).toContain('D:20260501000000Z');
  });

  it('is the same bytes twice, and others of another content', async () => {
    const table = (): PaperBlock => ({ kind: 'table', columns: COLUMNS, rows: rows(60) });
    const first = await bytesOf(table());
    expect((await bytesOf(table())).equals(first)).toBe(true);
    expect((await bytesOf({ kind: 'table', columns: COLUMNS, rows: rows(61) })).equals(first)).toBe(false);
  });

  it('says so where a table has no rows', async () => {
    const { pages } = await read(await bytesOf({ kind: 'table', columns: COLUMNS, rows: [] }));
    expect(words(textOf(pages))).toContain('Inga rader.');
  });
});
