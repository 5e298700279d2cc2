import { LocalDate, Money } from '#kernel';
import { writePdf } from '#pdf';
import { type Invoice, writeInvoice } from '#peppol';

import { type DemoVoucher, demoVouchers, invoiceNumber } from './demo-books.js';

/** Invented suppliers, whose numbers have a check digit that holds; the names are those of the made-up ERP. */
const SUPPLIERS: Readonly<Record<string, string>> = {
  'Vårdbemanning Exempel AB': '5599990016',
  'Läromedel Exempel AB': '5599990024',
  'IT-stöd Exempel HB': '9699990017',
  'Lokaler Exempel AB': '5599990032',
};
const BUYER = { name: 'Region Örebro län', organisationNumber: '2321000164', vatNumber: 'SE232100016401' };
const COSTED: readonly string[] = ['28101', '28201', '27010'];
/** Every ninth invoice never came, and every fourth came as a PDF. */
const [MISSING, PRINTED] = [9, 4];

interface Bill {
  readonly voucher: DemoVoucher;
  readonly supplier: string;
  readonly number: string;
  readonly what: string;
  readonly net: Money;
  readonly tax: Money;
}

/** What suppliers sent for the year's costs, by file name: the same bytes each time. Some are missing, one came twice. */
export async function demoDocuments(): Promise<readonly (readonly [string, Uint8Array])[]> {
  const bills = demoVouchers({ changed: true }).flatMap(billOf);
  const files: (readonly [string, Uint8Array])[] = [];
  for (const [at, bill] of bills.entries()) {
    if (at % MISSING === MISSING - 1) continue;
    const isPrinted = at % PRINTED === PRINTED - 1;
    const bytes = isPrinted ? await printed(bill) : Buffer.from(writeInvoice(invoiceOf(bill)));
    files.push([`faktura-${bill.number}.${isPrinted ? 'pdf' : 'xml'}`, bytes]);
  }
  const [first] = bills;
  if (first === undefined) return files;
  // The first invoice came as a PDF too: one invoice, twice. And a credit note came, of the second half of it.
  const credit = Buffer.from(writeInvoice(creditNoteOf(first)));
  return [
    ...files,
    [`faktura-${first.number}-kopia.pdf`, await printed(first)],
    [`kreditnota-K${first.number}.xml`, credit],
  ];
}

/** The invoice that a voucher was booked by: its cost line without VAT, and the VAT beside it. */
function billOf(voucher: DemoVoucher): readonly Bill[] {
  const [supplier = '', what = ''] = voucher.text.split(', ');
  const cost = voucher.lines.find(({ objects }) => objects.some(([, object]) => COSTED.includes(object)));
  const vat = voucher.lines.find(({ account }) => account.startsWith('16'));
  if (SUPPLIERS[supplier] === undefined || cost === undefined || vat === undefined) return [];
  const number = invoiceNumber(voucher.date, voucher.number);
  return [{ voucher, supplier, number, what, net: Money.ofOre(cost.ore), tax: Money.ofOre(vat.ore) }];
}

function invoiceOf({ voucher, supplier, number, what, net, tax }: Bill): Invoice {
  const organisationNumber = SUPPLIERS[supplier] ?? '';
  const [total, none] = [net.plus(tax), Money.zero];
  const adjusted = { allowances: none, charges: none, prepaid: none, rounding: none };
  return {
    ...{ format: 'ubl-invoice', typeCode: '380', number, currency: 'SEK', accountedTax: null },
    customization: 'urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0',
    ...{ issued: LocalDate.parse(voucher.date), due: null, delivered: LocalDate.parse(voucher.date), period: null },
    supplier: {
      ...{ name: supplier, organisationNumber, vatNumber: `SE${organisationNumber}01` },
      ...{ taxRegistration: 'Godkänd för F-skatt', country: 'SE' },
    },
    buyer: { ...BUYER, taxRegistration: null, country: 'SE' },
    references: { buyer: 'GNV26', order: null, contract: null, project: null, invoicedObject: null, accounting: null },
    ...{ preceding: [], payments: [], adjustments: [], attachments: [] },
    taxGroups: [{ category: 'S', rate: '25', taxable: net, tax }],
    totals: { ...adjusted, lines: net, net, tax, total, payable: total },
    lines: [
      {
        ...{ id: '1', name: what, quantity: '1', price: net.toString().replace(/\.?0+$/, ''), baseQuantity: '1' },
        ...{ adjustments: [], net, period: null, accounting: null, category: 'S', rate: '25' },
      },
    ],
  };
}

function creditNoteOf(bill: Bill): Invoice {
  const invoice = invoiceOf({ ...bill, number: `K${bill.number}`, what: `Kredit av ${bill.what}` });
  const preceding = [{ number: bill.number, issued: invoice.issued }];
  return { ...invoice, format: 'ubl-credit-note', typeCode: '381', preceding };
}

function printed({ voucher, supplier, number, what, net, tax }: Bill): Promise<Uint8Array> {
  const rows = [
    [supplier, ''],
    ['FAKTURA', ''],
    ['Fakturanummer', number],
    ['Fakturadatum', voucher.date],
    ['Kund', `${BUYER.name}, org.nr ${BUYER.organisationNumber}`],
    ['Avser', what],
    ['Summa exkl. moms', inKronor(net)],
    ['Moms 25 %', inKronor(tax)],
    ['Att betala', `${inKronor(net.plus(tax))} kr`],
    ['Org.nr', SUPPLIERS[supplier] ?? ''],
    ['Momsreg.nr', `SE${SUPPLIERS[supplier] ?? ''}01`],
  ] as const;
  const texts = rows.flatMap(([label, value], at) => [
    { x: 60, y: 60 + at * 24, text: label, isBold: value === '' },
    { x: 220, y: 60 + at * 24, text: value },
  ]);
  return writePdf([texts.filter(({ text }) => text !== '')], {
    title: `Faktura ${number}`,
    made: `${voucher.date}T08:00:00Z`,
  });
}

/** As an invoice prints it, `1 234,50`. */
const inKronor = (amount: Money): string =>
  amount
    .toString()
    .replace('.', ',')
    .replaceAll(/\B(?=(?:\d{3})+,)/g, ' ');
