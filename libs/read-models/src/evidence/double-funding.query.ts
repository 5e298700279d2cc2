import type { VoucherName } from '#ledger';

import { latest } from '../dialect.js';
import type { ChargedOfPay } from '../charged-above.js';
import type { Moment } from '../moment.js';
import type { Rows } from '../rows.js';

/** A link of a document, or of another that is the same invoice, as it stands. */
export interface InvoiceLink extends VoucherName {
  readonly document: string;
  readonly line: number;
  /** In öre, signed as the line is. */
  readonly ore: number;
  /** The grant that the line is a cost of; null where it is none of any. */
  readonly grant: string | null;
}
/** How far an invoice is used up as evidence. */
export interface InvoiceUse {
  /** What the document comes to at most, in öre; null where that is not known in kronor. */
  readonly most: number | null;
  readonly links: readonly InvoiceLink[];
}

const STANDS = (of: string) => `${of}.position <= :position AND ${of}.gone > :position`;
const SAID = `WITH said AS (SELECT document, invoice_key, ore FROM ${latest('document_description', 'document')})`;
const MOST = `${SAID} SELECT ore FROM said WHERE document = :document`;
const LINKS = `${SAID}
SELECT l.evidence AS document, l.book, l.series, l.number, l.line, l.ore,
  (SELECT min(c.grant_id) FROM cost_share c WHERE c.book = l.book AND c.series = l.series AND c.number = l.number
    AND c.line = l.line AND ${STANDS('c')}) AS "grant"
FROM evidence_link l WHERE l.form = 'document' AND ${STANDS('l')} AND (l.evidence = :document OR l.evidence IN (
  SELECT other.document FROM said JOIN said other ON other.invoice_key = said.invoice_key WHERE said.document = :document))
ORDER BY l.position, l.evidence`;

/** What a document, and every other that is the same invoice, supports at a moment, whatever grant it is charged to. */
export async function invoiceUse(db: Rows, document: string, { position }: Moment): Promise<InvoiceUse> {
  const said = await db.first<{ readonly ore: number | null }>(MOST, { document, position });
  return { most: said?.ore ?? null, links: await db.all<InvoiceLink>(LINKS, { document, position }) };
}

/** A share of a person's pay, as it stands: what of the whole period's the line is. */
export interface ShareOfPerson extends VoucherName, ChargedOfPay {
  readonly line: number;
}

const SHARES = `SELECT s.book, s.series, s.number, s.line, s.period, s.whole, s.ore, 1 AS shares FROM salary_share s
WHERE s.person = :person AND ${STANDS('s')} ORDER BY s.position, s.ordinal`;

/** What is charged of a person's pay at a moment, over all grants and under all of the numbers that the person has. */
export async function sharesUnder(
  db: Rows,
  numbers: readonly string[],
  { position }: Moment,
): Promise<ShareOfPerson[]> {
  const shares: ShareOfPerson[] = [];
  for (const person of numbers) shares.push(...(await db.all<ShareOfPerson>(SHARES, { person, position })));
  return shares;
}
