import { afterEach, describe, expect, it } from '@jest/globals';

import { NONE } from './import.fixture.js';
import { Scene } from './scene.fixture.js';
import { cost, sieFile } from './sie.fixture.js';

let scene: Scene;
afterEach(() => scene.close());

describe('what names a voucher', () => {
  const plain = (name: string, date: string) => cost([name, date], '10.00');
  const numbers = async () =>
    (await scene.events('VoucherRecorded')).map(({ data }) => (data as { readonly number: string }).number);

  it('is its number, verbatim', async () => {
    scene = await Scene.begin();
    const names = ['A 7', 'A 07', '"LÖ" 7', '"L\u0308O" 7'];
    await scene.takeFile(scene.file(sieFile(names.map((name) => plain(name, '2026-01-10')))));
    expect(await numbers()).toEqual(['7', '07', '7', '7']);
    expect((await scene.figures()).used).toBe('40.00');
  });

  it('is one whichever way its letters are composed', async () => {
    scene = await Scene.begin({ scope: 'grant' });
    await scene.take([plain('"LÖ" 1', '2026-01-10'), plain('"LÖ" 2', '2026-01-11')]);
    const decomposed = [plain('"LÖ" 1', '2026-01-10'), plain('"LÖ" 2', '2026-01-11')].map((text) =>
      text.normalize('NFD'),
    );
    expect((await scene.take(decomposed)).vouchers).toEqual({ ...NONE, read: 2, known: 2 });
    expect((await scene.take(decomposed.slice(0, 1))).vouchers).toEqual({ ...NONE, read: 1, known: 1 });
    const outer = [decomposed[0] ?? '', plain('"LÖ" 3', '2026-01-12').normalize('NFD')];
    expect((await scene.take(outer)).vouchers).toEqual({ ...NONE, read: 2, known: 1, taken: 1, missing: 1 });
  });

  it('is its number and date where numbers begin anew', async () => {
    scene = await Scene.begin({ voucherIdentity: 'number+date' });
    const twice = [plain('A 1', '2026-01-10'), plain('A 1', '2026-02-10'), plain('A 1', '2026-02-10')];
    expect((await scene.take(twice)).vouchers).toEqual({ ...NONE, read: 3, taken: 2, quarantined: 1 });
    expect(await numbers()).toEqual(['1@2026-01-10', '1@2026-02-10']);
    expect((await scene.take(twice)).vouchers).toEqual({ ...NONE, read: 3, known: 2, quarantined: 1 });
  });

  it('is what it says and its place among equals where a pre-system gives no number', async () => {
    scene = await Scene.begin({ preSystemFiles: 'postings' });
    const unnumbered = [plain('A ""', '2026-01-10'), plain('A ""', '2026-01-10'), plain('"" 0', '2026-01-10')];
    const take = () => scene.takeFile(scene.file(sieFile(unnumbered), 'lon.si'));
    expect((await take()).vouchers).toEqual({ ...NONE, read: 3, taken: 3 });
    const [one = '', other = '', bare = ''] = await numbers();
    expect([one.slice(-2), other.slice(-2), bare.slice(-2)]).toEqual(['.1', '.2', '.1']);
    expect((await take()).vouchers).toEqual({ ...NONE, read: 3, known: 3 });
    expect((await scene.figures()).used).toBe('30.00');
  });
});
