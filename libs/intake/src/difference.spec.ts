import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';

import { textToOre } from '#kernel';
import { balance, codeIsKnown, difference, type Difference, grantPosition, projectCodes } from '#read-models';

import { january } from './import.fixture.js';
import { history, play } from './random-history.fixture.js';
import { ACCOUNTANT, BOOK, CODE, GRANT, Scene } from './scene.fixture.js';
import { cost } from './sie.fixture.js';

jest.setTimeout(120_000);

const sum = (amounts: readonly { readonly amount: string }[]): number =>
  amounts.reduce((all, { amount }) => all + textToOre(amount), 0);

interface Asked {
  readonly to?: string;
  readonly grant?: string;
}
async function between({ book }: Scene, from: string, { to, grant }: Asked = {}): Promise<Difference> {
  return difference(book.archive, await book.moments(from, to), grant);
}

describe('a difference', () => {
  let scene: Scene;
  beforeEach(async () => {
    scene = await Scene.begin();
    await scene.take([...january, cost(['LR 5', '2027-01-10'], '500.00')]);
  });
  afterEach(() => scene.close());
  const now = async () => (await scene.book.moment()).position.toString();

  it('tells the figures that moved, the vouchers that moved them and what was done', async () => {
    const from = await now();
    const vouchers = [january[0], cost(['LR 2', '2026-01-20'], '250.50'), cost(['LR 6', '2026-03-01'], '40.00')];
    await scene.take(vouchers, { acceptChanges: true });
    await scene.tell('DisallowCost', { voucher: { book: BOOK, series: 'LR', number: '1' }, lines: [1], reason: 'Fel' });
    const to = await now();
    const moved = await between(scene, from, { to, grant: GRANT });
    const used = { figure: 'used', from: '300.50', to: '290.50', difference: '-10.00' };
    const unused = { figure: 'unused', from: '1199699.50', to: '1199709.50', difference: '10.00' };
    const booked = { figure: 'booked', from: '800.50', to: '890.50', difference: '90.00' };
    expect(moved.grants).toMatchObject([
      {
        grant: GRANT,
        figures: [booked, used, { figure: 'notEligible', from: '500.00', to: '600.00' }, unused],
        pots: [{ pot: 'region-population', figures: [booked, used, { figure: 'notEligible' }, { figure: 'unused' }] }],
        allocations: [{ allocation: 'primarvard', figures: [booked, used, { figure: 'notEligible' }] }],
      },
    ]);
    expect(moved.projectCodes).toEqual([
      {
        ...{ projectCode: CODE, from: '800.50', to: '890.50', difference: '90.00' },
        vouchers: [
          { book: BOOK, series: 'LR', number: '2', amount: '50.00' },
          { book: BOOK, series: 'LR', number: '6', amount: '40.00' },
        ],
      },
    ]);
    const [file, disallowed, ...more] = moved.commands;
    expect(file?.moved.map(({ number, amount }) => [number, amount])).toEqual([
      ['2', '50.00'],
      ['6', '40.00'],
    ]);
    expect(disallowed).toMatchObject({ moved: [], why: [{ kind: 'reason', text: 'Fel' }] });
    expect(more).toEqual([]);
    expect(moved.findings).toMatchObject({ came: [], went: [], moved: [] });
  });

  it('tells an allocation that is given, and a finding that has another amount', async () => {
    const before = await now();
    await scene.take([cost(['LR 6', '2026-03-01'], '1000000.00')]);
    const from = await now();
    expect((await between(scene, before)).findings.came).toMatchObject([{ code: 'OVERSPENT_POT', amount: '300.50' }]);
    await scene.tell('ReduceAllocation', {
      ...{ grant: GRANT, allocation: 'primarvard', amount: '100.00' },
      decision: { status: 'decided', body: 'Regionstyrelsen', date: '2026-05-06' },
    });
    await scene.take([cost(['LR 7', '2026-03-01'], '1.00')]);
    const { grants, findings } = await between(scene, from);
    expect(grants[0]?.allocations[0]?.figures[0]).toEqual({
      ...{ figure: 'allocated', from: '600000.00', to: '599900.00', difference: '-100.00' },
    });
    expect(findings.moved).toMatchObject([
      { before: { code: 'OVERSPENT_POT', amount: '300.50' }, after: { code: 'OVERSPENT_POT', amount: '301.50' } },
    ]);
  });

  it('is unknown where a figure was not told at one of the moments, and is none of what was not there', async () => {
    const [awarded] = await scene.events('GrantAwarded');
    const { grants, projectCodes: codes } = await between(scene, `${(awarded?.position ?? 0) - 1}`);
    expect(grants[0]?.figures.find(({ figure }) => figure === 'awarded')).toEqual({
      ...{ figure: 'awarded', from: null, to: '1200000.00', difference: null },
    });
    expect(codes).toMatchObject([{ projectCode: CODE, from: null, to: '800.50', difference: '800.50' }]);
  });

  it('tells that a finding is waived, as one that is open no more', async () => {
    const from = await now();
    const [found] = (await scene.findings()).filter(({ code }) => code === 'OUTSIDE_USE_PERIOD');
    const waiver = { grant: GRANT, act: 'a', finding: found?.id, code: found?.code, reason: 'Ringa' };
    await scene.tell('WaiveFinding', waiver, { by: ACCOUNTANT });
    await scene.tell('ConfirmAct', { act: 'a' }, { by: { subject: 'person-attestant', role: 'approver' } });
    expect((await between(scene, from)).findings).toEqual({ came: [], went: [found], moved: [] });
  });

  it('goes forward in time, and is of a grant that is there', async () => {
    await expect(between(scene, '9', { to: '8' })).rejects.toMatchObject({ code: 'MOMENTS_REVERSED' });
    await expect(between(scene, '1', { to: '8', grant: 'intet' })).rejects.toMatchObject({
      code: 'GRANT_NOT_ANNOUNCED',
    });
    const nothing = {
      grants: [],
      projectCodes: [],
      pruned: [],
      commands: [],
      findings: { came: [], went: [], moved: [] },
    };
    expect(await between(scene, '9', { to: '9' })).toEqual({ from: 9, to: 9, ...nothing });
  });
});

