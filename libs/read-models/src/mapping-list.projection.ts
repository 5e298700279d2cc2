import type { WireOf } from '#kernel';
import type { mappingEventTypes, salaryMappingEventTypes } from '#ledger';

import type { ProjectedEvent, Projection } from './projection.js';

type MappingWire = WireOf<(typeof mappingEventTypes | typeof salaryMappingEventTypes)[number]>;

const versions = {
  columns: [
    'mapping TEXT NOT NULL',
    'position INTEGER NOT NULL',
    'revision INTEGER NOT NULL',
    'at TEXT NOT NULL',
    'data JSON NOT NULL',
  ],
  primaryKey: 'mapping, position',
} as const;
const tables = { column_mapping: versions, salary_mapping: versions } as const;
const TABLES = { MappingSaved: 'column_mapping', SalaryMappingSaved: 'salary_mapping' } as const;

/** How are exported ledgers and lists of pay read, and since when? */
export const mappingList: Projection<keyof typeof tables> = {
  tables,
  *start(rows) {
    return (event) => {
      if (event.type !== 'MappingSaved' && event.type !== 'SalaryMappingSaved') return null;
      const { type, data, position, revision, recordedAt } = event as ProjectedEvent & MappingWire;
      rows[TABLES[type]].add([data.mapping, position, revision, recordedAt, JSON.stringify(data.columns)]);
      return null;
    };
  },
};
