import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { grantPosition } from './grant-position.query.js';
import { History } from './history.fixture.js';
import type { ReadModels } from './read-models.js';
import type { Place, Scene } from './read-models.scene.fixture.js';
import { rebuildContract } from './rebuild.contract.js';
import { BOOK, GRANT, Story } from './story.fixture.js';
import { vouchers } from './vouchers.query.js';

const A = { 6: '28101' };
const POT = [{ pot: 'region-population', amount: '1.00' }];

/** What read models must do, whichever engine keeps their rows. Each runs this same list. */
export function readModelsContract(start: () => Promise<Place>): void {
  let place: Place;
  let story: Story;
  const opened: ReadModels[] = [];
  const scene: Scene = {
    get story() {
      return story;
    },
    get place() {
      return place;
    },
    async open(log = story.log, name = 'rows') {
      const models = await place.open(log, name);
      opened.push(models);
      return models;
    },
  };
  const models = (name?: string) => scene.open(story.log, name);
  const take = (number: string, amount = '10.00') =>
    story.take({ number, date: '2026-03-01', lines: [['5011', A, amount]] });

  beforeEach(async () => {
    place = await start();
    story = new Story();
    await story.begin();
  });
  afterEach(async () => {
    for (const each of opened.splice(0)) await each.close();
    await story.close();
    await place.remove();
  });

  describe('the read models', () => {
    it('heal a crash between append and projection', async () => {
      await story.code('kod', '28101');
      const before = await models();
      await before.catchUp();
      await take('1'); // appended, and the process died before it was projected
      const after = await models();
      const position = await after.catchUp();
      expect((await grantPosition(after.db, GRANT, { position }))?.booked).toBe('10.00');
      expect(await (await models('fresh')).digest()).toBe(await before.digest());
    });

    it('are the same however the events came: taken, caught up, or rebuilt', async () => {
      const taken = await models();
      await taken.catchUp();
      const events = await story.happened(`project-code-kod`, {
        type: 'ProjectCodeOpened',
        data: {
          ...{ projectCode: 'kod', grant: GRANT, allocation: null, purposeAreas: [], onward: [] },
          matches: [{ book: BOOK, all: [{ dimension: '6', code: '28101' }] }],
        },
      });
      await taken.take(events);
      await taken.take(events.map((event) => ({ ...event, again: true })));
      await take('1');
      const [last] = (await story.log.readAll(0, 100)).slice(-1);
      await take('2');
      // An event that others came before: the log is asked for what lies between.
      await taken.take(last === undefined ? [] : [last]);
      const digest = await taken.digest();
      expect(await (await models('caught-up')).digest()).toBe(digest);
      const positions: number[] = [];
      await taken.rebuild((position) => positions.push(position));
      expect(await taken.digest()).toBe(digest);
      expect(positions).toEqual([await story.log.lastPosition()]);
    });

    it('go on batch by batch, up to an event that they cannot take in, and name it', async () => {
      const rows = await models();
      for (let number = 1; number <= 9; number++) await take(String(number));
      const end = await story.log.lastPosition();
      const command = { commandId: 'other', actor: { subject: 'person-a', role: 'accountant' } };
      const events = [{ type: 'OfAnotherProgram', version: 1, data: {} }];
      await story.log.append(command, [{ stream: 'voucher-x', expectedRevision: -1, events }]);
      await take('10');
      let position = 0;
      while (position < end) {
        const advanced = await rows.advance();
        expect(advanced.after).toBe(position);
        ({ position } = advanced);
        expect(rows.untaken).toBeNull();
      }
      for (let tries = 0; tries < 2; tries++) {
        await expect(rows.advance()).rejects.toThrow('OfAnotherProgram');
        expect(rows.untaken).toBe(end + 1);
      }
      await expect(rows.catchUp()).rejects.toThrow('OfAnotherProgram');
      expect(await vouchers(rows.db, { book: BOOK }, { position: end })).toHaveLength(9);
    });

    it('are the same when two processes follow the log in turns', async () => {
      const [one, other] = [await models(), await models()];
      await one.catchUp();
      await story.code('kod', '28101');
      await other.catchUp();
      await take('1');
      await one.catchUp();
      await story.code('kod', '28102');
      await other.catchUp();
      await story.lock('2026-12-31');
      await take('2');
      await Promise.all([one.catchUp(), other.catchUp()]);
      await take('1', '11.00');
      await one.catchUp();
      const digest = await one.digest();
      expect(await other.digest()).toBe(digest);
      await other.rebuild();
      await take('3');
      expect(await one.digest()).toBe(await (await models('third')).digest());
    });

    it('are built again where they are of another log, or beyond this one', async () => {
      await take('1');
      const copied = await models('copied');
      await copied.catchUp();
      const other = new History();
      try {
        await other.happened(`book-${BOOK}`, { type: 'PeriodLocked', data: { book: BOOK, through: '2026-01-31' } });
        // That log opens no book, so to follow it from its beginning is refused, and so is every question.
        const unlike = await scene.open(other.log, 'copied');
        await expect(unlike.catchUp()).rejects.toThrow('never opened');
        await expect(unlike.catchUp()).rejects.toThrow('never opened');
      } finally {
        await other.close();
      }
    });

    it('are built again where they are of another program', async () => {
      await take('1');
      const older = await models('older');
      const digest = await older.digest();
      await older.close();
      await place.spoil('older');
      const again = await models('older');
      expect(await vouchers(again.db, {}, { position: 100 })).toEqual([]);
      expect(await again.digest()).toBe(digest);
    });

    it('keep nothing private, so that an erasure changes no row', async () => {
      const event = { type: 'GrantRequisitioned', data: { grant: GRANT, amounts: POT, wantsMore: false } };
      const [requisitioned] = await story.happened(`grant-${GRANT}`, { ...event, private: { payTo: 'Hemligt konto' } });
      const rows = await models();
      const digest = await rows.digest();
      const decision = { body: 'Arkivet', date: '2034-01-01', caseNumber: 'G-1' };
      await story.happened('log', {
        type: 'PrivatePartErased',
        data: {
          ranges: [[requisitioned?.position, requisitioned?.position]],
          decision,
          act: null,
          ground: null,
          paragraph: null,
          files: [],
          documents: [],
        },
      });
      expect(await rows.digest()).toBe(digest);
      await rows.rebuild();
      expect(await rows.digest()).toBe(digest);
      const dump = await place.dump();
      expect(dump).toContain('GrantRequisitioned');
      expect(dump).not.toContain('Hemligt');
    });

    it('forget what a batch that failed had begun', async () => {
      await story.code('kod', '28101');
      const rows = await models();
      await rows.catchUp();
      await take('1');
      await story.happened('project-code-utan', {
        type: 'ProjectCodeClosed',
        data: { projectCode: 'utan', lastDay: '2026-12-31' },
      });
      await expect(rows.catchUp()).rejects.toThrow('never opened');
      expect(await vouchers(rows.db, {}, { position: 100 })).toEqual([]);
    });
  });

  rebuildContract(scene);
}
