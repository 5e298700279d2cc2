import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import type { EventLog } from '#event-log';
import { extract, imports } from '#read-models';

import { expectComplete, february, january, NONE, skew } from './import.fixture.js';
import { BOOK, CODE, GRANT, POTS, Scene } from './scene.fixture.js';
import { cost, voucher } from './sie.fixture.js';
import { undoImport } from './undo-import.js';

let scene: Scene;
beforeEach(async () => {
  scene = await Scene.begin();
});
afterEach(() => scene.close());

const idOf = (report: { readonly import: string | null }): string => report.import ?? '';
const undo = (id: string, more: Partial<Parameters<typeof undoImport>[1]> = {}) =>
  undoImport(scene.book, { import: id, ...more });
/** What the books say of the code, whatever its lines are called. */
async function said() {
  const moment = await scene.book.moment();
  const { rows, total } = await extract(scene.book.models.db, CODE, moment);
  const lines = rows.map(({ series, number, date, account, amount }) => [series, number, date, account, amount]);
  const figures = { ...(await scene.figures()), position: 0 };
  const findings = (await scene.findings()).map(({ code, count, amount }) => [code, count, amount]);
  return { lines, total, figures, findings };
}
/** Has something happen in the place of an append, as another process or a power cut would. */
function atAppend(happens: (append: Append, ...given: Parameters<Append>) => ReturnType<Append>): Append {
  const { log } = scene.book;
  const append = log.append.bind(log);
  log.append = (...given) => happens(append, ...given);
  return append;
}
type Append = EventLog['append'];
const ref = (number: string, series = 'LR') => ({ book: BOOK, series, number });
const reason = 'Enligt attest';

