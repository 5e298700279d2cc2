import type { LocalDate, Money } from '#kernel';

import type { Adjustment, Attachment, Invoice, InvoiceLine, Party, Payment, Span, TaxClass } from './invoice.js';

const UBL = 'urn:oasis:names:specification:ubl:schema:xsd:';
const PROFILE = 'urn:fdc:peppol.eu:2017:poacc:billing:01:1.0';
const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
/** What stands between two tags is kept as it is, a line's end included. */
const escaped = (text: string): string =>
  text
    .replaceAll(/[&<>"]/g, (sign) => ESCAPES[sign] ?? sign)
    .replaceAll(/[\r\n\t]/g, (sign) => `&#${sign.charCodeAt(0)};`);

type Content = string | LocalDate | null;
const leaf = (name: string, content: Content, attributes = ''): string =>
  content === null ? '' : `<cbc:${name}${attributes}>${escaped(content.toString())}</cbc:${name}>`;
const group = (name: string, ...parts: readonly string[]): string => {
  const inner = parts.join('');
  return inner === '' ? '' : `<cac:${name}>${inner}</cac:${name}>`;
};

/** An invoice as UBL 2.1 in UTF-8, in the order of the schema: read again it is the same, byte for byte the same each time. */
export function writeInvoice(invoice: Invoice): string {
  const name = invoice.format === 'ubl-invoice' ? 'Invoice' : 'CreditNote';
  const amount = (tag: string, money: Money, currency = invoice.currency): string =>
    leaf(tag, money.toString(), ` currencyID="${escaped(currency)}"`);
  const namespaces = `xmlns="${UBL}${name}-2" xmlns:cac="${UBL}CommonAggregateComponents-2" xmlns:cbc="${UBL}CommonBasicComponents-2"`;
  const parts = [
    head(invoice, name),
    references(invoice, name),
    group('AccountingSupplierParty', party(invoice.supplier)),
    group('AccountingCustomerParty', party(invoice.buyer)),
    group('Delivery', leaf('ActualDeliveryDate', invoice.delivered)),
    ...payments(invoice, name),
    ...invoice.adjustments.map((one) => adjustment(one, amount, taxClass('TaxCategory', one))),
    taxes(invoice, amount),
    totals(invoice, amount),
    ...invoice.lines.map((one) => line(one, name, amount)),
  ];
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${name} ${namespaces}>${parts.join('')}</${name}>\n`;
}

type Amount = (tag: string, money: Money, currency?: string) => string;
type Name = 'Invoice' | 'CreditNote';

const head = (invoice: Invoice, name: Name): string =>
  [
    leaf('CustomizationID', invoice.customization),
    leaf('ProfileID', PROFILE),
    leaf('ID', invoice.number),
    leaf('IssueDate', invoice.issued),
    leaf('DueDate', name === 'Invoice' ? invoice.due : null),
    leaf(`${name}TypeCode`, invoice.typeCode),
    leaf('DocumentCurrencyCode', invoice.currency),
    leaf('TaxCurrencyCode', invoice.accountedTax?.currency ?? null),
    leaf('AccountingCost', invoice.references.accounting),
    leaf('BuyerReference', invoice.references.buyer),
    period(invoice.period),
  ].join('');

const period = (span: Span | null): string =>
  group('InvoicePeriod', leaf('StartDate', span?.from ?? null), leaf('EndDate', span?.to ?? null));

function references({ references: to, preceding, attachments }: Invoice, name: Name): string {
  const document = (id: string | null, code: string) =>
    id === null ? '' : group('AdditionalDocumentReference', leaf('ID', id), leaf('DocumentTypeCode', code));
  return [
    group('OrderReference', leaf('ID', to.order)),
    ...preceding.map(({ number, issued }) =>
      group('BillingReference', group('InvoiceDocumentReference', leaf('ID', number), leaf('IssueDate', issued))),
    ),
    group('ContractDocumentReference', leaf('ID', to.contract)),
    document(to.invoicedObject, '130'),
    document(name === 'CreditNote' ? to.project : null, '50'),
    ...attachments.map(attachment),
    group('ProjectReference', leaf('ID', name === 'Invoice' ? to.project : null)),
  ].join('');
}

function attachment(file: Attachment): string {
  if (file.form === 'external') {
    const uri = group('Attachment', group('ExternalReference', leaf('URI', file.uri)));
    return group('AdditionalDocumentReference', leaf('ID', file.id), uri);
  }
  const attributes = ` mimeCode="${escaped(file.mediaType)}" filename="${escaped(file.fileName)}"`;
  const object = leaf('EmbeddedDocumentBinaryObject', Buffer.from(file.bytes).toString('base64'), attributes);
  return group('AdditionalDocumentReference', leaf('ID', file.id), group('Attachment', object));
}

const party = ({ name, organisationNumber, vatNumber, taxRegistration, country }: Party): string =>
  group(
    'Party',
    group('PostalAddress', group('Country', leaf('IdentificationCode', country))),
    registration(vatNumber, 'VAT'),
    registration(taxRegistration, 'TAX'),
    group('PartyLegalEntity', leaf('RegistrationName', name), leaf('CompanyID', organisationNumber)),
  );

const registration = (number: string | null, scheme: string): string =>
  number === null ? '' : group('PartyTaxScheme', leaf('CompanyID', number), group('TaxScheme', leaf('ID', scheme)));

/** A credit note has its due day with the first way of payment. */
const payments = ({ payments: ways, due }: Invoice, name: Name): readonly string[] =>
  ways.map((way, at) => payment(way, name === 'CreditNote' && at === 0 ? due : null));

const payment = ({ code, reference, account, branch }: Payment, due: LocalDate | null): string =>
  group(
    'PaymentMeans',
    leaf('PaymentMeansCode', code),
    leaf('PaymentDueDate', due),
    leaf('PaymentID', reference),
    group('PayeeFinancialAccount', leaf('ID', account), group('FinancialInstitutionBranch', leaf('ID', branch))),
  );

const taxClass = (name: string, { category, rate }: TaxClass): string =>
  group(name, leaf('ID', category), leaf('Percent', rate), group('TaxScheme', leaf('ID', 'VAT')));

const adjustment = ({ isCharge, amount: money }: Adjustment, amount: Amount, taxed = ''): string =>
  group('AllowanceCharge', leaf('ChargeIndicator', String(isCharge)), amount('Amount', money), taxed);

function taxes({ taxGroups, totals: { tax }, accountedTax }: Invoice, amount: Amount): string {
  const subtotals = taxGroups.map((one) =>
    group(
      'TaxSubtotal',
      amount('TaxableAmount', one.taxable),
      amount('TaxAmount', one.tax),
      taxClass('TaxCategory', one),
    ),
  );
  const accounted =
    accountedTax === null ? '' : group('TaxTotal', amount('TaxAmount', accountedTax.tax, accountedTax.currency));
  return group('TaxTotal', amount('TaxAmount', tax), ...subtotals) + accounted;
}

const totals = ({ totals: sums }: Invoice, amount: Amount): string =>
  group(
    'LegalMonetaryTotal',
    amount('LineExtensionAmount', sums.lines),
    amount('TaxExclusiveAmount', sums.net),
    amount('TaxInclusiveAmount', sums.total),
    amount('AllowanceTotalAmount', sums.allowances),
    amount('ChargeTotalAmount', sums.charges),
    amount('PrepaidAmount', sums.prepaid),
    amount('PayableRoundingAmount', sums.rounding),
    amount('PayableAmount', sums.payable),
  );

const line = (one: InvoiceLine, name: Name, amount: Amount): string =>
  group(
    `${name}Line`,
    leaf('ID', one.id),
    leaf(name === 'Invoice' ? 'InvoicedQuantity' : 'CreditedQuantity', one.quantity, ' unitCode="C62"'),
    amount('LineExtensionAmount', one.net),
    leaf('AccountingCost', one.accounting),
    period(one.period),
    ...one.adjustments.map((each) => adjustment(each, amount)),
    group('Item', leaf('Name', one.name), taxClass('ClassifiedTaxCategory', one)),
    // Prices have more decimals than an amount, and the currency all the same.
    group('Price', price(one, amount), leaf('BaseQuantity', one.baseQuantity, ' unitCode="C62"')),
  );

const price = ({ price: text, net }: InvoiceLine, amount: Amount): string =>
  amount('PriceAmount', net).replace(/>[^<]*</, `>${text}<`);
