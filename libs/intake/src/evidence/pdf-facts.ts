import type { DocumentFacts, PrivateFacts } from '#evidence';
import { Money } from '#kernel';
import { type PdfDocument, type SuggestedField, suggestionsOf } from '#pdf';

import type { FactsAsked, ReadFacts } from './read-facts.js';
import { stated } from './stated.js';
import { supplierKeys } from './supplier-keys.js';

/** What is to be paid may be rounded to whole kronor. */
const ROUNDING = Money.parse('0.50');

type Said = Readonly<Partial<Record<SuggestedField, string>>>;

/** What the text of a PDF suggests. It is an invoice where it has a number and a total; else nobody knows what it is. */
export function pdfFacts(pdf: PdfDocument, { naming, ownNumbers }: FactsAsked): ReadFacts {
  const said: Said = Object.fromEntries(suggestionsOf(pdf, ownNumbers).map(({ field, value }) => [field, value]));
  const { attachments } = pdf;
  if (said.number === undefined || said.total === undefined) {
    return { data: { kind: null, basis: 'suggested', facts: {} }, private: {}, attachments };
  }
  const type = said['credit-note'] === undefined ? 'invoice' : 'credit-note';
  const texts = textsOf(said);
  const { issued, due, from, to, net, tax, total } = said;
  const facts = stated<DocumentFacts>({
    ...{ type, issued, due, from, to, net, tax, total },
    currency: 'SEK',
    ...supplierKeys(naming, type, texts),
  });
  const doubts = doubtsOf(said);
  return {
    data: { kind: 'invoice', basis: 'suggested', facts, ...(doubts.length === 0 ? {} : { doubts }) },
    private: texts,
    attachments,
  };
}

function textsOf({ number, preceding, organisationNumber, vatNumber }: Said): PrivateFacts {
  const supplier = stated<NonNullable<PrivateFacts['supplier']>>({ organisationNumber, vatNumber });
  return stated<PrivateFacts>({
    supplier: Object.keys(supplier).length === 0 ? null : supplier,
    number,
    precedingNumber: preceding,
  });
}

function doubtsOf({ net, tax, total, preceding, ...said }: Said): NonNullable<ReadFacts['data']['doubts']> {
  const lone = said['credit-note'] !== undefined && preceding === undefined;
  const doubts = lone ? [{ code: 'CREDIT_NOTE_WITHOUT_INVOICE', term: 'BT-25' }] : [];
  if (net === undefined || tax === undefined || total === undefined) return doubts;
  const reckoned = Money.parse(net).plus(Money.parse(tax));
  if (!Money.parse(total).minus(reckoned).abs().exceeds(ROUNDING)) return doubts;
  return [...doubts, { code: 'BR_CO_15', term: 'BT-112', said: total, reckoned: reckoned.toString() }];
}
