import { describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';

import { extract, findings, grantPosition, projectCodes } from '#read-models';

import { books, history, play } from './random-history.fixture.js';
import { repost } from './repost.js';
import { GRANT, Scene } from './scene.fixture.js';
import { undoImport } from './undo-import.js';

jest.setTimeout(120_000);

const RUNS = 15;
/** A line that comes back is a line that came after the lock: that is told, whatever it says. */
const OF_LOCKS = ['AFTER_PERIOD_LOCK', 'REMOVED_AFTER_PERIOD_LOCK'];

/** What there is to say whatever lines, imports and positions are called: figures, extracts, findings. */
async function said({ book }: Scene) {
  const moment = await book.moment();
  const { db } = book.models;
  const codes = await projectCodes(db, moment);
  const contents = await Promise.all(
    codes.map(async ({ projectCode }) =>
      (await extract(db, projectCode, moment)).rows
        .map(({ series, number, date, account, amount }) => JSON.stringify([series, number, date, account, amount]))
        .sort(),
    ),
  );
  const found = (await findings(db, moment)).filter(({ code }) => !OF_LOCKS.includes(code));
  return {
    figures: { ...(await grantPosition(db, GRANT, moment)), position: 0 },
    contents,
    findings: found.map(({ code, count, amount }) => JSON.stringify([code, count, amount])).sort(),
  };
}

describe('whatever was done to a grant book before', () => {
  it('an import that is undone is as if it had never been, and taken in again as if it had never been undone', () =>
    fc.assert(
      fc.asyncProperty(history, books, fc.boolean(), async (steps, vouchers, acceptChanges) => {
        const scene = await Scene.begin();
        try {
          await play(scene, steps);
          // Undoing posts what it touches by the codes as they are: so must have been what it is held against.
          await repost(scene.book);
          const before = await said(scene);
          const { import: id } = await scene.take(vouchers, { acceptChanges });
          const after = await said(scene);
          const { vouchers: counts } = await undoImport(scene.book, { import: id ?? '' });
          expect(counts.left).toBe(0);
          expect(await said(scene)).toEqual(before);
          await scene.take(vouchers, { acceptChanges });
          expect(await said(scene)).toEqual(after);
        } finally {
          await scene.close();
        }
      }),
      { numRuns: RUNS },
    ));
});