describe('an import that is undone', () => {
  it('is as if it had never been, and the same file taken in again as if it had never been undone', async () => {
    await scene.take(january);
    const before = await said();
    const second = await scene.take([...january, ...february, skew]);
    const after = await said();
    expect(await undo(idOf(second), { reason: 'Fel period' })).toMatchObject({
      ...{ import: second.import, book: BOOK, dryRun: false, left: [], laterImports: [] },
      vouchers: { withdrawn: 2, restored: 0, left: 0 },
      position: await scene.book.log.lastPosition(),
    });
    expect(await said()).toEqual(before);
    const [told] = await scene.events('ImportUndone');
    expect(told).toMatchObject({ commandId: `undo-${idOf(second)}`, private: { reason: 'Fel period' } });

    const again = await scene.take([...january, ...february, skew]);
    expectComplete(again);
    expect(again.import).not.toBe(second.import);
    expect(again.vouchers).toEqual({ ...NONE, read: 5, known: 2, taken: 2, quarantined: 1, returned: 2 });
    expect(await said()).toEqual(after);
  });

  it('gives back what it changed, extended and took away', async () => {
    await scene.take([...january, ...february]);
    const before = await said();
    const changed = [cost(['LR 1', '2026-01-11'], '150.00'), january[1], february[0]];
    const second = await scene.take([...changed, cost(['BF 2', '2026-02-28'], '1.00')], { acceptChanges: true });
    expect(second.vouchers).toMatchObject({ changed: 1, missing: 1, taken: 1 });
    const after = await said();
    const { vouchers } = await undo(idOf(second));
    expect(vouchers).toEqual({ withdrawn: 1, restored: 2, left: 0 });
    expect(await said()).toEqual(before);
    await scene.take([...changed, cost(['BF 2', '2026-02-28'], '1.00')], { acceptChanges: true });
    expect(await said()).toEqual(after);
  });

  it('leaves what others have built on, and says who', async () => {
    const { import: first } = await scene.take([...january, ...february]);
    await scene.tell('DisallowCost', { voucher: ref('1'), lines: [1], reason });
    await scene.tell('RecordGrantPayment', { grant: GRANT, amounts: POTS, voucher: ref('2') });
    const second = await scene.take([cost(['LR 3', '2026-02-10'], '400.01')], { acceptChanges: true });
    const report = await undo(first ?? '');
    expect(report).toMatchObject({
      vouchers: { withdrawn: 1, restored: 0, left: 3 },
      laterImports: [second.import],
      left: [
        { number: '1', builtOn: [{ type: 'CostDisallowed', import: null, by: { subject: 'system:cli' } }] },
        { number: '2', builtOn: [{ type: 'GrantPaid', import: null }] },
        { number: '3', builtOn: [{ type: 'VoucherRestated', import: second.import }] },
      ],
    });
    expect((await said()).lines.map(([series, number]) => `${series ?? ''} ${number ?? ''}`)).toEqual([
      ...['LR 1', 'LR 2', 'LR 3'],
    ]);
    const { undone } = (await imports(scene.book.models.db, await scene.book.moment()))[0] ?? {};
    expect(undone).toMatchObject({ vouchers: { left: 3 } });
  });

  it('is only looked at in a dry run', async () => {
    const { import: id } = await scene.take(january);
    const last = await scene.book.log.lastPosition();
    const { vouchers, dryRun } = await undo(id ?? '', { dryRun: true });
    expect([vouchers, dryRun, await scene.book.log.lastPosition()]).toEqual([
      { withdrawn: 2, restored: 0, left: 0 },
      ...[true, last],
    ]);
  });

  it('must be one that there is, and is undone once', async () => {
    await expect(undo('finns-inte')).rejects.toMatchObject({ code: 'IMPORT_UNKNOWN' });
    const { import: id } = await scene.take(january);
    await undo(id ?? '');
    await expect(undo(id ?? '')).rejects.toMatchObject({ code: 'IMPORT_ALREADY_UNDONE' });
  });

  it('was undone by half: the rest is undone, and all of it counted', async () => {
    const { import: id } = await scene.take([...january, ...february]);
    const vouchers = await undo(id ?? '', { dryRun: true });
    // The first try is cut off before it tells that it is done.
    const append = atAppend((whole, ...[context, writes, unchanged]) => {
      const isEnd = writes.some(({ stream }) => stream.startsWith('import-'));
      return isEnd ? Promise.reject(new Error('cut off')) : whole(context, writes.slice(0, 2), unchanged);
    });
    await expect(undo(id ?? '')).rejects.toThrow('cut off');
    scene.book.log.append = append;
    expect(await undo(id ?? '')).toMatchObject({ vouchers: vouchers.vouchers });
    expect(await scene.events('VoucherWithdrawn')).toHaveLength(4);
  });

  it('was cut off itself', async () => {
    const order = { progress: () => undefined };
    const { import: id } = await scene.take(january, order);
    expect(id).not.toBeNull();
    const rows = Array.from({ length: 700 }, (_, at) => cost([`LR ${(at + 10).toString()}`, '2026-03-01'], '1.00'));
    let batches = 0;
    const append = atAppend((whole, context, ...given) => {
      const isBatch = context.commandId.startsWith('import-') && !context.commandId.endsWith('-start');
      return isBatch && batches++ === 1 ? Promise.reject(new Error('cut off')) : whole(context, ...given);
    });
    const before = await said();
    await expect(scene.take(rows)).rejects.toThrow('cut off');
    scene.book.log.append = append;
    const open = (await imports(scene.book.models.db, await scene.book.moment())).find(
      ({ completed }) => completed === null,
    );
    expect((await scene.findings()).map(({ code }) => code)).toContain('IMPORT_NOT_COMPLETED');
    expect(await undo(open?.import ?? '')).toMatchObject({ vouchers: { withdrawn: 250, restored: 0, left: 0 } });
    expect(await said()).toEqual(before);
    expect((await scene.take(rows)).vouchers).toMatchObject({ taken: 700, returned: 250 });
  });

  it('no more has the last word on an earlier one', async () => {
    const odd = voucher(['LR 8', '2026-01-13'], [['7411', '6 "28101"', '1.00']]);
    await scene.take([january[0], odd, january[1]]);
    const before = await scene.findings();
    expect(before.map(({ code }) => code)).toContain('VOUCHERS_QUARANTINED');
    const second = await scene.take(january);
    expect((await scene.findings()).map(({ code }) => code)).not.toContain('VOUCHERS_QUARANTINED');
    await undo(idOf(second));
    expect(await scene.findings()).toEqual(before);
  });

  it('is undone though others write at the same time', async () => {
    const { import: id } = await scene.take([...january, ...february]);
    const append = atAppend(async (whole, ...given) => {
      scene.book.log.append = append;
      const servicePeriod = { from: '2026-01-01', to: '2026-01-31' };
      await scene.tell('ReviewCost', { voucher: ref('1'), lines: [1], reason, servicePeriod });
      return whole(...given);
    });
    const { vouchers, left } = await undo(id ?? '');
    expect(vouchers).toEqual({ withdrawn: 3, restored: 0, left: 1 });
    expect(left).toMatchObject([{ number: '1', builtOn: [{ type: 'CostReviewed' }] }]);
  });
});
