import { afterEach, describe, expect, it } from '@jest/globals';

import { january, skew } from '../import.fixture.js';
import { importLedger } from '../imports.js';
import { rejectQuarantined } from '../quarantine.js';
import { BOOK, codeFacts, match, Scene } from '../scene.fixture.js';
import { cost, type Row, sieFile, voucher } from '../sie.fixture.js';
import { undoImport } from '../undo-import.js';
import { csvOf, MAPPING } from '../year-of-files.fixture.js';
import { reconcile, type Reconciliation } from './reconciliation.js';

let scene: Scene;
afterEach(() => scene.close());

const asked = async (perDate?: string): Promise<Reconciliation> =>
  reconcile(scene.book, { book: BOOK, moment: await scene.book.moment(undefined, perDate) });
const told = ({ complete, unexplained, vouchers }: Reconciliation) => [
  ...[complete, unexplained],
  ...vouchers.map(({ series, number, cause, amount }) => [`${series} ${number}`, cause, amount]),
];
const whole = (...vouchers: unknown[]) => [false, '0.00', ...vouchers];
const late = () => scene.tell('OpenProjectCode', codeFacts({ projectCode: 'sen', matches: [match('28999')] }));

describe('a voucher on which ledger and file do not agree', () => {
  it('was turned down by a person', async () => {
    scene = await Scene.begin();
    const { import: id, quarantine } = await scene.take([...january, skew]);
    await rejectQuarantined(scene.book, { import: id ?? '', line: quarantine[0]?.line ?? 0, reason: 'Dubblett' });
    expect(told(await asked())).toEqual(whole(['LR 8', 'rejected', '1260.50']));
  });

  it('is coded or dated otherwise in the source, with the same amounts on the same accounts', async () => {
    scene = await Scene.begin();
    await scene.take(january);
    await scene.take([cost(['LR 1', '2026-01-10'], '100.00', '27010'), cost(['LR 2', '2026-01-21'], '200.50')]);
    const found = await asked();
    expect(found.differ).toBe(0);
    expect(told(found)).toEqual(whole(['LR 1', 'recoded', '100.00'], ['LR 2', 'recoded', '0.00']));
  });

  it('has a line that a code means since, and that scope `grant` left out', async () => {
    scene = await Scene.begin({ scope: 'grant' });
    const rows: readonly Row[] = [
      ['7411', '6 "28101"', '10.00'],
      ['7411', '6 "28999"', '20.00'],
      ['2511', '', '-30.00'],
    ];
    await scene.take([voucher(['LR 1', '2026-01-10'], rows)]);
    expect((await asked()).complete).toBe(true);
    await late();
    expect(told(await asked())).toEqual(whole(['LR 1', 'late', '20.00']));
  });

  it('went with an import that was taken back, or stayed because others have built on it', async () => {
    scene = await Scene.begin();
    const first = await scene.take([...january, cost(['LR 3', '2026-02-10'], '5.00')]);
    const second = await scene.take(january, { covers: { from: '2026-01-01', to: '2026-01-31' } });
    const built = { voucher: { book: BOOK, series: 'LR', number: '3' }, lines: [1], reason: 'Enligt attest' };
    await scene.tell('DisallowCost', built);
    await undoImport(scene.book, { import: first.import ?? '' });
    expect(told(await asked())).toEqual(
      whole(['LR 1', 'absent', '200.00'], ['LR 2', 'absent', '401.00'], ['LR 3', 'uncovered', '10.00']),
    );
    await scene.take(january, { covers: { from: '2026-01-01', to: '2026-01-31' } });
    await undoImport(scene.book, { import: second.import ?? '' });
    expect(told(await asked())).toEqual(whole(['LR 3', 'uncovered', '10.00']));
  });
});

describe('a total that a file states', () => {
  it('is held against the ledger up to the last day of the file, whatever files brought it', async () => {
    scene = await Scene.begin();
    const march = [cost(['LR 3', '2026-03-10'], '5.00')];
    const year = (records: string) => ({ year: `#RAR 0 20260101 20261231\r\n${records}` });
    await scene.takeFile(scene.file(sieFile(march, year('#RES 0 7411 305.50\r\n#PSALDO 0 202603 7411 {} 5.00'))));
    const ofYear = async () => (await asked()).accounts.find(({ account }) => account === '7411')?.stated;
    expect(await ofYear()).toMatchObject({ rows: '5.00', ledger: '5.00', difference: '300.50' });
    await scene.take(january);
    expect(await ofYear()).toMatchObject({ rows: '5.00', ledger: '305.50', difference: '0.00' });
    await scene.take([cost(['LR 9', '2026-04-10'], '7.00')]);
    expect(await asked()).toMatchObject({ complete: true, stated: { agree: 2, differ: 0 } });
    // Of a day within the file's, what it states of the year says nothing; of a month that is over it does.
    expect((await asked('2026-03-09')).stated).toEqual({ agree: 0, differ: 0 });
  });
});

describe('of a book of extracts of scope grant', () => {
  it('what is left out of a recorded voucher is told, and so is what no file speaks of by its code', async () => {
    scene = await Scene.begin({ form: 'extract', scope: 'grant' });
    const rows = (...of: Row[]) => voucher(['LR 1', '2026-01-10'], of);
    const ours: Row = ['7411', '6 "28101"', '100.00'];
    const contra: Row = ['2511', '', '-100.00'];
    await scene.take([rows(ours, contra)]);
    await scene.take([rows(['7411', '6 "28999"', '30.00'], contra)]);
    const found = await asked();
    expect(told(found)).toEqual([true, '0.00']);
    const account = ({ accounts }: Reconciliation, name: string) => accounts.find((one) => one.account === name);
    expect(account(found, '7411')).toMatchObject({ file: '130.00', leftOut: '30.00', ledger: '100.00' });
    await late();
    expect(told(await asked())).toEqual(whole(['LR 1', 'late', '30.00']));
    await scene.take([rows(contra, ours)], { scope: 'all' });
    expect(account(await asked(), '2511')).toMatchObject({ ledger: '-100.00', difference: '0.00' });
  });
});

describe('a file that is not whole', () => {
  it('has rows of which nobody knows the voucher, or was never read to its end', async () => {
    scene = await Scene.begin();
    const lines = [
      { account: '7411', costCentre: '31000', project: '28101', ore: 10_000 },
      { account: '2511', costCentre: '', project: '', ore: -10_000 },
    ];
    const table = csvOf([{ series: 'LR', number: 1, date: '2026-01-10', lines }]);
    const file = scene.file(`${table}LR;;;7411;;1,00;;;\r\n`, 'huvudbok.csv');
    const by = { mapping: MAPPING, saved: { mapping: 'huvudbok', revision: 0 } };
    await scene.tell('SaveMapping', { mapping: 'huvudbok', columns: MAPPING });
    await importLedger({ file, to: scene.book, book: BOOK, ...by });
    expect(await asked()).toMatchObject({ complete: false, unknownRows: 1, unfinished: [] });

    const { log } = scene.book;
    const append = log.append.bind(log);
    log.append = (context, writes, ...given) => {
      const isEnd = writes.some(({ events }) => events.some(({ type }) => type === 'ImportCompleted'));
      return isEnd ? Promise.reject(new Error('cut off')) : append(context, writes, ...given);
    };
    await expect(scene.take([cost(['LR 2', '2026-02-10'], '1.00')])).rejects.toThrow('cut off');
    log.append = append;
    const found = await asked();
    expect(found.unfinished).toHaveLength(1);
    expect(told(found)).toEqual(whole(['LR 2', 'uncovered', '2.00']));
  });
});
