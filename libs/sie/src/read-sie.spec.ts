import { appendFileSync, mkdtempSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, describe, expect, it } from '@jest/globals';

import { readSie, type SieReadingOptions } from './read-sie.js';
import type { SieItem, SieVoucherHead } from './voucher.js';

const folder = mkdtempSync(join(tmpdir(), 'sie-'));
const path = join(folder, 'file.se');
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const HEAD = '#FLAGGA 0\n#SIETYP 4\n';
function read(content: string, options?: SieReadingOptions) {
  writeFileSync(path, HEAD + content);
  return reread(options);
}
function reread(options?: SieReadingOptions) {
  const reading = readSie(path, 'utf-8', options);
  const items: SieItem[] = [...reading].flat();
  return { items, summary: reading.summary, reading };
}
const numbersOf = (items: readonly SieItem[]) =>
  items.map((item) => (item.kind === 'voucher' ? item.number : item.code));
const voucherOf = (number: number, ...lines: string[]) =>
  `#VER A ${String(number)} 20260131 "text"\n{\n${lines.map((line) => `#TRANS ${line}\n`).join('')}}\n`;

describe('a reading that wants certain objects', () => {
  const content =
    voucherOf(1, '5010 {1 "320" 6 "28101"} 5', '2440 {} -5') +
    voucherOf(2, '5010 {1 "28101"} 5', '2440 {6 "281"} -5') +
    voucherOf(3, '5010 {"20" "Å 7"} 5', '2440 {} -4') +
    voucherOf(4, '5010 {6 "28101"} 5,0') +
    '#VER A 5 20260131\n{\n#BTRANS 5010 {6 "28101"} 5\n}\n' +
    voucherOf(6, '5010 {6 " 28101 "} 1', '5010 {6 "28101"} -1');
  const wanted = new Map([
    ['6', new Set(['28101', '28102'])],
    ['20', new Set(['Å 7'])],
  ]);

  it('gives the vouchers with a line that bears one, whole, and every refusal', () => {
    const { items } = read(content, { wanted });
    expect(numbersOf(items)).toEqual(['1', '3', 'AMOUNT_MALFORMED', '6']);
    expect(items[0]).toMatchObject({ lines: [{ account: '5010' }, { account: '2440' }] });
  });

  it('counts, sums and checks the whole file all the same', () => {
    const { summary } = read(content, { wanted });
    expect(summary).toEqual(read(content).summary);
    expect(summary).toMatchObject({ vouchers: 6, lines: 9, corrections: 1, refused: 1, debit: 1600, credit: 1500 });
  });

  it('asks the caller of every well-formed voucher, who has the last word', () => {
    const heads: SieVoucherHead[] = [];
    const take = (head: SieVoucherHead) => {
      heads.push(head);
      return head.touched || head.number === '2';
    };
    expect(numbersOf(read(content, { wanted, take }).items)).toEqual(['1', '2', '3', 'AMOUNT_MALFORMED', '6']);
    expect(heads.map(({ number, touched, sumOre }) => [number, touched, sumOre])).toEqual([
      ['1', true, 0],
      ['2', false, 0],
      ['3', true, 100],
      ['5', false, 0],
      ['6', true, 0],
    ]);
    expect(heads[0]).toEqual({
      series: 'A',
      number: '1',
      date: '2026-01-31',
      fileLine: 3,
      sumOre: 0,
      lineCount: 2,
      touched: true,
    });
  });

  it('asks likewise where nothing in particular is wanted', () => {
    const { items } = read(content, { take: ({ number, touched }) => touched && number > '4' });
    expect(numbersOf(items)).toEqual(['AMOUNT_MALFORMED', '5', '6']);
  });
});

