import { createHash } from 'node:crypto';

import { describe, expect, it } from '@jest/globals';

import { INVOICE, saying, source } from './voucher.fixture.js';
import { voucherIdentities } from './voucher-identity.js';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const byNumber = () => voucherIdentities({ voucherIdentity: 'number' }, sha256);

describe('what makes a voucher one and the same', () => {
  it('is its number, or its number and date where numbers begin anew', () => {
    expect(byNumber()(source({ number: '0012' }))).toBe('0012');
    const byDate = voucherIdentities({ voucherIdentity: 'number+date' }, sha256);
    expect(byDate(source({ number: '12' }))).toBe('12@2026-03-02');
    expect(byNumber()(source({ series: 'A', number: '0' }))).toBe('0');
  });

  it('is its public content where it has no number', () => {
    const identify = byNumber();
    const first = identify(source({ number: '' }));
    expect(first).toMatch(/^#[0-9a-f]{16}\.1$/);
    expect(identify(source({ series: '', number: '0' }))).toMatch(/^#[0-9a-f]{16}\.1$/);
    expect(byNumber()(source({ number: '' }))).toBe(first);
  });

  it('counts equals, and only them', () => {
    const identify = byNumber();
    const numberless = source({ number: '' });
    const [first, second, third] = [numberless, numberless, numberless].map(identify);
    expect([second, third]).toEqual([first?.replace(/1$/, '2'), first?.replace(/1$/, '3')]);
    expect(identify({ ...numberless, date: '2026-03-04' })).toMatch(/\.1$/);
    expect(identify({ ...numberless, series: 'X' })).toMatch(/\.1$/);
    expect(identify({ ...numberless, lines: saying(INVOICE, { 1: { ore: 1 } }) })).toMatch(/\.1$/);
  });

  it('does not rest on what is private, nor on the order of lines', () => {
    const said = saying([...INVOICE].reverse(), { 1: { text: 'Namn', privateObjects: [['9', '1']], fileLine: 9 } });
    expect(byNumber()(source({ number: '', lines: said, text: 'Annat' }))).toBe(byNumber()(source({ number: '' })));
  });
});
