import type { ExactMatch } from '#evidence';
import { type RefusalCode, textToOre } from '#kernel';
import { doubleFundingAt, type Moment, type Rows } from '#read-models';

import { type LinkingLine, refusesInvoices, secondUse } from './double-funding.js';

/** A match that leaves no doubt and that the requirements refuse: the invoice would be used up twice. */
export interface BlockedMatch extends Pick<ExactMatch, 'document' | 'voucher'> {
  readonly code: RefusalCode;
}

interface Sorted {
  readonly exact: readonly ExactMatch[];
  readonly blocked: readonly BlockedMatch[];
}

/** Parts what a rule may link from what the requirements refuse; `keyOf`: what tells the invoice of a document from every other. */
export async function withoutBlocked(
  db: Rows,
  { found, keyOf }: { readonly found: readonly ExactMatch[]; readonly keyOf: (document: string) => string | undefined },
  moment: Moment,
): Promise<Sorted> {
  const rules = await doubleFundingAt(db, moment);
  if (!refusesInvoices(rules)) return { exact: found, blocked: [] };
  const exact: ExactMatch[] = [];
  const blocked: BlockedMatch[] = [];
  const seen = new Set<string>();
  for (const match of found) {
    const key = keyOf(match.document) ?? match.document;
    // The other document is linked in this very run, and stands in no row yet.
    const refusal = await secondUse(db, { rules, lines: linesOf(match) }, moment);
    const isTwice = rules.INVOICE_LINKED_TWICE === 'block' && seen.has(key);
    const code = isTwice ? 'INVOICE_LINKED_ALREADY' : refusal?.code;
    if (code === undefined) exact.push(match);
    else blocked.push({ document: match.document, voucher: match.voucher, code });
    seen.add(key);
  }
  return { exact, blocked };
}

const linesOf = ({ voucher, document, links }: ExactMatch): readonly LinkingLine[] =>
  links.map(({ line, amount }) => ({ voucher, line, document, ore: textToOre(amount) }));
