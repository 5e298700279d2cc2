import { describe, expect, it } from '@jest/globals';

import { DomainError } from './domain-error.js';
import { Money } from './money.js';
import { type RefusalCode, refusals } from './refusals/catalogue.js';

describe('a refusal', () => {
  it('says in Swedish what is wrong and what to do, with its details', () => {
    const error = new DomainError('ONWARD_EXCEEDS_ALLOCATION', {
      allocation: 'landsbygd',
      available: Money.parse('-2712119.50'),
    });
    expect(error).toBeInstanceOf(Error);
    expect(error.name).toBe('DomainError');
    expect(new DomainError('MONEY_MALFORMED').details).toEqual({});
    expect(error.code).toBe('ONWARD_EXCEEDS_ALLOCATION');
    expect(error.message).toBe(
      'Tilldelningen landsbygd har \u22122\u00a0712\u00a0119,50 kr kvar att fördela vidare. Sänk beloppet.',
    );
  });

  it('lists several, and shows a dash for what is not known', () => {
    const sentence = (findings: readonly string[]) => new DomainError('RETURN_BLOCKED', { findings }).message;
    expect(sentence(['a', 'b'])).toContain('öppna: a, b.');
    expect(sentence([])).toContain('öppna: –.');
    expect(new DomainError('POT_UNKNOWN', { pot: null }).message).toContain('Potten – finns');
  });

  it('leaves text as it is, though it looks like an amount', () => {
    expect(new DomainError('GRANT_UNKNOWN', { grant: '1234.50' }).message).toContain('1234.50');
    for (const text of ['x1234.50', '1234.500', '1234x50', '1234.5']) {
      expect(new DomainError('GRANT_UNKNOWN', { grant: { toString: () => text } }).message).toContain(text);
    }
    const amount = { toString: () => '-12.50' };
    expect(new DomainError('GRANT_UNKNOWN', { grant: amount }).message).toContain('−12,50');
  });
});

describe('the catalogue of refusals', () => {
  const codes = Object.keys(refusals) as RefusalCode[];

  it.each(codes)('%s names a rule, and has whole sentences for it', (code) => {
    expect(code).toMatch(/^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*$/);
    expect(refusals[code].says).toMatch(/^\p{Lu}.{20,}\.(?:\{cells\})?$/u);
  });

  it('says nothing twice', () => {
    expect(new Set(codes.map((code) => refusals[code].says)).size).toBe(codes.length);
  });
});
