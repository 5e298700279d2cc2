import { describe, expect, it } from '@jest/globals';

import { given } from '#spec-kit';

import type { ImportEvent, ImportStarted } from './import.events.js';
import { importDecider } from './import.js';

const file = { import: 'a1', book: 'raindance-2026', sha256: 'a'.repeat(64) };
const begun: ImportStarted['data'] = {
  ...{ ...file, format: 'sie', bytes: 1024, scope: 'grant' },
  ...{ acceptChanges: false, acceptOrganisation: false },
};
const done = {
  ...file,
  ...{ encoding: 'CP437', program: null, coverage: null, lines: { read: 0, taken: 0 } },
  vouchers: {
    ...{ read: 0, taken: 0, extended: 0, known: 0, changed: 0 },
    ...{ missing: 0, refused: 0, quarantined: 0, outOfScope: 0 },
  },
  ...{ debit: '0.00', credit: '0.00', unreconciledAccounts: [], refusals: [] },
};
const start = { type: 'StartImport', data: begun } as const;
const complete = { type: 'CompleteImport', data: done } as const;
const started = { type: 'ImportStarted', data: begun } as const;
const completed: ImportEvent = { type: 'ImportCompleted', data: done };
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

  it('is not completed before it was started: that is a fault of ours', () => {
    expect(() => importDecider.decide(importDecider.initial, complete)).toThrow('without having been started');
  });
});
