import type { Tables } from './projection.js';

const OF_LINE = [
  'book TEXT NOT NULL',
  'series TEXT NOT NULL',
  'number TEXT NOT NULL',
  'line INTEGER NOT NULL',
] as const;

/** The tables of evidence: originals, what is said of them, what supports which lines, and what lines need. */
export const evidenceTables = {
  document: {
    columns: [
      ...['document TEXT NOT NULL', 'position INTEGER NOT NULL', 'at TEXT NOT NULL', 'format TEXT NOT NULL'],
      ...['size INTEGER NOT NULL', 'digest TEXT NOT NULL', 'parent TEXT'],
    ],
    primaryKey: 'document, position',
  },
  // What is said of a document, whole, as `DocumentDescribed` has it; the last of a document holds.
  document_described: {
    columns: [
      ...['document TEXT NOT NULL', 'position INTEGER NOT NULL', 'kind TEXT', 'basis TEXT NOT NULL'],
      ...['invoice_key TEXT', 'ore INTEGER', 'facts JSON NOT NULL'],
    ],
    primaryKey: 'document, position',
  },
  // Redacted copies, and holds that are placed and lifted, as their events have them.
  document_fact: {
    columns: [...['document TEXT NOT NULL', 'position INTEGER NOT NULL', 'type TEXT NOT NULL', 'data JSON NOT NULL']],
    primaryKey: 'document, position',
  },
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
  salary_share: {
    columns: [
      ...OF_LINE,
      ...['place INTEGER NOT NULL', 'position INTEGER NOT NULL', 'gone INTEGER NOT NULL', 'person TEXT NOT NULL'],
      ...['first_day TEXT NOT NULL', 'last_day TEXT NOT NULL', 'ore INTEGER NOT NULL'],
      ...['payslip TEXT', 'contract TEXT', 'support TEXT', 'data JSON NOT NULL'],
    ],
    primaryKey: 'book, series, number, line, place, position',
    indexes: ['(person)'],
  },
  requirement_rules: {
    columns: ['position INTEGER NOT NULL', 'revision INTEGER NOT NULL', 'data JSON NOT NULL'],
    primaryKey: 'position',
  },
} as const;
export type EvidenceTables = Tables<keyof typeof evidenceTables>;
