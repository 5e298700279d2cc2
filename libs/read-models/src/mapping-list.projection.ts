import type { WireOf } from '#kernel';
import type { mappingEventTypes } from '#ledger';

import type { ProjectedEvent, Projection } from './projection.js';

type MappingWire = WireOf<(typeof mappingEventTypes)[number]>;

const tables = {
  column_mapping: {
    columns: [
      'mapping TEXT NOT NULL',
      'position INTEGER NOT NULL',
      'revision INTEGER NOT NULL',
      'at TEXT NOT NULL',
      'data JSON NOT NULL',
    ],
    primaryKey: 'mapping, position',
  },
} as const;

/** How are exported ledgers read, and since when? */
export const mappingList: Projection<keyof typeof tables> = {
  tables,
  *start(rows) {
    return (event) => {
      if (event.type !== 'MappingSaved') return null;
      const { data, position, revision, recordedAt } = event as ProjectedEvent & MappingWire;
      rows.column_mapping.add([data.mapping, position, revision, recordedAt, JSON.stringify(data.columns)]);
      return null;
    };
  },
};
