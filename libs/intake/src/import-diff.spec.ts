import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { diffImports } from './import-diff.js';
import { february, january, precise, skew } from './import.fixture.js';
import { BOOK, bookFacts, Scene } from './scene.fixture.js';
import { cost, voucher } from './sie.fixture.js';

let scene: Scene;
beforeEach(async () => {
  scene = await Scene.begin();
});
afterEach(() => scene.close());

const take = async (vouchers: readonly string[], book = BOOK): Promise<string> =>
  (await scene.take(vouchers, { book })).import ?? '';

describe('two files that were taken in', () => {
  it('are held against each other: what stands in one alone, and what they say differently, line by line', async () => {
    const a = await take([...january, february[0]]);
    const changed = voucher(
      ['LR 2', '2026-01-21'],
      [
        ['2511', '', '-200.50'],
        ['7411', '1 "31000" 6 "28101"', '150.50'],
        ['7421', '1 "31000" 6 "28101"', '50.00'],
      ],
    );
    const b = await take([january[0], changed, cost(['LR 4', '2026-03-01'], '1.00'), skew, precise]);
    const diff = await diffImports(scene.book, a, b);
    expect(diff).toMatchObject({
      a: { import: a, book: BOOK, format: 'sie', vouchers: 3, refused: 0, from: '2026-01-10', to: '2026-02-10' },
      b: { import: b, vouchers: 4, refused: 1, to: '2026-03-01' },
      counts: { same: 1, changed: 1, onlyInA: 1, onlyInB: 2, missingInB: 1, missingInA: 0 },
      onlyInA: [{ series: 'LR', number: '3', date: '2026-02-10', spokenOf: true }],
      onlyInB: [
        { number: '4', spokenOf: false },
        { number: '8', spokenOf: false },
      ],
    });
    const objects = [
      ['1', '31000'],
      ['6', '28101'],
    ];
    expect(diff.changed).toMatchObject([
      {
        ...{ series: 'LR', number: '2' },
        a: { date: '2026-01-20', lines: [{ account: '7411', objects, amount: '200.50' }] },
        b: { date: '2026-01-21', lines: [{ amount: '150.50' }, { account: '7421', amount: '50.00' }] },
      },
    ]);
    expect(diff.accounts).toEqual([
      { account: '2511', a: '-700.50', b: '-312.00' },
      { account: '7411', a: '700.50', b: '1501.50' },
      { account: '7421', a: '0.00', b: '50.00' },
    ]);
    expect(readdirSync(join(scene.book.dir, 'reading'))).toEqual([]);
  });

  it('say the same where only the order of lines and texts is another', async () => {
    const rows = [
      ['7411', '6 "28101"', '10.00'],
      ['2511', '', '-10.00'],
    ] as const;
    const a = await take([voucher(['LR 1', '2026-01-10'], rows)]);
    const b = await take([voucher(['LR 1', '2026-01-10'], rows.toReversed(), 'Annan text')]);
    expect(await diffImports(scene.book, a, b)).toMatchObject({ counts: { same: 1, changed: 0 }, accounts: [] });
    expect(await diffImports(scene.book, a, a)).toMatchObject({ counts: { same: 1, onlyInA: 0, onlyInB: 0 } });
  });

  it('may be of two books, and are told apart by date where numbers begin anew', async () => {
    await scene.tell('OpenBook', bookFacts({ book: 'annan-2026', voucherIdentity: 'number+date' }));
    const a = await take(january);
    const b = await take([cost(['LR 1', '2026-02-10'], '100.00'), january[0], january[0]], 'annan-2026');
    expect(await diffImports(scene.book, a, b)).toMatchObject({
      counts: { same: 1, changed: 0, onlyInA: 1, onlyInB: 2, missingInB: 1, missingInA: 1 },
      onlyInB: [
        { number: '1', date: '2026-02-10' },
        { number: '1', date: '2026-01-10' },
      ],
    });
  });

  it('must be there', async () => {
    const a = await take(january);
    const refused = { code: 'IMPORT_UNKNOWN', details: { import: 'finns-inte' } };
    await expect(diffImports(scene.book, a, 'finns-inte')).rejects.toMatchObject(refused);
    await expect(diffImports(scene.book, 'finns-inte', a)).rejects.toMatchObject(refused);
  });
});
