import type { YearPruned } from '#event-log';

import type { Projection } from './projection.js';

const tables = {
  pruned: {
    columns: ['kind TEXT NOT NULL', 'id TEXT NOT NULL', 'position INTEGER NOT NULL', 'year INTEGER NOT NULL'],
    primaryKey: 'kind, id, position',
  },
} as const;

/** What rests on events that a decision has pruned? */
export const pruned: Projection<keyof typeof tables> = {
  tables,
  *start(rows) {
    return (event) => {
      if (event.type !== 'YearPruned') return null;
      const { year, books, imports, projectCodes, grants } = event.data as YearPruned['data'];
      const add = (kind: string, ids: readonly string[]) => {
        for (const id of ids) rows.pruned.add([kind, id, event.position, year]);
      };
      add('book', books);
      add('import', imports);
      add('project-code', projectCodes);
      add(
        'grant',
        grants.map(({ grant }) => grant),
      );
      return null;
    };
  },
};
