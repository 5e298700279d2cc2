import { describe, expect, it } from '@jest/globals';

import { importCommand } from '../import/import-commands.js';
import { compareVoucher } from './compare-voucher.js';
import { undoVoucher } from './undo-voucher.js';
import {
  type By,
  CHANGED,
  disallowed,
  eventsOf,
  FIRST,
  personal,
  REASON,
  reviewed,
  TAKEN,
  takenBy,
  told,
  undone,
} from './undo-voucher.fixture.js';
import {
  halsoval,
  HALSOVAL_PROJECT,
  HELD,
  held,
  INVOICE,
  PERSON,
  posted,
  recorded,
  REF,
  rulesOf,
  saying,
  source,
  sourceLines,
  WHOLE_LINE,
} from './voucher.fixture.js';
import { voucherAfter } from './voucher-state.js';
import type { VoucherEvent } from './voucher.events.js';
import { withdrawVoucher } from './withdraw-voucher.js';

describe('a voucher that an import said otherwise', () => {
  it('stands again as it stood, under new ordinals, and is posted by the codes', () => {
    const { outcome, events, state } = undone(told(FIRST, takenBy('b', TAKEN, CHANGED)));
    expect(outcome).toBe('restored');
    expect(events).toEqual([
      {
        type: 'VoucherRestated',
        data: {
          ...{ ...REF, date: '2026-03-02', registered: '2026-03-03', scope: 'all', import: 'a' },
          ...{
            removed: [4, 5],
            added: [
              { ...HELD[0], line: 6 },
              { ...HELD[2], line: 7 },
            ],
            rest: [],
          },
        },
        private: { text: '' },
      },
      posted(halsoval, [{ ...WHOLE_LINE, line: 6 }]),
    ]);
    expect(state).toMatchObject({ import: 'a', highest: 7, postings: new Map([[halsoval.projectCode, {}]]) });
  });

  it('loses what an import added to it, and no line that stood changes', () => {
    const more = source({ import: 'b', lines: [...INVOICE, ...sourceLines(['6411', 500, HALSOVAL_PROJECT])] });
    const { events } = undone(told(FIRST, takenBy('b', TAKEN, more)));
    expect(events).toEqual([
      expect.objectContaining({ data: expect.objectContaining({ removed: [4], added: [] }) }),
      posted(halsoval, [WHOLE_LINE]),
    ]);
  });

  it('has what was left out, its dates and its corrections as they were', () => {
    const rest = [{ account: '2511', count: 1, debit: '0.00', credit: '1250.01' }];
    const corrections = [{ kind: 'struck' as const, account: '6411', objects: [], amount: '5.00' }];
    const lines = [held(1, ['6411', '1000.01'], HALSOVAL_PROJECT)];
    const before = recorded({ import: 'a', scope: 'grant', lines, rest, corrections });
    const later = source({
      import: 'b',
      date: '2026-03-09',
      scope: 'all',
      corrections: [{ ...corrections[0], ore: 700 }] as never,
    });
    const history = told([importCommand('a'), before], takenBy('b', [before], later));
    const { events, state } = undone(history);
    expect(events[0]).toMatchObject({ type: 'VoucherRestated', data: { scope: 'grant', rest, corrections } });
    expect(state).toMatchObject({ date: '2026-03-02', registered: '2026-03-03', scope: 'grant', rest });
  });

  it('has its texts again, those of lines beside its own, and none where they were erased', () => {
    const before = recorded({ import: 'a' }, { text: 'Arvode', lines: [[1, { text: 'Rad' }]] });
    const own: By = [importCommand('a'), before];
    const { events } = undone(told(own, takenBy('b', [before], CHANGED)));
    expect(events[0]?.private).toEqual({ text: 'Arvode', lines: [[6, { text: 'Rad' }]] });

    const gone = recorded({ import: 'a' }, null);
    const erased = undone(told([importCommand('a'), gone], takenBy('b', [gone], CHANGED)));
    expect(erased.events[0]).not.toHaveProperty('private');
  });

  it('says what its line said where the voucher itself said it then', () => {
    const before = [recorded({ import: 'a' }, { text: 'Arvode', signature: 'AB' })];
    const restatedBy = takenBy('x', before, source({ import: 'x', date: '2026-03-05', text: 'Rättat' }));
    const [, ...second] = restatedBy;
    const third = takenBy('b', [...before, ...second], { ...CHANGED, date: '2026-03-05' });
    const { events } = undone(told([importCommand('a'), ...before], restatedBy, third));
    expect(events[0]?.private).toEqual({
      ...{ text: 'Rättat', signature: 'AB' },
      lines: [
        [6, { text: 'Arvode' }],
        [7, { text: 'Arvode' }],
      ],
    });
  });

  it('is long where it was long', () => {
    const many = sourceLines(...Array.from({ length: 30 }, (_, at) => ['6411', at + 1, HALSOVAL_PROJECT] as const));
    const before = compareVoucher({ status: 'absent' }, source({ import: 'a', lines: many }), rulesOf()).events;
    const history = told([importCommand('a'), ...before], takenBy('b', before, CHANGED));
    const inParts = undoVoucher(history, { import: 'b', named: [] }, { ...rulesOf(), partBytes: 2000 });
    const events = 'events' in inParts ? inParts.events : [];
    const booked = events.filter(({ type }) => type.startsWith('Voucher'));
    expect(booked.length).toBeGreaterThan(1);
    expect(new Set(booked.slice(1).map(({ type }) => type))).toEqual(new Set(['VoucherExtended']));
    expect(voucherAfter([...eventsOf(history), ...events])).toMatchObject({ lines: { size: 30 } });
  });
});

