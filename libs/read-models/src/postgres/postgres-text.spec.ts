import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { kept, unkept } from './postgres-text.js';

const odd = fc.constantFrom(
  ...['\u0000', '\u0001', '\\', '0', '1', 'u', 'd800', '\ud800', '\udc00', '"', 'Å', '\\u0001'],
);
const texts = fc.array(odd, { maxLength: 8 }).map((parts) => parts.join(''));

describe('a text that is kept in PostgreSQL', () => {
  it('comes back as it was, and is told apart from every other', () => {
    fc.assert(
      fc.property(texts, texts, (one, other) => {
        expect(unkept(kept(one))).toBe(one);
        expect(kept(one) === kept(other)).toBe(one === other);
        expect(Buffer.from(kept(one)).toString()).toBe(kept(one));
        expect(kept(one)).not.toContain('\u0000');
      }),
      { numRuns: 2000 },
    );
  });

  it('is the same read out of JSON, and out of JSON in JSON', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const json = JSON.stringify([text]);
        expect((JSON.parse(kept(json)) as string[])[0]).toBe(kept(text));
        expect((JSON.parse(kept(JSON.stringify([json]))) as string[])[0]).toBe(kept(json));
        expect(JSON.parse(unkept(JSON.stringify([kept(text)])))).toEqual([text]);
      }),
      { numRuns: 2000 },
    );
  });
});
