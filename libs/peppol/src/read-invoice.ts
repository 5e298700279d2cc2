import { DomainError, Money } from '#kernel';
import type { XmlElement } from '#xml';

import { attachmentsOf } from './attachments.js';
import { amountAt, dateAt, decimalAt, mustHave } from './fields.js';
import type {
  Adjustment,
  Check,
  Invoice,
  InvoiceLine,
  Payment,
  References,
  Span,
  TaxClass,
  TaxGroup,
} from './invoice.js';
import { partyOf } from './party.js';
import { ruleChecks } from './rule-checks.js';
import { sumChecks } from './sum-checks.js';
import { allAt, readElement, textAt } from './element.js';

/** Codes of documents that DocumentTypeCode tells apart: the invoiced object, and the project of a credit note. */
const INVOICED_OBJECT = '130';
const PROJECT = '50';

/** An invoice as it stands, and what of it does not hold. */
export interface ReadInvoice {
  readonly invoice: Invoice;
  readonly checks: readonly Check[];
}

/**
 * Reads an invoice or credit note in UBL 2.1 (EN 16931, Peppol BIS Billing 3) and reckons every sum of it again. Refuses with
 * NOT_AN_INVOICE, INVOICE_FIELD_MALFORMED, XML_DOCTYPE_FORBIDDEN, XML_BROKEN and XML_TOO_LARGE.
 */
export async function readInvoice(bytes: AsyncIterable<Uint8Array>): Promise<ReadInvoice> {
  const root = await readElement(bytes);
  if (root.name !== 'Invoice' && root.name !== 'CreditNote') throw new DomainError('NOT_AN_INVOICE');
  const invoice = invoiceOf(root, root.name);
  return { invoice, checks: [...sumChecks(invoice), ...ruleChecks(invoice), ...currencyChecks(root, invoice)] };
}

function invoiceOf(root: XmlElement, name: 'Invoice' | 'CreditNote'): Invoice {
  const currency = mustHave(textAt(root, 'cbc:DocumentCurrencyCode'), 'BT-5');
  const due = dateAt(root, 'cbc:DueDate', 'BT-9') ?? dateAt(root, 'cac:PaymentMeans/cbc:PaymentDueDate', 'BT-9');
  return {
    format: name === 'Invoice' ? 'ubl-invoice' : 'ubl-credit-note',
    customization: mustHave(textAt(root, 'cbc:CustomizationID'), 'BT-24'),
    typeCode: mustHave(textAt(root, `cbc:${name}TypeCode`), 'BT-3'),
    number: mustHave(textAt(root, 'cbc:ID'), 'BT-1'),
    issued: mustHave(dateAt(root, 'cbc:IssueDate', 'BT-2'), 'BT-2'),
    due,
    currency,
    accountedTax: accountedTaxOf(root, currency),
    period: spanOf(root, ['BT-73', 'BT-74']),
    delivered: dateAt(root, 'cac:Delivery/cbc:ActualDeliveryDate', 'BT-72'),
    supplier: partyOf(root, 'cac:AccountingSupplierParty/cac:Party', 'BT-27'),
    buyer: partyOf(root, 'cac:AccountingCustomerParty/cac:Party', 'BT-44'),
    references: referencesOf(root),
    preceding: allAt(root, 'cac:BillingReference/cac:InvoiceDocumentReference').map((reference) => ({
      number: mustHave(textAt(reference, 'cbc:ID'), 'BT-25'),
      issued: dateAt(reference, 'cbc:IssueDate', 'BT-26'),
    })),
    payments: allAt(root, 'cac:PaymentMeans').map(paymentOf),
    adjustments: allAt(root, 'cac:AllowanceCharge').map((adjustment) => ({
      ...adjustmentOf(adjustment, { allowance: 'BT-92', charge: 'BT-99' }),
      ...taxClassOf(adjustment, 'cac:TaxCategory'),
    })),
    taxGroups: allAt(root, 'cac:TaxTotal/cac:TaxSubtotal').map(taxGroupOf),
    totals: totalsOf(root, currency),
    lines: allAt(root, `cac:${name}Line`).map((line) => lineOf(line, name)),
    attachments: attachmentsOf(root),
  };
}

function referencesOf(root: XmlElement): References {
  const documents = allAt(root, 'cac:AdditionalDocumentReference');
  const ofType = (code: string): string | null => {
    const document = documents.find((candidate) => textAt(candidate, 'cbc:DocumentTypeCode') === code);
    return document === undefined ? null : textAt(document, 'cbc:ID');
  };
  const order = textAt(root, 'cac:OrderReference/cbc:ID');
  return {
    buyer: textAt(root, 'cbc:BuyerReference'),
    // The standard lets an order's number be said to be none where only the seller's order has one.
    order: order === 'NA' ? null : order,
    contract: textAt(root, 'cac:ContractDocumentReference/cbc:ID'),
    project: textAt(root, 'cac:ProjectReference/cbc:ID') ?? ofType(PROJECT),
    invoicedObject: ofType(INVOICED_OBJECT),
    accounting: textAt(root, 'cbc:AccountingCost'),
  };
}

function spanOf(element: XmlElement, [start, end]: readonly [string, string]): Span | null {
  const from = dateAt(element, 'cac:InvoicePeriod/cbc:StartDate', start);
  const to = dateAt(element, 'cac:InvoicePeriod/cbc:EndDate', end);
  return from === null && to === null ? null : { from, to };
}

