import type { Tables } from './projection.js';

const OF_LINE = [
  'book TEXT NOT NULL',
  'series TEXT NOT NULL',
  'number TEXT NOT NULL',
  'line INTEGER NOT NULL',
] as const;

/** The tables of evidence: what supports which lines, and what lines need. */
export const evidenceTables = {
  // `evidence` is the document's id, or the voucher's book, series and number as a JSON list.
  evidence_link: {
    columns: [
      ...OF_LINE,
      ...['form TEXT NOT NULL', 'evidence TEXT NOT NULL', 'position INTEGER NOT NULL', 'gone INTEGER NOT NULL'],
      ...['ore INTEGER NOT NULL', 'rule TEXT'],
    ],
    primaryKey: 'book, series, number, line, form, evidence, position',
    indexes: ['(evidence)'],
  },
  requirement_rules: {
    columns: ['position INTEGER NOT NULL', 'revision INTEGER NOT NULL', 'data JSON NOT NULL'],
    primaryKey: 'position',
  },
} as const;
export type EvidenceTables = Tables<keyof typeof evidenceTables>;
