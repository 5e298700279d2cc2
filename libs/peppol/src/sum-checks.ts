import { Money } from '#kernel';

import { Exact, rounded } from './fields.js';
import type { Adjustment, Check, Invoice, InvoiceLine, TaxClass, TaxGroup } from './invoice.js';

/**
 * A line may differ by this from quantity times price (PEPPOL-EN16931-R120). EN 16931 alone does not say what a line comes to, so
 * that there it is no sum that fails.
 */
const LINE_SLACK = Money.parse('0.02');

/** Every sum of the invoice, reckoned again in öre from what it is made of (EN 16931, BR-CO). Those that hold are not named. */
export function sumChecks(invoice: Invoice): readonly Check[] {
  const { customization, totals, lines, adjustments, taxGroups } = invoice;
  const { allowances, charges, net, tax, prepaid, rounding } = totals;
  const differ = (rule: string, term: string, [said, reckoned]: readonly [Money, Money]): readonly Check[] =>
    said.equals(reckoned) ? [] : [{ rule, term, concerns: 'sum', said, reckoned }];
  return [
    ...lines.flatMap((line) => lineCheck(line, customization.includes('urn:fdc:peppol.eu:'))),
    ...differ('BR-CO-10', 'BT-106', [totals.lines, Money.sum(lines.map((line) => line.net))]),
    ...differ('BR-CO-11', 'BT-107', [allowances, sumOf(adjustments, (adjustment) => !adjustment.isCharge)]),
    ...differ('BR-CO-12', 'BT-108', [charges, sumOf(adjustments, (adjustment) => adjustment.isCharge)]),
    ...differ('BR-CO-13', 'BT-109', [net, totals.lines.minus(allowances).plus(charges)]),
    ...taxGroups.flatMap((group) => groupChecks(group, invoice)),
    ...missingGroups(invoice),
    ...differ('BR-CO-14', 'BT-110', [tax, Money.sum(taxGroups.map((group) => group.tax))]),
    ...differ('BR-CO-15', 'BT-112', [totals.total, net.plus(tax)]),
    ...differ('BR-CO-16', 'BT-115', [totals.payable, totals.total.minus(prepaid).plus(rounding)]),
  ];
}

const sumOf = (adjustments: readonly Adjustment[], isMeant: (adjustment: Adjustment) => boolean): Money =>
  Money.sum(adjustments.filter(isMeant).map(({ amount }) => amount));

function lineCheck(line: InvoiceLine, isPeppol: boolean): readonly Check[] {
  const { id, quantity, price, baseQuantity, adjustments, net } = line;
  const concerns = isPeppol ? 'sum' : 'rule';
  const check = { rule: 'PEPPOL-EN16931-R120', term: 'BT-131', concerns, line: id } as const;
  if (new Exact(baseQuantity).isZero()) return [check];
  const gross = rounded(new Exact(quantity).times(price).div(baseQuantity));
  const charges = sumOf(adjustments, ({ isCharge }) => isCharge);
  const reckoned = gross.plus(charges).minus(sumOf(adjustments, ({ isCharge }) => !isCharge));
  return net.minus(reckoned).abs().exceeds(LINE_SLACK) ? [{ ...check, said: net, reckoned }] : [];
}

const isSameClass = (one: TaxClass, other: TaxClass): boolean =>
  one.category === other.category && new Exact(one.rate ?? 0).equals(other.rate ?? 0);

/** What of lines, charges and allowances is taxed alike, and what the rate makes of it. */
function groupChecks(group: TaxGroup, { lines, adjustments }: Invoice): readonly Check[] {
  const ownLines = lines.filter((line) => isSameClass(line, group));
  const own = adjustments.filter((adjustment) => isSameClass(adjustment, group));
  const charged = sumOf(own, ({ isCharge }) => isCharge).minus(sumOf(own, ({ isCharge }) => !isCharge));
  const taxable = Money.sum(ownLines.map(({ net }) => net)).plus(charged);
  const tax = rounded(new Exact(group.taxable.toString()).times(group.rate ?? 0).div(100));
  // VAT may have been rounded on each line before it was summed: at most half an öre of each, and one öre at least.
  const slack = Money.ofOre(Math.max(1, Math.ceil((ownLines.length + own.length) / 2)));
  return [
    ...(group.taxable.equals(taxable)
      ? []
      : [{ rule: 'BR-S-08', term: 'BT-116', concerns: 'sum', said: group.taxable, reckoned: taxable } as const]),
    ...(group.tax.minus(tax).abs().exceeds(slack)
      ? [{ rule: 'BR-CO-17', term: 'BT-117', concerns: 'sum', said: group.tax, reckoned: tax } as const]
      : []),
  ];
}

/** A rate that lines have and the summary of VAT leaves out. */
function missingGroups({ lines, adjustments, taxGroups }: Invoice): readonly Check[] {
  const isSummed = (one: TaxClass) => taxGroups.some((group) => isSameClass(group, one));
  return [...lines, ...adjustments].every(isSummed) ? [] : [{ rule: 'BR-CO-18', term: 'BT-118', concerns: 'sum' }];
}