const paymentOf = (means: XmlElement): Payment => ({
  code: mustHave(textAt(means, 'cbc:PaymentMeansCode'), 'BT-81'),
  reference: textAt(means, 'cbc:PaymentID'),
  account: textAt(means, 'cac:PayeeFinancialAccount/cbc:ID'),
  branch: textAt(means, 'cac:PayeeFinancialAccount/cac:FinancialInstitutionBranch/cbc:ID'),
});

function adjustmentOf(element: XmlElement, terms: { readonly allowance: string; readonly charge: string }): Adjustment {
  const isCharge = textAt(element, 'cbc:ChargeIndicator') === 'true';
  const term = isCharge ? terms.charge : terms.allowance;
  return { isCharge, amount: mustHave(amountAt(element, 'cbc:Amount', term), term) };
}

const taxClassOf = (element: XmlElement, path: string): TaxClass => ({
  category: mustHave(textAt(element, `${path}/cbc:ID`), 'BT-118'),
  rate: decimalAt(element, `${path}/cbc:Percent`, 'BT-119'),
});

const taxGroupOf = (group: XmlElement): TaxGroup => ({
  ...taxClassOf(group, 'cac:TaxCategory'),
  taxable: mustHave(amountAt(group, 'cbc:TaxableAmount', 'BT-116'), 'BT-116'),
  tax: mustHave(amountAt(group, 'cbc:TaxAmount', 'BT-117'), 'BT-117'),
});

function lineOf(line: XmlElement, name: 'Invoice' | 'CreditNote'): InvoiceLine {
  const quantity = decimalAt(line, name === 'Invoice' ? 'cbc:InvoicedQuantity' : 'cbc:CreditedQuantity', 'BT-129');
  return {
    ...taxClassOf(line, 'cac:Item/cac:ClassifiedTaxCategory'),
    id: mustHave(textAt(line, 'cbc:ID'), 'BT-126'),
    name: mustHave(textAt(line, 'cac:Item/cbc:Name'), 'BT-153'),
    quantity: mustHave(quantity, 'BT-129'),
    price: mustHave(decimalAt(line, 'cac:Price/cbc:PriceAmount', 'BT-146'), 'BT-146'),
    baseQuantity: decimalAt(line, 'cac:Price/cbc:BaseQuantity', 'BT-149') ?? '1',
    adjustments: allAt(line, 'cac:AllowanceCharge').map((adjustment) =>
      adjustmentOf(adjustment, { allowance: 'BT-136', charge: 'BT-141' }),
    ),
    net: mustHave(amountAt(line, 'cbc:LineExtensionAmount', 'BT-131'), 'BT-131'),
    period: spanOf(line, ['BT-134', 'BT-135']),
    accounting: textAt(line, 'cbc:AccountingCost'),
  };
}

/** The VAT totals in the currency of the invoice, or in another one. */
const taxTotals = (root: XmlElement, isOurs: (currency: string | undefined) => boolean): readonly XmlElement[] =>
  allAt(root, 'cac:TaxTotal').filter((total) => isOurs(allAt(total, 'cbc:TaxAmount')[0]?.attributes['currencyID']));

function accountedTaxOf(root: XmlElement, own: string): Invoice['accountedTax'] {
  const currency = textAt(root, 'cbc:TaxCurrencyCode');
  if (currency === null || currency === own) return null;
  const [total] = taxTotals(root, (stated) => stated === currency);
  const tax = total === undefined ? null : amountAt(total, 'cbc:TaxAmount', 'BT-111');
  return { currency, tax: mustHave(tax, 'BT-111') };
}

function totalsOf(root: XmlElement, currency: string): Invoice['totals'] {
  const total = (name: string, term: string) => amountAt(root, `cac:LegalMonetaryTotal/cbc:${name}`, term);
  const [tax] = taxTotals(root, (stated) => stated === currency);
  return {
    lines: mustHave(total('LineExtensionAmount', 'BT-106'), 'BT-106'),
    allowances: total('AllowanceTotalAmount', 'BT-107') ?? Money.zero,
    charges: total('ChargeTotalAmount', 'BT-108') ?? Money.zero,
    net: mustHave(total('TaxExclusiveAmount', 'BT-109'), 'BT-109'),
    tax: (tax === undefined ? null : amountAt(tax, 'cbc:TaxAmount', 'BT-110')) ?? Money.zero,
    total: mustHave(total('TaxInclusiveAmount', 'BT-112'), 'BT-112'),
    prepaid: total('PrepaidAmount', 'BT-113') ?? Money.zero,
    rounding: total('PayableRoundingAmount', 'BT-114') ?? Money.zero,
    payable: mustHave(total('PayableAmount', 'BT-115'), 'BT-115'),
  };
}

/** Amounts of two currencies cannot be summed (PEPPOL-EN16931-R051). The VAT in the accounting currency is one of its own. */
function currencyChecks(root: XmlElement, { currency, accountedTax }: Invoice): readonly Check[] {
  const isStrange = (element: XmlElement): boolean => {
    const stated = element.attributes['currencyID'];
    const isAccounted = element.name === 'cbc:TaxAmount' && stated === accountedTax?.currency;
    return (stated !== undefined && stated !== currency && !isAccounted) || element.children.some(isStrange);
  };
  return isStrange(root) ? [{ rule: 'PEPPOL-EN16931-R051', term: 'BT-5', concerns: 'sum' }] : [];
}
