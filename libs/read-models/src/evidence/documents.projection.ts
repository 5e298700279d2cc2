import type { DocumentFacts, evidenceEventTypes } from '#evidence';
import { textToOre, type WireOf } from '#kernel';

import type { ProjectedEvent, Projection } from '../projection.js';

type EvidenceWire = WireOf<(typeof evidenceEventTypes)[number]>;

const tables = {
  document: {
    columns: [
      'document TEXT NOT NULL',
      'position INTEGER NOT NULL',
      'format TEXT NOT NULL',
      'size INTEGER NOT NULL',
      'parent TEXT',
      'at TEXT NOT NULL',
    ],
    primaryKey: 'document',
  },
  // A document as it was described, the last time until a moment.
  document_description: {
    columns: [
      'document TEXT NOT NULL',
      'position INTEGER NOT NULL',
      'kind TEXT',
      'basis TEXT NOT NULL',
      // What tells an invoice from every other, and what it comes to at most, in öre; null in another currency.
      'invoice_key TEXT',
      'ore INTEGER',
      'facts JSON NOT NULL',
      'doubts JSON NOT NULL',
    ],
    primaryKey: 'document, position',
  },
  document_copy: {
    columns: ['copy TEXT NOT NULL', 'position INTEGER NOT NULL', 'document TEXT NOT NULL'],
    primaryKey: 'copy, position',
    indexes: ['(document)'],
  },
  // 1 where it may not be erased from there on.
  document_hold: {
    columns: ['document TEXT NOT NULL', 'position INTEGER NOT NULL', 'held INTEGER NOT NULL'],
    primaryKey: 'document, position',
  },
} as const;

/** Which originals are there, and what is each? */
export const documentList: Projection<keyof typeof tables> = {
  tables,
  *start(rows) {
    return (event) => {
      const { position, recordedAt, data, type } = event as ProjectedEvent & EvidenceWire;
      switch (type) {
        case 'DocumentArchived': {
          const { document, format, size, parent = null } = data;
          rows.document.add([document, position, format, size, parent, recordedAt]);
          return null;
        }
        case 'DocumentDescribed': {
          const { document, kind, basis, facts, doubts = [] } = data;
          const told = [facts.invoiceKey ?? null, mostInOre(facts)];
          const texts = [JSON.stringify(facts), JSON.stringify(doubts)];
          rows.document_description.add([document, position, kind, basis, ...told, ...texts]);
          return null;
        }
        case 'DocumentRedacted':
          rows.document_copy.add([data.copy, position, data.document]);
          return null;
        case 'LegalHoldPlaced':
        case 'LegalHoldLifted':
          rows.document_hold.add([data.document, position, type === 'LegalHoldPlaced' ? 1 : 0]);
          return null;
        default:
          return null;
      }
    };
  },
};

/** An amount in another currency is no bound for costs in kronor. */
function mostInOre({ total, net, currency = 'SEK' }: DocumentFacts): number | null {
  const most = total ?? net;
  return most === undefined || currency !== 'SEK' ? null : textToOre(most);
}
