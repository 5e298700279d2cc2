import { describe, expect, it } from '@jest/globals';

import { fold } from '#kernel';
import { given } from '#spec-kit';

import { codeOf, HALSOVAL } from '../project-code/project-code.fixture.js';
import { compareVoucher } from './compare-voucher.js';
import type { IntakeRules, SourceVoucher } from './source-voucher.js';
import type { VoucherEvent } from './voucher.events.js';
import {
  CODES,
  halsoval,
  HALSOVAL_PROJECT,
  held,
  INVOICE,
  landsbygd,
  posted,
  recorded,
  REF,
  rulesOf,
  saying,
  source,
  sourceLines,
  takeIn,
  WHOLE_LINE,
} from './voucher.fixture.js';
import { voucherDecider } from './voucher.js';

const TAKEN = [recorded(), posted(halsoval, [WHOLE_LINE])];
const after = (...history: VoucherEvent[]) => given(voucherDecider, history);
const intake = (history: readonly VoucherEvent[], voucher: SourceVoucher, rules: IntakeRules = rulesOf()) =>
  compareVoucher(fold(voucherDecider, history), voucher, rules);
const accepting = rulesOf(CODES, { acceptChanges: true });

describe('a voucher met again', () => {
  it('is known where it says the same, in whatever order and with whatever texts', () => {
    const lines = [...INVOICE].reverse().map((line) => ({ ...line, text: 'Ny text', fileLine: 77 }));
    expect(intake(TAKEN, source({ lines, text: 'Ny', import: 'import-2' }))).toEqual({
      ...{ outcome: 'known', events: [], difference: null },
    });
    const turned = INVOICE.map((line) => ({ ...line, objects: [...line.objects].reverse() }));
    after(...TAKEN)
      .when(takeIn(source({ lines: turned })))
      .then([]);
  });

  it('is known where only the registration date is no longer told', () => {
    after(...TAKEN)
      .when(takeIn(source({ registered: null })))
      .then([]);
    after(recorded({ registered: null }))
      .when(takeIn(source(), rulesOf([])))
      .then([]);
  });

  it('is known although one of its dimensions has become private since', () => {
    const lines = INVOICE.map((line) => ({ ...line, objects: line.objects.filter(([of]) => of !== '1') }));
    const rules = rulesOf(CODES, { privateDimensions: new Set(['1', '7']) });
    expect(intake(TAKEN, source({ lines }), rules).outcome).toBe('known');
  });

  it('counts equal lines: two are not one', () => {
    const twice = sourceLines(['6411', 100], ['6411', 100], ['2511', -200]);
    const [first, ...others] = recordedOf(twice);
    expect(intake([first], source({ lines: twice })).outcome).toBe('known');
    expect(others).toEqual([]);
    const once = sourceLines(['6411', 100], ['6421', 100], ['2511', -200]);
    expect(intake([first], source({ lines: once })).difference).toMatchObject({
      ...{ removed: [{ line: 2 }], added: [{ account: '6421', amount: '1.00' }] },
    });
  });
});

const recordedOf = (lines: SourceVoucher['lines']): [VoucherEvent, ...VoucherEvent[]] => [
  recorded({ lines: lines.map(({ ordinal, account, ore }) => held(ordinal, [account, `${ore / 100}.00`])) }),
];

describe('a voucher that its source has changed', () => {
  const corrected = source({
    ...{ date: '2026-03-02', import: 'import-2', text: 'Rättad' },
    lines: sourceLines(['6421', 100_001, ['1', '31000'], HALSOVAL_PROJECT], ['1631', 25_000], ['2511', -125_001]),
    corrections: [{ kind: 'struck', account: '6411', objects: [], ore: 100_001, signature: 'AB' }],
  });

  it('is shown, and recorded only where that is accepted', () => {
    const { outcome, events, difference } = intake(TAKEN, corrected);
    expect({ outcome, events }).toEqual({ outcome: 'changed', events: [] });
    const objects = [['1', '31000'], HALSOVAL_PROJECT];
    expect(difference).toEqual({
      date: null,
      removed: [{ line: 1, account: '6411', objects, amount: '1000.01' }],
      added: [{ fileLine: null, account: '6421', objects, amount: '1000.01' }],
    });
    after(...TAKEN)
      .when(takeIn(corrected))
      .then([]);
  });

  it('is restated: what is gone, what is new under a new ordinal, the history, and the costs anew', () => {
    after(...TAKEN)
      .when(takeIn(corrected, accepting))
      .then([
        {
          type: 'VoucherRestated',
          data: {
            ...{ ...REF, date: '2026-03-02', registered: '2026-03-03', scope: 'all', import: 'import-2' },
            ...{ removed: [1], added: [held(4, ['6421', '1000.01'], ['1', '31000'], HALSOVAL_PROJECT)] },
            corrections: [{ kind: 'struck', account: '6411', objects: [], amount: '1000.01' }],
          },
          private: { text: 'Rättad', corrections: [[0, { signature: 'AB' }]] },
        },
        posted(halsoval, [{ ...WHOLE_LINE, line: 4 }]),
      ]);
  });

  it('is no longer a cost where its line left the code', () => {
    const lines = saying(INVOICE, { 1: { objects: [['1', '31000']] } });
    const { events } = intake(TAKEN, source({ lines }), accepting);
    expect(events.map(({ type }) => type)).toEqual(['VoucherRestated', 'CostWithdrawn']);
  });

  it('is restated when only its day is another, and its costs are dated anew', () => {
    const { outcome, events, difference } = intake(TAKEN, source({ date: '2026-04-01', registered: null }), accepting);
    expect(outcome).toBe('changed');
    expect(difference).toEqual({ date: { recorded: '2026-03-02', now: '2026-04-01' }, removed: [], added: [] });
    expect(events).toEqual([
      {
        type: 'VoucherRestated',
        data: { ...REF, date: '2026-04-01', registered: '2026-03-03', scope: 'all', removed: [], added: [] },
      },
      posted(halsoval, [WHOLE_LINE], { date: '2026-04-01' }),
    ]);
    expect(intake(TAKEN, source({ registered: '2026-03-04' })).outcome).toBe('changed');
  });

  it('is known again after it was restated', () => {
    const { events } = intake(TAKEN, corrected, accepting);
    expect(intake([...TAKEN, ...events], corrected).outcome).toBe('known');
    expect(intake([...TAKEN, ...events], source()).outcome).toBe('changed');
  });
});