describe('a voucher that an import took away', () => {
  const gone: By = [importCommand('b'), ...withdrawVoucher(voucherAfter(TAKEN), { import: 'b' })];

  it('is recorded again as it was', () => {
    const { outcome, events } = undone(told(FIRST, gone));
    expect(outcome).toBe('restored');
    expect(events).toEqual([
      recorded({ import: 'a', fileLine: 7, lines: HELD.map((line) => ({ ...line, line: line.line + 3 })) }),
      posted(halsoval, [{ ...WHOLE_LINE, line: 4 }]),
    ]);
  });

  it('is in parts where it is long, with what was left out and corrected in the first', () => {
    const rest = [{ account: '2511', count: 1, debit: '0.00', credit: '1250.01' }];
    const corrections = [{ kind: 'struck' as const, account: '6411', objects: [], amount: '5.00' }];
    const before = recorded({ import: 'a', rest, corrections }, { text: 'Arvode' });
    const away: By = [importCommand('b'), ...withdrawVoucher(voucherAfter([before]), { import: 'b' })];
    const history = told([importCommand('a'), before], away);
    const found = undoVoucher(history, { import: 'b', named: [] }, { ...rulesOf([]), partBytes: 1200 });
    const events = 'events' in found ? found.events : [];
    expect(events).toMatchObject([
      { type: 'VoucherRecorded', data: { rest, corrections, part: { number: 1, of: 3 } }, private: { text: 'Arvode' } },
      { type: 'VoucherRecorded', data: { part: { number: 2, of: 3 } } },
      { type: 'VoucherRecorded', data: { part: { number: 3, of: 3 } } },
    ]);
    expect(events[1]?.data).not.toHaveProperty('rest');
  });

  it('has again what persons had decided about its lines', () => {
    const words = [{ ...personal(), private: REASON }, disallowed, reviewed];
    const before = [...TAKEN, ...words];
    const away: By = [importCommand('b'), ...withdrawVoucher(voucherAfter(before), { import: 'b' })];
    const { events, state } = undone(told(FIRST, ['person', ...words], away));
    const [half] = personal().data.lines;
    expect(events.slice(1)).toEqual([
      { ...personal(), data: { ...personal().data, lines: [{ ...half, line: 4 }] }, private: REASON },
      { ...reviewed, data: { ...reviewed.data, lines: [4] } },
      { ...disallowed, data: { ...disallowed.data, lines: [4] } },
    ]);
    expect(state).toMatchObject({ disallowed: new Set([4]) });
  });

  it('has no reason again that was erased, and no disallowance that was taken back', () => {
    const allowed: VoucherEvent = { type: 'CostDisallowed', data: { ...REF, lines: [1], disallowed: false } };
    const words: VoucherEvent[] = [{ ...personal(), private: null }, disallowed, allowed];
    const away: By = [importCommand('b'), ...withdrawVoucher(voucherAfter([...TAKEN, ...words]), { import: 'b' })];
    const { events } = undone(told(FIRST, ['person', ...words], away));
    expect(events).toHaveLength(2);
    expect(events[1]).not.toHaveProperty('private');
  });
});

describe('the lines of a voucher that was said otherwise', () => {
  it('keep what persons decided of those that stood, and have again what fell with those that went', () => {
    const words = [{ ...personal(), private: REASON }, disallowed];
    const before = [...TAKEN, ...words];
    const { events } = undone(told(FIRST, ['person', ...words], takenBy('b', before, CHANGED)));
    expect(events.map(({ type }) => type)).toEqual(['VoucherRestated', 'CostPosted', 'CostDisallowed']);
    expect(events[1]).toMatchObject({ data: { basis: { person: PERSON }, lines: [{ line: 6 }] } });

    const later = source({ import: 'b', lines: saying(INVOICE, { 2: { account: '1632' } }) });
    const standing = undone(told(FIRST, ['person', ...words], takenBy('b', before, later)));
    expect(standing.events.map(({ type }) => type)).toEqual(['VoucherRestated']);
  });
});
