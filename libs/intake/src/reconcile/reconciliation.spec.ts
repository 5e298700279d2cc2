import { afterEach, describe, expect, it } from '@jest/globals';

import { january, nobodys, precise, skew } from '../import.fixture.js';
import { BOOK, codeFacts, match, Scene } from '../scene.fixture.js';
import { cost, sieFile, voucher } from '../sie.fixture.js';
import type { Cause } from './discrepancies.js';
import { reconcile, type Reconciliation } from './reconciliation.js';

let scene: Scene;
afterEach(() => scene.close());

const asked = async (asOf?: string, perDate?: string): Promise<Reconciliation> =>
  reconcile(scene.book, { book: BOOK, moment: await scene.book.moment(asOf, perDate) });
/** The causes that any voucher has, and by how much. */
const whys = ({ explained }: Reconciliation): [string, number, string | null][] =>
  Object.entries(explained)
    .filter(([, { vouchers }]) => vouchers > 0)
    .map(([cause, { vouchers, amount }]) => [cause as Cause, vouchers, amount]);
const monthOf = ({ accounts }: Reconciliation, account: string, month: string) =>
  accounts.find((one) => one.account === account)?.months.find((one) => one.month === month);
const year = (records: string) => ({ year: `#RAR 0 20260101 20261231\r\n${records}` });

describe('a ledger held against its file', () => {
  it('is complete where every account and month agrees, with the totals that the file states', async () => {
    scene = await Scene.begin();
    const stated = '#IB 0 2511 -1.00\r\n#UB 0 2511 -301.50\r\n#RES 0 7411 300.50\r\n#PSALDO 0 202601 7411 {} 300.50';
    await scene.takeFile(scene.file(sieFile(january, year(stated))));
    const told = await asked();
    expect(told).toMatchObject({
      ...{ complete: true, agree: 2, differ: 0, stated: { agree: 3, differ: 0 }, unexplained: '0.00', vouchers: [] },
      files: [{ kind: 'SIE4E', isRead: true }],
    });
    const total = { rows: '300.50', ledger: '300.50', difference: '0.00' };
    expect(told.accounts[1]).toEqual({
      ...{ account: '7411', name: null },
      stated: { import: told.files[0]?.import, label: 'RES', stated: '300.50', ...total },
      ...{ file: '300.50', leftOut: '0.00', ledger: '300.50', difference: '0.00' },
      months: [
        {
          ...{ month: '2026-01', since: null },
          stated: { import: told.files[0]?.import, label: 'PSALDO', stated: '300.50', ...total },
          ...{ file: '300.50', leftOut: '0.00', ledger: '300.50', difference: '0.00' },
        },
      ],
    });
    expect(told.accounts[0]?.stated).toMatchObject({ label: 'UB-IB', stated: '-300.50', difference: '0.00' });
  });

  it('is not where the file states another total than its rows', async () => {
    scene = await Scene.begin();
    await scene.takeFile(scene.file(sieFile(january, year('#RES 0 7411 300.51'))));
    const told = await asked();
    expect(told).toMatchObject({ complete: false, differ: 0, stated: { agree: 0, differ: 1 }, unexplained: '0.00' });
    expect(told.accounts[1]?.stated).toMatchObject({ stated: '300.51', rows: '300.50', difference: '0.01' });
  });

  it('says what waits: quarantined and not readable', async () => {
    scene = await Scene.begin();
    await scene.take([...january, precise, skew, january[0]]);
    const told = await asked();
    expect(told).toMatchObject({ complete: false, unexplained: '0.00' });
    expect(whys(told)).toEqual([
      ['quarantined', 2, '1460.50'],
      ['refused', 1, null],
    ]);
    expect(told.vouchers).toContainEqual(
      expect.objectContaining({ series: 'LR', number: '8', cause: 'quarantined', amount: '1260.50' }),
    );
    expect(monthOf(told, '7411', '2026-02')).toMatchObject({ file: '1250.00', ledger: '0.00', difference: '1250.00' });
  });

  it('says what changed and what is missing, since which import, until it is accepted', async () => {
    scene = await Scene.begin();
    const march = cost(['LR 4', '2026-03-04'], '4.00');
    await scene.take([...january, cost(['LR 3', '2026-01-30'], '1.00'), march]);
    const before = (await scene.book.log.lastPosition()).toString();
    const now = sieFile([cost(['LR 1', '2026-01-10'], '101.00'), january[1], march]);
    const first = await scene.takeFile(scene.file(now));
    await scene.takeFile(scene.file(now));
    const told = await asked();
    expect(whys(told)).toEqual([
      ['changed', 1, '2.00'],
      ['missing', 1, '2.00'],
    ]);
    expect(told).toMatchObject({ complete: false, differ: 0, unexplained: '0.00' });
    await scene.takeFile(scene.file(sieFile([cost(['LR 1', '2026-01-10'], '109.00'), january[1], march])));
    const later = monthOf(await asked(), '7411', '2026-01');
    expect(later).toMatchObject({ file: '309.50', ledger: '301.50', difference: '8.00' });
    expect(first.differences).toEqual([]); // both sums were 1 kr apart, and took each other out
    expect(later?.since).not.toBe(first.import);
    expect((await asked(before)).complete).toBe(true);
    const settled = [cost(['LR 1', '2026-01-10'], '109.00'), january[1], march];
    await scene.take(settled, { acceptChanges: true });
    expect(await asked()).toMatchObject({ complete: true, agree: 4, unexplained: '0.00' });
  });

  it('names the first import of the unbroken run', async () => {
    scene = await Scene.begin();
    await scene.take(january);
    const differing = (amount: string) => [cost(['LR 1', '2026-01-10'], amount), january[1]];
    await scene.take(differing('101.00'));
    await scene.take(january);
    const second = await scene.take(differing('102.00'));
    await scene.take(differing('103.00'));
    expect(monthOf(await asked(), '7411', '2026-01')).toMatchObject({ difference: '3.00', since: second.import });
  });

  it('takes each voucher from the newest file that speaks of it', async () => {
    scene = await Scene.begin();
    await scene.take(january);
    await scene.take([cost(['LR 3', '2026-02-10'], '5.00'), cost(['LR 2', '2026-02-20'], '200.50')], {
      acceptChanges: true,
    });
    // LR 2 is of February now; of January the first file still has the last word.
    expect(await asked()).toMatchObject({
      complete: true,
      unexplained: '0.00',
      files: [{ isRead: true }, { isRead: true }],
    });
    expect(await asked(undefined, '2026-01-31')).toMatchObject({ complete: true, agree: 2 });
  });
});

