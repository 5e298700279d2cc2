import { afterEach, describe, expect, it } from '@jest/globals';

import { bookSums } from '#read-models';

import { BOOK, Scene } from './scene.fixture.js';
import { type Row, voucher } from './sie.fixture.js';

let scene: Scene;
afterEach(() => scene.close());

const begin = async (): Promise<void> => {
  scene = await Scene.begin({
    ...{ scope: 'grant', dimensions: { costCentre: '1', project: '6', counterparty: '4' } },
    accountRoles: [
      { from: '4911', to: '4911', role: 'internal' },
      { from: '1000', to: '2999', role: 'balance' },
      { from: '4000', to: '7999', role: 'cost' },
    ],
  });
};
const internal = (number: number, ...rows: readonly Row[]) => voucher([`INT ${number.toString()}`, '2026-02-10'], rows);
const buyer: Row = ['4911', '1 "31000" 6 "28101" 4 "12"', '90.00'];
const seller: Row = ['4911', '1 "32000" 4 "11"', '-90.00'];
const recorded = async () =>
  (await scene.events('VoucherRecorded')).map(({ data }) => {
    const { number, lines, rest = [] } = data as { number: string; lines: object[]; rest?: object[] };
    return [number, lines.length, rest.length];
  });
const differing = async () =>
  (await scene.findings())
    .filter(({ code }) => code === 'INTERNAL_SIDES_DIFFER')
    .map(({ amount, subject: { counterparty } }) => [counterparty, amount]);

describe('internal items of a book of scope grant', () => {
  it('are held on both sides where a code claims one, and take each other out', async () => {
    await begin();
    await scene.take([
      internal(1, buyer, seller),
      internal(2, ['4911', '4 "12"', '5.00'], ['4911', '4 "11"', '-5.00']),
    ]);
    expect(await recorded()).toEqual([['1', 2, 0]]);
    expect(await differing()).toEqual([]);
    expect((await scene.figures()).booked).toBe('0.00');
  });

  it('are told where they do not, with what is left over', async () => {
    await begin();
    await scene.take([internal(1, buyer, ['4911', '1 "32000" 4 "11"', '-80.00'], ['2511', '', '-10.00'])]);
    expect(await recorded()).toEqual([['1', 2, 1]]);
    expect(await differing()).toEqual([
      ['11', '-80.00'],
      ['12', '90.00'],
    ]);
  });
});

describe('what scope grant left out of a voucher', () => {
  it('is known as of any position: as long as it was left out', async () => {
    await begin();
    const sums = async (asOf?: string) => {
      const all = await bookSums(scene.book.models.db, BOOK, await scene.book.moment(asOf));
      return all.map(({ account, lines, restDebit, restCredit }) => [account, lines, restDebit, restCredit]);
    };
    const invoice: readonly Row[] = [
      ['7411', '6 "28101"', '10.00'],
      ['7411', '6 "28999"', '20.00'],
      ['2511', '', '-30.00'],
    ];
    await scene.take([internal(1, ...invoice)]);
    const before = [
      ['2511', 0, 0, 3000],
      ['7411', 1, 2000, 0],
    ];
    expect(await sums()).toEqual(before);
    const position = (await scene.book.log.lastPosition()).toString();
    await scene.take([internal(1, ...invoice)], { scope: 'all' });
    const whole = [
      ['2511', 1, 0, 0],
      ['7411', 2, 0, 0],
    ];
    expect(await sums()).toEqual(whole);
    await scene.take([internal(9, ...invoice)], {
      acceptChanges: true,
      covers: { from: '2026-02-01', to: '2026-02-28' },
    });
    expect((await sums()).length).toBe(2);
    expect(await sums(position)).toEqual(before);
    const digest = await scene.book.models.digest();
    await scene.book.models.rebuild();
    expect(await scene.book.models.digest()).toBe(digest);
  });
});
