import { describe, expect, it } from '@jest/globals';

import type { Blobs } from './blobs.js';

const ID = (digit: string): string => digit.repeat(32);

async function* giving(...chunks: readonly (string | Error)[]): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) {
    await Promise.resolve();
    if (chunk instanceof Error) throw chunk;
    yield Buffer.from(chunk);
  }
}
async function textOf(bytes: AsyncIterable<Uint8Array>): Promise<string> {
  const all: Uint8Array[] = [];
  for await (const chunk of bytes) all.push(Buffer.from(chunk));
  return Buffer.concat(all).toString();
}
async function idsOf(blobs: Blobs): Promise<readonly string[]> {
  const ids: string[] = [];
  for await (const id of blobs.list()) ids.push(id);
  return ids;
}

/** What every place that keeps sealed documents does. `fresh` makes an empty one. */
export function blobsContract(what: string, fresh: () => Promise<Blobs>): void {
  describe(what, () => {
    it('gives back what was put', async () => {
      const blobs = await fresh();
      await blobs.put(ID('a'), giving('sealed ', 'bytes'));
      await blobs.put(ID('b'), giving());
      expect(await textOf(blobs.read(ID('a')))).toBe('sealed bytes');
      expect(await textOf(blobs.read(ID('b')))).toBe('');
    });

    it('holds many bytes in the order that they came', async () => {
      const blobs = await fresh();
      const chunk = 'x'.repeat(99_999);
      await blobs.put(ID('a'), giving(...Array.from({ length: 120 }, (_, index) => `${String(index)}${chunk}`)));
      const text = await textOf(blobs.read(ID('a')));
      expect(text.split(chunk)).toEqual([...Array.from({ length: 120 }, (_, index) => String(index)), '']);
    });

    it('knows what it has, in order', async () => {
      const blobs = await fresh();
      expect(await idsOf(blobs)).toEqual([]);
      for (const digit of ['c', 'a', 'b']) await blobs.put(ID(digit), giving(digit));
      expect(await idsOf(blobs)).toEqual(['a', 'b', 'c'].map(ID));
      expect([await blobs.has(ID('a')), await blobs.has(ID('d'))]).toEqual([true, false]);
    });

    it('says what is missing', async () => {
      const blobs = await fresh();
      await expect(textOf(blobs.read(ID('a')))).rejects.toMatchObject({ code: 'DOCUMENT_BYTES_MISSING' });
    });

    it('keeps nothing of what was broken off, and what was there before', async () => {
      const blobs = await fresh();
      const broken = () => blobs.put(ID('a'), giving('half', new Error('broken off')));
      await expect(broken()).rejects.toThrow('broken off');
      expect(await idsOf(blobs)).toEqual([]);
      await blobs.put(ID('a'), giving('whole'));
      await expect(broken()).rejects.toThrow('broken off');
      expect(await textOf(blobs.read(ID('a')))).toBe('whole');
    });

    it('keeps one of two that come at once', async () => {
      const blobs = await fresh();
      await Promise.all(['one', 'two'].map((text) => blobs.put(ID('a'), giving(text))));
      expect(['one', 'two']).toContain(await textOf(blobs.read(ID('a'))));
      expect(await idsOf(blobs)).toEqual([ID('a')]);
    });

    it('removes, also what is not there', async () => {
      const blobs = await fresh();
      await blobs.put(ID('a'), giving('a'));
      await blobs.remove(ID('a'));
      await blobs.remove(ID('a'));
      expect([await blobs.has(ID('a')), await idsOf(blobs)]).toEqual([false, []]);
    });
  });
}
