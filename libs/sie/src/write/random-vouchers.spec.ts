import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import iconv from 'iconv-lite';

import { DomainError } from '#kernel';

import type { WrittenEntry, WrittenVoucher } from './voucher-records.js';
import { bytesOf, readBack, voucher } from './write.fixture.js';

const CP437 = Array.from(iconv.decode(Buffer.from(Array.from({ length: 256 }, (_, byte) => byte)), 'cp437')).filter(
  (char) => !/\p{Cc}/u.test(char),
);
const text = fc
  .array(fc.constantFrom(...CP437, ...Array.from('\\\\\\"" {}#å')), { maxLength: 10 })
  .map((chars) => chars.join(''));
const code = fc
  .array(fc.constantFrom(...CP437, ...Array.from('0123456789')), { minLength: 1, maxLength: 8 })
  .map((chars) => chars.join(''))
  .filter((value) => !/^ | $/.test(value));
const day = fc.constantFrom('2026-01-01', '2026-02-28', '2024-02-29', '1999-10-05');
const amount = fc.oneof(fc.integer({ min: -100_000, max: 100_000 }), fc.integer({ min: -(10 ** 13), max: 10 ** 13 }));
const said = fc
  .record(
    {
      ...{ account: code, objects: fc.array(fc.tuple(code, code), { maxLength: 3 }), ore: amount },
      ...{ date: day, text, quantity: fc.constantFrom('2', '-1.5'), signature: text },
    },
    { requiredKeys: ['account', 'objects', 'ore'] },
  )
  .map((each): WrittenEntry => each as WrittenEntry);
const random = fc
  .record({
    ...{ series: fc.oneof(code, fc.constant('')), number: fc.oneof(code, fc.nat().map(String)), date: day },
    ...{ registered: fc.option(day), text, signature: text, entries: fc.array(said, { maxLength: 5 }) },
    struck: fc.array(said, { maxLength: 2 }),
  })
  .map(({ entries, struck, ...rest }) => {
    const corrections = struck.map((each) => ({ kind: 'struck' as const, ...each }));
    return voucher({ ...rest, entries, corrections });
  });

/** As our reader says it: what repeats the voucher, or is empty, is not said again. */
function asSaid({ date, text: ofVoucher, lines, corrections, ...rest }: WrittenVoucher): WrittenVoucher {
  const shorter = <Entry extends WrittenEntry>(each: Entry): Entry => {
    const { date: own, text: ownText, signature, ...more } = each;
    return {
      ...more,
      ...(own === undefined || own === date ? {} : { date: own }),
      ...(ownText === undefined || ownText === '' || ownText === ofVoucher ? {} : { text: ownText }),
      ...(signature === undefined || signature === '' ? {} : { signature }),
    } as Entry;
  };
  return { ...rest, date, text: ofVoucher, lines: lines.map(shorter), corrections: corrections.map(shorter) };
}

describe('random vouchers', () => {
  it('of every character that CP437 has are read back as they were, or refused', async () => {
    let [read, refused] = [0, 0];
    await fc.assert(
      fc.asyncProperty(fc.array(random, { maxLength: 2 }), async (vouchers) => {
        try {
          const { items, summary } = readBack(await bytesOf(vouchers, { withChecksum: true }));
          expect(items).toEqual(vouchers.map(asSaid));
          expect(summary.checksum).toBe('ok');
          read++;
        } catch (error) {
          if (!(error instanceof DomainError)) throw error;
          expect(error.code).toBe('FIELD_NOT_WRITABLE_AS_SIE');
          refused++;
        }
      }),
      { numRuns: 400 },
    );
    expect(refused).toBeLessThan(read / 2);
  });
});
