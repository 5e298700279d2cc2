import { describe, it } from '@jest/globals';

import { given } from '#spec-kit';

import { codeOf, HALSOVAL } from '../project-code/project-code.fixture.js';
import type { CostPosted, VoucherEvent } from './voucher.events.js';
import {
  costWithdrawn,
  elsewhere,
  halsoval,
  HALSOVAL_PROJECT,
  held,
  HELD,
  INVOICE,
  landsbygd,
  PERSON,
  posted,
  recorded,
  REF,
  rulesOf,
  saying,
  source,
  takeIn,
  WHOLE_LINE,
} from './voucher.fixture.js';
import { voucherDecider } from './voucher.js';

const after = (...history: VoucherEvent[]) => given(voucherDecider, history);
const repost = (...codes: Parameters<typeof rulesOf>[0] & object) =>
  ({ type: 'RepostVoucher', facts: rulesOf(codes) }) as const;
const taken = [recorded(), posted(halsoval, [WHOLE_LINE])];
const byPerson = { basis: { person: PERSON } };
type Line = CostPosted['data']['lines'][number];
const half: Line = { ...WHOLE_LINE, share: '0.5', amount: '500.01', areas: [[1, '500.01']] };

describe('posting again by the codes as they are now', () => {
  it('says nothing where nothing is another', () => {
    after(...taken)
      .when(repost(halsoval, landsbygd))
      .then([]);
    after(...taken)
      .when(repost({ ...halsoval, revision: 7 }))
      .then([]);
    after().when(repost(halsoval)).then([]);
    after(...taken, { type: 'VoucherWithdrawn', data: REF })
      .when(repost(halsoval))
      .then([]);
  });

  it('posts what a code opened since means', () => {
    after(recorded())
      .when(repost(halsoval))
      .then([posted(halsoval, [WHOLE_LINE])]);
  });

  it('posts anew what an amended code says otherwise', () => {
    const amended = { ...halsoval, revision: 1, purposeAreas: [{ area: 3, share: '1' }] };
    after(...taken)
      .when(repost(amended))
      .then([posted(amended, [{ ...WHOLE_LINE, areas: [[3, '1000.01']] }])]);
    const moved = { ...halsoval, revision: 1, allocation: 'hsn', pot: null };
    after(...taken)
      .when(repost(moved))
      .then([posted(moved, [WHOLE_LINE])]);
  });

  it('withdraws what no code means any longer', () => {
    after(...taken)
      .when(repost())
      .then([costWithdrawn(halsoval)]);
    const second = codeOf({ ...HALSOVAL, projectCode: 'second' });
    after(...taken)
      .when(repost(halsoval, second))
      .then([costWithdrawn(halsoval)]);
  });

  it('moves a line from one code to another', () => {
    const second = codeOf({ ...HALSOVAL, projectCode: 'second' });
    after(...taken)
      .when(repost(second))
      .then([costWithdrawn(halsoval), posted(second, [WHOLE_LINE])]);
  });
});

describe('what a person decided', () => {
  it('stands, for the code and for the lines', () => {
    after(recorded(), posted(halsoval, [half], byPerson))
      .when(repost(halsoval))
      .then([]);
    after(recorded(), posted(elsewhere, [half], byPerson))
      .when(repost(halsoval))
      .then([]);
  });

  it('leaves the other lines to the codes', () => {
    const lines = [...HELD, held(4, ['6421', '1.00'], HALSOVAL_PROJECT)];
    const fourth: Line = {
      ...{ line: 4, kind: 'cost', share: '1', amount: '1.00' },
      areas: [
        [1, '0.60'],
        [2, '0.40'],
      ],
    };
    after(recorded({ lines }), posted(elsewhere, [half], byPerson))
      .when(repost(halsoval))
      .then([posted(halsoval, [fourth])]);
  });

  it('stands when it is that nothing is a cost, until a person posts again', () => {
    const declined = costWithdrawn(halsoval, PERSON);
    after(...taken, declined)
      .when(repost(halsoval))
      .then([]);
    const back: VoucherEvent[] = [{ type: 'VoucherWithdrawn', data: REF }, recorded()];
    after(...taken, declined, ...back)
      .when(repost(halsoval))
      .then([]);
    const again = posted(halsoval, [half], byPerson);
    after(...taken, declined, again, costWithdrawn(halsoval))
      .when(repost(halsoval))
      .then([posted(halsoval, [WHOLE_LINE])]);
  });

  it('loses the lines that the source took away, and is dated as the voucher', () => {
    const third: Line = { ...half, line: 3 };
    const history = [recorded(), posted(elsewhere, [half, third], byPerson)];
    const rules = rulesOf([], { acceptChanges: true });
    const corrected = source({ lines: saying(INVOICE, { 1: { account: '6421' } }), date: '2026-03-05' });
    after(...history)
      .when(takeIn(corrected, rules))
      .then([
        {
          type: 'VoucherRestated',
          data: {
            ...{ ...REF, date: '2026-03-05', registered: '2026-03-03', scope: 'all', removed: [1] },
            added: [held(4, ['6421', '1000.01'], ['1', '31000'], HALSOVAL_PROJECT)],
          },
        },
        posted(elsewhere, [third], { ...byPerson, date: '2026-03-05' }),
      ]);
  });

  it('ends with its last line, and then the codes decide again', () => {
    const corrected = source({ lines: saying(INVOICE, { 1: { account: '6421' } }) });
    const rules = rulesOf([halsoval], { acceptChanges: true });
    after(recorded(), posted(halsoval, [half], byPerson))
      .when(takeIn(corrected, rules))
      .then([
        {
          type: 'VoucherRestated',
          data: {
            ...{ ...REF, date: '2026-03-02', registered: '2026-03-03', scope: 'all', removed: [1] },
            added: [held(4, ['6421', '1000.01'], ['1', '31000'], HALSOVAL_PROJECT)],
          },
        },
        posted(halsoval, [{ ...WHOLE_LINE, line: 4 }]),
      ]);
  });
});
