import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import iconv from 'iconv-lite';

import { inspectSie } from './inspect-sie.js';
import { readSie } from './read-sie.js';
import type { SieCorrection, SieLine, SieVoucher } from './voucher.js';

const folder = mkdtempSync(join(tmpdir(), 'sie-'));
const path = join(folder, 'file.se');
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** How one file happens to be written: everything that the format, or its vendors, leave open. */
interface Manner {
  readonly charset: 'utf8' | 'cp437' | 'windows1252';
  readonly end: '\n' | '\r\n' | '\r';
  readonly blank: ' ' | '\t' | '   ';
  readonly quoteAll: boolean;
  readonly decimals: 'two' | 'fewest';
  readonly dropEmpty: boolean;
}

// A backslash that ends a text cannot be told from an escaped quotation mark, so the texts here end with a letter.
const text = fc
  .array(fc.constantFrom(...Array.from('aBå ÄöÉ\\"#{}7 .-')), { maxLength: 12 })
  .map((chars) => (chars.length === 0 ? '' : `${chars.join('')}x`));
const code = fc
  .array(fc.constantFrom(...Array.from('AZåÖ0179#-')), { minLength: 1, maxLength: 8 })
  .map((chars) => chars.join(''));
const number = fc.oneof(fc.nat(10 ** 7).map(String), code, fc.constant(''));
const day = fc.constantFrom('2026-01-01', '2026-02-28', '2024-02-29', '2026-12-31', '1999-10-05');
const ore = fc.oneof(fc.integer({ min: -100_000, max: 100_000 }), fc.integer({ min: -(10 ** 13), max: 10 ** 13 }));
const row = fc.record({
  label: fc.constantFrom('#TRANS', '#TRANS', '#TRANS', '#BTRANS', '#RTRANS'),
  account: fc.oneof(fc.integer({ min: 1000, max: 99_999 }).map(String), code),
  objects: fc.array(fc.tuple(fc.constantFrom('1', '6', '7', '20'), code), { maxLength: 4 }),
  ore,
  date: fc.option(day, { nil: '' }),
  text,
  quantity: fc.constantFrom('', '', '2', '-1.5'),
  signature: text,
});
const written = fc.record({
  series: fc.oneof(fc.constantFrom('A', '#', ''), code),
  number,
  date: day,
  text,
  registered: fc.option(day, { nil: '' }),
  signature: text,
  rows: fc.array(row, { maxLength: 6 }),
});
type Written = typeof written extends fc.Arbitrary<infer T> ? T : never;
type Row = Written['rows'][number];
const manner: fc.Arbitrary<Manner> = fc.record({
  charset: fc.constantFrom('utf8', 'cp437', 'windows1252'),
  end: fc.constantFrom('\n', '\r\n', '\r'),
  blank: fc.constantFrom(' ', '\t', '   '),
  quoteAll: fc.boolean(),
  decimals: fc.constantFrom('two', 'fewest'),
  dropEmpty: fc.boolean(),
});

