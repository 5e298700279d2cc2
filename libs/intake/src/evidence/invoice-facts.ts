import type { DocumentFacts, PrivateFacts } from '#evidence';
import { type Attachment, type Check, type Invoice, isCreditNote, type ReadInvoice } from '#peppol';

import type { ReadFacts } from './read-facts.js';
import { stated } from './stated.js';
import { type Naming, supplierKeys } from './supplier-keys.js';

type Doubt = NonNullable<ReadFacts['data']['doubts']>[number];

/** The facts of an electronic invoice. Where a sum of it does not hold its amounts are only suggested. */
export function invoiceFacts({ invoice, checks }: ReadInvoice, naming: Naming): ReadFacts {
  const type = isCreditNote(invoice) ? 'credit-note' : 'invoice';
  const texts = textsOf(invoice);
  const facts = stated<DocumentFacts>({
    ...{ type, issued: invoice.issued.toString(), due: invoice.due?.toString() },
    ...spanOf(invoice),
    currency: invoice.currency,
    net: invoice.totals.net.toString(),
    tax: invoice.totals.tax.toString(),
    total: invoice.totals.total.toString(),
    ...supplierKeys(naming, type, texts),
  });
  const basis = checks.some(({ concerns }) => concerns === 'sum') ? 'suggested' : 'read';
  const doubts = checks.map(doubtOf);
  return {
    data: { kind: 'invoice', basis, facts, ...(doubts.length === 0 ? {} : { doubts }) },
    private: texts,
    attachments: invoice.attachments.flatMap(embedded),
  };
}

function textsOf({ supplier, number, preceding, references }: Invoice): PrivateFacts {
  const { name, organisationNumber, vatNumber } = supplier;
  return stated<PrivateFacts>({
    supplier: stated<NonNullable<PrivateFacts['supplier']>>({ name, organisationNumber, vatNumber }),
    number,
    precedingNumber: preceding[0]?.number,
    references: stated<NonNullable<PrivateFacts['references']>>({ ...references }),
  });
}

/** The period of the whole, else the day of delivery, else from the first to the last day of its lines. */
function spanOf({ period, delivered, lines }: Invoice): Pick<DocumentFacts, 'from' | 'to'> {
  const spans = period === null ? lines.map((line) => line.period) : [period];
  const days = spans.flatMap((span) => [span?.from, span?.to]).flatMap((day) => (day == null ? [] : [day.toString()]));
  if (period === null && delivered !== null) return { from: delivered.toString(), to: delivered.toString() };
  const [from, to] = [days.sort()[0], days.at(-1)];
  return from === undefined || to === undefined ? {} : { from, to };
}

/** What does not hold, under the name of the standard's rule. */
const doubtOf = ({ rule, term, said, reckoned }: Check): Doubt =>
  stated<Doubt>({
    code: rule.replaceAll('-', '_'),
    term,
    said: said?.toString(),
    reckoned: reckoned?.toString(),
  });

const embedded = (file: Attachment): ReadFacts['attachments'] =>
  file.form === 'embedded' ? [{ fileName: file.fileName, bytes: file.bytes }] : [];
