import type { DocumentFacts, PrivateFacts } from '#evidence';

/** Names texts under the organisation's naming key, so that nobody without it can try a number against a name. */
export interface Naming {
  idOf(what: string, text: string): string;
}

/** What the supplier and the invoice are found again by. */
export type SupplierKeys = Pick<DocumentFacts, 'supplierKey' | 'invoiceKey' | 'precedingKey'>;

/**
 * Keys of who sent a document and which it is: the same invoice has the same key from whatever it was read, and however its
 * number is spaced or cased. Without the supplier's number there is none.
 */
export function supplierKeys(
  naming: Naming,
  type: 'invoice' | 'credit-note',
  { supplier, number, precedingNumber }: PrivateFacts,
): SupplierKeys {
  const named = supplierNumber(supplier);
  if (named === null) return {};
  const invoice = (of: string, kind: string) => naming.idOf('invoice', [named, plain(of), kind].join('\n'));
  return {
    supplierKey: naming.idOf('supplier', named),
    ...(number === undefined ? {} : { invoiceKey: invoice(number, type) }),
    ...(precedingNumber === undefined ? {} : { precedingKey: invoice(precedingNumber, 'invoice') }),
  };
}

const plain = (number: string): string => number.replaceAll(/\s/g, '').toUpperCase();

/** A Swedish VAT number is the organisation number between SE and 01: both name the same supplier. */
function supplierNumber(supplier: PrivateFacts['supplier'] = {}): string | null {
  const { organisationNumber, vatNumber } = supplier;
  const [, fromVat] = /^SE(\d{10})01$/.exec(plain(vatNumber ?? '')) ?? [];
  const number = organisationNumber?.replace(/^(\d{6})-(\d{4})$/, '$1$2') ?? fromVat ?? vatNumber;
  return number === undefined ? null : plain(number);
}
