import { describe, expect, it } from '@jest/globals';

import { importCommand, importOfCommand, releaseCommand, undoCommand } from '../import/import-commands.js';
import {
  type By,
  CHANGED,
  disallowed,
  eventsOf,
  personal,
  reviewed,
  FIRST,
  TAKEN,
  takenBy,
  told,
  undo,
  undone,
} from './undo-voucher.fixture.js';
import { costWithdrawn, halsoval, HELD, PERSON, posted, recorded, REF, WHOLE_LINE } from './voucher.fixture.js';
import { voucherAfter } from './voucher-state.js';
import type { VoucherEvent } from './voucher.events.js';
import { withdrawVoucher } from './withdraw-voucher.js';

describe('a voucher that an import recorded', () => {
  it('is withdrawn with its costs, for the reason that is given', () => {
    const history = told([importCommand('b'), ...TAKEN]);
    expect(undo(history, { reason: 'Fel fil' })).toEqual({
      ...{ outcome: 'withdrawn', again: false },
      events: [
        costWithdrawn(halsoval),
        { type: 'VoucherWithdrawn', data: { ...REF, import: 'b' }, private: { reason: 'Fel fil' } },
      ],
    });
  });

  it('is withdrawn though it was let out of quarantine, and though the codes have posted it anew', () => {
    const anew = posted(halsoval, [WHOLE_LINE], { basis: { revision: 9 } });
    const history = told([releaseCommand('b', 40), ...TAKEN], ['repost', costWithdrawn(halsoval), anew]);
    expect(undo(history)).toMatchObject({ outcome: 'withdrawn' });
  });

  it('is withdrawn where it was taken out of the kept file later, and left where that was another file', () => {
    const later = (id: string): By => ['repost-all-9', recorded({ import: id }), posted(halsoval, [WHOLE_LINE])];
    expect(undo(told(later('b')))).toMatchObject({ outcome: 'withdrawn' });
    expect(undo(told(later('c')))).toEqual({ outcome: 'untouched' });
    const own: By = [importCommand('b'), ...TAKEN];
    const more: VoucherEvent = { type: 'VoucherExtended', data: { ...REF, import: 'c', scope: 'all', lines: [] } };
    expect(undo(told(own, ['repost-all-9', more]))).toEqual({ outcome: 'left', builtOn: [3] });
  });

  it('is no concern of another import, nor of one that only knew it', () => {
    expect(undo(told(FIRST))).toEqual({ outcome: 'untouched' });
    expect(undo([])).toEqual({ outcome: 'untouched' });
  });

  it('is left where a person has decided something about it, with where', () => {
    for (const event of [personal(), costWithdrawn(halsoval, PERSON), disallowed, reviewed]) {
      expect(undo(told([importCommand('b'), ...TAKEN], ['person', event]))).toEqual({ outcome: 'left', builtOn: [3] });
    }
  });

  it('is left where a later import took more of it in or took it away, and where a payment names it', () => {
    const own: By = [importCommand('b'), ...TAKEN];
    const gone = withdrawVoucher(voucherAfter(TAKEN), { import: 'c' });
    expect(undo(told(own, [importCommand('c'), ...gone]))).toEqual({ outcome: 'left', builtOn: [4] });
    expect(undo(told(own), { named: [0, 70] })).toEqual({ outcome: 'left', builtOn: [70] });
  });

  it('goes although a later import took more of it in, once that import is undone', () => {
    const own: By = [importCommand('a'), ...TAKEN];
    const later = told(own, takenBy('b', TAKEN, CHANGED));
    const { events } = undone(later);
    const history = told(own, takenBy('b', TAKEN, CHANGED), [undoCommand('b'), ...events]);
    expect(undo(history, { import: 'a' })).toMatchObject({ outcome: 'withdrawn' });
    expect(undo(later, { import: 'a' })).toMatchObject({ outcome: 'left' });
    const [again] = [takenBy('b', eventsOf(history), CHANGED)];
    expect(undo([...history, ...told(again)], { import: 'a' })).toMatchObject({ outcome: 'left' });
  });

  it('is known to be undone already, until the same import goes on with it', () => {
    const own: By = [importCommand('b'), ...TAKEN];
    const gone: By = [undoCommand('b'), ...withdrawVoucher(voucherAfter(TAKEN), { import: 'b' })];
    expect(undo(told(own, gone))).toMatchObject({ outcome: 'withdrawn', again: true });
    expect(undo(told(own, gone, [importCommand('c'), ...TAKEN]))).toMatchObject({ outcome: 'withdrawn', again: true });
    const back = recorded({ lines: HELD.map((line) => ({ ...line, line: line.line + 3 })) });
    expect(undo(told(own, gone, [importCommand('b'), back]))).toMatchObject({ outcome: 'withdrawn', again: false });
  });
});

describe('the command of an import', () => {
  it('names the import, whatever its id', () => {
    expect(importOfCommand(importCommand('2026-05-1'))).toEqual({ import: '2026-05-1', isUndo: false });
    expect(importOfCommand(releaseCommand('2026-05-1', 12))).toEqual({ import: '2026-05-1', isUndo: false });
    expect(importOfCommand(undoCommand('2026-05-1'))).toEqual({ import: '2026-05-1', isUndo: true });
    expect(importOfCommand('repost-all-12')).toBeNull();
  });
});
