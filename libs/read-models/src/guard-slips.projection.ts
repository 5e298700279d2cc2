import type { GuardSlipped } from '#event-log';

import type { Projection } from './projection.js';

const tables = {
  guard_slip: {
    columns: [
      ...['position INTEGER NOT NULL', 'stream TEXT NOT NULL'],
      ...['moved INTEGER NOT NULL', 'event INTEGER NOT NULL'],
    ],
    primaryKey: 'position, stream',
  },
} as const;

/** What was recorded by a rule that rested on a stream which had moved on? */
export const guardSlips: Projection<keyof typeof tables> = {
  tables,
  *start(rows) {
    return (event) => {
      if (event.type !== 'GuardSlipped') return null;
      const { position, moved } = event.data as GuardSlipped['data'];
      for (const one of moved) rows.guard_slip.add([event.position, one.stream, one.position, position]);
      return null;
    };
  },
};
