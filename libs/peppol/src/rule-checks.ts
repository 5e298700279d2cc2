import { DomainError, OrganisationNumber } from '#kernel';

import { Exact } from './fields.js';
import type { Check, Invoice, Party, Payment } from './invoice.js';

const SWEDISH_RATES = ['6', '12', '25'] as const;
const F_TAX = 'Godkänd för F-skatt';
const CREDIT_NOTE = '381';
/** UNCL 4461: payment to a bank giro or plus giro account, which Sweden writes as a credit transfer instead. */
const GIROS: readonly string[] = ['50', '56'];

const broken = (rule: string, term: string): Check => ({ rule, term, concerns: 'rule' });
const unless = (holds: boolean, rule: string, term: string): readonly Check[] => (holds ? [] : [broken(rule, term)]);

/** The rules that say what must stand in an invoice, beside its sums: those of Peppol that we rest on, and the Swedish ones. */
export const ruleChecks = (invoice: Invoice): readonly Check[] => [
  ...unless(invoice.references.buyer !== null || invoice.references.order !== null, 'PEPPOL-EN16931-R003', 'BT-10'),
  ...unless(!isCreditNote(invoice) || invoice.preceding.length > 0, 'CREDIT-NOTE-WITHOUT-INVOICE', 'BT-25'),
  ...(invoice.supplier.country === 'SE' ? swedishChecks(invoice) : []),
];

/** Whether it credits: by its form, by its code, or because it asks for less than nothing and names what it is about. */
export const isCreditNote = ({ format, typeCode }: Pick<Invoice, 'format' | 'typeCode'>): boolean =>
  format === 'ubl-credit-note' || typeCode === CREDIT_NOTE;

const swedishChecks = (invoice: Invoice): readonly Check[] => [
  ...supplierChecks(invoice.supplier),
  ...unless(invoice.lines.every(hasSwedishRate) && invoice.adjustments.every(hasSwedishRate), 'SE-R-006', 'BT-152'),
  ...invoice.payments.flatMap(paymentChecks),
  ...unless(
    invoice.buyer.country !== 'SE' || !invoice.payments.some(({ code }) => GIROS.includes(code)),
    'SE-R-012',
    'BT-81',
  ),
];

const hasSwedishRate = ({ category, rate }: { readonly category: string; readonly rate: string | null }): boolean =>
  category !== 'S' || SWEDISH_RATES.some((swedish) => new Exact(rate ?? 0).equals(swedish));

function supplierChecks({ organisationNumber, vatNumber, taxRegistration }: Party): readonly Check[] {
  const isOurVat = vatNumber?.startsWith('SE') === true;
  return [
    ...unless(!isOurVat || vatNumber.length === 14, 'SE-R-001', 'BT-31'),
    ...unless(!isOurVat || /^SE\d+$/.test(vatNumber), 'SE-R-002', 'BT-31'),
    ...(organisationNumber === null ? [] : numberChecks(organisationNumber)),
    ...unless(taxRegistration === null || taxRegistration === F_TAX, 'SE-R-005', 'BT-32'),
  ];
}

function numberChecks(number: string): readonly Check[] {
  if (!/^\d+$/.test(number)) return [broken('SE-R-003', 'BT-30')];
  if (number.length !== 10) return [broken('SE-R-004', 'BT-30')];
  return unless(hasCheckDigit(number), 'SE-R-013', 'BT-30');
}

function hasCheckDigit(number: string): boolean {
  try {
    OrganisationNumber.parse(number);
    return true;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return false;
  }
}

function paymentChecks({ account, branch }: Payment): readonly Check[] {
  if (account === null) return [];
  if (branch === 'SE:BANKGIRO') {
    return /^\d+$/.test(account)
      ? unless(/^\d{7,8}$/.test(account), 'SE-R-009', 'BT-84')
      : [broken('SE-R-007', 'BT-84')];
  }
  if (branch !== 'SE:PLUSGIRO') return [];
  return /^\d+$/.test(account) ? unless(/^\d{2,8}$/.test(account), 'SE-R-010', 'BT-84') : [broken('SE-R-008', 'BT-84')];
}
