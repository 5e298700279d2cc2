import { afterEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import type { RecordedEvent } from '#event-log';

import { type Step, steps, tell } from './any-history.fixture.js';
import { allocationTree } from './allocation-tree.query.js';
import { bookSums } from './book-sums.query.js';
import { chart, chartGaps } from './chart.query.js';
import { balance, extract } from './cost-ledger.query.js';
import { documents } from './evidence/documents.query.js';
import { evidenceCoverage } from './evidence-coverage.query.js';
import { findings } from './findings.query.js';
import { grantAccounts } from './grant-accounts.query.js';
import { grantPosition } from './grant-position.query.js';
import { History } from './history.fixture.js';
import { imports } from './imports.query.js';
import { books, grants, programmes, projectCodes } from './lists.query.js';
import type { Moment } from './moment.js';
import { openLines } from './open-lines.query.js';
import { returnFigures } from './return-figures.query.js';
import type { Rows } from './rows.js';
import { BOOK, GRANT, Story } from './story.fixture.js';
import { touchedVouchers } from './touched-vouchers.query.js';
import { vouchers } from './vouchers.query.js';

const stories: History[] = [];
afterEach(async () => {
  for (const story of stories.splice(0)) await story.close();
});
const tracked = <Told extends History>(story: Told): Told => {
  stories.push(story);
  return story;
};

/** Everything that can be asked, as the bytes of the answers. */
async function answers(db: Rows, moment: Moment): Promise<string> {
  const codes = await projectCodes(db, moment);
  const ofGrant =
    (await grants(db, moment)).length === 0
      ? []
      : [
          await grantPosition(db, GRANT, moment),
          await allocationTree(db, GRANT, moment),
          await returnFigures(db, GRANT, moment),
          await openLines(db, GRANT, moment),
          await findings(db, moment, GRANT),
        ];
  const ofCodes = await Promise.all(
    codes.map(async ({ projectCode }) => [
      await extract(db, projectCode, moment),
      await balance(db, projectCode, moment),
      await touchedVouchers(db, projectCode, moment),
    ]),
  );
  const ofBook = [await chart(db, BOOK, moment), await chartGaps(db, BOOK, moment), await bookSums(db, BOOK, moment)];
  const lists = [
    ofBook,
    await grantAccounts(db, moment),
    await grants(db, moment),
    await programmes(db, moment),
    await books(db, moment),
    await imports(db, moment),
    await documents(db, moment),
    await evidenceCoverage(db, {}, moment),
  ];
  return JSON.stringify([ofGrant, ofCodes, codes, lists, await vouchers(db, {}, moment), await findings(db, moment)]);
}

/** The same events in a log of their own, one after the other, with what there was to say after each. */
async function toldOneByOne(events: readonly RecordedEvent[], perDate: string) {
  const copy = tracked(new History());
  const models = copy.models();
  const told: string[][] = [];
  for (const event of events) {
    await copy.again(event);
    const position = await models.catchUp();
    told.push([await answers(models.db, { position }), await answers(models.db, { position, perDate })]);
  }
  return { told, digest: await models.digest() };
}

async function storyOf(path: readonly Step[]): Promise<Story> {
  const story = tracked(new Story());
  await tell(story, path);
  return story;
}

describe('as of a position', () => {
  it('is what the log said when it ended there, for every position of any history', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (path) => {
        const story = await storyOf(path);
        const events = await story.log.readAll(0, 10_000);
        const { told, digest } = await toldOneByOne(events, '2026-06-30');
        const models = story.models();
        await models.catchUp();
        for (const [index, [whole, upToDay]] of told.entries()) {
          const position = index + 1;
          expect(await answers(models.db, { position })).toBe(whole);
          expect(await answers(models.db, { position, perDate: '2026-06-30' })).toBe(upToDay);
        }
        expect(await models.digest()).toBe(digest);
        await models.rebuild();
        expect(await models.digest()).toBe(digest);
      }),
      { numRuns: 8 },
    );
  }, 300_000);
});

describe('the figures of any history', () => {
  it('add up: booked is used, not eligible, unresolved and not reported, in every breakdown', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (path) => {
        const story = await storyOf(path);
        const models = story.models();
        const position = await models.catchUp();
        const found = await grantPosition(models.db, GRANT, { position });
        if (found === undefined) throw new Error('The grant is not announced');
        const { pots, areas, allocations, performers } = found;
        for (const row of [found, ...pots, ...areas, ...allocations, ...performers]) {
          const { booked, used, notEligible, unresolved, notReported } = inOre(row);
          expect(used + notEligible + unresolved + notReported).toBe(booked);
        }
        for (const rows of [pots, areas, allocations, performers]) {
          for (const figure of FIGURES) expect(sumOf(rows, figure)).toBe(inOre(found)[figure]);
        }
        const returned = await returnFigures(models.db, GRANT, { position });
        expect(returned?.areas.reduce((sum, { amount }) => sum + amount.ore, 0)).toBe(inOre(found).used);
      }),
      { numRuns: 80 },
    );
  }, 300_000);
});

const FIGURES = ['booked', 'used', 'notEligible', 'unresolved', 'notReported'] as const;
type Row = Readonly<Record<(typeof FIGURES)[number], string>>;
const ore = (amount: string) => Number(amount.replace('.', ''));
const inOre = (row: Row) => {
  const [booked, used, notEligible, unresolved, notReported] = FIGURES.map((figure) => ore(row[figure]));
  return { booked, used, notEligible, unresolved, notReported } as Record<(typeof FIGURES)[number], number>;
};
const sumOf = (rows: readonly Row[], figure: (typeof FIGURES)[number]) =>
  rows.reduce((sum, row) => sum + ore(row[figure]), 0);
