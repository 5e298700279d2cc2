import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, describe, expect, it } from '@jest/globals';

import { DomainError } from '#kernel';

import { inspectSie } from './inspect-sie.js';
import { readSie } from './read-sie.js';
import type { SieItem, SieRefusal } from './voucher.js';

const folder = mkdtempSync(join(tmpdir(), 'sie-'));
const path = join(folder, 'file.se');
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const HEAD = '#FLAGGA 0\n#SIETYP 4\n';
const WELL = (number: number) => `#VER A ${String(number)} 20260131\n{\n#TRANS 1930 {} 1\n#TRANS 3011 {} -1\n}\n`;
function read(content: string) {
  writeFileSync(path, HEAD + content);
  const reading = readSie(path, inspectSie(path).encoding);
  const items: SieItem[] = [...reading].flat();
  const refusals = items.filter((item): item is SieRefusal => item.kind === 'refusal');
  return { refusals, numbers: items.flatMap((item) => (item.kind === 'voucher' ? [item.number] : [])) };
}
const summaryOf = (content: string) => {
  writeFileSync(path, HEAD + content);
  const reading = readSie(path, 'ascii');
  for (const batch of reading) expect(batch).toBeDefined();
  return reading.summary;
};
const voucherOf = (...trans: string[]) => `#VER A 2 20260131\n{\n${trans.join('\n')}\n}\n`;

describe('a faulty line refuses its whole voucher and harms no other', () => {
  it.each([
    ['', 'account', 'ACCOUNT_MISSING'],
    ['"" {} 1', 'account', 'ACCOUNT_MISSING'],
    ['{} 1', 'account', 'ACCOUNT_MISSING'],
    [`${'1'.repeat(21)} {} 1`, 'account', 'FIELD_TOO_LONG'],
    ['1930 1.00', 'objects', 'OBJECTS_MALFORMED'],
    ['1930 {6} 1', 'objects', 'OBJECTS_MALFORMED'],
    ['1930 {"" "28101"} 1', 'objects', 'OBJECTS_MALFORMED'],
    ['1930 {6 "28101" 1', 'objects', 'OBJECTS_MALFORMED'],
    ['1930 {6 {1} 1', 'objects', 'OBJECTS_MALFORMED'],
    [`1930 {6 "${'x'.repeat(4096)}"} 1`, 'objects', 'FIELD_TOO_LONG'],
    ['1930 {}', 'amount', 'AMOUNT_MALFORMED'],
    ['1930 {} ""', 'amount', 'AMOUNT_MALFORMED'],
    ['1930 {} 1,50', 'amount', 'AMOUNT_MALFORMED'],
    ['1930 {} +1.50', 'amount', 'AMOUNT_MALFORMED'],
    ['1930 {} "1 000.00"', 'amount', 'AMOUNT_MALFORMED'],
    ['1930 {} 1.00-', 'amount', 'AMOUNT_MALFORMED'],
    ['1930 {} 1.0.0', 'amount', 'AMOUNT_MALFORMED'],
    ['1930 {} -', 'amount', 'AMOUNT_MALFORMED'],
    ['1930 {} .', 'amount', 'AMOUNT_MALFORMED'],
    ['1930 {} 1e3', 'amount', 'AMOUNT_MALFORMED'],
    ['1930 {} kr', 'amount', 'AMOUNT_MALFORMED'],
    ['1930 {} 1.234', 'amount', 'AMOUNT_TOO_PRECISE'],
    ['1930 {} 1.000', 'amount', 'AMOUNT_TOO_PRECISE'],
    ['1930 {} 10000000000000.00', 'amount', 'AMOUNT_TOO_LARGE'],
    ['1930 {} 1 20260230', 'date', 'BOOKED_DATE_MALFORMED'],
    ['1930 {} 1 2026-01-31', 'date', 'BOOKED_DATE_MALFORMED'],
    [`1930 {} 1 "" "${'x'.repeat(32_769)}"`, 'text', 'FIELD_TOO_LONG'],
    [`1930 {} 1 "" "" "" "${'x'.repeat(32_769)}"`, 'signature', 'FIELD_TOO_LONG'],
  ])('#TRANS %s', (fields, field, code) => {
    for (const label of ['#TRANS', '#BTRANS', '#RTRANS']) {
      const faulty = voucherOf('#TRANS 1930 {} 5', `${label} ${fields}`, '#TRANS 1930 {} bad', '#TRANS 3011 {} -5');
      const { refusals, numbers } = read(WELL(1) + faulty + WELL(3));
      expect(refusals).toEqual([
        {
          kind: 'refusal',
          fileLine: 11,
          field,
          code,
          voucherLine: 8,
          voucher: { series: 'A', number: '2', date: '2026-01-31' },
        },
      ]);
      expect(numbers).toEqual(['1', '3']);
    }
  });

  it.each([
    ['A 2', 'date', 'BOOKED_DATE_MALFORMED', null],
    ['A 2 20260230', 'date', 'BOOKED_DATE_MALFORMED', null],
    ['A 2 "" "text"', 'date', 'BOOKED_DATE_MALFORMED', null],
    ['A 2 260131', 'date', 'BOOKED_DATE_MALFORMED', null],
    ['A 2 20260131 "x" 20261301', 'registered', 'BOOKED_DATE_MALFORMED', '2026-01-31'],
    [`A 2 20260131 "${'x'.repeat(32_769)}"`, 'text', 'FIELD_TOO_LONG', '2026-01-31'],
    [`A 2 20260131 "" "" "${'x'.repeat(32_769)}"`, 'signature', 'FIELD_TOO_LONG', '2026-01-31'],
  ])('#VER %s', (header, ...[field, code, date]) => {
    const { refusals, numbers } = read(`${WELL(1)}#VER ${header}\n{\n#TRANS 1930 {} 1\n}\n${WELL(3)}`);
    const voucher = { series: 'A', number: '2', date };
    expect(refusals).toEqual([{ kind: 'refusal', fileLine: 8, field, code, voucherLine: 8, voucher }]);
    expect(numbers).toEqual(['1', '3']);
  });

  it.each([
    [`${'S'.repeat(41)} 2 20260131`, 'series'],
    [`A ${'2'.repeat(61)} 20260131`, 'number'],
  ])('a series or number too long to stand in a name: #VER %s', (header, field) => {
    const { refusals } = read(`#VER ${header}\n{\n}\n`);
    expect(refusals).toMatchObject([{ field, code: 'FIELD_TOO_LONG', voucher: null }]);
  });

  it('is counted with its lines, and only its well-formed lines are summed', () => {
    const { vouchers, lines, refused, debit, credit } = summaryOf(
      WELL(1) + voucherOf('#TRANS 1930 {} 5', '#TRANS 1931 {} 1,5', '#TRANS 3011 {} -5.25'),
    );
    expect({ vouchers, lines, refused, debit, credit }).toEqual({
      vouchers: 2,
      lines: 5,
      refused: 1,
      debit: 600,
      credit: 625,
    });
  });

  it('refuses the amount with which the sum of the file can no longer be counted', () => {
    const trans = '#TRANS 1930 {} 9999999999999.99';
    const { refusals } = read(voucherOf(trans, '#TRANS 3011 {} -1') + voucherOf('#TRANS 1930 {} 0.01'));
    expect(refusals).toMatchObject([{ code: 'AMOUNT_TOO_LARGE', voucherLine: 8 }]);
    expect(summaryOf(voucherOf(trans, trans)).debit).toBe(999_999_999_999_999);
  });
});

