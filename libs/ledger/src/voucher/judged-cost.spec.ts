import { describe, it } from '@jest/globals';

import { given } from '#spec-kit';

import type { CostPosted, VoucherEvent } from './voucher.events.js';
import {
  ask,
  CODES,
  costWithdrawn,
  elsewhere,
  halsoval,
  held,
  HELD,
  landsbygd,
  LANDSBYGD_PROJECT,
  lookupOf,
  PERSON,
  posted,
  recorded,
  REF,
  WHOLE_LINE,
} from './voucher.fixture.js';
import { voucherDecider } from './voucher.js';

const after = (...history: VoucherEvent[]) => given(voucherDecider, history);
const taken = [recorded(), posted(halsoval, [WHOLE_LINE])];
const withdrawn: VoucherEvent = { type: 'VoucherWithdrawn', data: REF };
const reason = 'Delad faktura';
type Lines = { line: number; share?: string; onward?: string }[];
const post = (lines: Lines, projectCode = 'annat') => ask('PostCost', { projectCode, lines, reason });
type Line = CostPosted['data']['lines'][number];
const byPerson = (code: typeof halsoval, ...lines: Line[]): VoucherEvent => ({
  ...posted(code, lines, { basis: { person: PERSON } }),
  private: { reason },
});
const part = (share: string, amount: string): Line => ({
  ...{ line: 1, kind: 'cost', share, amount, areas: [[1, amount]] },
});

describe('a cost that a person posts', () => {
  it('is posted whatever the codes say, and why', () => {
    after(recorded())
      .when(post([{ line: 1 }]))
      .then([byPerson(elsewhere, part('1', '1000.01'))]);
    after(recorded())
      .when(post([{ line: 1, share: '0.25' }]))
      .then([byPerson(elsewhere, part('0.25', '250.00'))]);
  });

  it('refuses shares of a line above 100 % over all grants', () => {
    after(...taken)
      .when(post([{ line: 1, share: '0.000001' }]))
      .thenRefuses('LINE_SHARES_EXCEED_WHOLE');
    after(recorded(), byPerson(halsoval, part('0.7', '700.01')))
      .when(post([{ line: 1, share: '0.4' }]))
      .thenRefuses('LINE_SHARES_EXCEED_WHOLE');
  });

  it('accounts for every öre where a line is shared out to the whole', () => {
    const third = part('0.333333333333', '333.34');
    after(recorded(), byPerson(halsoval, third))
      .when(post([{ line: 1, share: '0.666666666667' }]))
      .then([byPerson(elsewhere, part('0.666666666667', '666.67'))]);
    // The others hold an öre more than their shares, because they were posted when there was more before them.
    const [ours, theirs] = [part('0.5', '0.00'), part('0.4', '0.01')];
    const history = [recorded({ lines: [held(1, ['6411', '0.01'])] }), byPerson(landsbygd, theirs)];
    after(...history)
      .when(post([{ line: 1, share: '0.5' }]))
      .then([byPerson(elsewhere, ours)]);
    const small = [recorded({ lines: [held(1, ['6411', '0.01'])] }), byPerson(landsbygd, part('0.3', '0.01'))];
    after(...small)
      .when(post([{ line: 1, share: '0.1' }]))
      .then([byPerson(elsewhere, part('0.1', '0.00'))]);
  });

  it('replaces what stood under the code for the lines that it names, and keeps the others', () => {
    const second: Line = { ...part('1', '250.00'), line: 2 };
    const lines = [...HELD.slice(0, 1), held(2, ['6421', '250.00'])];
    after(recorded({ lines }), posted(elsewhere, [part('1', '1000.01'), second]))
      .when(post([{ line: 1, share: '0.5' }]))
      .then([byPerson(elsewhere, part('0.5', '500.01'), second)]);
    after(recorded({ lines }), posted(elsewhere, [part('1', '1000.01')]))
      .when(post([{ line: 2 }]))
      .then([byPerson(elsewhere, part('1', '1000.01'), second)]);
  });

  it('is a cost on an account without a role, and nothing on one that no grant pays', () => {
    after(recorded({ lines: [held(1, ['8411', '1000.01'])] }))
      .when(post([{ line: 1 }]))
      .then([byPerson(elsewhere, part('1', '1000.01'))]);
    after(recorded())
      .when(post([{ line: 3 }]))
      .thenRefuses('LINE_NOT_POSTABLE');
  });

  it('names the onward allocation itself, or leaves it to the codings', () => {
    const lines = [held(1, ['4511', '1.00'], ['1', '31007'], LANDSBYGD_PROJECT), held(2, ['6411', '1.00'])];
    const passed = (line: number, onward: string): Line => ({
      ...{ line, kind: 'passed-on', onward, share: '1', amount: '1.00', areas: [[8, '1.00']] },
    });
    after(recorded({ lines }))
      .when(post([{ line: 1 }, { line: 2, onward: 'landsbygd-laxa' }], 'gnv26-landsbygd'))
      .then([byPerson(landsbygd, passed(1, 'landsbygd-askersund'), passed(2, 'landsbygd-laxa'))]);
    after(recorded({ lines }))
      .when(post([{ line: 1, onward: 'halsoval' }], 'gnv26-landsbygd'))
      .thenRefuses('ONWARD_NOT_OF_ALLOCATION');
    after(recorded())
      .when(post([{ line: 1, onward: 'landsbygd-laxa' }]))
      .thenRefuses('ONWARD_NOT_OF_ALLOCATION');
  });

  it('is of a line and a voucher that are there, under a code that is open', () => {
    after(recorded())
      .when(post([{ line: 9 }]))
      .thenRefuses('LINE_UNKNOWN');
    after()
      .when(post([{ line: 1 }]))
      .thenRefuses('VOUCHER_UNKNOWN');
    after(...taken, withdrawn)
      .when(post([{ line: 1 }]))
      .thenRefuses('VOUCHER_WITHDRAWN');
    after(recorded())
      .when(post([{ line: 1 }], 'okand'))
      .thenRefuses('PROJECT_CODE_UNKNOWN');
    const closed = lookupOf(CODES.map((code) => ({ ...code, lastDay: '2026-03-01' })));
    const command = { projectCode: 'annat', lines: [{ line: 1 }], reason };
    after(recorded())
      .when(ask('PostCost', command, closed))
      .thenRefuses('CODE_CLOSED');
  });
});

