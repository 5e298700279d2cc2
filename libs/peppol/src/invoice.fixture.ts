import { LocalDate, Money } from '#kernel';

import type { Invoice, InvoiceLine, Party } from './invoice.js';

export const day = (text: string) => LocalDate.parse(text);
export const kronor = (text: string) => Money.parse(text);

const party = (name: string, organisationNumber: string): Party => ({
  name,
  organisationNumber,
  vatNumber: `SE${organisationNumber}01`,
  taxRegistration: 'Godkänd för F-skatt',
  country: 'SE',
});

export const line = (changes: Partial<InvoiceLine> = {}): InvoiceLine => ({
  id: '1',
  name: 'Handledning & utbildning',
  quantity: '3',
  price: '333.33',
  baseQuantity: '1',
  adjustments: [],
  net: kronor('999.99'),
  period: null,
  accounting: null,
  category: 'S',
  rate: '25',
  ...changes,
});

/** An invoice whose sums hold. */
export const invoice = (changes: Partial<Invoice> = {}): Invoice => ({
  format: 'ubl-invoice',
  customization: 'urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0',
  typeCode: '380',
  number: 'F-4711',
  issued: day('2026-03-02'),
  due: day('2026-04-01'),
  currency: 'SEK',
  accountedTax: null,
  period: { from: day('2026-02-01'), to: day('2026-02-28') },
  delivered: null,
  supplier: party('Vårdkraft AB', '5560360793'),
  buyer: party('Örebro kommun', '2120001967'),
  references: {
    buyer: 'DLL 4711',
    order: null,
    contract: null,
    project: 'P-17',
    invoicedObject: null,
    accounting: null,
  },
  preceding: [],
  payments: [{ code: '30', reference: '471190', account: '7654321', branch: 'SE:BANKGIRO' }],
  adjustments: [],
  taxGroups: [{ category: 'S', rate: '25', taxable: kronor('999.99'), tax: kronor('250.00') }],
  totals: {
    lines: kronor('999.99'),
    allowances: Money.zero,
    charges: Money.zero,
    net: kronor('999.99'),
    tax: kronor('250.00'),
    total: kronor('1249.99'),
    prepaid: Money.zero,
    rounding: kronor('0.01'),
    payable: kronor('1250.00'),
  },
  lines: [line()],
  attachments: [],
  ...changes,
});

/** The bytes as they come by, in pieces of so many. */
export async function* inPieces(bytes: Uint8Array | string, size = 1000): AsyncGenerator<Uint8Array> {
  const whole = Buffer.from(bytes);
  for (let at = 0; at < whole.length; at += size) yield await Promise.resolve(whole.subarray(at, at + size));
}
