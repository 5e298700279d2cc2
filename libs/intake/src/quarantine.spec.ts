import { rmSync } from 'node:fs';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { imports, quarantine } from '#read-models';

import { quarantineShown } from './held-vouchers.js';
import { february, january, NONE, nobodys, skew } from './import.fixture.js';
import { rejectQuarantined, releaseQuarantined } from './quarantine.js';
import { BOOK, Scene, bookFacts } from './scene.fixture.js';
import { cost, voucher } from './sie.fixture.js';
import { undoImport } from './undo-import.js';

let scene: Scene;
beforeEach(async () => {
  scene = await Scene.begin();
});
afterEach(() => scene.close());

const second = cost(['LR 1', '2026-01-12'], '75.00');
const reason = 'Öresavrundning';
const refusing = (code: string) => expect.objectContaining({ code });
const waiting = async () => await quarantine(scene.book.models.db, await scene.book.moment());
/** The vouchers that wait, in the order of the file. */
const open = async () => (await waiting()).open;
const held = async (at = 0) => {
  const row = (await open())[at];
  if (row === undefined) throw new Error('Nothing is held back');
  return { import: row.import, line: row.line, reason };
};
const findingCounts = async () =>
  (await scene.findings()).filter(({ code }) => code === 'VOUCHERS_QUARANTINED').map(({ count }) => count);