const compact = (date: string) => date.replaceAll('-', '');
function field(content: string, { quoteAll }: Manner): string {
  const bare = /^[\wåÅäÄöÖÉ.-][\wåÅäÄöÖÉ.#-]*$/.test(content) || content === '#';
  return bare && !quoteAll ? content : `"${content.replaceAll('"', '\\"')}"`;
}
function amount(value: number, { decimals }: Manner): string {
  const digits = String(Math.abs(value)).padStart(3, '0');
  const exact = `${value < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
  return decimals === 'two' ? exact : exact.replace(/\.?0{1,2}$/, '');
}
function record(label: string, fields: readonly string[], how: Manner): string {
  const kept = [...fields];
  while (how.dropEmpty && kept.at(-1) === '""') kept.pop();
  return [label, ...kept].join(how.blank);
}
function rowText(each: Row, how: Manner): string {
  const objects = each.objects.map(([dimension, object]) => `${field(dimension, how)} ${field(object, how)}`);
  const fields = [compact(each.date), each.text, each.quantity, each.signature].map((content) => field(content, how));
  return record(
    each.label,
    [field(each.account, how), `{${objects.join(' ')}}`, amount(each.ore, how), ...fields],
    how,
  );
}
function voucherText(each: Written, how: Manner): string[] {
  const fields = [each.series, each.number, compact(each.date), each.text, compact(each.registered), each.signature];
  const header = record('#VER', fields.map((content) => field(content, how)), how); // prettier-ignore
  return [header, '{', ...each.rows.map((line) => rowText(line, how)), '}'];
}

/** What a reader must say of it; lines of the file are checked elsewhere. */
function expected(each: Written): Omit<SieVoucher, 'fileLine' | 'lines' | 'corrections'> & { rows: unknown[] } {
  const booked = each.rows.filter(({ label }) => label === '#TRANS');
  return {
    kind: 'voucher',
    series: each.series,
    number: each.number,
    date: each.date,
    registered: each.registered === '' ? null : each.registered,
    text: each.text,
    signature: each.signature,
    sumOre: booked.reduce((sum, line) => sum + line.ore, 0),
    lineCount: booked.length,
    rows: [...booked.map((line, index) => ({ ordinal: index + 1, ...entry(line, each) })), ...corrections(each)],
  };
}
const corrections = (each: Written) =>
  each.rows
    .filter(({ label }) => label !== '#TRANS')
    .map((line) => ({ kind: line.label === '#BTRANS' ? 'struck' : 'added', ...entry(line, each) }));
const entry = (line: Row, { date, text }: Written) => ({
  account: line.account,
  objects: line.objects,
  ore: line.ore,
  ...(line.quantity !== '' && { quantity: line.quantity }),
  ...(line.date !== '' && line.date !== date && { date: line.date }),
  ...(line.text !== '' && line.text !== text && { text: line.text }),
  ...(line.signature !== '' && { signature: line.signature }),
});
const withoutPlace = ({ fileLine, ...rest }: SieLine | SieCorrection) => {
  expect(fileLine).toBeGreaterThan(2);
  return rest;
};

describe('vouchers', () => {
  it('read back as they were written, in whatever encoding, quoting and line ends', () => {
    fc.assert(
      fc.property(fc.array(written, { maxLength: 5 }), manner, (vouchers, how) => {
        const lines = ['#FLAGGA 0', '#SIETYP 4', ...vouchers.flatMap((each) => voucherText(each, how)), ''];
        writeFileSync(path, iconv.encode(lines.join(how.end), how.charset));
        const reading = readSie(path, inspectSie(path).encoding);
        const read = [...reading].flat().map((item) => {
          if (item.kind === 'refusal') return item;
          const { fileLine, lines: booked, corrections: corrected, ...rest } = item;
          expect(lines[fileLine - 1]).toMatch(/^#VER/);
          return { ...rest, rows: [...booked, ...corrected].map(withoutPlace) };
        });
        expect(read).toEqual(vouchers.map(expected));
        expect(reading.summary).toMatchObject({ vouchers: vouchers.length, refused: 0 });
      }),
      { numRuns: 300 },
    );
  });

  it('or what is left of them never throws, and is counted whatever it is', () => {
    const scrap = fc.constantFrom(
      ...'#VER A 1 20260131|#TRANS 1930 {} 1.00|{|}|"|\\"|\n|\r|6 "28101"|#|1,5|å|\0|""'.split('|'),
    );
    fc.assert(
      fc.property(fc.array(scrap, { maxLength: 40 }), (scraps) => {
        const content = `#FLAGGA 0\n${scraps.join(' ')}`;
        writeFileSync(path, content);
        const reading = readSie(path, inspectSie(path).encoding);
        const items = [...reading].flat();
        const whole = items.filter(({ kind }) => kind === 'voucher').length;
        const { vouchers, refused } = reading.summary;
        expect(whole + refused).toBe(vouchers);
        expect(items.filter((item) => item.kind === 'refusal' && item.voucherLine !== null)).toHaveLength(refused);
      }),
      { numRuns: 500 },
    );
  });
});