describe('braces that do not match', () => {
  it.each([
    ['#VER A 2 20260131\n#TRANS 1930 {} 1\n}\n', 'VOUCHER_NOT_OPENED', 9],
    ['#VER A 2 20260131\n}\n', 'VOUCHER_NOT_OPENED', 9],
    ['#VER A 2 20260131\n', 'VOUCHER_NOT_OPENED', 9],
    ['#VER A 2 20260131\n#TRANS 1930 {} 1\n', 'VOUCHER_NOT_OPENED', 9],
    ['#VER A 2 20260131\n{\n#TRANS 1930 {} 1\n', 'VOUCHER_NOT_CLOSED', 11],
  ])('%j', (text, code, fileLine) => {
    const { refusals, numbers } = read(WELL(1) + text + WELL(3));
    expect(refusals).toMatchObject([{ code, fileLine, voucherLine: 8, field: null, voucher: { number: '2' } }]);
    expect(numbers).toEqual(['1', '3']);
  });

  it('a truncated file refuses the voucher that it breaks off in, wherever that is', () => {
    const whole = WELL(1) + voucherOf('#TRANS 1930 {6 "28101"} 1.00 20260131 "text"', '#TRANS 3011 {} -1.00');
    for (let length = WELL(1).length; length < whole.length - 2; length++) {
      const { refusals, numbers } = read(whole.slice(0, length));
      expect(numbers).toEqual(['1']);
      expect(refusals.length).toBe(whole.slice(WELL(1).length, length).startsWith('#VER') ? 1 : 0);
    }
  });

  it('a truncated file says which voucher it breaks off in', () => {
    const { refusals } = read('#PROSA "Före"\n#VER LR 17 20260131 "Text"\n{\n#TRANS 1930 {} 1\n');
    expect(refusals).toMatchObject([{ voucher: { series: 'LR', number: '17', date: '2026-01-31' } }]);
  });

  it('lines outside every voucher are reported once a run, counted and summed', () => {
    const run = '#TRANS 1930 {} 1\n#TRANS 1930 {} 2\n#BTRANS 1930 {} 2\n';
    const { refusals, numbers } = read(`${run}}\n${WELL(1)}${run}`);
    const orphan = { code: 'LINE_OUTSIDE_VOUCHER', voucherLine: null, voucher: null };
    expect(refusals).toMatchObject([
      { ...orphan, fileLine: 3 },
      { ...orphan, fileLine: 12 },
    ]);
    expect(numbers).toEqual(['1']);
    expect(summaryOf(run)).toMatchObject({ vouchers: 0, lines: 2, refused: 0, corrections: 1, debit: 300 });
  });

  it('one outside that is faulty too says what is wrong with it', () => {
    expect(read('#TRANS 1930 {} 1,5\n').refusals).toMatchObject([{ code: 'AMOUNT_MALFORMED', voucherLine: null }]);
  });
});

describe('the sentence', () => {
  it('of every code that a file can be refused for says what to do, without quoting the file', () => {
    const { refusals } = read(voucherOf('#TRANS 1930 {} hemligt'));
    const said = refusals.map(({ code, fileLine, field }) => new DomainError(code, { line: fileLine, field }).message);
    expect(said).toEqual([
      'Beloppet är inget tal med decimalpunkt, som -1234.50. Rätta exporten och läs in filen igen.',
    ]);
    expect(new DomainError('VOUCHER_UNBALANCED').message).toContain('karantän');
  });
});
