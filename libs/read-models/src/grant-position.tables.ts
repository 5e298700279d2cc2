import type { Tables } from './projection.js';

/** The tables of the grant position: rules, what the grant's own events say, what is posted and what persons decided. */
export const grantPositionTables = {
  programme_rules: {
    columns: ['programme TEXT NOT NULL', 'position INTEGER NOT NULL', 'data JSON NOT NULL'],
    primaryKey: 'programme, position',
  },
  // The grant's own events: what was announced, decided, paid and reported, dated by what they are of. `occurred` is the
  // day that the command named, null where it named none.
  grant_fact: {
    columns: [
      'grant_id TEXT NOT NULL',
      'position INTEGER NOT NULL',
      'date TEXT NOT NULL',
      'occurred TEXT',
      'type TEXT NOT NULL',
      'data JSON NOT NULL',
    ],
    primaryKey: 'grant_id, position',
  },
  // What of a posted line falls on one purpose area; area 0 stands for one that is not known.
  cost_share: {
    columns: [
      'grant_id TEXT NOT NULL',
      'code TEXT NOT NULL',
      'book TEXT NOT NULL',
      'series TEXT NOT NULL',
      'number TEXT NOT NULL',
      'line INTEGER NOT NULL',
      'area INTEGER NOT NULL',
      'position INTEGER NOT NULL',
      'gone INTEGER NOT NULL',
      'allocation TEXT',
      'pot TEXT',
      'kind TEXT NOT NULL',
      'onward TEXT',
      'ore INTEGER NOT NULL',
      'date TEXT NOT NULL',
      'service_from TEXT',
      'service_to TEXT',
      'disallowed INTEGER NOT NULL',
    ],
    primaryKey: 'grant_id, code, book, series, number, line, area, position',
    indexes: ['(book, series, number, line)'],
  },
  // What persons have said of lines, so that it holds for what is posted of them later too.
  line_review: {
    columns: [
      'book TEXT NOT NULL',
      'series TEXT NOT NULL',
      'number TEXT NOT NULL',
      'line INTEGER NOT NULL',
      'position INTEGER NOT NULL',
      'service_from TEXT',
      'service_to TEXT',
      'disallowed INTEGER NOT NULL',
    ],
    primaryKey: 'book, series, number, line, position',
  },
  // Where a person decides what of a voucher is a cost under a code, so that the codes no longer do: the person posted it,
  // or declined it.
  cost_decision: {
    columns: [
      'book TEXT NOT NULL',
      'series TEXT NOT NULL',
      'number TEXT NOT NULL',
      'code TEXT NOT NULL',
      'position INTEGER NOT NULL',
      'gone INTEGER NOT NULL',
      'declined INTEGER NOT NULL',
    ],
    primaryKey: 'book, series, number, code, position',
  },
} as const;
export type GrantPositionTables = Tables<keyof typeof grantPositionTables>;
