import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { newSealingKey, sealed, unsealed } from './sealing.js';

const document = '0123456789abcdef0123456789abcdef';
const damaged = expect.objectContaining({ code: 'DOCUMENT_DAMAGED' });

async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size));
}
async function together(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(Buffer.from(chunk));
  return Buffer.concat(all);
}
const seal = async (bytes: Uint8Array, key: Uint8Array, size = 1 << 16) =>
  together(sealed(pieces(bytes, size), { key, document }));

describe('a sealed document', () => {
  it('opens to the same bytes, however they came', async () => {
    const key = await newSealingKey();
    const of = (most: number, least: number) =>
      fc.tuple(fc.integer({ min: 0, max: most }), fc.integer({ min: least, max: 200_000 }));
    const edges = fc.tuple(
      fc.constantFrom(0, 1, 65_535, 65_536, 65_537, 131_072),
      fc.integer({ min: 500, max: 200_000 }),
    );
    await fc.assert(
      // Many bytes in pieces of one each would say no more, and take long.
      fc.asyncProperty(fc.oneof(of(2_000, 1), of(300_000, 500), edges), async ([length, piece]) => {
        const bytes = Buffer.alloc(length, 'Lön för mars\n');
        const shut = await seal(bytes, key, piece);
        expect(shut.includes('Lön för mars')).toBe(false);
        const open = await together(unsealed(pieces(shut, piece), { key, document }));
        expect(open.equals(bytes)).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  it('costs as much in one piece as in many', async () => {
    const key = await newSealingKey();
    const bytes = Buffer.alloc(48 * 2 ** 20, 'x');
    const cost = async (piece: number): Promise<number> => {
      const before = process.cpuUsage();
      for await (const chunk of sealed(pieces(bytes, piece), { key, document }))
        expect(chunk.length).toBeGreaterThan(0);
      const { user, system } = process.cpuUsage(before);
      return user + system;
    };
    await cost(1 << 16); // what is compiled first is not counted
    const inMany = await cost(1 << 16);
    expect((await cost(bytes.length)) / inMany).toBeLessThan(4);
  });

  it('is not sealed to the same bytes twice', async () => {
    const key = await newSealingKey();
    expect((await seal(Buffer.from('a'), key)).equals(await seal(Buffer.from('a'), key))).toBe(false);
  });

  const CHUNK = (1 << 16) + 17;
  const HEAD = 8 + 24;
  it.each<[string, (shut: Buffer) => Buffer]>([
    ['nothing', () => Buffer.alloc(0)],
    ['another kind of file', (shut) => Buffer.concat([Buffer.from('%PDF-1.7'), shut.subarray(8)])],
    ['cut off in its head', (shut) => shut.subarray(0, 20)],
    ['cut off between two chunks', (shut) => shut.subarray(0, HEAD + CHUNK)],
    ['cut off in the last chunk', (shut) => shut.subarray(0, shut.length - 1)],
    ['longer than it was', (shut) => Buffer.concat([shut, Buffer.from([0])])],
    [
      'with two chunks swapped',
      (shut) =>
        Buffer.concat([
          shut.subarray(0, HEAD),
          shut.subarray(HEAD + CHUNK, HEAD + 2 * CHUNK),
          shut.subarray(HEAD, HEAD + CHUNK),
          shut.subarray(HEAD + 2 * CHUNK),
        ]),
    ],
    ['without a chunk', (shut) => Buffer.concat([shut.subarray(0, HEAD + CHUNK), shut.subarray(HEAD + 2 * CHUNK)])],
    ['with one bit turned', (shut) => shut.with(HEAD + CHUNK + 100, (shut[HEAD + CHUNK + 100] ?? 0) ^ 1) as Buffer],
  ])('is damaged where it is %s', async (_, harm) => {
    const key = await newSealingKey();
    const shut = await seal(Buffer.alloc(200_000, 'x'), key);
    await expect(together(unsealed(pieces(harm(shut), 50_000), { key, document }))).rejects.toEqual(damaged);
  });

  it('opens by no other key, and as no other document', async () => {
    const key = await newSealingKey();
    const shut = await seal(Buffer.from('Faktura'), key);
    const other = await newSealingKey();
    await expect(together(unsealed(pieces(shut, 10), { key: other, document }))).rejects.toEqual(damaged);
    const renamed = document.replace('0', '1');
    await expect(together(unsealed(pieces(shut, 10), { key, document: renamed }))).rejects.toEqual(
      expect.objectContaining({ code: 'DOCUMENT_DAMAGED' }),
    );
  });
});