describe('memory stays bounded', () => {
  const line = '5010 {1 "320" 6 "28101"} 1.00 20260131 "text"';
  const many = (count: number, each: string) => voucherOf(1, `${each}\n#TRANS `.repeat(count - 1) + each);
  const closed = '#TRANS 2440 {} -1.00\n}\n';

  it('a voucher of 100,000 lines is read whole', () => {
    const { items } = read(many(100_000, line) + voucherOf(2));
    expect(numbersOf(items)).toEqual(['1', '2']);
    expect(items[0]).toMatchObject({ lineCount: 100_000, sumOre: 10_000_000 });
    const lines = items[0]?.kind === 'voucher' ? items[0].lines : [];
    expect(lines[99_999]).toEqual({
      ordinal: 100_000,
      account: '5010',
      objects: [
        ['1', '320'],
        ['6', '28101'],
      ],
      ore: 100,
      fileLine: 100_004,
    });
  });

  it('one of more than 250,000 lines is refused, counted and summed', () => {
    const { items, summary } = read(many(250_001, '5010 {} 1') + voucherOf(2));
    expect(numbersOf(items)).toEqual(['VOUCHER_TOO_LARGE', '2']);
    expect(summary).toMatchObject({ vouchers: 2, lines: 250_001, refused: 1, debit: 25_000_100 });
  });

  it('and so is one of more than 32 MiB', () => {
    const long = `5010 {} 1 "" "${'x'.repeat(32_000)}"`;
    const { items, summary } = read(many(1100, long) + voucherOf(2));
    expect(numbersOf(items)).toEqual(['VOUCHER_TOO_LARGE', '2']);
    expect(items[0]).toMatchObject({ voucherLine: 3, voucher: { series: 'A', number: '1', date: '2026-01-31' } });
    expect(summary).toMatchObject({ lines: 1100, refused: 1 });
  });

  it('a line of a quarter of a gigabyte is refused without being held, and reading goes on behind it', () => {
    const start = `${HEAD}${voucherOf(1)}#VER A 2 20260131\n{\n#TRANS 5010 {} 1\n#TRANS 5010 {} 1 "" "`;
    writeFileSync(path, start);
    truncateSync(path, 1 << 28);
    appendFileSync(path, `"\n${closed}${voucherOf(3, line)}`);
    const before = process.memoryUsage().arrayBuffers;
    const { items, summary, reading } = reread();
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(64 << 20);
    expect(numbersOf(items)).toEqual(['1', 'LINE_TOO_LONG', '3']);
    expect(items[1]).toMatchObject({ fileLine: 9, voucherLine: 6, voucher: { number: '2' } });
    expect(items[2]).toMatchObject({ fileLine: 12 });
    expect(summary).toMatchObject({ vouchers: 3, lines: 4, refused: 1 });
    expect(reading.bytesRead).toBe(statSync(path).size);
  }, 60_000);

  it.each([1 << 20, (1 << 20) + 1, 3 << 20])('the bound is a mebibyte, wherever the line stands (%i)', (length) => {
    const long = (text: string) => text + 'x'.repeat(length - text.length);
    const expected = (code: string) => (length > 1 << 20 ? [code] : []);
    const lost = { code: 'LINE_TOO_LONG', voucher: null };
    for (const end of ['\n', '\r\n', '\r']) {
      const files = [
        read(`#FNAMN x\n${long('#PROSA ')}\n${voucherOf(1, line)}`.replaceAll('\n', end)),
        read(`${voucherOf(1, line)}${long('#PROSA ')}`.replaceAll('\n', end)),
      ];
      for (const { items } of files) {
        expect(numbersOf(items).sort()).toEqual(['1', ...expected('LINE_TOO_LONG')]);
        if (length > 1 << 20) expect(items).toContainEqual(expect.objectContaining({ ...lost, voucherLine: null }));
      }
      const header = read(
        `${voucherOf(1)}${long('#VER A 2 20260131 ')}\n{\n${closed}${voucherOf(3)}`.replaceAll('\n', end),
      );
      expect(numbersOf(header.items)).toEqual(['1', length > 1 << 20 ? 'LINE_TOO_LONG' : 'FIELD_TOO_LONG', '3']);
      expect(header.summary).toMatchObject({ vouchers: 3, lines: 1, refused: 1 });
      const inside = read(`#VER A 1 20260131\n{\n${long('#UNKNOWN ')}\n${closed}${voucherOf(2)}`.replaceAll('\n', end));
      expect(numbersOf(inside.items)).toEqual([length > 1 << 20 ? 'LINE_TOO_LONG' : '1', '2']);
      expect(inside.items[1]).toMatchObject({ fileLine: 8 });
    }
  });

  it('an overlong line counts as what its label says, and breaks off a voucher that is not closed', () => {
    const long = 'x'.repeat((1 << 20) + 1);
    const { items, summary } = read(`#VER A 1 20260131\n{\n#VER ${long}\n{\n#BTRANS ${long}\n}\n#TRANS ${long}\n`);
    expect(numbersOf(items)).toEqual(['VOUCHER_NOT_CLOSED', 'LINE_TOO_LONG', 'LINE_TOO_LONG']);
    expect(summary).toMatchObject({ vouchers: 2, lines: 1, corrections: 1, refused: 2 });
  });
});

describe('a reading', () => {
  it('comes in batches, so that the caller may pause, and says how far it has come', () => {
    writeFileSync(path, HEAD + voucherOf(1, '5010 {} 1').repeat(20_000));
    const reading = readSie(path, 'ascii');
    const seen: number[] = [];
    for (const batch of reading) if (batch.length > 0) seen.push(reading.bytesRead);
    expect(seen.length).toBeGreaterThan(3);
    expect(seen.at(-1)).toBe(statSync(path).size);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
  });

  it.each(['\n', '\r\n', '\r'])('cuts and loses nothing at the borders of its buffer (%j)', (end) => {
    const text = (number: number) => `${'x'.repeat(number % 97)}å${String(number)}`;
    const vouchers = Array.from({ length: 12_000 }, (_, number) =>
      `#VER A ${String(number)} 20260131 "${text(number)}"\n{\n#TRANS 5010 {6 "28101"} ${String(number)}\n}\n`.replaceAll(
        '\n',
        end,
      ),
    );
    const { items } = read(vouchers.join(''), { wanted: new Map([['6', new Set(['28101'])]]) });
    const seen = items.map((item) =>
      item.kind === 'voucher' ? [item.number, item.text, item.sumOre, item.fileLine] : item,
    );
    expect(seen).toEqual(vouchers.map((_, number) => [String(number), text(number), number * 100, 3 + 4 * number]));
  });

  it('may be broken off', () => {
    writeFileSync(path, HEAD + voucherOf(1, '5010 {} 1').repeat(20_000));
    for (const batch of readSie(path, 'ascii')) {
      expect(batch.length).toBeGreaterThan(0);
      break;
    }
  });
});
