import { describe, expect, it } from '@jest/globals';

import type { WrittenCorrection, WrittenEntry, WrittenVoucher } from './voucher-records.js';
import { bytesOf, entry, head, readBack, textOf, voucher } from './write.fixture.js';
import { sieFile } from './write-sie.js';

const linesOf = async (...vouchers: readonly WrittenVoucher[]) =>
  (await textOf(vouchers)).split('\r\n').filter((line) => /^#(?:VER|[BR]?TRANS)/.test(line));

describe('a SIE 4 file', () => {
  it('leaves a brace in an account as it is', async () => {
    const written = voucher({ entries: [entry('{ 4010', 0, { objects: [['6', '28101']] })] });
    expect((await linesOf(written)).at(-1)).toContain('#TRANS "{ 4010" {6 28101} 0.00');
  });

  it('keeps the first letter of an object whose byte would be a blank in Unicode', async () => {
    const { items } = readBack(await bytesOf([voucher({ entries: [entry('4010', 0, { objects: [['á\\', 'Φ']] })] })]));
    expect(items).toMatchObject([{ lines: [{ objects: [['á\\', 'Φ']] }] }]);
  });

  it('reads as an accountant expects it', async () => {
    const struck: WrittenCorrection = { kind: 'struck', ...entry('4010', 7_000, { text: 'Fel konto' }) };
    expect((await textOf([voucher({ corrections: [struck] })])).split('\r\n')).toEqual([
      '#FLAGGA 0',
      '#PROGRAM "Bidragsbok" 0.1.0',
      '#FORMAT PC8',
      '#GEN 20270115',
      '#SIETYP 4',
      '#PROSA "Bara det som rör bidraget"',
      '#ORGNR 232100-0164',
      '#FNAMN "Region Åland \\"Norr\\""',
      '#RAR 0 20260101 20261231',
      '#KPTYP BAS2026',
      '#KONTO 1930 "Bank"',
      '#KTYP 1930 T',
      '#KONTO 4010 "Vårdtjänster"',
      '#DIM 6 "Projekt"',
      '#UNDERDIM 21 "Delprojekt" 6',
      '#OBJEKT 6 28101 "Hälsoval"',
      '#IB 0 1930 100.00',
      '#UB 0 1930 50.00',
      '#RES 0 4010 50.00',
      '#VER A 1 20260228 "Faktura" 20260302 "AB"',
      '{',
      '#BTRANS 4010 {} 70.00 20260228 "Fel konto"',
      '#TRANS 4010 {6 28101} 50.00 20260228',
      '#TRANS 1930 {} -50.00 20260228',
      '}',
      '',
    ]);
  });

  it('is read back by our own reader, its head too', async () => {
    const { items, summary, encoding } = readBack(await bytesOf([voucher()]));
    expect(items).toEqual([voucher()]);
    expect(encoding).toBe('cp437');
    expect(summary).toMatchObject({
      ...{ kind: 'SIE4E', type: 4, flag: '0', program: 'Bidragsbok 0.1.0', format: 'PC8', generated: '2027-01-15' },
      ...{ organisationNumber: '2321000164', name: head.name, financialYears: head.financialYears },
      ...{ chart: head.chart, dimensions: head.dimensions, unreconciledAccounts: [], checksum: 'none' },
      deviations: { unclosedQuotes: 0, strayText: 0, unknownTrailingFields: 0 },
    });
  });

  it('carries a check figure that agrees, where one is asked for', async () => {
    const bytes = await bytesOf([voucher({ text: 'Åre "norr" \\"' })], { withChecksum: true });
    expect(readBack(bytes).summary.checksum).toBe('ok');
    const changed = Buffer.from(bytes.toString('latin1').replace('-50.00', '-50.01'), 'latin1');
    expect(readBack(changed).summary.checksum).toBe('wrong');
  });

  it('of the kind 4I has no balances', async () => {
    const text = await textOf([voucher()], {}, { ...head, kind: 'SIE4I' });
    expect(text).not.toMatch(/^#(?:IB|UB|RES)/m);
  });

  it('is made while it is read', async () => {
    let asked = 0;
    const endless = function* (): Generator<WrittenVoucher> {
      for (;;) yield voucher({ number: `${++asked}` });
    };
    for await (const chunk of sieFile(head, endless())) {
      expect(chunk.length).toBeLessThan(70_000);
      break;
    }
    expect(asked).toBeLessThan(1000);
  });
});

describe('a correction', () => {
  const added = (of: WrittenEntry): WrittenCorrection => ({ kind: 'added', ...of });
  const struck = (of: WrittenEntry): WrittenCorrection => ({ kind: 'struck', ...of });
  const [one, two, three] = [entry('4010', 100, { text: 'x' }), entry('4010', 200), entry('1930', -300)];
  const shown = async (corrections: readonly WrittenCorrection[], entries = [one, two, three]) =>
    (await linesOf(voucher({ entries, corrections }))).slice(1).map((line) => line.replace(/ \{.*/, ''));

  it('that was added stands right before the line that repeats it', async () => {
    expect(await shown([struck(three), added(two)])).toEqual([
      ...['#BTRANS 1930', '#TRANS 4010', '#RTRANS 4010', '#TRANS 4010', '#TRANS 1930'],
    ]);
  });

  it('added twice stands before two lines, each once', async () => {
    expect(await shown([added(two), added(two)], [two, three, two])).toEqual([
      ...['#RTRANS 4010', '#TRANS 4010', '#TRANS 1930', '#RTRANS 4010', '#TRANS 4010'],
    ]);
  });

  it('that no line repeats is kept all the same', async () => {
    const { items } = readBack(await bytesOf([voucher({ corrections: [added(entry('9999', 1)), struck(one)] })]));
    expect(items).toEqual([voucher({ corrections: [added(entry('9999', 1)), struck(one)] })]);
  });
});

describe('what SIE cannot hold is refused', () => {
  const refusal = async (changes: Parameters<typeof voucher>[0]) => bytesOf([voucher(changes)]);
  const thrown = (code: string, details: object) => expect.objectContaining({ code, details }) as unknown as Error;

  it('a character that CP437 lacks, by its place', async () => {
    const at = { series: 'A', number: '1' };
    const entries = [entry('4010', 1), entry('1930', -1, { text: 'pris i €' })];
    await expect(refusal({ entries })).rejects.toThrow(
      thrown('CHARACTER_NOT_IN_CP437', { ...at, line: 2, field: 'text' }),
    );
    await expect(refusal({ signature: '😀' })).rejects.toThrow(
      thrown('CHARACTER_NOT_IN_CP437', { ...at, line: null, field: 'signature' }),
    );
    const nowhere = { series: null, number: null, line: null, field: 'name' };
    await expect(bytesOf([], {}, { ...head, name: 'Bolaget – Norr' })).rejects.toThrow(
      thrown('CHARACTER_NOT_IN_CP437', nowhere),
    );
  });

  it.each([
    ['a control character', { text: 'a\u0007' }, 'text'],
    ['a blank around a code', { series: ' A' }, 'series'],
    ['a line break in a code', { number: '1\n2' }, 'number'],
    ['a backslash at the end of a code with a blank', { series: 'A B\\' }, 'series'],
    [
      'a backslash at the end of a text before one that needs quotation marks',
      { text: 'i C:\\', signature: 'A B' },
      'text',
    ],
    ['an object without a name', { entries: [entry('1930', 0, { objects: [['6', '']] })] }, 'objects'],
  ] as const)('%s', async (_, changes, field) => {
    await expect(refusal(changes)).rejects.toThrow(
      expect.objectContaining({
        code: 'FIELD_NOT_WRITABLE_AS_SIE',
        details: expect.objectContaining({ field }) as unknown,
      }),
    );
  });
});

describe('a text', () => {
  it.each(['C:\\', 'i C:\\', '"', '\\"', 'a\\"b c\\', '{', '#VER', '"x"', 'a  b', '\u00a0', '#\\', '{\\', '\\'])(
    'is read back as %j',
    async (text) => {
      const written = voucher({
        text,
        entries: [entry('1', 0, { text: `${text}x` }), entry('2', 0, { quantity: '1', signature: text, text: 'y' })],
      });
      const { items, summary } = readBack(await bytesOf([written], { withChecksum: true }));
      expect(items).toEqual([written]);
      expect(summary.checksum).toBe('ok');
    },
  );

  it('has its line breaks and tabs written as blanks, and composed letters', async () => {
    const { items } = readBack(await bytesOf([voucher({ text: 'a\r\nb\tA\u030are' })]));
    expect(items).toEqual([voucher({ text: 'a b Åre' })]);
  });
});
