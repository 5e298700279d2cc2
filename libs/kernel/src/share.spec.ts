import { describe, expect, it } from '@jest/globals';

import { Share } from './share.js';

describe('Share', () => {
  it.each(['1', '0.5', '0.000000000001', '0.999999999999'])('reads %s and writes it again', (text) => {
    expect(Share.parse(text).toString()).toBe(text);
    expect(JSON.stringify([Share.parse(text)])).toBe(`["${text}"]`);
  });

  it.each(['0', '0.0', '0.50', '1.0', '1.1', '-0.5', '.5', '0,5', '5e-1', '', '0.0000000000001'])(
    'refuses %j',
    (text) => {
      expect(() => Share.parse(text)).toThrow(expect.objectContaining({ code: 'SHARE_MALFORMED' }));
    },
  );

  it('adds up to the whole at most', () => {
    const sum = (...texts: string[]) => Share.sum(texts.map((text) => Share.parse(text)));
    expect(sum()).toBeNull();
    expect(sum('0.1', '0.2')?.toString()).toBe('0.3');
    expect(sum('0.1', '0.2', '0.7')?.isWhole).toBe(true);
    expect(sum('0.1', '0.2', '0.6')?.isWhole).toBe(false);
    expect(Share.whole.isWhole).toBe(true);
    expect(() => sum('0.7', '0.300000000001')).toThrow(expect.objectContaining({ code: 'SHARES_EXCEED_WHOLE' }));
  });
});
