import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { openDatabase } from '#sqlite';

import { History } from './history.fixture.js';
import { BOOK, GRANT, Story } from './story.fixture.js';
import { vouchers } from './vouchers.query.js';

const A = { 6: '28101' };
let story: Story;

beforeEach(async () => {
  story = new Story();
  await story.begin();
});
afterEach(() => story.close());

const take = (number: string, amount = '10.00') =>
  story.take({ number, date: '2026-03-01', lines: [['5011', A, amount]] });

describe('the read models', () => {
  it('heal a crash between append and projection', async () => {
    await story.code('kod', '28101');
    const models = story.models();
    await models.catchUp();
    await take('1'); // appended, and the process died before it was projected
    expect((await story.figures()).booked).toBe('10.00');
    const fresh = story.models(folder('fresh'));
    expect(await fresh.digest()).toBe(await models.digest());
  });

  it('are the same however the events came: taken, caught up, or rebuilt', async () => {
    const taken = story.models();
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
    expect(await story.models(folder('caught-up')).digest()).toBe(digest);
    const positions: number[] = [];
    await taken.rebuild((position) => positions.push(position));
    expect(await taken.digest()).toBe(digest);
    expect(positions).toEqual([await story.log.lastPosition()]);
  });

  it('go on batch by batch, up to an event that they cannot take in, and name it', async () => {
    const models = story.models();
    for (let number = 1; number <= 9; number++) await take(String(number));
    const end = await story.log.lastPosition();
    const command = { commandId: 'other', actor: { subject: 'person-a', role: 'accountant' } };
    const events = [{ type: 'OfAnotherProgram', version: 1, data: {} }];
    await story.log.append(command, [{ stream: 'voucher-x', expectedRevision: -1, events }]);
    await take('10');
    let position = 0;
    while (position < end) {
      const advanced = await models.advance();
      expect(advanced.after).toBe(position);
      ({ position } = advanced);
      expect(models.untaken).toBeNull();
    }
    for (let tries = 0; tries < 2; tries++) {
      await expect(models.advance()).rejects.toThrow('OfAnotherProgram');
      expect(models.untaken).toBe(end + 1);
    }
    await expect(models.catchUp()).rejects.toThrow('OfAnotherProgram');
    expect(await vouchers(models.db, { book: BOOK }, { position: end })).toHaveLength(9);
  });

  it('are the same when two processes follow the log in turns', async () => {
    const [one, other] = [story.models(), story.models()];
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
    expect(await one.digest()).toBe(await story.models(folder('third')).digest());
  });

  it('are built again where they are of another log, or beyond this one', async () => {
    await take('1');
    const dir = folder('copied');
    const models = story.models(dir);
    await models.catchUp();
    await models.close();
    const other = new History();
    try {
      await other.happened(`book-${BOOK}`, { type: 'PeriodLocked', data: { book: BOOK, through: '2026-01-31' } });
      // That log opens no book, so to follow it from its beginning is refused, and so is every question.
      const copied = other.models(dir);
      await expect(copied.catchUp()).rejects.toThrow('never opened');
      await expect(copied.catchUp()).rejects.toThrow('never opened');
    } finally {
      await other.close();
    }
  });

  it('are built again where the file is damaged or has other tables', async () => {
    await take('1');
    const digest = await story.models().digest();
    const damaged = folder('damaged');
    writeFileSync(join(damaged, 'read.db'), 'Not a database, but longer than a header. '.repeat(100));
    expect(await story.models(damaged).digest()).toBe(digest);
    const older = story.models(folder('older'));
    await older.catchUp();
    await older.close();
    const file = fileIn(folder('older'));
    file.exec("UPDATE checkpoint SET schema = 'older'; CREATE TABLE retired (one INTEGER); DELETE FROM voucher");
    file.close();
    const again = story.models(folder('older'));
    expect(await vouchers(again.db, {}, { position: 100 })).toEqual([]);
    expect(await again.digest()).toBe(digest);
  });

  it('keep nothing private, so that an erasure changes no row', async () => {
    const event = { type: 'GrantRequisitioned', data: { grant: GRANT, amounts: POT, wantsMore: false } };
    const [requisitioned] = await story.happened(`grant-${GRANT}`, { ...event, private: { payTo: 'Hemligt konto' } });
    const models = story.models();
    const digest = await models.digest();
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
      },
    });
    expect(await models.digest()).toBe(digest);
    await models.rebuild();
    expect(await models.digest()).toBe(digest);
    const file = fileIn(story.dir);
    const tables = file.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all() as { name: string }[];
    for (const { name } of tables) {
      expect(JSON.stringify(file.prepare(`SELECT * FROM ${name}`).all())).not.toContain('Hemligt');
    }
    file.close();
  });

  it('forget what a batch that failed had begun', async () => {
    await story.code('kod', '28101');
    const models = story.models();
    await models.catchUp();
    await take('1');
    await story.happened('project-code-utan', {
      type: 'ProjectCodeClosed',
      data: { projectCode: 'utan', lastDay: '2026-12-31' },
    });
    await expect(models.catchUp()).rejects.toThrow('never opened');
    expect(await vouchers(models.db, {}, { position: 100 })).toEqual([]);
  });
});

const POT = [{ pot: 'region-population', amount: '1.00' }];

const fileIn = (dir: string) => openDatabase(join(dir, 'read.db'), '', { synchronous: 'OFF', secureDelete: false });

function folder(name: string): string {
  const dir = join(story.dir, name);
  mkdirSync(dir, { recursive: true });
  return dir;
}