describe('a voucher in quarantine', () => {
  it('waits for a person, and is shown as its file has it', async () => {
    const { import: id } = await scene.take([...january, skew, second]);
    const shown = await quarantineShown(scene.book, await scene.book.moment(), BOOK);
    expect(shown).toMatchObject({
      untold: [],
      vouchers: [
        {
          ...{ import: id, book: BOOK, code: 'VOUCHER_UNBALANCED', series: 'LR', number: '8', date: '2026-02-13' },
          difference: '1239.50',
          lines: [
            { account: '7411', objects: [['6', '28101']], amount: '1250.00', text: 'Konsultarvode' },
            { account: '2511', objects: [], amount: '-10.50' },
          ],
        },
        { code: 'VOUCHER_NUMBER_TWICE', number: '1', difference: '0.00' },
      ],
    });
    rmSync(scene.book.files.pathOf((await imports(scene.book.models.db, await scene.book.moment()))[0]?.sha256 ?? ''));
    const lost = await quarantineShown(scene.book, await scene.book.moment());
    expect(lost.vouchers).toMatchObject([{ difference: null, lines: null }, { number: '1' }]);
    await expect(releaseQuarantined(scene.book, await held())).rejects.toThrow(refusing('KEPT_FILE_MISSING'));
  });

  it('is recorded as its file has it, with the decision, and known in the same file from then on', async () => {
    const first = await scene.take([...january, skew, second]);
    const { used } = await scene.figures();
    expect(used).toBe('300.50');
    expect(await findingCounts()).toEqual([2]);
    const decided = await releaseQuarantined(scene.book, await held());
    expect(decided).toMatchObject({ book: BOOK, series: 'LR', number: '8', decision: 'released' });
    const { line, digest } = (await scene.events('QuarantineReleased'))[0]?.data as { line: number; digest: string };
    expect(decided.events.map(({ type }) => type)).toEqual(['VoucherRecorded', 'CostPosted', 'QuarantineReleased']);
    expect(await scene.events('VoucherRecorded')).toContainEqual(
      expect.objectContaining({ data: expect.objectContaining({ number: '8', import: first.import, fileLine: line }) }),
    );
    expect([(await scene.figures()).used, digest.length]).toEqual(['1550.50', 16]);

    const twice = await releaseQuarantined(scene.book, await held());
    expect(twice.number).toMatch(/^1@[0-9a-f]{8}$/);
    expect((await scene.figures()).used).toBe('1625.50');
    expect([await open(), await findingCounts()]).toEqual([[], []]);
    expect((await scene.take([...january, skew, second])).vouchers).toEqual({ ...NONE, read: 4, known: 4 });
    await expect(releaseQuarantined(scene.book, { import: first.import ?? '', line, reason })).rejects.toThrow(
      refusing('QUARANTINE_ALREADY_DECIDED'),
    );
  });

  it('is turned down for good, also where a later file holds the same', async () => {
    await scene.take([...january, skew]);
    const order = await held();
    expect(await rejectQuarantined(scene.book, order)).toMatchObject({ number: '8', decision: 'rejected' });
    const [told] = await scene.events('QuarantineRejected');
    expect(told).toMatchObject({ private: { reason }, data: { number: '8' } });
    expect(await open()).toEqual([]);
    await expect(rejectQuarantined(scene.book, order)).rejects.toThrow(refusing('QUARANTINE_ALREADY_DECIDED'));

    const again = await scene.take([...january, ...february, skew]);
    expect(again.vouchers).toMatchObject({ quarantined: 1 });
    expect([await open(), await findingCounts()]).toEqual([[], []]);
    await undoImport(scene.book, { import: order.import });
    expect(await open()).toEqual([]);
    const [line] = again.quarantine.map((one) => one.line);
    await expect(
      releaseQuarantined(scene.book, { import: again.import ?? '', line: line ?? 0, reason }),
    ).rejects.toThrow(refusing('QUARANTINE_ALREADY_DECIDED'));
  });

  it('waits no more where a later file speaks of it, until that file is taken back', async () => {
    await scene.take([...january, skew]);
    const order = await held();
    const mended = voucher(
      ['LR 8', '2026-02-13'],
      [
        ['7411', '6 "28101"', '10.50'],
        ['2511', '', '-10.50'],
      ],
    );
    const { import: later } = await scene.take([...january, mended]);
    expect(await open()).toEqual([]);
    await expect(releaseQuarantined(scene.book, order)).rejects.toThrow(refusing('QUARANTINE_REPLACED'));
    await undoImport(scene.book, { import: later ?? '' });
    expect(await open()).toMatchObject([{ import: order.import, line: order.line }]);
  });

  it('takes the place of what was recorded under its number', async () => {
    await scene.take([
      voucher(
        ['LR 8', '2026-02-13'],
        [
          ['7411', '6 "28101"', '10.50'],
          ['2511', '', '-10.50'],
        ],
      ),
    ]);
    await scene.take([skew]);
    expect((await releaseQuarantined(scene.book, await held())).events.map(({ type }) => type)).toEqual([
      ...['VoucherRestated', 'CostPosted', 'QuarantineReleased'],
    ]);
    expect((await scene.figures()).used).toBe('1250.00');
  });

  it('goes with its import, and waits again where the file is taken in again', async () => {
    const { import: id } = await scene.take([...january, skew, second]);
    await releaseQuarantined(scene.book, await held());
    await releaseQuarantined(scene.book, await held());
    const { vouchers } = await undoImport(scene.book, { import: id ?? '' });
    expect(vouchers).toEqual({ withdrawn: 4, restored: 0, left: 0 });
    expect([await open(), (await scene.figures()).used]).toEqual([[], '0.00']);
    expect((await scene.take([...january, skew, second])).vouchers).toMatchObject({ taken: 2, quarantined: 2 });
    expect(await open()).toHaveLength(2);
  });

  it('must be one that an import holds back', async () => {
    const order = { import: 'finns-inte', line: 1, reason };
    await expect(rejectQuarantined(scene.book, order)).rejects.toThrow(refusing('IMPORT_UNKNOWN'));
    const { import: id } = await scene.take([...january, skew]);
    await expect(rejectQuarantined(scene.book, { ...order, import: id ?? '' })).rejects.toThrow(
      refusing('QUARANTINE_LINE_UNKNOWN'),
    );
    const of = await held();
    await undoImport(scene.book, { import: of.import });
    await expect(releaseQuarantined(scene.book, of)).rejects.toThrow(refusing('IMPORT_ALREADY_UNDONE'));
  });

  it('is let in only as it was read when it was held back', async () => {
    await scene.take([...january, skew]);
    await scene.tell('AmendBook', bookFacts({ privateDimensions: ['6', '7', '8', '9'] }));
    await expect(releaseQuarantined(scene.book, await held())).rejects.toThrow(refusing('QUARANTINE_READ_OTHERWISE'));
  });

  it('has something to be let in where only what touches a grant is held', async () => {
    await scene.close();
    scene = await Scene.begin({ scope: 'grant' });
    await scene.take([...january, nobodys, nobodys.replace('99.00', '98.00')]);
    await expect(releaseQuarantined(scene.book, await held())).rejects.toThrow(refusing('QUARANTINE_OUT_OF_SCOPE'));
  });
});