describe('a cost that a person withdraws', () => {
  const withdraw = ask('WithdrawCost', { projectCode: 'gnv26-halsoval', reason });

  it('is gone, and says by whom', () => {
    after(...taken)
      .when(withdraw)
      .then([{ ...costWithdrawn(halsoval, PERSON), private: { reason } } as VoucherEvent]);
  });

  it('was posted before', () => {
    after(recorded()).when(withdraw).thenRefuses('COST_NOT_POSTED');
    after(...taken, costWithdrawn(halsoval))
      .when(withdraw)
      .thenRefuses('COST_NOT_POSTED');
    after().when(withdraw).thenRefuses('VOUCHER_UNKNOWN');
  });
});

describe('a cost that a person reviews', () => {
  const servicePeriod = { from: '2025-12-01', to: '2025-12-31' };
  const review = (...lines: number[]) => ask('ReviewCost', { lines, servicePeriod, reason });

  it('is of the period that its goods or services were delivered in', () => {
    const data = { ...REF, lines: [1], servicePeriod };
    after(...taken)
      .when(review(1))
      .then([{ type: 'CostReviewed', data, private: { reason } }]);
    after(...taken, { type: 'CostReviewed', data })
      .when(review(1))
      .then([{ type: 'CostReviewed', data, private: { reason } }]);
  });

  it('is a line that is posted', () => {
    after(...taken)
      .when(review(1, 2))
      .thenRefuses('COST_NOT_POSTED');
    after(...taken)
      .when(review(9))
      .thenRefuses('LINE_UNKNOWN');
    after(withdrawn).when(review(1)).thenRefuses('VOUCHER_UNKNOWN');
  });
});

describe('a cost that a person disallows', () => {
  const disallow = (...lines: number[]) => ask('DisallowCost', { lines, reason });
  const allow = (...lines: number[]) => ask('AllowCost', { lines, reason });
  const said = (disallowed: boolean): VoucherEvent => ({
    ...{ type: 'CostDisallowed', data: { ...REF, lines: [1], disallowed }, private: { reason } },
  });

  it('is not eligible, until that is taken back', () => {
    after(...taken)
      .when(disallow(1))
      .then([said(true)]);
    after(...taken, said(true))
      .when(allow(1))
      .then([said(false)]);
    after(...taken, said(true), said(false))
      .when(disallow(1))
      .then([said(true)]);
  });

  it('is so once', () => {
    after(...taken, said(true))
      .when(disallow(1))
      .thenRefuses('COST_ALREADY_DISALLOWED');
    after(...taken)
      .when(allow(1))
      .thenRefuses('COST_NOT_DISALLOWED');
    after(...taken, said(true), said(false))
      .when(allow(1))
      .thenRefuses('COST_NOT_DISALLOWED');
  });

  it('is a line that is posted', () => {
    after(...taken)
      .when(disallow(2))
      .thenRefuses('COST_NOT_POSTED');
    after(...taken)
      .when(disallow(9))
      .thenRefuses('LINE_UNKNOWN');
    after(...taken)
      .when(allow(9))
      .thenRefuses('LINE_UNKNOWN');
  });
});
