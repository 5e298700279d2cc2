import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { repost } from './repost.js';
import { allocation, BOOK, bookFacts, CODE, codeFacts, GRANT, match, Scene } from './scene.fixture.js';
import { cost, voucher } from './sie.fixture.js';

const late = codeFacts({ projectCode: 'gnv26-sen', matches: [match('28999')] });

describe('re-posting', () => {
  let scene: Scene;
  beforeEach(async () => {
    scene = await Scene.begin();
    await scene.take([
      cost(['LR 1', '2026-01-10'], '100.00'),
      cost(['LR 2', '2026-02-10'], '200.00', '28999'),
      cost(['LR 3', '2026-12-10'], '400.00'),
    ]);
  });
  afterEach(() => scene.close());
  const codes = async () => (await scene.findings()).map(({ code }) => code);
  const figures = async () => {
    const { booked, used, notEligible, unresolved } = await scene.figures();
    return { booked, used, notEligible, unresolved };
  };

  it('posts what a code that was opened late means of recorded vouchers', async () => {
    expect(await figures()).toEqual({ booked: '500.00', used: '500.00', notEligible: '0.00', unresolved: '0.00' });
    await scene.tell('OpenProjectCode', late);
    expect(await figures()).toEqual({ booked: '700.00', used: '500.00', notEligible: '0.00', unresolved: '200.00' });
    expect(await codes()).toContain('MATCHED_NOT_POSTED');

    expect(await repost(scene.book, { projectCode: 'gnv26-sen' })).toEqual({
      ...{ projectCodes: ['gnv26-sen'], vouchers: 1, reposted: 1, events: 1, files: [] },
      position: await scene.book.log.lastPosition(),
    });
    expect(await figures()).toEqual({ booked: '700.00', used: '700.00', notEligible: '0.00', unresolved: '0.00' });
    expect(await codes()).not.toContain('MATCHED_NOT_POSTED');
  });

  it('says in a dry run what it would do, and does nothing', async () => {
    await scene.tell('OpenProjectCode', late);
    const position = await scene.book.log.lastPosition();
    const told: string[] = [];
    const progress = (done: number, of: number) => told.push(`${done.toString()}/${of.toString()}`);
    expect(await repost(scene.book, { dryRun: true, progress })).toEqual({
      ...{ projectCodes: ['gnv26-landsbygd', CODE, 'gnv26-sen'], vouchers: 3, reposted: 1, events: 1 },
      ...{ files: [], position },
    });
    expect(told).toEqual(['3/3']);
    expect(await scene.book.log.lastPosition()).toBe(position);
  });

  it('leaves alone what agrees, so that it can be started again wherever it was cut off', async () => {
    const many = Array.from({ length: 450 }, (_, at) =>
      cost([`SEN ${(at + 1).toString()}`, '2026-03-01'], '1.00', '28999'),
    );
    await scene.take(many);
    await scene.tell('OpenProjectCode', late);
    const cut = repost(scene.book, {
      projectCode: 'gnv26-sen',
      progress: (done) => {
        if (done > 200) throw new Error('The power went');
      },
    });
    await expect(cut).rejects.toThrow('The power went');
    const halfWay = (await scene.figures()).unresolved;
    expect(Number(halfWay)).toBeGreaterThan(0);
    const rest = await repost(scene.book);
    expect(rest).toMatchObject({ vouchers: 453, reposted: 51, events: 51 });
    expect((await scene.figures()).unresolved).toBe('0.00');
    expect(await repost(scene.book)).toMatchObject({ reposted: 0, events: 0 });
  });

  it('may run twice at once', async () => {
    await scene.tell('OpenProjectCode', late);
    const other = await scene.another();
    try {
      const both = await Promise.all([repost(scene.book), repost(other)]);
      expect(both.map(({ vouchers }) => vouchers)).toEqual([3, 3]);
    } finally {
      await other.close();
    }
    expect(await scene.events('CostPosted')).toHaveLength(3);
    expect((await scene.figures()).used).toBe('700.00');
  });

  it('moves costs with their code to another allocation, and to other areas', async () => {
    await scene.tell('AllocateFunds', allocation('sjukhus', '1000.00', { pot: 'region-population' }));
    const purposeAreas = [{ area: 3, share: '1' }];
    await scene.tell('AmendProjectCode', codeFacts({ allocation: 'sjukhus', purposeAreas, matches: [match('28101')] }));
    expect(await codes()).toContain('POSTING_OUT_OF_DATE');
    expect(await repost(scene.book)).toMatchObject({ reposted: 2, events: 2 });
    const { allocations, areas } = await scene.figures();
    expect(allocations).toMatchObject([{ allocation: 'sjukhus', used: '500.00' }]);
    expect(areas).toMatchObject([{ area: 3, used: '500.00' }]);
    expect(await codes()).not.toContain('POSTING_OUT_OF_DATE');
  });

  it('takes back what a code no longer means', async () => {
    await scene.tell('AmendProjectCode', codeFacts({ matches: [match('28999')] }));
    expect(await repost(scene.book, { projectCode: CODE })).toMatchObject({ vouchers: 3, reposted: 3, events: 3 });
    expect(await figures()).toEqual({ booked: '200.00', used: '200.00', notEligible: '0.00', unresolved: '0.00' });
    expect(await scene.events('CostWithdrawn')).toHaveLength(2);
  });

  it('changes nothing under a code that was closed: what came after its last day is not eligible', async () => {
    await scene.tell('CloseProjectCode', { projectCode: CODE, lastDay: '2026-11-30' });
    expect(await repost(scene.book)).toMatchObject({ vouchers: 2, reposted: 0 });
    expect(await figures()).toEqual({ booked: '500.00', used: '100.00', notEligible: '400.00', unresolved: '0.00' });
    expect(await codes()).toContain('ON_CLOSED_CODE');
  });

  it('names the pot that was decided later', async () => {
    await scene.tell('AllocateFunds', allocation('oppen', '1000.00', { decision: proposed }));
    await scene.tell('AmendProjectCode', codeFacts({ allocation: 'oppen' }));
    await repost(scene.book);
    expect(await codes()).toContain('COST_WITHOUT_POT');
    expect((await scene.figures()).pots.at(-1)).toMatchObject({ pot: null, used: '500.00' });
    const decision = { status: 'decided', body: 'Regionstyrelsen', date: '2026-05-06' };
    await scene.tell('DecideAllocations', { grant: GRANT, allocations: ['oppen'], pot: 'region-population', decision });
    await repost(scene.book);
    expect(await codes()).not.toContain('COST_WITHOUT_POT');
    expect((await scene.figures()).pots.map(({ pot, used }) => [pot, used])).toEqual([
      ['region-population', '500.00'],
      ['region-rural', '0.00'],
    ]);
  });

  it('posts what an account that was given a role carries', async () => {
    const roleless = voucher(
      ['LR 4', '2026-03-10'],
      [
        ['8999', '6 "28101"', '50.00'],
        ['2511', '', '-50.00'],
      ],
    );
    await scene.take([roleless]);
    expect(await figures()).toMatchObject({ booked: '550.00', unresolved: '50.00' });
    await scene.tell('RegisterChart', { book: BOOK, accounts: [{ account: '8999', name: 'Övrigt', role: 'cost' }] });
    expect(await repost(scene.book)).toMatchObject({ reposted: 1 });
    expect(await figures()).toMatchObject({ booked: '550.00', used: '550.00', unresolved: '0.00' });
    const accountRoles = [{ from: '1000', to: '9999', role: 'balance' }];
    await scene.tell('AmendBook', bookFacts({ accountRoles }));
    await repost(scene.book);
    expect(await figures()).toMatchObject({ booked: '50.00', used: '50.00' }); // its own role wins over the range
  });

  it('leaves what a person decided', async () => {
    const first = { book: BOOK, series: 'LR', number: '1' };
    await scene.tell('WithdrawCost', { voucher: first, projectCode: CODE, reason: 'Inte vår' });
    await repost(scene.book);
    expect((await scene.figures()).used).toBe('400.00');
  });

  it('is refused for a code that nobody opened', async () => {
    const refused = expect.objectContaining({ code: 'PROJECT_CODE_NOT_OPENED' });
    await expect(repost(scene.book, { projectCode: 'no-such-code' })).rejects.toThrow(refused);
  });
});

const proposed = { status: 'proposed', body: 'Regionstyrelsen' };
