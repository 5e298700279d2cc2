import { latest } from './dialect.js';
import { type Finding, finding } from './finding.js';
import type { Look } from './look.js';
import { dayOf } from './moment.js';

const STANDS = 'position <= :position AND gone > :position';
// What documents are linked to costs of the grant, with what they say.
const LINKED = `WITH said AS MATERIALIZED (SELECT * FROM ${latest('document_description', 'document')}),
cost AS MATERIALIZED (SELECT DISTINCT book, series, number, line FROM cost_share
  WHERE grant_id = :grant AND ${STANDS} AND date <= :day),
of_grant AS (SELECT DISTINCT l.evidence FROM evidence_link l
  JOIN cost ON cost.book = l.book AND cost.series = l.series AND cost.number = l.number AND cost.line = l.line
  WHERE l.form = 'document' AND l.position <= :position AND l.gone > :position)`;

// All its links count, whatever grant they are of: a reversed cost takes its own away.
const ABOVE_TOTAL = `${LINKED}
SELECT l.evidence AS document, sum(l.ore) AS ore, said.ore AS most, count(*) AS count, max(l.position) AS position
FROM of_grant JOIN evidence_link l ON l.evidence = of_grant.evidence AND l.form = 'document'
  JOIN said ON said.document = l.evidence
WHERE l.position <= :position AND l.gone > :position AND said.ore IS NOT NULL
GROUP BY l.evidence, said.ore HAVING abs(sum(l.ore)) > abs(said.ore) ORDER BY l.evidence`;

const SAME_INVOICE = `${LINKED}
SELECT said.document, said.invoice_key, other.document AS other, other_link.position
FROM of_grant JOIN said ON said.document = of_grant.evidence
  JOIN said other ON other.invoice_key = said.invoice_key AND other.document <> said.document
  JOIN (SELECT evidence, max(position) AS position FROM evidence_link WHERE form = 'document' AND ${STANDS} GROUP BY evidence)
    other_link ON other_link.evidence = other.document
ORDER BY said.document, other.document`;

/** Costs that one and the same invoice is charged with twice (dubbelfinansiering), here or under another grant. */
export async function evidenceFindings(look: Look): Promise<Finding[]> {
  return [...(await aboveTotal(look)), ...(await sameInvoice(look))];
}

const asked = ({ facts: { grant }, moment }: Look) => ({ grant, position: moment.position, day: dayOf(moment) });

async function aboveTotal(look: Look): Promise<Finding[]> {
  type Row = Readonly<Record<'ore' | 'most' | 'count' | 'position', number>> & { readonly document: string };
  const { grant } = look.facts;
  return (await look.db.all<Row>(ABOVE_TOTAL, asked(look))).map(({ document, ore, most, count, position }) =>
    finding('DOCUMENT_ABOVE_TOTAL', {
      ...{ grant, subject: { document }, ore: Math.abs(ore) - Math.abs(most), count, position },
      amounts: { linked: Math.abs(ore), total: Math.abs(most) },
    }),
  );
}

/** Two documents are one finding, whichever of them the grant's costs are linked to. */
async function sameInvoice(look: Look): Promise<Finding[]> {
  type Row = { readonly document: string; readonly other: string; readonly position: number };
  const { grant } = look.facts;
  const found = (await look.db.all<Row>(SAME_INVOICE, asked(look))).map(({ document, other, position }) => {
    const [first = document, second = other] = [document, other].sort();
    return finding('INVOICE_LINKED_TWICE', { grant, subject: { document: first, otherDocument: second }, position });
  });
  return [...new Map(found.map((one) => [one.id, one])).values()];
}
