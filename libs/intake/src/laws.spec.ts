import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';

import { type EventLog, PrivatePartErased } from '#event-log';
import { textToOre } from '#kernel';
import { balance, findings, grantPosition, type Moment, projectCodes, ReadModels } from '#read-models';

import { catalogue } from './catalogue.js';
import { january } from './import.fixture.js';
import { books, history, play } from './random-history.fixture.js';
import { ACCOUNTANT, GRANT, Scene } from './scene.fixture.js';

jest.setTimeout(120_000);

const RUNS = 12;

/** Looks at a grant book of its own. */
async function on(look: (scene: Scene) => Promise<void>): Promise<void> {
  const scene = await Scene.begin();
  try {
    await look(scene);
  } finally {
    await scene.close();
  }
}

/** What there is to say at a moment: figures, findings, and each code's balance. */
const said = async ({ db }: ReadModels, moment: Moment) => ({
  figures: await grantPosition(db, GRANT, moment),
  findings: await findings(db, moment),
  balances: await Promise.all(
    (await projectCodes(db, moment)).map(({ projectCode }) => balance(db, projectCode, moment)),
  ),
});
const saidNow = async ({ book }: Scene) => said(book.models, await book.moment());

/** The log as it was when it ended at a position. */
const cutAt = (log: EventLog, end: number): EventLog => ({
  organisation: log.organisation,
  append: () => Promise.reject(new Error('The log has ended')),
  readStream: async (stream, from) => (await log.readStream(stream, from)).filter(({ position }) => position <= end),
  placesOf: async (stream) => (await log.placesOf(stream)).filter(({ position }) => position <= end),
  readAll: async (after, limit) => (await log.readAll(after, limit)).filter(({ position }) => position <= end),
  subscribe: (after, signal) => log.subscribe(after, signal),
  lastPosition: () => Promise.resolve(end),
  positionAt: async (instant) => Math.min(end, await log.positionAt(instant)),
  leafAt: async (position) => (position <= end ? log.leafAt(position) : undefined),
  readStored: async (after, limit) => (await log.readStored(after, limit)).filter(({ position }) => position <= end),
  hashes: (level, first, count) => log.hashes(level, first, Math.min(count, Math.floor(end / 256 ** level) - first)),
  faults: () => log.faults(),
  copyTo: () => Promise.reject(new Error('The log has ended')),
  close: () => Promise.resolve(),
});

/** What read models that never saw more than the log's beginning say. */
async function saidBefore({ book }: Scene, position: number) {
  const dir = mkdtempSync(join(tmpdir(), 'bidragsbok-cut-'));
  const models = ReadModels.open(dir, cutAt(book.log, position), catalogue);
  try {
    await models.catchUp();
    return await said(models, { position });
  } finally {
    await models.close();
    rmSync(dir, { recursive: true });
  }
}

describe('whatever is done to a grant book', () => {
  it('as of a moment it says what it said then', () =>
    fc.assert(
      fc.asyncProperty(history, fc.double({ min: 0, max: 1, noNaN: true }), (steps, where) =>
        on(async (scene) => {
          await play(scene, steps);
          const last = await scene.book.log.lastPosition();
          const position = 1 + Math.floor(where * (last - 1));
          expect(await said(scene.book.models, await scene.book.moment(position.toString()))).toEqual(
            await saidBefore(scene, position),
          );
        }),
      ),
      { numRuns: RUNS },
    ));

  it('its rows are the same built anew, and its figures without the private parts', () =>
    fc.assert(
      fc.asyncProperty(history, (steps) =>
        on(async (scene) => {
          await play(scene, steps);
          const digest = await scene.book.models.digest();
          await scene.book.models.rebuild();
          expect(await scene.book.models.digest()).toBe(digest);

          await scene.take([january[0]]); // so that there is a private part
          const before = await saidNow(scene);
          await eraseAll(scene);
          await scene.book.models.rebuild();
          const { position } = before.figures ?? { position: 0 };
          expect(await said(scene.book.models, await scene.book.moment(position.toString()))).toEqual(before);
        }),
      ),
      { numRuns: RUNS },
    ));

  it('what is booked is used, not eligible, unresolved or not reported, and the parts are the whole', () =>
    fc.assert(
      fc.asyncProperty(history, (steps) =>
        on(async (scene) => {
          await play(scene, steps);
          const figures = await scene.figures();
          const { pots, allocations, performers, areas } = figures;
          for (const one of [figures, ...pots, ...allocations, ...performers, ...areas]) {
            const { booked, used, notEligible, unresolved, notReported } = one;
            expect(sum([used, notEligible, unresolved, notReported])).toBe(textToOre(booked));
          }
          for (const parts of [pots, allocations, performers, areas]) {
            for (const figure of ['booked', 'used', 'notEligible', 'unresolved', 'notReported'] as const) {
              expect(sum(parts.map((part) => part[figure]))).toBe(textToOre(figures[figure]));
            }
          }
          for (const figure of ['awarded', 'received', 'unused'] as const) {
            const named = pots.filter(({ pot }) => pot !== null);
            expect(sum(named.map((pot) => pot[figure] ?? '0.00'))).toBe(textToOre(figures[figure] ?? '0.00'));
          }
        }),
      ),
      { numRuns: RUNS },
    ));

  it('a file that is taken in twice counts once', () =>
    fc.assert(
      fc.asyncProperty(history, books, fc.boolean(), (steps, vouchers, acceptChanges) =>
        on(async (scene) => {
          await play(scene, steps);
          await scene.take(vouchers, { acceptChanges });
          const once = await scene.figures();
          const recorded = await scene.events('VoucherRecorded');
          const again = await scene.take(vouchers, { acceptChanges });
          expect(again.vouchers).toMatchObject({ taken: 0, extended: 0 });
          expect(again.vouchers.known + again.vouchers.changed).toBe(again.vouchers.read);
          expect({ ...(await scene.figures()), position: 0 }).toEqual({ ...once, position: 0 });
          expect(await scene.events('VoucherRecorded')).toEqual(recorded);
        }),
      ),
      { numRuns: RUNS },
    ));
});

const sum = (amounts: readonly string[]): number => amounts.reduce((all, amount) => all + textToOre(amount), 0);

/** A decision by which every private part that there is goes. */
async function eraseAll({ book }: Scene): Promise<void> {
  const events = await book.log.readAll(0, 100_000);
  const positions = events.filter((event) => event.private !== undefined).map(({ position }) => position);
  const decision = { body: 'Regionstyrelsen', date: '2027-01-15', caseNumber: 'EXEMPEL-1' };
  const erased = PrivatePartErased.write({
    type: 'PrivatePartErased',
    data: {
      ...{ ranges: positions.map((one) => [one, one]), decision },
      ...{ act: null, ground: null, paragraph: null, files: [], documents: [] },
    },
  });
  const expectedRevision = (await book.log.readStream('log')).length - 1;
  await book.log.append({ commandId: 'erasure', actor: ACCOUNTANT }, [
    { stream: 'log', expectedRevision, events: [erased] },
  ]);
  const left = (await book.log.readAll(0, 100_000)).filter((event) => event.private != null);
  expect(left).toEqual([]);
}
