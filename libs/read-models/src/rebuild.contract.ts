import { beforeEach, describe, expect, it } from '@jest/globals';

import type { EventLog } from '#event-log';

import type { ReadModels } from './read-models.js';
import type { Scene } from './read-models.scene.fixture.js';
import { BOOK } from './story.fixture.js';
import { vouchers } from './vouchers.query.js';

/** Rows that are built beside those that answer, and take their place. */
export function rebuildContract(scene: Scene): void {
  const take = (number: string, amount = '10.00') =>
    scene.story.take({ number, date: '2026-03-01', lines: [['5011', { 6: '28101' }, amount]] });

  /** Another process on the same rows: before each batch that it reads off the log something happens. */
  function other(before: (batch: number) => Promise<unknown> = () => Promise.resolve()): Promise<ReadModels> {
    const { log } = scene.story;
    let batches = 0;
    const readAll: EventLog['readAll'] = async (after, limit) => {
      await before(++batches);
      return log.readAll(after, limit);
    };
    return scene.open(Object.assign(Object.create(log) as EventLog, { readAll }));
  }

  describe('rows that are built anew', () => {
    beforeEach(async () => {
      await scene.story.code('kod', '28101');
      await take('1');
      await take('2');
    });

    it('answer nothing until all of them are there', async () => {
      const asking = await scene.open();
      const moment = { position: await asking.catchUp() };
      const whole = await vouchers(asking.db, { book: BOOK }, moment);
      expect(whole).toHaveLength(2);
      const seen: unknown[] = [];
      const building = await other(async () => seen.push(await vouchers(asking.db, { book: BOOK }, moment)));
      await building.rebuild();
      expect(seen.length).toBeGreaterThan(1);
      for (const rows of [...seen, await vouchers(asking.db, { book: BOOK }, moment)]) expect(rows).toEqual(whole);
    });

    it('go on with the log where what answers has come further meanwhile', async () => {
      const live = await scene.open();
      await live.catchUp();
      const building = await other(async (batch) => {
        // At its second look the log holds no more than the first batch: then it grows, and is followed by another.
        if (batch !== 2) return;
        await take('3');
        await live.catchUp();
      });
      const last = await building.rebuild();
      expect(last).toBe(await scene.story.log.lastPosition());
      const digest = await building.digest();
      await live.rebuild();
      expect(await live.digest()).toBe(digest);
      expect(await vouchers(live.db, { book: BOOK }, { position: last })).toHaveLength(3);
    });

    it('take the place of the others though two build them at once', async () => {
      const one = await scene.open();
      const digest = await one.digest();
      const two = await other(async (batch) => {
        if (batch === 1) await one.rebuild();
      });
      await two.rebuild();
      await Promise.all([one.rebuild(), two.rebuild()]);
      await take('1', '11.00');
      await Promise.all([one.catchUp(), two.catchUp()]);
      expect(await two.digest()).not.toBe(digest);
      const again = await two.digest();
      await one.rebuild();
      expect(await two.digest()).toBe(again);
    });

    it('are begun again where whoever built them died, and leave nothing behind', async () => {
      const live = await scene.open();
      const digest = await live.digest();
      const before = await scene.place.tables();
      const dies = await other((batch) => (batch === 2 ? Promise.reject(new Error('died')) : Promise.resolve()));
      await expect(dies.rebuild()).rejects.toThrow('died');
      expect((await scene.place.tables()).length).toBeGreaterThan(before.length);
      expect(await live.digest()).toBe(digest);
      await take('3');
      const now = await live.digest();
      expect(now).not.toBe(digest);
      await (await scene.open()).rebuild();
      expect(await live.digest()).toBe(now);
      expect(await scene.place.tables()).toEqual(before);
    });

    it('let a long answer that was begun before run on as it began', async () => {
      const models = await scene.open();
      await models.catchUp();
      const sql = `WITH RECURSIVE many(row) AS (SELECT 1 UNION ALL SELECT row + 1 FROM many WHERE row < 2500)
        SELECT row, (SELECT count(*) FROM voucher) AS vouchers FROM many WHERE row <= :last`;
      const answer = models.db.batches<{ row: number; vouchers: number }>(sql, { last: 2400 });
      const batches: number[] = [];
      for await (const rows of answer) {
        batches.push(rows.length);
        expect(new Set(rows.map((row) => row.vouchers))).toEqual(new Set([2]));
        await take(`${10 + batches.length}`);
        await models.rebuild();
      }
      expect(batches).toEqual([1000, 1000, 400]);
      expect(await models.db.first('SELECT count(*) AS vouchers FROM voucher')).toEqual({ vouchers: 5 });
    });
  });
}
