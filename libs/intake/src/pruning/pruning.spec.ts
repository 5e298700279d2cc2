import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { Prunings } from '#event-log';
import { projectCodes } from '#read-models';
import { filesThatHold } from '#spec-kit';
import { openDatabase } from '#sqlite';

import { ACCOUNTANT, BOOK, CODE, GRANT } from '../scene.fixture.js';
import { verify } from '../verification.js';
import { plannedPruning } from './prune.js';
import { LATER, SHARED_CODE, TEXTS, Years } from './pruning.fixture.js';

let years: Years;
beforeEach(async () => {
  years = await Years.begin();
});
afterEach(() => years.scene.close());

const refusing = (code: string, details = {}) => expect.objectContaining({ code, details });
const db = () => years.scene.book.models.db;
const moment = () => years.scene.book.moment();
const held = () => filesThatHold(years.scene.book.dir, TEXTS);

describe('a year', () => {
  it('goes whole, by the word of two persons, and nothing else does', async () => {
    const { scene } = years;
    const before = await scene.events();
    const plan = await plannedPruning(scene.book, 2026);
    const isOf2026 = ({ stream, data }: (typeof before)[number]) =>
      stream.startsWith(`voucher-${BOOK}-`) ||
      [`book-${BOOK}`, `project-code-${CODE}`, 'project-code-gnv26-landsbygd'].includes(stream) ||
      (stream.startsWith('import-') && (data as { book: string }).book === BOOK);
    const going = before.filter(isOf2026);
    expect(plan).toMatchObject({
      ...{ year: 2026, books: [BOOK], grants: [GRANT], imports: 1, files: 1, isAllowed: true, openGrants: [] },
      size: { streams: new Set(going.map(({ stream }) => stream)).size, events: going.length },
      posted: [{ grant: GRANT, amount: '1300.00' }],
      allowedFrom: '2034-01-01',
      projectCodes: [SHARED_CODE, 'gnv26-landsbygd', CODE],
    });
    await years.propose();
    await expect(years.confirm('gallring-1', { ...ACCOUNTANT, role: 'approver' })).rejects.toEqual(
      refusing('ACT_NEEDS_TWO_PERSONS', { act: 'gallring-1' }),
    );
    const leaves = await Promise.all(before.map(({ position }) => scene.book.log.leafAt(position)));
    const events = await years.confirm();
    expect(events.map(({ type }) => type)).toEqual(['YearPruned', 'ActConfirmed']);
    const left = await scene.events();
    expect(left.slice(0, -3)).toEqual(before.filter((event) => !isOf2026(event)));
    expect(await Promise.all(before.map(({ position }) => scene.book.log.leafAt(position)))).toEqual(leaves);
    const { counts } = await Prunings.of(scene.book.log);
    expect(counts).toEqual([{ decision: events[0]?.position, year: 2026, events: going.length }]);
  });

  it('is then in no file of the folder, nor is the file that it came from', async () => {
    const { scene } = years;
    expect(held().length).toBeGreaterThan(3);
    expect(scene.book.files.kept()).toHaveLength(2);
    await years.prune();
    expect(held()).toEqual([]);
    expect(scene.book.files.kept()).toHaveLength(1);
    await scene.book.close();
    expect(held()).toEqual([]);
    scene.book = await scene.another();
    expect(filesThatHold(scene.book.dir, ['Nästa år']).length).toBeGreaterThan(1);
  });

  it('is built again of what is left, and verified with what went', async () => {
    const { scene } = years;
    const decision = await years.prune();
    await scene.book.models.catchUp();
    const digest = await scene.book.models.digest();
    await scene.book.models.rebuild();
    expect(await scene.book.models.digest()).toBe(digest);
    const pruned = (await Prunings.of(scene.book.log)).within(1, decision);
    expect(await verify(scene.book, { withFiles: true })).toMatchObject({
      ...{ intact: true, keptFiles: 1, closings: 1, pruned },
      faults: [{ verdict: 'PRUNED', step: 'closing', grant: GRANT, decision }],
    });
    const another = await scene.another();
    expect(await another.models.digest()).toBe(digest);
    await another.close();
  });

  it('is told in the history', async () => {
    const decision = await years.prune();
    const { rows, pruned } = await years.scene.history();
    expect(rows.at(-1)?.says).toContainEqual(expect.stringContaining(`gallrade räkenskapsåret 2026 (${BOOK})`));
    expect(pruned).toMatchObject([{ decision }]);
    expect((await years.scene.history({ first: decision })).pruned).toEqual([]);
  });

  it('is the one proposed: the same command again gives back what it did', async () => {
    await years.prune();
    expect((await years.confirm()).map(({ type, again }) => [type, again])).toEqual([
      ['YearPruned', true],
      ['ActConfirmed', true],
    ]);
    expect((await years.propose()).map(({ again }) => again)).toEqual([true]);
  });
});

