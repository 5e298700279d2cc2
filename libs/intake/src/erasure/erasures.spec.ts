import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { imports } from '#read-models';
import { filesThatHold } from '#spec-kit';

import { diffImports } from '../import-diff.js';
import { withKeptFile } from '../kept-file.js';
import { reconcile } from '../reconcile/reconciliation.js';
import { repost } from '../repost.js';
import { ACCOUNTANT, APPROVER, BOOK, CODE, codeFacts, match, Scene } from '../scene.fixture.js';
import {
  asked,
  decision,
  fileOf,
  LATER,
  LONG,
  LR1,
  otherVoucher,
  OTHERS,
  secretVoucher,
  SECRETS,
  thirdVoucher,
} from './erasure.fixture.js';
import { plannedErasure } from './erase.js';
import { Erasures } from './erasures.js';

let scene: Scene;
beforeEach(async () => {
  scene = await Scene.begin();
  await scene.takeFile(scene.file(fileOf(secretVoucher(), otherVoucher), 'januari.se'));
  await scene.takeFile(scene.file(fileOf(secretVoucher(), otherVoucher, thirdVoucher), 'februari.se'));
  await scene.tell('DisallowCost', { voucher: LR1, lines: [1], reason: 'Åsa Öberg var ledig' }, { by: ACCOUNTANT });
});
afterEach(() => scene.close());

const propose = (what: object, act = 'gallring-1') =>
  scene.tell('ErasePrivateParts', asked(act, what), { by: ACCOUNTANT });
const confirm = (act = 'gallring-1', by = APPROVER) => scene.tell('ConfirmAct', { act }, { by });
const refusing = (code: string, details = {}) => expect.objectContaining({ code, details });
const held = (texts: readonly string[]) => filesThatHold(scene.book.dir, texts);
const reading = async (at: number, id = 'anything') => {
  const row = (await imports(scene.book.models.db, await scene.book.moment()))[at];
  if (row === undefined) throw new Error(id);
  return withKeptFile(scene.book, row, async (file) => {
    const items = [];
    for await (const batch of file.read({ take: () => true, privateDimensions: new Set(['7']) }).items) {
      items.push(...batch);
    }
    return items;
  });
};

