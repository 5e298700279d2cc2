import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { bookStream, importStream, projectCodeStream, voucherOfStream, voucherStream } from './streams.js';

describe('the names of streams', () => {
  it('say what they are of', () => {
    expect(bookStream('raindance-2026')).toBe('book-raindance-2026');
    expect(projectCodeStream('gnv26-halsoval')).toBe('project-code-gnv26-halsoval');
    expect(importStream('a1')).toBe('import-a1');
  });

  it('hold series and number verbatim, other bytes as upper-case hex', () => {
    expect(voucherStream('raindance-2026', 'LÖ', '0012')).toBe('voucher-raindance-2026-L%C3%96-0012');
    expect(voucherStream('b', '', '12@2026-03-01')).toBe('voucher-b--12%402026%2D03%2D01');
    expect(voucherStream('b', '#', '#00ff.1')).toBe('voucher-b-%23-%2300ff%2E1');
  });

  it('are the same for the same letters however they are composed', () => {
    expect(voucherStream('b', 'LO\u0308', '1')).toBe(voucherStream('b', 'L\u00d6', '1'));
  });

  it('lead back to the voucher, and keep two vouchers apart', () => {
    const name = fc.string({ unit: 'grapheme', maxLength: 8 }).map((text) => text.normalize('NFC'));
    const voucher = fc.record({ book: fc.constantFrom('b', 'b-1', 'b-1-2'), series: name, number: name });
    fc.assert(
      fc.property(voucher, ({ book, series, number }) => {
        const stream = voucherStream(book, series, number);
        expect(stream).toMatch(/^voucher-[a-z0-9-]+-[A-Za-z0-9%]*-[A-Za-z0-9%]*$/);
        expect(voucherOfStream(stream)).toEqual({ book, series, number });
      }),
    );
  });

  it('of something else lead to no voucher', () => {
    expect(voucherOfStream('book-raindance-2026')).toBeNull();
    expect(voucherOfStream('voucher-b-1')).toBeNull();
  });
});