describe('a year may not go', () => {
  it('before its time of retention is over', async () => {
    // The last second of 2033 in Sweden.
    years.scene.wait('2033-12-31T22:59:58.000Z');
    const early = refusing('PRUNING_TOO_EARLY', { year: 2026, allowedFrom: '2034-01-01' });
    await expect(years.propose()).rejects.toEqual(early);
    expect(await plannedPruning(years.scene.book, 2026)).toMatchObject({ isAllowed: false });
    years.scene.wait('2033-12-31T23:00:00.000Z');
    await years.propose();
    await expect(years.propose(2027, 'gallring-2')).rejects.toMatchObject({ code: 'PRUNING_TOO_EARLY' });
  });

  it('under a grant that is open', async () => {
    const open = await Years.begin({ isClosed: false });
    try {
      await expect(open.propose()).rejects.toEqual(
        refusing('PRUNING_UNDER_OPEN_GRANT', { year: 2026, grants: [GRANT] }),
      );
      expect(await plannedPruning(open.scene.book, 2026)).toMatchObject({ isAllowed: false, openGrants: [GRANT] });
      await open.scene.tell('CloseGrant', { grant: GRANT });
      await open.prune();
    } finally {
      await open.scene.close();
    }
  });

  it('twice, nor where there is none', async () => {
    const decision = await years.prune();
    await expect(years.propose(2026, 'gallring-2')).rejects.toEqual(
      refusing('YEAR_ALREADY_PRUNED', { year: 2026, decision }),
    );
    await expect(years.propose(2015, 'gallring-2')).rejects.toEqual(refusing('YEAR_WITHOUT_BOOKS', { year: 2015 }));
  });

  it('while the log is not what was signed', async () => {
    const { scene } = years;
    await years.propose();
    await scene.book.attestation(await scene.book.log.lastPosition());
    await scene.book.close();
    const cut = 'DROP TRIGGER event_stays; DELETE FROM event WHERE position = (SELECT max(position) FROM event)';
    openDatabase(join(scene.book.dir, 'log.db'), cut, { synchronous: 'OFF', secureDelete: false }).close();
    scene.book = await scene.another();
    await expect(years.propose(2026, 'gallring-2')).rejects.toMatchObject({ code: 'INTEGRITY_HOLD' });
  });

  it('as it was proposed, where more has come to it since: it goes as it stands then', async () => {
    await years.propose();
    await years.scene.tell('LockPeriod', { book: BOOK, through: '2026-12-31' });
    await years.confirm();
    await expect(years.scene.book.log.readStream(`book-${BOOK}`)).rejects.toMatchObject({ code: 'STREAM_PRUNED' });
  });
});

describe('another year of the same grant', () => {
  it('goes in its turn, and the closing is still held against what stays', async () => {
    const { scene } = years;
    const first = await years.prune();
    scene.wait(LATER.replace('2034', '2035'));
    await years.propose(2027, 'gallring-2');
    const events = await years.confirm('gallring-2');
    const second = events[0]?.position ?? 0;
    expect(await verify(scene.book, { withFiles: true })).toMatchObject({
      ...{ intact: true, keptFiles: 0, pruned: [{ decision: first }, { decision: second }] },
      faults: [{ verdict: 'PRUNED', step: 'closing', grant: GRANT, decision: second }],
    });
    expect(await projectCodes(db(), await moment())).toEqual([]);
    expect(scene.book.files.kept()).toEqual([]);
  });
});
