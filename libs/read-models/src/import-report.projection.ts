import type { WireOf } from '#kernel';
import type { importEventTypes } from '#ledger';

import type { ProjectedEvent, Projection } from './projection.js';

type ImportWire = WireOf<(typeof importEventTypes)[number]>;

/** What an event on an import is in the rows. */
const STEPS = {
  ImportStarted: 'started',
  ImportCompleted: 'completed',
  ImportUndone: 'undone',
  QuarantineReleased: 'released',
  QuarantineRejected: 'rejected',
} as const satisfies Record<ImportWire['type'], string>;

const tables = {
  import: {
    columns: [
      'import TEXT NOT NULL',
      'position INTEGER NOT NULL',
      'book TEXT NOT NULL',
      'sha256 TEXT',
      'step TEXT NOT NULL',
      'at TEXT NOT NULL',
      'data JSON NOT NULL',
    ],
    primaryKey: 'import, position',
    indexes: ['(sha256)'],
  },
} as const;

/** Which files were taken in, and what became of their vouchers? */
export const importReport: Projection<keyof typeof tables> = {
  tables,
  *start(rows) {
    return (event) => {
      if (!Object.hasOwn(STEPS, event.type)) return null;
      const { type, data, position, recordedAt } = event as ProjectedEvent & ImportWire;
      const sha256 = 'sha256' in data ? data.sha256 : null;
      rows.import.add([data.import, position, data.book, sha256, STEPS[type], recordedAt, JSON.stringify(data)]);
      return null;
    };
  },
};
