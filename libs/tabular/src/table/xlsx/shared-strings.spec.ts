import { describe, expect, it } from '@jest/globals';

import { written } from '../read-back.fixture.js';
import { packed } from '../workbook.fixture.js';
import { Parts } from './parts.js';
import { SharedStrings } from './shared-strings.js';

async function stringsOf(texts: readonly string[], bounds?: { bytes: number; texts: number }) {
  const xml = `<sst>${texts.map((text) => `<si><t>${text}</t></si>`).join('')}</sst>`;
  const parts = await Parts.open(written(await packed({ s: xml })));
  return SharedStrings.read(parts, 's', bounds).finally(() => {
    parts.close();
  });
}

describe('the shared texts of a workbook', () => {
  it('are found by their numbers, however many there are and however often they are asked for', async () => {
    const texts = Array.from({ length: 20_000 }, (_, index) => (index % 7 === 0 ? '' : `åäö ${index}`));
    const strings = await stringsOf(texts);
    for (const step of [1, 4096, 4097, 7]) {
      const numbers = [...texts.keys()].map((index) => (index * step) % texts.length);
      expect(numbers.every((number) => strings.get(number) === texts[number])).toBe(true);
    }
    expect(strings.get(20_000)).toBeUndefined();
  });

  it('may be none', async () => {
    const strings = await SharedStrings.read(await Parts.open(written(await packed({ s: '' }))), null);
    expect(strings.get(0)).toBeUndefined();
  });

  it('may take only so much memory: bytes, and texts', async () => {
    const refusal = { code: 'WORKBOOK_TOO_LARGE', details: { part: 's' } };
    await expect(stringsOf(['åå', 'b'], { bytes: 5, texts: 2 })).resolves.toBeDefined();
    await expect(stringsOf(['åå', 'b'], { bytes: 4, texts: 2 })).rejects.toMatchObject(refusal);
    await expect(stringsOf(['', ''], { bytes: 5, texts: 1 })).rejects.toMatchObject(refusal);
  });
});
