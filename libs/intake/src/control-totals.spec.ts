import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { importLedger } from './imports.js';
import { BOOK, Scene } from './scene.fixture.js';
import { csvOf, MAPPING } from './year-of-files.fixture.js';

let scene: Scene;
beforeEach(async () => {
  scene = await Scene.begin();
});
afterEach(() => scene.close());

const refusing = (code: string, details: object = {}) =>
  expect.objectContaining({ code, details: expect.objectContaining(details) });

describe('an exported ledger', () => {
  const year = [
    {
      ...{ series: 'LR', number: 1, date: '2026-01-10' },
      lines: [
        { account: '7411', costCentre: '31000', project: '28101', ore: 10_000 },
        { account: '2511', costCentre: '', project: '', ore: -10_000 },
      ],
    },
  ];
  const off = `${csvOf(year)};;;;;0,01;Totalt;;\r\n`;
  const order = () => {
    const by = { mapping: MAPPING, saved: { mapping: 'huvudbok', revision: 0 } };
    return { file: scene.file(off, 'huvudbok.csv'), to: scene.book, book: BOOK, ...by };
  };

  it('whose total is off by an öre is refused, unless that is accepted', async () => {
    await expect(importLedger(order())).rejects.toEqual(refusing('FILE_TOTAL_DIFFERS', { line: 4 }));
    expect(await scene.events('ImportStarted')).toEqual([]);
    const dry = await importLedger({ ...order(), dryRun: true });
    expect(dry.totals).toMatchObject([{ line: 4, stated: '0.01', difference: '-0.01' }]);
    expect((await importLedger({ ...order(), acceptTotals: true })).vouchers).toMatchObject({ taken: 1 });
  });
});
