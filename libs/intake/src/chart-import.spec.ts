import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { importChart } from './chart-import.js';
import { importLedger } from './imports.js';
import { BOOK, Scene } from './scene.fixture.js';
import { cost, sieFile } from './sie.fixture.js';
import { csvOf, MAPPING } from './year-of-files.fixture.js';

let scene: Scene;
beforeEach(async () => {
  scene = await Scene.begin();
});
afterEach(() => scene.close());

const refusing = (code: string, details: object = {}) =>
  expect.objectContaining({ code, details: expect.objectContaining(details) });
const take = (content: string, name = 'kontoplan.csv') =>
  importChart({ file: scene.file(content, name), to: scene.book, book: BOOK });

describe('a chart of accounts', () => {
  it('gives accounts that nothing else says a role of their kind, and tells what that is to recorded lines', async () => {
    await scene.take([cost(['LR 1', '2026-01-10'], '100.00').replace('7411', '8111')]);
    expect((await scene.figures()).unresolved).toBe('100.00');
    const head = { year: '#RAR 0 20260101 20261231\r\n#KONTO 8111 "Ränta"\r\n#KTYP 8111 K' };
    const report = await take(sieFile([], head), 'plan.se');
    expect(report).toMatchObject({
      accounts: 1,
      unchanged: 0,
      effects: [{ account: '8111', before: null, after: 'cost' }],
    });
    expect(await take(sieFile([], head), 'plan.se')).toMatchObject({ unchanged: 1, added: [], changed: [] });
  });

  it('comes out of a list with Swedish headings and roles', async () => {
    expect(await take('Konto;Benämning;Kontotyp;Roll\r\n3511;Statsbidrag;I;bidragsintäkt\r\n')).toMatchObject({
      added: [{ account: '3511', name: 'Statsbidrag', type: 'I', role: 'grant-income' }],
    });
  });

  it('is refused where it is none', async () => {
    await expect(take('A;B\r\n1;2\r\n')).rejects.toEqual(refusing('CHART_COLUMNS_UNKNOWN'));
    await expect(take('Konto;Roll\r\n3511;kanske\r\n')).rejects.toEqual(refusing('CHART_FIELD_MALFORMED', { line: 2 }));
    await expect(take(sieFile([]), 'plan.se')).rejects.toEqual(refusing('CHART_WITHOUT_ACCOUNTS'));
  });
});

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
