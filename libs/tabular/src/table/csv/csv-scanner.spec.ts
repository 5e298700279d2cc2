import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { brief } from '../read-back.fixture.js';
import { CsvScanner } from './csv-scanner.js';

const scanned = (pieces: readonly string[], delimiter = ';') => {
  const scanner = new CsvScanner(delimiter);
  return [...pieces.flatMap((piece) => scanner.take(piece)), ...scanner.end('')];
};
const cells = (text: string, delimiter = ';') => scanned([text], delimiter).map((row) => row.cells.map(brief));
const lines = (text: string) => scanned([text]).map(({ line }) => line);

describe('a row of a CSV file', () => {
  it.each(['\n', '\r\n', '\r'])('ends with %j, and the last one may lack it', (end) => {
    expect(cells(['a;b', 'c;d', ''].join(end))).toEqual([['a', 'b'], ['c', 'd']]); // prettier-ignore
    expect(cells(['a;b', 'c;d'].join(end))).toEqual([['a', 'b'], ['c', 'd']]); // prettier-ignore
    expect(lines(['a;b', 'c;d', '', 'e'].join(end))).toEqual([1, 2, 4]);
  });

  it('is counted by the lines of the file where its ends are mixed', () => {
    expect(lines('a\rb\r\n\r\nc\n\nd\r\re')).toEqual([1, 2, 4, 6, 8]);
  });

  it('has null for what is empty, and nothing for what is empty at its end', () => {
    expect(cells(';a;;b;;\n')).toEqual([[null, 'a', null, 'b']]);
    expect(cells(';"";a;""\n')).toEqual([[null, null, 'a']]);
  });

  it('keeps blanks around a text, and a formula, as they stand', () => {
    expect(cells(" a ;\u00a01 234,50;=cmd|'/C calc'!A0;@x;-1\n")).toEqual([
      [' a ', '\u00a01 234,50', "=cmd|'/C calc'!A0", '@x', '-1'],
    ]);
  });

  it.each([';;;', '   ', '\t;\u00a0; ', '"";" ";""', '\u001a', '" \t"'])(
    'is passed over where it holds only %j',
    (row) => {
      expect(scanned([`a;b\n${row}\nc\n${row}`])).toMatchObject([{ line: 1 }, { line: 3 }]);
    },
  );

  it('may lie anywhere among rows that hold nothing', () => {
    const empty = ';;;;\r\n\r\n'.repeat(100_000);
    expect(scanned([empty, `${empty}a;b\r\n`, empty])).toEqual([
      { line: 400_001, cells: [{ kind: 'text', text: 'a' }, { kind: 'text', text: 'b' }] }, // prettier-ignore
    ]);
  });

  it('may not be longer than a mebibyte, and is refused with the line where it begins', () => {
    const long = (length: number) => () => scanned(['a\nb\n', 'x'.repeat(length), '\nc']);
    expect(long((1 << 20) - 1)).not.toThrow();
    expect(long(1 << 20)).toThrow(expect.objectContaining({ code: 'TABLE_ROW_TOO_LONG', details: { line: 3 } }));
    // It is not gathered to its end before it is refused.
    const scanner = new CsvScanner(';');
    scanner.take('a\n');
    expect(() => scanner.take('x'.repeat((1 << 20) + 1))).toThrow(expect.objectContaining({ details: { line: 2 } }));
  });
});

describe('quotation marks', () => {
  it('enclose delimiters, line ends and doubled marks', () => {
    expect(cells('"a;b";"c\r\nd\re\nf";"say ""hi""";""""\n')).toEqual([['a;b', 'c\r\nd\re\nf', 'say "hi"', '"']]);
    expect(lines('"c\r\nd\re\nf"\nb')).toEqual([1, 5]);
  });

  it.each([
    ['5" rör;b', ['5" rör', 'b']],
    ['"Bo" Svensson;b', ['"Bo" Svensson', 'b']],
    ['"Bo;b', ['"Bo', 'b']],
    ['a;"Kalle "Kula" Karlsson";c', ['a', '"Kalle "Kula" Karlsson"', 'c']],
    ['a; "b;c"', ['a', ' "b', 'c"']],
  ])('are characters like any other where they do not enclose the whole cell: %s', (row, expected) => {
    expect(cells(`${row}\n"c";d\n`)).toEqual([expected, ['c', 'd']]);
  });

  it('that are not closed before the file ends are refused with their line', () => {
    expect(() => cells('a;b\nc;d\ne;"f\n')).toThrow(
      expect.objectContaining({ code: 'TABLE_QUOTE_UNCLOSED', details: { line: 3 } }),
    );
  });

  it('do not swallow more than a cell can hold: 65,536 characters, 253 line ends', () => {
    const refusal = expect.objectContaining({ code: 'TABLE_ROW_TOO_LONG', details: { line: 2 } });
    const cell = (text: string) => () => cells(`a\nb;"${text}";c\n`);
    expect(cell('x'.repeat(65_000))).not.toThrow();
    expect(cell('x'.repeat(65_537))).toThrow(refusal);
    expect(cell('x\r\n'.repeat(253))).not.toThrow();
    expect(cell('x\r\n'.repeat(254))).toThrow(refusal);
    expect(() => cells(`a\nb;"c;${'d;e\n'.repeat(100_000)}`)).toThrow(refusal);
  });
});

it('the borders of the pieces in which a text arrives do not show', () => {
  const scrap = fc.constantFrom('a', 'ö', ';', ';', '"', '"', '""', '\r', '\n', '\r\n', ' ', '\u00a0', 'b;"c"', '";"');
  fc.assert(
    fc.property(fc.array(fc.array(scrap, { maxLength: 6 }), { maxLength: 12 }), (pieces) => {
      const texts = pieces.map((piece) => piece.join(''));
      expect(outcome(texts)).toEqual(outcome([texts.join('')]));
      expect(outcome(Array.from(texts.join('')))).toEqual(outcome([texts.join('')]));
    }),
    { numRuns: 1000 },
  );
});

function outcome(pieces: readonly string[]): unknown {
  try {
    return scanned(pieces);
  } catch (error) {
    return (error as { code?: string }).code;
  }
}