describe('the texts of a voucher', () => {
  it('may not go before the time of retention is over', async () => {
    const early = refusing('ERASURE_TOO_EARLY', { allowedFrom: '2034-01-01' });
    await expect(propose({ vouchers: [LR1] })).rejects.toEqual(early);
    // The last second of 2033 in Sweden.
    scene.wait('2033-12-31T22:59:58.000Z');
    await expect(propose({ vouchers: [LR1] })).rejects.toEqual(early);
    scene.wait('2033-12-31T23:00:00.000Z');
    await propose({ vouchers: [LR1] });
  });

  it('go when a second person confirms, and not by the first one’s word', async () => {
    scene.wait(LATER);
    await propose({ vouchers: [LR1] });
    expect(held([LONG])).not.toEqual([]);
    await expect(confirm('gallring-1', { ...ACCOUNTANT, role: 'approver' })).rejects.toEqual(
      refusing('ACT_NEEDS_TWO_PERSONS', { act: 'gallring-1' }),
    );
    const events = await confirm();
    expect(events.map(({ type }) => type)).toEqual(['PrivatePartErased', 'ActConfirmed']);
    expect(events[0]?.data).toMatchObject({
      act: 'gallring-1',
      ...{ decision, ground: 'retention-ended', paragraph: 'LKBR 3 kap. 13 §' },
      files: [{ whole: false }, { whole: false }],
    });
    expect(JSON.stringify(events)).not.toMatch(/Åsa|hemligt/);
  });

  it('are then in no file of the folder, and every leaf and figure is as it was', async () => {
    const leaves = async () => {
      const events = await scene.events();
      return Promise.all(events.map(({ position }) => scene.book.log.leafAt(position)));
    };
    const [before, digest, figures] = [await leaves(), await scene.book.models.digest(), await scene.figures()];
    const parts = [...SECRETS, 'Åsa Öberg var ledig', 'Åsa Öberg'];
    expect(held(parts).length).toBeGreaterThan(6);
    scene.wait(LATER);
    await propose({ vouchers: [LR1] });
    await confirm();
    expect(held(parts)).toEqual([]);
    expect((await leaves()).slice(0, before.length)).toEqual(before);
    expect(await scene.figures()).toEqual({ ...figures, position: await scene.book.log.lastPosition() });
    expect(await scene.book.models.digest()).toBe(digest);
    await scene.book.models.rebuild();
    expect(await scene.book.models.digest()).toBe(digest);
    expect(held([OTHERS[0]]).length).toBe(3);
    expect((await scene.events('VoucherRecorded')).map(({ private: part }) => part === null)).toEqual([
      ...[true, false, false],
    ]);
    await scene.book.close();
    expect(held(parts)).toEqual([]);
    scene.book = await scene.another();
  });

  it('leave their files as they are read for every other purpose', async () => {
    scene.wait(LATER);
    const [first = '', second = ''] = (await imports(scene.book.models.db, await scene.book.moment())).map(
      (row) => row.import,
    );
    const diff = await diffImports(scene.book, first, second);
    const moment = await scene.book.moment();
    const wholeness = await reconcile(scene.book, { book: BOOK, moment });
    await propose({ vouchers: [LR1] });
    await confirm();
    expect(await diffImports(scene.book, first, second)).toEqual(diff);
    expect(await reconcile(scene.book, { book: BOOK, moment })).toEqual(wholeness);
    const [one, other] = await reading(0);
    expect(one).toMatchObject({ number: '1', text: '', lines: [{ account: '7411', objects: [['6', '28101']] }, {}] });
    expect(other).toMatchObject({ number: '2', text: OTHERS[0], lines: [{ privateObjects: [['7', OTHERS[1]]] }, {}] });
    await scene.tell('AmendProjectCode', codeFacts({ matches: [match('28101'), match('28102')] }));
    await repost(scene.book, { projectCode: CODE, dryRun: false });
    const { rows } = await scene.history();
    expect(rows.at(-2)?.says).toContain('raderade texterna på 3 händelser och i 2 sparade filer');
  });

  it('are never stored again, by the same file or by a later one', async () => {
    scene.wait(LATER);
    await propose({ vouchers: [LR1] });
    await confirm();
    const again = await scene.takeFile(join(scene.data, 'januari.se'));
    expect(again.vouchers).toMatchObject({ read: 2, known: 2 });
    const later = scene.file(fileOf(secretVoucher('101.00'), otherVoucher, thirdVoucher), 'mars.se');
    expect((await scene.takeFile(later, { acceptChanges: true })).vouchers).toMatchObject({ changed: 1, known: 2 });
    const before = await scene.book.log.lastPosition();
    expect((await scene.takeFile(later)).vouchers).toMatchObject({ known: 3 });
    expect(await scene.book.log.lastPosition()).toBe(before + 2);
    expect(held(SECRETS)).toEqual([]);
    expect(held([OTHERS[0]]).length).toBeGreaterThan(2);
    const restated = (await scene.events('VoucherRestated')).at(-1);
    expect([restated?.stream, restated?.private]).toEqual(['voucher-raindance-2026-LR-1', undefined]);
  });

  it('go by any event of theirs, whose stream is meant with it, and once only', async () => {
    scene.wait(LATER);
    const [recorded] = await scene.events('VoucherRecorded');
    const plan = await plannedErasure(scene.book, { positions: [recorded?.position ?? 0] });
    expect(plan).toMatchObject({ isAllowed: true, allowedFrom: '2034-01-01', events: 2 });
    expect(plan.streams).toEqual(['voucher-raindance-2026-LR-1']);
    expect(plan.files.map(({ vouchers, isWhole }) => [vouchers, isWhole])).toEqual([
      [1, false],
      [1, false],
    ]);
    await propose({ streams: plan.streams });
    await confirm();
    await expect(propose({ vouchers: [LR1] }, 'gallring-2')).rejects.toEqual(refusing('ERASURE_OF_NOTHING'));
    const erasures = await Erasures.of(scene.book);
    expect(erasures.decisionAt(recorded?.position ?? 0)).toEqual(decision);
    expect(erasures.decisionAt(1)).toBeUndefined();
  });

  it('must be named as something that is there', async () => {
    scene.wait(LATER);
    await expect(propose({})).rejects.toEqual(refusing('ERASURE_NAMES_NOTHING'));
    await expect(propose({ streams: ['voucher-x-A-1'] })).rejects.toMatchObject({ code: 'STREAM_UNKNOWN' });
    await expect(propose({ positions: [4711] })).rejects.toEqual(refusing('POSITION_UNKNOWN', { position: 4711 }));
    await expect(propose({ imports: ['x'] })).rejects.toMatchObject({ code: 'IMPORT_UNKNOWN' });
    await expect(propose({ vouchers: [{ ...LR1, number: '99' }] })).rejects.toMatchObject({
      code: 'VOUCHER_NOT_RECORDED',
    });
  });
});

describe('what else is private', () => {
  it('goes by its position, when its own time of retention is over', async () => {
    const [rejected] = await scene.tell(
      'SubmitReturn',
      { grant: 'gnv-2026', act: 'retur', signatory: 'Ada Ås' },
      {
        by: ACCOUNTANT,
      },
    );
    expect(held(['Ada Ås'])).not.toEqual([]);
    scene.wait(LATER);
    await propose({ positions: [rejected?.position] });
    await confirm();
    expect(held(['Ada Ås'])).toEqual([]);
    expect(held([LONG])).not.toEqual([]);
  });
});
