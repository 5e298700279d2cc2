import type { DocumentFacts } from '#evidence';
import type { DocumentKind } from '#kernel';
import { oreToText } from '#kernel';

import { latest } from './dialect.js';
import type { Moment } from './moment.js';
import type { Rows } from './rows.js';
import { links } from './supports.query.js';

/** An original as it is known at a moment, without what is private. */
export interface DocumentRow {
  readonly document: string;
  /** The position of its archiving. */
  readonly position: number;
  readonly at: string;
  readonly format: string;
  /** In bytes. */
  readonly size: number;
  readonly parent: string | null;
  readonly kind: DocumentKind | null;
  /** Null where nobody has described it. */
  readonly basis: 'read' | 'suggested' | 'person' | null;
  readonly facts: DocumentFacts;
  /** The events that hold its file name, and what is said of it in private. */
  readonly described: number | null;
  /** How many lines it is linked to, and how much of them it supports. */
  readonly lines: number;
  readonly amount: string;
}

const DOCUMENTS = `WITH said AS (SELECT * FROM ${latest('document_described', 'document')})
SELECT d.document, d.position, d.at, d.format, d.size, d.parent, said.kind, said.basis, said.facts, said.position AS described
FROM document d LEFT JOIN said ON said.document = d.document WHERE d.position <= :position ORDER BY d.position`;

/** The documents at a moment, in the order that they came. */
export async function documents(db: Rows, moment: Moment): Promise<DocumentRow[]> {
  type Row = Omit<DocumentRow, 'facts' | 'lines' | 'amount'> & { readonly facts: string | null };
  const rows = await db.all<Row>(DOCUMENTS, { position: moment.position });
  const linked = new Map<string, { lines: number; ore: number }>();
  for (const { form, evidence, ore } of await links(db, moment)) {
    if (form !== 'document') continue;
    const before = linked.get(evidence) ?? { lines: 0, ore: 0 };
    linked.set(evidence, { lines: before.lines + 1, ore: before.ore + ore });
  }
  return rows.map(({ facts, ...row }) => {
    const { lines, ore } = linked.get(row.document) ?? { lines: 0, ore: 0 };
    return { ...row, facts: JSON.parse(facts ?? '{}') as DocumentFacts, lines, amount: oreToText(ore) };
  });
}
