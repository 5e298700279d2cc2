import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { bookFacts, Books, CODE, sieText } from '../books.fixture.js';
import { drawSample } from './sample.js';

const ver = (number: string, date: string, ...lines: readonly (readonly [account: string, amount: string])[]) => [
  `#VER A ${number} ${date} "Text"`,
  '{',
  ...lines.map(([account, amount]) => `#TRANS ${account} {6 "28101"} ${amount}`),
  `#TRANS 2511 {} ${String(-lines.reduce((sum, [, amount]) => sum + Number.parseInt(amount, 10), 0))}.00`,
  '}',
];
const FILE = sieText(
  ...ver('1', '20260110', ['7411', '100.00'], ['7411', '50.00']),
  ...ver('2', '20260310', ['7411', '2000.00']),
  ...ver('3', '20260311', ['7411', '-30.00']),
  ...ver('4', '20260312', ['7411', '5.00'], ['7411', '-5.00']),
  ...ver('5', '20260312', ['3511', '-70.00']),
);
const asked = { grant: 'gnv-2026', seed: '7', credits: 'leave-out', of: 'vouchers', method: { kind: 'all' } } as const;

let books: Books;
beforeEach(async () => {
  books = await Books.open(bookFacts('ett'));
  await books.take('ett', FILE);
  await books.tell('DisallowCost', {
    voucher: { book: 'ett', series: 'A', number: '1' },
    lines: [2],
    reason: 'Hör inte hit',
  });
});
afterEach(() => books.close());
const drawn = async (other: object = {}) =>
  drawSample(books.bidragsbok, { ...asked, ...other }, await books.bidragsbok.moment());

describe('the sample of a grant', () => {
  it('says what it is of, and what was left out and why', async () => {
    const sample = await drawn();
    expect(sample.population).toMatchObject({ count: 2, amount: '2100.00' });
    expect(sample.leftOut).toEqual([
      { reason: 'credit', count: 1, amount: '-30.00', ids: ['ett/A/3'] },
      { reason: 'not-cost', count: 1, amount: '-70.00', ids: ['ett/A/5/1'] },
      { reason: 'not-eligible', count: 1, amount: '50.00', ids: ['ett/A/1/2'] },
      { reason: 'zero', count: 1, amount: '0.00', ids: ['ett/A/4'] },
    ]);
    expect(sample.units).toEqual([
      {
        ...{ id: 'ett/A/1', stratum: 'costs', amount: '100.00', lines: ['ett/A/1/1'], documents: [] },
        ...{ why: 'all', hits: 1 },
      },
      {
        ...{ id: 'ett/A/2', stratum: 'costs', amount: '2000.00', lines: ['ett/A/2/1'], documents: [] },
        ...{ why: 'all', hits: 1 },
      },
    ]);
  });

  it('is the same each time, by line, day and code', async () => {
    const method = { kind: 'mus', size: 2 };
    expect(await drawn({ method })).toEqual(await drawn({ method }));
    expect((await drawn({ method })).units).toMatchObject([{ id: 'ett/A/2', why: 'above-interval' }]);
    const early = await drawn({ of: 'lines', to: '2026-01-31', projectCode: CODE });
    expect(early.units.map(({ id }) => id)).toEqual(['ett/A/1/1']);
    expect((await drawn({ of: 'documents' })).leftOut.map(({ reason }) => reason)).toContain('without-document');
  });

  it('takes credits by their absolute amount where that is the rule', async () => {
    const sample = await drawn({ credits: 'absolute' });
    expect(sample.strata).toMatchObject([{ count: 3, amount: '2130.00' }]);
    expect(sample.population.amount).toBe('2070.00');
    expect((await drawn({ credits: 'net' })).netted).toEqual([]);
  });

  it('is refused of a grant or a code that is not there', async () => {
    await expect(drawn({ grant: 'ingen' })).rejects.toMatchObject({ code: 'GRANT_NOT_ANNOUNCED' });
    await expect(drawn({ projectCode: 'ingen' })).rejects.toMatchObject({ code: 'PROJECT_CODE_NOT_OPENED' });
  });
});
