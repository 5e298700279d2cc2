import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import iconv from 'iconv-lite';

import { readSie } from '../read-sie.js';
import type { SieEntry, SieItem } from '../voucher.js';
import { eraseSie } from './erase-sie.js';
import { type SieErasure, sieObject } from './sie-erasure.js';

const PRIVATE = new Set(['7', '8']);
const erasing = (vouchers: SieErasure['vouchers'], objects: readonly string[] = []): SieErasure => ({
  ...{ vouchers, privateDimensions: PRIVATE, objects: new Set(objects) },
});
const folder = mkdtempSync(join(tmpdir(), 'sie-erase-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const FILE = [
  '#FLAGGA 0',
  '#GEN 20270115 "Anna Ås"',
  '#ADRESS "Anna Ås" "Storgatan 1"',
  '#OBJEKT 6 "28101" "Hälsoval"',
  '#OBJEKT 7 "A17" "Anna Ås"',
  '#OBJEKT 7 "B20" "Bo Ek"',
  '#OIB 0 2440 {7 "A17"} 10.00',
  '#KSUMMA',
  '#VER LR 1 20260102 "Lön Anna Ås" 20260103 AÅ',
  '{',
  '  #TRANS 7411 {6 "28101" 7 "A17"} 100.00 20260102 "Anna Ås" 2 AÅ',
  '  #TRANS 2511 {} -100.00',
  '}',
  '#VER LR 2 20260105 "Lön Bo Ek" {',
  '#TRANS 7411 {"6" "28101" 7 "B20"} 50.00 "" "Bo Ek"',
  '#BTRANS 7411 {} 1.00 "" "struket"',
  '}',
  '#KSUMMA 12345',
  '#SOKORD "Anna Ås"',
  '',
].join('\r\n');
const cp437 = (text: string): Buffer => iconv.encode(text, 'cp437');
const linesOf = (bytes: Buffer): string[] => iconv.decode(bytes, 'cp437').split('\r\n');

describe('a SIE file without the private fields of a voucher', () => {
  it('keeps every other byte, and every line where it was', () => {
    const before = FILE.split('\r\n');
    const after = linesOf(eraseSie(cp437(FILE), 'cp437', erasing(new Set([9]), [sieObject('7', 'A17')])));
    const changed: Readonly<Record<number, string>> = {
      ...{ 5: '', 7: '', 8: '', 18: '' },
      9: '#VER LR 1 20260102 "" 20260103',
      11: '  #TRANS 7411 {6 28101} 100.00 20260102 "" 2',
      12: '  #TRANS 2511 {} -100.00',
    };
    expect(after).toEqual(before.map((line, at) => changed[at + 1] ?? line));
  });

  it('says nothing private at all where the whole file is meant', () => {
    const after = linesOf(eraseSie(cp437(FILE), 'cp437', erasing('all')));
    expect(after.join('\n')).not.toMatch(/Anna|Bo Ek|AÅ|A17|B20|struket/);
    expect(after.slice(0, 4)).toEqual(['#FLAGGA 0', '#GEN 20270115', '#ADRESS', '#OBJEKT 6 "28101" "Hälsoval"']);
    expect(after.at(-2)).toBe('#SOKORD');
    expect(after.slice(13, 17)).toEqual([
      ...['#VER LR 2 20260105 {', '#TRANS 7411 {6 28101} 50.00', '#BTRANS 7411 {} 1.00', '}'],
    ]);
  });
});

interface Read {
  readonly items: readonly unknown[];
  readonly sums: unknown;
}
const publicly = (entry: SieEntry): unknown => ({ ...entry, text: null, signature: null, privateObjects: null });
const itemOf = (item: SieItem): unknown => {
  if (item.kind === 'refusal') return { refused: item.voucherLine, number: item.voucher?.number ?? null };
  const { series, number, date, registered, fileLine, sumOre, lines, corrections } = item;
  const entries = { lines: lines.map(publicly), corrections: corrections.map(publicly) };
  return { series, number, date, registered, fileLine, sumOre, ...entries };
};
function read(bytes: Buffer): Read {
  const path = join(folder, 'file.se');
  writeFileSync(path, bytes);
  const reading = readSie(path, 'cp437', { privateDimensions: PRIVATE });
  const items = [...reading].flat().map(itemOf);
  const { vouchers, lines, corrections, refused, debit, credit, kind, unreconciledAccounts } = reading.summary;
  return { items, sums: { vouchers, lines, corrections, refused, debit, credit, kind, unreconciledAccounts } };
}

const secret = fc.constantFrom('HEMLIGT', '"HEMLIGT text"', '"HEM\\"LIGT"', '"HEMLIGT', '""', '');
const object = fc.constantFrom('{}', '{6 "28101"}', '{7 HEMLIGT}', '{"6" 1 7 "HEM LIGT" 8 ""}', '{7}', '{1 {2} 3}', '');
const amount = fc.constantFrom('100.00', '-100', '1,5', '12.345', 'HEMLIGT', '"-7.50"', '');
const day = fc.constantFrom('20260102', '', '""', '20260230', 'HEMLIGT');
const label = fc.constantFrom('#TRANS', '#TRANS', '#trans', '#BTRANS', '#RTRANS');
const row = fc
  .tuple(
    label,
    fc.constantFrom('7411', '2511', 'HEMLIGTKONTOSOMÄRFÖRLÅNGT', '""'),
    object,
    amount,
    day,
    secret,
    secret,
    secret,
  )
  .map((fields) => fields.join(' '));
const header = fc
  .tuple(fc.constantFrom('LR', '""', 'A'), fc.constantFrom('1', '2', '""'), day, secret, day, secret)
  .map((fields) => ['#VER', ...fields].join(' '));
const line = fc.oneof(
  ...[header, row, row, row],
  fc.tuple(header, row).map(([one, other]) => `${one} { ${other} }`),
  fc.constantFrom('{', '}', '{', '}', 'HEMLIGT', '', '} {', '#PROSA HEMLIGT', '#OKÄND HEMLIGT', '#OBJEKT 7 1 HEMLIGT'),
  fc.constantFrom(
    '#IB 0 7411 10.00',
    '#OIB 0 7411 {7 "HEMLIGT"} 1.00',
    '#KONTO 7411 Lön',
    `#TRANS 7411 {} 1 "" "${'x'.repeat(33_000)}"`,
  ),
);
const file = fc
  .tuple(fc.array(line, { maxLength: 14 }), fc.constantFrom('\n', '\r\n', '\r'), fc.boolean())
  .map(([lines, end, isEnded]) => ['#FLAGGA 0', ...lines].join(end) + (isEnded ? end : ''));

describe('however a file is written', () => {
  it('what it says publicly stays, what was refused stays refused, and no text is left', () => {
    fc.assert(
      fc.property(file, (text) => {
        const before = cp437(text);
        const after = eraseSie(before, 'cp437', erasing('all'));
        expect(read(after)).toEqual(read(before));
        // A series or number may be anything: what stands there is the voucher's name, and no text.
        expect(after.toString('latin1')).not.toMatch(/HEM|xxx/);
        expect(eraseSie(after, 'cp437', erasing('all')).equals(after)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('a voucher that is not meant keeps its bytes', () => {
    fc.assert(
      fc.property(file, fc.nat(12), (text, at) => {
        const before = cp437(text);
        const after = eraseSie(before, 'cp437', erasing(new Set([at])));
        expect(read(after)).toEqual(read(before));
        if (!text.includes('#VER')) expect(after.equals(before)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('a line longer than any may be keeps its label alone', () => {
    const long = cp437(
      ['#FLAGGA 0', '#VER A 1 20260102', '{', `#TRANS 1 {} 1 "" "${'h'.repeat(1 << 21)}"`, '}', ''].join('\n'),
    );
    const after = eraseSie(long, 'cp437', erasing(new Set([2])));
    expect(after.toString()).toBe('#FLAGGA 0\n#VER A 1 20260102\n{\n#TRANS\n}\n');
  });
});