describe('of a book of scope grant', () => {
  it('what was left out is told, whole vouchers and lines of recorded ones, and what a code means since waits', async () => {
    scene = await Scene.begin({ scope: 'grant' });
    await scene.take([...january, nobodys, cost(['LR 5', '2026-02-05'], '7.00', '28999')]);
    const told = await asked();
    expect(told).toMatchObject({ complete: true, differ: 0 });
    expect(monthOf(told, '6411', '2026-02')).toMatchObject({ file: '99.00', leftOut: '99.00', ledger: '0.00' });
    expect(monthOf(told, '2511', '2026-01')).toMatchObject({ file: '-300.50', leftOut: '0.00', ledger: '-300.50' });
    await scene.tell('OpenProjectCode', codeFacts({ projectCode: 'sen', matches: [match('28999')] }));
    expect(whys(await asked())).toEqual([['late', 1, '14.00']]);
  });
});

describe('of a book of extracts', () => {
  it('each line is held against the newest extract that speaks of it', async () => {
    scene = await Scene.begin({ form: 'extract' });
    const rows = (...of: [string, string][]) =>
      voucher(
        ['LR 1', '2026-01-10'],
        of.map(([project, amount]) => ['7411', `6 "${project}"`, amount]),
      );
    await scene.take([rows(['28101', '100.00'])]);
    await scene.take([rows(['27010', '20.00'])]);
    expect(await asked()).toMatchObject({ complete: true, agree: 1 });
    await scene.take([rows(['28101', '90.00'])]);
    const told = await asked();
    expect(whys(told)).toEqual([['changed', 1, '10.00']]);
    expect(monthOf(told, '7411', '2026-01')).toMatchObject({ file: '110.00', ledger: '120.00', difference: '-10.00' });
  });
});

describe('what cannot be held against any file', () => {
  it('is refused: BOOK_UNKNOWN, BOOK_WITHOUT_FILES', async () => {
    scene = await Scene.begin();
    const moment = await scene.book.moment();
    const refusing = (code: string) => expect.objectContaining({ code });
    await expect(reconcile(scene.book, { book: 'ingen', moment })).rejects.toThrow(refusing('BOOK_UNKNOWN'));
    await expect(reconcile(scene.book, { book: BOOK, moment })).rejects.toThrow(refusing('BOOK_WITHOUT_FILES'));
  });
});