describe('a code opened since', () => {
  const before = recorded({
    ...{ scope: 'grant', lines: [held(1, ['6411', '1000.01'], ['1', '31000'], HALSOVAL_PROJECT)] },
    rest: [
      { account: '1631', count: 1, debit: '250.00', credit: '0.00' },
      { account: '2511', count: 1, debit: '0.00', credit: '1250.01' },
    ],
  });
  const vat = codeOf({
    ...HALSOVAL,
    ...{ projectCode: 'moms', purposeAreas: [] },
    matches: [{ book: REF.book, all: [{ dimension: '1', code: '99' }] }],
  });
  const lines = saying(INVOICE, { 2: { account: '6999', objects: [['1', '99']], text: 'Ny rad' } });
  const first = {
    ...before,
    data: {
      ...before.data,
      rest: [
        { account: '2511', count: 1, debit: '0.00', credit: '1250.01' },
        { account: '6999', count: 1, debit: '250.00', credit: '0.00' },
      ],
    },
  };
  const history: VoucherEvent[] = [first, posted(halsoval, [WHOLE_LINE])];
  const again = source({ scope: 'grant', lines, import: 'import-2' });

  it('makes more lines of the same voucher known, with ordinals of their own and their costs', () => {
    expect(intake(history, again, rulesOf([halsoval, vat]))).toEqual({
      outcome: 'extended',
      difference: null,
      events: [
        {
          type: 'VoucherExtended',
          data: {
            ...{ ...REF, scope: 'grant', import: 'import-2' },
            lines: [held(4, ['6999', '250.00'], ['1', '99'])],
            rest: [{ account: '2511', count: 1, debit: '0.00', credit: '1250.01' }],
          },
          private: { lines: [[4, { text: 'Ny rad' }]] },
        },
        posted(vat, [{ line: 4, kind: 'cost', share: '1', amount: '250.00', areas: [] }]),
      ],
    });
  });

  it('finds the voucher known as long as no other line is claimed', () => {
    expect(intake(history, again).outcome).toBe('known');
    // A line that is held stays held when no code claims it any more.
    expect(intake(history, again, rulesOf([landsbygd])).outcome).toBe('known');
  });

  it('is not needed to take in all of it: scope all extends what scope grant left out', () => {
    const { outcome, events } = intake(history, { ...again, scope: 'all' });
    expect(outcome).toBe('extended');
    expect(events).toMatchObject([{ data: { scope: 'all', lines: [{ line: 4 }, { line: 5 }] } }]);
    expect(intake([...history, ...events], { ...again, scope: 'all' }).outcome).toBe('known');
    expect(intake([...history, ...events], again).outcome).toBe('known');
  });

  it('does not hide that the rest has changed', () => {
    const changed = { ...again, lines: saying(lines, { 3: { ore: -125_002 } }) };
    const { outcome, difference } = intake(history, changed);
    expect(outcome).toBe('changed');
    expect(difference?.added).toHaveLength(2);
  });

  it('counts the lines that were left out among the ordinals', () => {
    const { events } = intake(history, again, rulesOf([halsoval, vat]));
    expect(events[0]).toMatchObject({ data: { lines: [{ line: 4 }] } });
  });
});

describe('a source that is an extract', () => {
  const extract = rulesOf(CODES, { form: 'extract' });
  it('extends what it selected before, and changes what it no longer says', () => {
    const more = source({ lines: [...INVOICE, ...sourceLines(['6421', 100, HALSOVAL_PROJECT])] });
    const { outcome, events } = intake(TAKEN, more, extract);
    expect(outcome).toBe('extended');
    expect(events).toMatchObject([
      { type: 'VoucherExtended', data: { lines: [{ line: 4 }] } },
      { type: 'CostPosted', data: { lines: [{ line: 1 }, { line: 4 }] } },
    ]);
    expect(intake(TAKEN, source({ lines: INVOICE.slice(1) }), extract).outcome).toBe('changed');
    expect(intake(TAKEN, more).outcome).toBe('changed');
  });
});