/** What each code's balance is told to have moved by, and what it did. */
async function ofBalances({ book: { models } }: Scene, moved: Difference) {
  const { from, to } = moved;
  const at = async (code: string, position: number): Promise<number> =>
    (await codeIsKnown(models.db, code, { position }))
      ? textToOre((await balance(models.db, code, { position })).total)
      : 0;
  const movements = moved.commands.flatMap((command) => command.moved);
  const codes = await projectCodes(models.db, { position: to });
  return Promise.all(
    codes.map(async ({ projectCode }) => {
      const told = moved.projectCodes.find((code) => code.projectCode === projectCode);
      return {
        did: (await at(projectCode, to)) - (await at(projectCode, from)),
        told: sum(told === undefined ? [] : [{ amount: told.difference }]),
        byVouchers: sum(told?.vouchers ?? []),
        byCommands: sum(movements.filter((movement) => movement.projectCode === projectCode)),
      };
    }),
  );
}

describe('whatever is done to a grant book', () => {
  const where = fc.double({ min: 0, max: 1, noNaN: true });
  /** Plays a history and looks at what moved between two of its moments. */
  const somewhere = (look: (scene: Scene, moved: Difference) => Promise<void>) =>
    fc.assert(
      fc.asyncProperty(history, where, where, async (steps, ...ends) => {
        const scene = await Scene.begin();
        try {
          await play(scene, steps);
          const { position } = await scene.book.moment();
          const [from = 1, to = position] = ends.map((at) => 1 + Math.round(at * (position - 1))).sort((a, b) => a - b);
          await look(scene, await between(scene, `${from}`, { to: `${to}` }));
        } finally {
          await scene.close();
        }
      }),
      { numRuns: 8 },
    );

  it('the vouchers that moved a balance move it by the whole difference, and so do the commands', () =>
    somewhere(async (scene, moved) => {
      for (const { did, ...told } of await ofBalances(scene, moved)) {
        expect(told).toEqual({ told: did, byVouchers: did, byCommands: did });
      }
    }));

  it('a figure is told where it moved, and only there', () =>
    somewhere(async (scene, { from, to, grants }) => {
      const at = (position: number) => grantPosition(scene.book.models.db, GRANT, { position });
      const [was, is] = [await at(from), await at(to)];
      for (const name of ['booked', 'used', 'allocated', 'unused', 'received', 'repaid'] as const) {
        const told = grants.flatMap(({ figures }) => figures).find(({ figure }) => figure === name);
        const ends = { from: was?.[name] ?? null, to: is?.[name] ?? null };
        if (ends.from === ends.to) expect(told).toBeUndefined();
        else expect(told).toMatchObject(ends);
      }
    }));
});
