import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { chart, chartGaps } from '#read-models';

import { type ChartImport, importChart } from './chart-import.js';
import { repost } from './repost.js';
import { BOOK, Scene } from './scene.fixture.js';
import { sieFile, voucher } from './sie.fixture.js';

let scene: Scene;
beforeEach(async () => {
  scene = await Scene.begin();
});
afterEach(() => scene.close());

const take = (content: string | Uint8Array, name: string, dryRun = false): Promise<ChartImport> =>
  importChart({ file: scene.file(content, name), to: scene.book, book: BOOK, dryRun });
const rows = async () => (await chart(scene.book.models.db, BOOK, await scene.book.moment()))?.accounts;
const table = (...lines: string[]) => lines.join('\r\n');
const refusing = (code: string, details: object = {}) =>
  expect.objectContaining({ code, details: expect.objectContaining(details) });

const SIE = sieFile([], {
  year: '#RAR 0 20260101 20261231\r\n#KONTO 7411 "Konsulter"\r\n#KTYP 7411 K\r\n#KONTO 8999 "Övrigt"\r\n#KTYP 8999 K',
});

describe('a chart of accounts', () => {
  it('is read out of a SIE file without vouchers, and says what is new, the second time nothing', async () => {
    expect(await take(SIE, 'chart.se')).toMatchObject({
      ...{ format: 'sie', accounts: 2, unchanged: 0, changed: [], effects: [] },
      added: [
        { account: '7411', name: 'Konsulter', type: 'K' },
        { account: '8999', name: 'Övrigt', type: 'K' },
      ],
    });
    expect(await rows()).toEqual([
      { account: '7411', name: 'Konsulter', kind: 'K', role: 'cost', source: 'range' },
      { account: '8999', name: 'Övrigt', kind: 'K', role: 'cost', source: 'kind' },
    ]);
    const position = await scene.book.log.lastPosition();
    expect(await take(SIE, 'chart.se')).toMatchObject({ added: [], unchanged: 2, position });
  });

  it('is read out of a table in Swedish or English, in Windows-1252, under a title, with groups between', async () => {
    const swedish = table(
      'Kontoplan 2026;;;',
      'Konto;Benämning;Kontotyp;Roll',
      ';Bidrag;;',
      '3511;Statsbidrag;Intäkt;Bidragsintäkt',
      '2991;Ej intäktsförda bidrag;S;bidragsskuld',
      '7411;Köpta tjänster;Kostnad;',
    );
    await take(Buffer.from(swedish, 'latin1'), 'plan.csv');
    expect(await rows()).toEqual([
      { account: '2991', name: 'Ej intäktsförda bidrag', kind: 'S', role: 'grant-liability', source: 'own' },
      { account: '3511', name: 'Statsbidrag', kind: 'I', role: 'grant-income', source: 'own' },
      { account: '7411', name: 'Köpta tjänster', kind: 'K', role: 'cost', source: 'range' },
    ]);
    const english = table('Account,Type,Role', '7411,K,internal', '2991,S,');
    expect(await take(english, 'roles.csv')).toMatchObject({
      ...{ added: [], unchanged: 1 },
      changed: [{ account: '7411', field: 'role', before: null, after: 'internal' }],
    });
    // Without a column of names, and of what is not said of an account, it keeps what it has.
    expect((await rows())?.map(({ name, role }) => [name, role])).toEqual([
      ['Ej intäktsförda bidrag', 'grant-liability'],
      ['Statsbidrag', 'grant-income'],
      ['Köpta tjänster', 'internal'],
    ]);
    const renamed = await take(table('Konto\tNamn', '7411\tKonsulter'), 'namn.csv', true);
    expect(renamed.changed).toEqual([{ account: '7411', field: 'name', before: 'Köpta tjänster', after: 'Konsulter' }]);
    expect((await rows())?.at(-1)?.name).toBe('Köpta tjänster'); // a dry run writes nothing
  });

  it('says what it means for lines that are recorded, and fills the gaps', async () => {
    const roleless = voucher(
      ['LR 4', '2026-03-10'],
      [
        ['8999', '6 "28101"', '50.00'],
        ['8998', '', '-50.00'],
      ],
    );
    await scene.take([roleless]);
    const sum = (lines: number, debit: string, credit: string) => ({ lines, debit, credit });
    const ours = sum(1, '50.00', '0.00');
    const theirs = sum(1, '0.00', '50.00');
    const none = sum(0, '0.00', '0.00');
    const gaps = async () => await chartGaps(scene.book.models.db, BOOK, await scene.book.moment());
    expect(await gaps()).toMatchObject({
      accounts: [
        { account: '8998', name: null, kind: null, matched: none, recorded: theirs },
        { account: '8999', name: null, kind: null, matched: ours, recorded: ours },
      ],
      ...{ matched: ours, recorded: sum(2, '50.00', '50.00') },
    });
    const before = (await scene.book.log.lastPosition()).toString();
    expect((await take(SIE, 'chart.se')).effects).toEqual([
      { account: '8999', before: null, after: 'cost', matched: ours, recorded: ours },
    ]);
    expect((await gaps())?.accounts.map(({ account }) => account)).toEqual(['8998']);
    await repost(scene.book);
    expect((await scene.figures()).used).toBe('50.00');
    expect((await chartGaps(scene.book.models.db, BOOK, await scene.book.moment(before)))?.accounts).toHaveLength(2);
    expect(await chart(scene.book.models.db, 'ingen', await scene.book.moment())).toBeUndefined();
  });

  it('is refused with line and field where it cannot be read, and nothing is taken', async () => {
    const head = 'Konto;Benämning;Kontotyp;Roll';
    await expect(take(table('Nummer;Text', '7411;Konsulter'), 'a.csv')).rejects.toThrow(
      refusing('CHART_COLUMNS_UNKNOWN'),
    );
    await expect(take(table(head, '74 11;Konsulter;K;'), 'b.csv')).rejects.toThrow(
      refusing('CHART_FIELD_MALFORMED', { line: 2, field: 'Konto' }),
    );
    await expect(take(table(head, '7411;Konsulter;Q;'), 'c.csv')).rejects.toThrow(
      refusing('CHART_FIELD_MALFORMED', { line: 2, field: 'Kontotyp' }),
    );
    await expect(take(table(head, '7411;Konsulter;K;chef'), 'd.csv')).rejects.toThrow(
      refusing('CHART_FIELD_MALFORMED', { line: 2, field: 'Roll' }),
    );
    await expect(take(table(head, '7411;A;K;', '7411;B;K;'), 'e.csv')).rejects.toThrow(
      refusing('ACCOUNT_LISTED_TWICE', { account: '7411', line: 3 }),
    );
    await expect(take(table(head, ';Rubrik;;'), 'f.csv')).rejects.toThrow(refusing('CHART_WITHOUT_ACCOUNTS'));
    await expect(take(sieFile([]), 'f.se')).rejects.toThrow(refusing('CHART_WITHOUT_ACCOUNTS'));
    const odd = sieFile([], { year: '#KONTO 7411 "Konsulter"\r\n#KTYP 7411 X' });
    await expect(take(odd, 'g.se')).rejects.toThrow(refusing('CHART_FIELD_MALFORMED', { field: '#KTYP' }));
    await expect(take('%PDF-1.7', 'h.csv')).rejects.toThrow(refusing('NOT_TABLE_FILE'));
    await expect(importChart({ file: scene.file(SIE, 'i.se'), to: scene.book, book: 'ingen' })).rejects.toThrow(
      refusing('BOOK_UNKNOWN'),
    );
    expect(await rows()).toEqual([]);
  });
});
