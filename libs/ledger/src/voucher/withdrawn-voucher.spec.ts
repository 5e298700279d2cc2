import { describe, expect, it } from '@jest/globals';

import { fold } from '#kernel';
import { given } from '#spec-kit';

import { compareVoucher } from './compare-voucher.js';
import type { IntakeRules, SourceVoucher } from './source-voucher.js';
import type { VoucherEvent } from './voucher.events.js';
import {
  CODES,
  costWithdrawn,
  halsoval,
  HELD,
  INVOICE,
  landsbygd,
  posted,
  recorded,
  REF,
  rulesOf,
  saying,
  source,
  sourceLines,
  WHOLE_LINE,
} from './voucher.fixture.js';
import { voucherDecider } from './voucher.js';

const TAKEN = [recorded(), posted(halsoval, [WHOLE_LINE])];
const WITHDRAWN: VoucherEvent[] = [costWithdrawn(halsoval), { type: 'VoucherWithdrawn', data: REF }];
const after = (...history: VoucherEvent[]) => given(voucherDecider, history);
const intake = (history: readonly VoucherEvent[], voucher: SourceVoucher, rules: IntakeRules = rulesOf()) =>
  compareVoucher(fold(voucherDecider, history), voucher, rules);
const accepting = rulesOf(CODES, { acceptChanges: true });

describe('a voucher that is gone, and one that comes back', () => {
  it('takes its costs with it', () => {
    const gone = { type: 'WithdrawVoucher', data: { import: 'import-2', reason: 'Fel fil' } } as const;
    after(...TAKEN)
      .when(gone)
      .then([
        costWithdrawn(halsoval),
        { type: 'VoucherWithdrawn', data: { ...REF, import: 'import-2' }, private: { reason: 'Fel fil' } },
      ]);
    after(recorded())
      .when({ type: 'WithdrawVoucher', data: {} })
      .then([{ type: 'VoucherWithdrawn', data: REF }]);
    after().when(gone).then([]);
    after(...TAKEN, ...WITHDRAWN)
      .when(gone)
      .then([]);
  });

  it('is taken in as if it were new, but no ordinal is used twice', () => {
    const { outcome, events } = intake(
      [...TAKEN, ...WITHDRAWN],
      source({ lines: saying(INVOICE, { 1: { text: 'A' } }) }),
    );
    expect(outcome).toBe('taken');
    expect(events).toEqual([
      recorded({ lines: HELD.map((line) => ({ ...line, line: line.line + 3 })) }, { lines: [[4, { text: 'A' }]] }),
      posted(halsoval, [{ ...WHOLE_LINE, line: 4 }]),
    ]);
    expect(intake([...TAKEN, ...WITHDRAWN, ...events], source()).outcome).toBe('known');
    expect(intake([], source({ scope: 'grant' }), rulesOf([landsbygd])).outcome).toBe('outOfScope');
  });
});

describe('texts that were erased', () => {
  const erased = recorded({}, null);
  it('are never stored again', () => {
    const lines = saying(INVOICE, { 1: { account: '6421', text: 'Namn' } });
    const restated = intake([erased], source({ lines, text: 'Namn' }), accepting).events;
    expect(restated[0]?.type).toBe('VoucherRestated');
    for (const event of restated) expect(event.private).toBeUndefined();
    const more = source({
      lines: [...INVOICE, ...sourceLines(['6421', 1])].map((line) => ({ ...line, text: 'Namn' })),
    });
    const [extended] = intake([erased], more, rulesOf(CODES, { form: 'extract' })).events;
    expect(extended?.private).toBeUndefined();
    const back = intake([erased, { type: 'VoucherWithdrawn', data: REF }], source({ text: 'Namn' })).events;
    expect(back[0]?.private).toBeUndefined();
  });
});

describe('a long change', () => {
  it('is told in several events, none above the limit', () => {
    const lines = Array.from({ length: 200 }, (_, index) => ({
      ordinal: index + 1,
      account: '6421',
      ore: index + 1,
      objects: [],
    }));
    const rules = rulesOf(CODES, { acceptChanges: true, partBytes: 8_000 });
    const voucher = source({ lines: lines.map((line) => ({ ...line, text: `Rad ${line.ordinal}` })) });
    const { events } = intake([recorded()], voucher, rules);
    expect(events.map(({ type }) => type)).toEqual(['VoucherRestated', 'VoucherExtended', 'VoucherExtended']);
    for (const { data } of events) expect(Buffer.byteLength(JSON.stringify(data))).toBeLessThanOrEqual(6_000);
    expect(intake([recorded(), ...events], voucher).outcome).toBe('known');
  });
});
