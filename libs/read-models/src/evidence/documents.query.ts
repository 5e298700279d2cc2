import type { DocumentDescribed, DocumentFacts, DocumentFormat } from '#evidence';
import type { DocumentKind } from '#kernel';

import type { Moment } from '../moment.js';
import type { Rows } from '../rows.js';

/** An original as it stood. Its name, its supplier and its number are private, and lie in the log at these positions. */
export interface DocumentRow {
  readonly document: string;
  /** The position at which it was archived. */
  readonly position: number;
  readonly archivedAt: string;
  readonly format: DocumentFormat;
  /** Whole bytes. */
  readonly size: number;
  /** The document that it was embedded in. */
  readonly parent: string | null;
  readonly kind: DocumentKind | null;
  readonly basis: DocumentDescribed['data']['basis'] | null;
  readonly facts: DocumentFacts;
  readonly doubts: NonNullable<DocumentDescribed['data']['doubts']>;
  /** The position at which it was described last; null where it never was. */
  readonly described: number | null;
  /** The original that it is a redacted copy of. */
  readonly copyOf: string | null;
  /** It may not be erased. */
  readonly held: boolean;
}

const last = (table: string): string =>
  `(SELECT max(o.position) FROM ${table} o WHERE o.document = d.document AND o.position <= :position)`;
const DOCUMENTS = `SELECT d.document, d.position, d.at AS "archivedAt", d.format, d.size, d.parent,
  a.kind, a.basis, a.facts, a.doubts, a.position AS described, h.held,
  (SELECT min(c.document) FROM document_copy c WHERE c.copy = d.document AND c.position <= :position) AS "copyOf"
FROM document d
LEFT JOIN document_description a ON a.document = d.document AND a.position = ${last('document_description')}
LEFT JOIN document_hold h ON h.document = d.document AND h.position = ${last('document_hold')}
WHERE d.position <= :position`;

/** The originals at a moment in the order that they came; only the one that is named where one is. */
export const documents = (db: Rows, { position }: Moment, document?: string): Promise<DocumentRow[]> =>
  document === undefined
    ? rowsOf(db, 'ORDER BY d.position', { position })
    : rowsOf(db, 'AND d.document = :document', { position, document });

/** Digits of an id. */
const WHOLE = 32;

/** The originals whose ids begin so, two of them at the most: enough to tell whether one alone is meant. */
export const documentsBeginning = async (db: Rows, { position }: Moment, named: string): Promise<DocumentRow[]> =>
  /^[0-9a-f]{1,32}$/.test(named)
    ? rowsOf(db, 'AND d.document BETWEEN :first AND :last ORDER BY d.document LIMIT 2', {
        ...{ position, first: named, last: named.padEnd(WHOLE, 'f') },
      })
    : [];

async function rowsOf(
  db: Rows,
  which: string,
  asked: Readonly<Record<string, string | number>>,
): Promise<DocumentRow[]> {
  type Row = Omit<DocumentRow, 'facts' | 'doubts' | 'held'> & {
    readonly facts: string | null;
    readonly doubts: string | null;
    readonly held: number | null;
  };
  const rows = await db.all<Row>(`${DOCUMENTS} ${which}`, asked);
  return rows.map((row) => ({
    ...row,
    facts: JSON.parse(row.facts ?? '{}') as DocumentFacts,
    doubts: JSON.parse(row.doubts ?? '[]') as DocumentRow['doubts'],
    held: row.held === 1,
  }));
}
