import type { WireOf } from '#kernel';
import type { importEventTypes } from '#ledger';

import type { ProjectedEvent, Projection } from './projection.js';

type ImportWire = WireOf<(typeof importEventTypes)[number]>;

const tables = {
  import: {
    columns: [
      'import TEXT NOT NULL',
      'position INTEGER NOT NULL',
      'book TEXT NOT NULL',
      'sha256 TEXT NOT NULL',
      'completed INTEGER NOT NULL',
      'at TEXT NOT NULL',
      'data TEXT NOT NULL',
    ],
    primaryKey: 'import, position',
    indexes: ['(sha256)'],
  },
} as const;

/** Which files were taken in, and what became of their vouchers? */
export const importReport: Projection<keyof typeof tables> = {
  tables,
  start: (rows) => (event) => {
    if (event.type !== 'ImportStarted' && event.type !== 'ImportCompleted') return;
    const { type, data, position, recordedAt } = event as ProjectedEvent & ImportWire;
    const completed = type === 'ImportCompleted' ? 1 : 0;
    rows.import.add([data.import, position, data.book, data.sha256, completed, recordedAt, JSON.stringify(data)]);
  },
};
