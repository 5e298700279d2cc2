import { describe, expect, it } from '@jest/globals';

import type { AllPage } from '../eventstore/stream-store.js';
import { Ahead } from './ahead.js';

const at = (seen: string) => ({ seen, anchor: { position: seen, id: `id of ${seen}` } });
const page = (position: string, isEnd: boolean): AllPage => ({ items: [], position, isEnd });
const gives = (one: AllPage | undefined) => () => Promise.resolve(one);

describe('a page that is read ahead', () => {
  it('is the one that comes next, once', async () => {
    const ahead = new Ahead();
    ahead.begin(at('1'), gives(page('2', false)));
    expect(await ahead.take(at('1'), gives(page('9', true)))).toEqual(page('2', false));
    expect(await ahead.take(at('1'), gives(page('9', true)))).toEqual(page('9', true));
  });

  it('is never the end of the store: that is read when it is asked for', async () => {
    const ahead = new Ahead();
    ahead.begin(at('1'), gives(page('2', true)));
    expect(await ahead.take(at('1'), gives(page('3', true)))).toEqual(page('3', true));
  });

  it('is not taken behind another checkpoint, nor when it was forgotten', async () => {
    const ahead = new Ahead();
    const other = { seen: '1', anchor: { position: '1', id: 'another' } };
    ahead.begin(at('1'), gives(page('2', false)));
    expect(await ahead.take(other, gives(page('9', true)))).toEqual(page('9', true));
    ahead.begin(at('1'), gives(page('2', false)));
    ahead.forget();
    expect(await ahead.take(at('1'), gives(page('9', true)))).toEqual(page('9', true));
  });

  it('tells whoever takes it that the store is not what it was, or what was in the way', async () => {
    const ahead = new Ahead();
    ahead.begin(at('1'), gives(undefined));
    expect(await ahead.take(at('1'), gives(page('9', true)))).toBeUndefined();
    ahead.begin(at('1'), () => Promise.reject(new Error('out of reach')));
    await expect(ahead.take(at('1'), gives(page('9', true)))).rejects.toThrow('out of reach');
  });
});
