import { text as textOf } from 'node:stream/consumers';
import { Readable } from 'node:stream';

import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';

import { amountCell, dateCell, integerCell, textCell } from '../written/written-cell.js';
import type { SheetColumn, WrittenRow } from '../written/written-sheet.js';
import { csv, type CsvOptions } from './csv.js';

const columns: readonly SheetColumn[] = [
  { heading: 'Text', holds: 'text' },
  { heading: 'Belopp', holds: 'amount' },
  { heading: 'Datum', holds: 'date' },
  { heading: 'Antal', holds: 'integer' },
];
/** The file without its byte order mark, which decoding takes away. */
const written = (rows: Iterable<WrittenRow> | AsyncIterable<WrittenRow>, options?: CsvOptions) =>
  textOf(Readable.from(csv({ columns, rows }, options)));

const rowsIn = (file: string): string[][] => parse(file, { delimiter: ';', record_delimiter: '\r\n' });

describe('a CSV file', () => {
  it('has headings and rows as Swedish programs read them', async () => {
    const rows = [
      [textCell('Åre; "Öre"'), amountCell(-123450), dateCell('2026-02-28'), integerCell(7)],
      [null, amountCell(5)],
    ];
    expect(await written(rows)).toBe('Text;Belopp;Datum;Antal\r\n"Åre; ""Öre""";-1234,50;2026-02-28;7\r\n;0,05;;\r\n');
  });

  it('begins with a byte order mark', async () => {
    const first: unknown = (await Readable.from(csv({ columns, rows: [] })).toArray()).at(0);
    expect([...(first as Buffer).subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  });

  it('has a decimal point where that is asked for', async () => {
    expect(await written([[null, amountCell('-0.50')]], { decimalSign: '.' })).toContain('\r\n;-0.50;;\r\n');
  });

  it.each(['=cmd|x', '+1', '-1', '@x', '\tx', '\rx'])(
    'holds no formula: %j is a text with an apostrophe',
    async (text) => {
      const row = rowsIn(await written([[textCell(text), amountCell(-100)]])).at(1);
      expect(row).toEqual([`'${text}`, '-1,00', '', '']);
    },
  );

  it('gives back every text that begins as a text does', async () => {
    const text = fc.string({ unit: 'binary', minLength: 1 }).filter((value) => !/^[=+\-@\t\r\ufeff]/.test(value));
    await fc.assert(
      fc.asyncProperty(fc.array(text, { maxLength: 5 }), async (texts) => {
        const file = await written(texts.map((value) => [textCell(value), amountCell(1)]));
        const [, ...rows] = rowsIn(file);
        expect(rows).toEqual(texts.map((value) => [value, '0,01', '', '']));
      }),
    );
  });

  it('asks for its rows as they are written', async () => {
    let asked = 0;
    const endless = function* (): Generator<WrittenRow> {
      for (;;) yield [integerCell(++asked)];
    };
    for await (const chunk of csv({ columns, rows: endless() })) {
      if (chunk.includes('1;')) break;
    }
    expect(asked).toBe(500);
  });
});
