import { describe, expect, it } from '@jest/globals';

import { given } from '#spec-kit';

import type { ImportEvent, ImportStarted } from './import.events.js';
import { importDecider } from './import.js';

const file = { import: 'a1', book: 'raindance-2026', sha256: 'a'.repeat(64) };
const held = { line: 40, code: 'VOUCHER_UNBALANCED', series: 'LR', number: '8', date: '2026-02-13', digest: 'ab12' };
const begun: ImportStarted['data'] = {
  ...{ ...file, format: 'sie', bytes: 1024, scope: 'grant' },
  ...{ acceptChanges: false, acceptOrganisation: false },
  ...{ mapping: null, covers: null, acceptTotals: false, acceptOlder: false },
};
const done = {
  ...file,
  ...{ encoding: 'CP437', program: null, coverage: null, lines: { read: 0, taken: 0 } },
  vouchers: {
    ...{ read: 0, taken: 0, extended: 0, known: 0, changed: 0 },
    ...{ missing: 0, refused: 0, quarantined: 1, outOfScope: 0, returned: 0 },
  },
  ...{ debit: '0.00', credit: '0.00', unreconciledAccounts: [], refusals: [] },
  ...{ kind: 'SIE4E', generated: null, differences: [], balances: [], totals: [], quarantine: [held] },
};
const start = { type: 'StartImport', data: begun } as const;
const complete = { type: 'CompleteImport', data: done } as const;
const started = { type: 'ImportStarted', data: begun } as const;
const completed: ImportEvent = { type: 'ImportCompleted', data: done };
const undone: ImportEvent = {
  type: 'ImportUndone',
  data: { import: 'a1', book: 'raindance-2026', vouchers: { withdrawn: 2, restored: 1, left: 0 } },
};
const decision = { import: 'a1', book: 'raindance-2026', line: 40, series: 'LR', number: '8', digest: 'ab12' };
const release = { type: 'ReleaseQuarantined', data: decision, reason: 'Öresavrundning' } as const;
const reject = { type: 'RejectQuarantined', data: decision, reason: 'Prov i ekonomisystemet' } as const;
const after = (...history: ImportEvent[]) => given(importDecider, history);

describe('an import', () => {
  it('is started and completed', () => {
    after().when(start).then([started]);
    after()
      .when({ ...start, fileName: 'april.se' })
      .then([{ ...started, private: { fileName: 'april.se' } }]);
    after(started).when(complete).then([completed]);
  });

  it('that was cut off goes on under the same command, and one that is done is done', () => {
    after(started).when(start).then([]);
    after(started, completed).when(start).then([]);
    after(started, completed).when(complete).then([]);
  });

  it('is of one file and one book', () => {
    after(started)
      .when({ ...start, data: { ...begun, sha256: 'b'.repeat(64) } })
      .thenRefuses('COMMAND_DIFFERS');
    after(started)
      .when({ ...complete, data: { ...done, book: 'another' } })
      .thenRefuses('COMMAND_DIFFERS');
  });

  it('is undone once, and then never goes on', () => {
    const undo = { type: 'UndoImport', data: undone.data, reason: 'Fel fil' } as const;
    after(started, completed)
      .when(undo)
      .then([{ ...undone, private: { reason: 'Fel fil' } }]);
    after(started)
      .when({ ...undo, reason: undefined })
      .then([undone]);
    after().when(undo).thenRefuses('IMPORT_UNKNOWN');
    after(started, completed, undone).when(undo).thenRefuses('IMPORT_ALREADY_UNDONE');
    after(started, undone).when(start).thenRefuses('COMMAND_DIFFERS');
    after(started, undone).when(complete).thenRefuses('COMMAND_DIFFERS');
  });

  it('has what it held back decided by a person, once and with a reason', () => {
    const released: ImportEvent = {
      type: 'QuarantineReleased',
      data: decision,
      private: { reason: 'Öresavrundning' },
    };
    after(started, completed).when(release).then([released]);
    after(started, completed)
      .when(reject)
      .then([{ type: 'QuarantineRejected', data: decision, private: { reason: 'Prov i ekonomisystemet' } }]);
    after(started, completed, released).when(reject).thenRefuses('QUARANTINE_ALREADY_DECIDED');
    after(started, completed)
      .when({ ...release, data: { ...decision, line: 41 } })
      .thenRefuses('QUARANTINE_LINE_UNKNOWN');
    after().when(release).thenRefuses('IMPORT_UNKNOWN');
    after(started, completed, undone).when(reject).thenRefuses('IMPORT_ALREADY_UNDONE');
  });

  it('is not completed before it was started: that is a fault of ours', () => {
    expect(() => importDecider.decide(importDecider.initial, complete)).toThrow('without having been started');
  });
});
