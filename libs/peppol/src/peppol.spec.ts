import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import iconv from 'iconv-lite';

import { Money } from '#kernel';

import type { Invoice, InvoiceLine, Totals } from './invoice.js';
import { day, inPieces, invoice, kronor, line } from './invoice.fixture.js';
import { readInvoice } from './read-invoice.js';
import { writeInvoice } from './write-invoice.js';

const read = (bytes: Uint8Array | string) => readInvoice(inPieces(bytes));
const written = (changes: Partial<Invoice> = {}) => writeInvoice(invoice(changes));
const totals = (changes: Partial<Totals>): Totals => ({ ...invoice().totals, ...changes });
const failing = async (changes: Partial<Invoice>) =>
  (await read(written(changes))).checks.map(({ rule, term }) => `${rule} ${term}`);
const refusal = (code: string, details?: object) =>
  expect.objectContaining({ code, ...(details === undefined ? {} : { details }) });

const text = fc.stringMatching(/^[A-Za-zÅÄÖåäö0-9<>&"'/-]([A-Za-zÅÄÖåäö0-9 <>&"'/-]{0,20}[A-Za-zÅÄÖåäö0-9<>&"'/-])?$/);
const amount = fc.integer({ min: -1e11, max: 1e11 }).map((ore) => Money.ofOre(ore));
const whole = fc.integer({ min: -500, max: 500 });

/** Any lines, with the sums that they come to. */
const anyInvoice = fc
  .record({
    format: fc.constantFrom('ubl-invoice' as const, 'ubl-credit-note' as const),
    number: text,
    names: fc.array(fc.record({ name: text, quantity: whole, price: fc.integer({ min: 0, max: 1e7 }) }), {
      minLength: 1,
    }),
    buyer: text,
    project: fc.option(text),
    prepaid: amount,
    bytes: fc.uint8Array({ maxLength: 50 }),
    uri: fc.webUrl(),
  })
  .map(({ format, number, names, buyer, project, prepaid, bytes, uri }): Invoice => {
    const lines = names.map(({ name, quantity, price }, at): InvoiceLine => {
      const unit = Money.ofOre(price);
      const net = Money.ofOre(price * quantity);
      return line({ id: String(at + 1), name, quantity: String(quantity), price: shortest(unit), net });
    });
    const net = Money.sum(lines.map((one) => one.net));
    const tax = Money.ofOre(Math.sign(net.ore) * Math.round(Math.abs(net.ore) / 4));
    const total = net.plus(tax);
    const sums = totals({ lines: net, net, tax, total, prepaid, rounding: Money.zero, payable: total.minus(prepaid) });
    const references = { buyer, order: null, contract: null, project, invoicedObject: null, accounting: null };
    return invoice({
      ...{ format, number, references, lines, totals: sums },
      typeCode: format === 'ubl-invoice' ? '380' : '381',
      preceding: [{ number: 'F-1', issued: day('2026-01-31') }],
      taxGroups: [{ category: 'S', rate: '25', taxable: net, tax }],
      attachments: [
        {
          form: 'embedded',
          id: 'tid',
          fileName: 'tid & närvaro.csv',
          mediaType: 'text/csv',
          bytes: Buffer.from(bytes),
        },
        { form: 'external', id: 'avtal', uri },
      ],
    });
  });
/** A decimal without needless zeros, as decimals are read. */
const shortest = (money: Money): string => money.toString().replace(/\.?0+$/, '');

describe('an invoice', () => {
  it('that we write reads back the same, and all its sums hold', async () => {
    await fc.assert(
      fc.asyncProperty(anyInvoice, fc.integer({ min: 1, max: 999 }), async (one, size) => {
        const { invoice: again, checks } = await readInvoice(inPieces(writeInvoice(one), size));
        expect(again).toEqual(one);
        expect(checks).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('is read by namespace, whatever its prefixes', async () => {
    const xml = written().replaceAll('cbc:', 'x:').replaceAll('xmlns:cbc', 'xmlns:x').replaceAll('cac', 'cbc');
    expect((await read(xml)).invoice).toEqual(invoice());
  });

  it.each(['utf16le', 'utf16be', 'iso-8859-1', 'windows-1252'])('is read in %s', async (encoding) => {
    const declared = encoding.startsWith('utf16') ? 'UTF-16' : encoding;
    const bytes = iconv.encode(written().replace('UTF-8', declared), encoding, {
      addBOM: encoding.startsWith('utf16'),
    });
    expect((await readInvoice(inPieces(bytes, 7))).invoice).toEqual(invoice());
  });

  it('has its name from the register where it is Swedish, and keeps another number as it stands', async () => {
    const xml = written().replace('<cbc:CompanyID>5560360793', '<cbc:CompanyID>556036-0793');
    expect((await read(xml)).invoice.supplier.organisationNumber).toBe('5560360793');
    expect((await read(xml)).checks).toEqual([]);
    const wrong = await read(xml.replace('556036-0793', '5560360794'));
    expect(wrong.invoice.supplier.organisationNumber).toBe('5560360794');
    expect(wrong.checks).toEqual([{ rule: 'SE-R-013', term: 'BT-30', concerns: 'rule' }]);
  });

  it('with an order that is none has none', async () => {
    const references = { ...invoice().references, order: 'NA' };
    expect((await read(written({ references }))).invoice.references.order).toBeNull();
  });

  it('accounts its VAT in another currency beside its own', async () => {
    const accountedTax = { currency: 'SEK', tax: kronor('2875.00') };
    const { invoice: again, checks } = await read(written({ currency: 'EUR', accountedTax }));
    expect(again.accountedTax).toEqual(accountedTax);
    expect(checks).toEqual([]);
  });
});

describe('a sum that does not hold', () => {
  it('is said with its business term, what is stated and what it comes to', async () => {
    const { checks } = await read(written({ totals: totals({ net: kronor('999.98') }) }));
    expect(checks).toEqual([
      { rule: 'BR-CO-13', term: 'BT-109', concerns: 'sum', said: kronor('999.98'), reckoned: kronor('999.99') },
      { rule: 'BR-CO-15', term: 'BT-112', concerns: 'sum', said: kronor('1249.99'), reckoned: kronor('1249.98') },
    ]);
  });

  it.each<[string, Partial<Invoice>]>([
    ['PEPPOL-EN16931-R120 BT-131', { lines: [line({ quantity: '4' })] }],
    ['PEPPOL-EN16931-R120 BT-131', { lines: [line({ baseQuantity: '0' })] }],
    [
      'BR-CO-10 BT-106',
      {
        totals: totals({ lines: kronor('999.98'), charges: kronor('0.01') }),
        adjustments: [{ isCharge: true, amount: kronor('0.01'), category: 'S', rate: '25' }],
      },
    ],
    ['BR-CO-11 BT-107', { totals: totals({ allowances: kronor('1.00'), charges: kronor('1.00') }) }],
    ['BR-CO-12 BT-108', { totals: totals({ allowances: kronor('1.00'), charges: kronor('1.00') }) }],
    [
      'BR-S-08 BT-116',
      { taxGroups: [{ category: 'S', rate: '25', taxable: kronor('1000.00'), tax: kronor('250.00') }] },
    ],
    [
      'BR-CO-17 BT-117',
      { taxGroups: [{ category: 'S', rate: '25', taxable: kronor('999.99'), tax: kronor('250.02') }] },
    ],
    [
      'BR-CO-14 BT-110',
      { totals: totals({ tax: kronor('249.00'), total: kronor('1248.99'), payable: kronor('1249.00') }) },
    ],
    ['BR-CO-16 BT-115', { totals: totals({ rounding: Money.zero }) }],
    ['BR-CO-18 BT-118', { lines: [line(), line({ id: '2', net: kronor('0.00'), quantity: '0', rate: '12' })] }],
  ])('%s', async (expected, changes) => {
    // prettier-ignore
    expect(await failing(changes)).toContain(expected);
  });

  it('may be a line of öre more or less, as the standard lets it be', async () => {
    const lines = [line({ net: kronor('999.99'), price: '333.3366666' })];
    expect(await failing({ lines })).toEqual([]);
  });

  it('of a line is no failing sum where the invoice does not follow Peppol', async () => {
    const { checks } = await read(
      written({ customization: 'urn:cen.eu:en16931:2017', lines: [line({ quantity: '4' })] }),
    );
    expect(checks).toEqual([expect.objectContaining({ term: 'BT-131', concerns: 'rule', line: '1' })]);
  });

  it('is what amounts of two currencies are', async () => {
    const { checks } = await read(written().replace('currencyID="SEK"', 'currencyID="EUR"'));
    expect(checks).toContainEqual({ rule: 'PEPPOL-EN16931-R051', term: 'BT-5', concerns: 'sum' });
  });
});

describe('a rule that is broken', () => {
  const supplier = invoice().supplier;
  const [payment] = invoice().payments;
  const paidTo = (account: string, branch = 'SE:BANKGIRO') => ({
    payments: payment === undefined ? [] : [{ ...payment, account, branch }],
  });
  it.each<[string, Partial<Invoice>]>([
    ['PEPPOL-EN16931-R003 BT-10', { references: { ...invoice().references, buyer: null } }],
    ['CREDIT-NOTE-WITHOUT-INVOICE BT-25', { format: 'ubl-credit-note', typeCode: '381' }],
    ['SE-R-001 BT-31', { supplier: { ...supplier, vatNumber: 'SE5560360793' } }],
    ['SE-R-002 BT-31', { supplier: { ...supplier, vatNumber: 'SE55603607930X' } }],
    ['SE-R-003 BT-30', { supplier: { ...supplier, organisationNumber: '55603X0793' } }],
    ['SE-R-004 BT-30', { supplier: { ...supplier, organisationNumber: '556036079' } }],
    ['SE-R-005 BT-32', { supplier: { ...supplier, taxRegistration: 'F-skatt' } }],
    ['SE-R-006 BT-152', { lines: [line({ rate: '24' })] }],
    ['SE-R-007 BT-84', paidTo('765-4321')],
    ['SE-R-008 BT-84', paidTo('76-1', 'SE:PLUSGIRO')],
    ['SE-R-009 BT-84', paidTo('765432')],
    ['SE-R-010 BT-84', paidTo('123456789', 'SE:PLUSGIRO')],
    ['SE-R-012 BT-81', { payments: [{ code: '56', reference: null, account: null, branch: null }] }],
  ])('%s', async (expected, changes) => {
    expect(await failing(changes)).toContain(expected);
  });
});

describe('XML that is refused', () => {
  const laughs = `<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>`;
  const external = `<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>`;
  const after = (inserted: string) => written().replace('?>', `?>${inserted}`);
  it.each([
    ['entities that grow', 'XML_DOCTYPE_FORBIDDEN', after(laughs)],
    ['entities from elsewhere', 'XML_DOCTYPE_FORBIDDEN', after(external)],
    ['a bare DOCTYPE', 'XML_DOCTYPE_FORBIDDEN', after('<!DOCTYPE Invoice>')],
    ['an entity of no DOCTYPE', 'XML_BROKEN', written().replace('DLL', '&a;')],
    ['a tag left open', 'XML_BROKEN', written().replace('</Invoice>', '')],
    ['an encoding that nobody knows', 'XML_BROKEN', written().replace('UTF-8', 'EBCDIC-X')],
    ['bytes of another encoding', 'XML_BROKEN', Buffer.from(written(), 'latin1')],
    ['nothing', 'XML_BROKEN', ' '],
    ['no invoice', 'NOT_AN_INVOICE', '<Invoice xmlns="urn:another"/>'],
    ['tags within tags', 'XML_TOO_LARGE', '<a>'.repeat(100) + '</a>'.repeat(100)],
    ['a text without end', 'XML_TOO_LARGE', written().replace('DLL', 'x'.repeat(1 << 21))],
    ['tags without end', 'XML_TOO_LARGE', `<a>${'<b/>'.repeat(200_001)}</a>`],
  ])('%s: %s', async (_, code, bytes) => {
    await expect(read(bytes)).rejects.toThrow(refusal(code));
  });

  it('a file without end, of which no more is read than an invoice may have', async () => {
    const blanks = new Uint8Array(1 << 20).fill(32);
    let handed = 0;
    const endless = async function* () {
      yield await Promise.resolve(Buffer.from('<a>'));
      for (;;) {
        handed++;
        yield blanks;
        yield Buffer.from('<b/>');
      }
    };
    await expect(readInvoice(endless())).rejects.toThrow(refusal('XML_TOO_LARGE'));
    expect(handed).toBeLessThan(200);
  });

  it.each([
    ['BT-1', /<cbc:ID>F-4711<\/cbc:ID>/, ''],
    ['BT-2', '2026-03-02', '2026-02-30'],
    ['BT-9', '2026-04-01', '20260401'],
    ['BT-27', '<cbc:RegistrationName>Vårdkraft AB</cbc:RegistrationName>', ''],
    ['BT-109', /(<cbc:TaxExclusiveAmount[^>]*>)999.99/, '$1999.995'],
    ['BT-115', /(<cbc:PayableAmount[^>]*>)1250.00/, '$11 250,00'],
    ['BT-131', /(<cbc:InvoicedQuantity[^]*?<cbc:LineExtensionAmount[^>]*>)999.99/, '$11e3'],
    ['BT-146', '333.33', 'NaN'],
  ] as const)('an invoice whose %s cannot be read', async (term, stated, instead) => {
    await expect(read(written().replace(stated, instead))).rejects.toThrow(
      refusal('INVOICE_FIELD_MALFORMED', { term }),
    );
  });

  it('an attachment that is no base64', async () => {
    const attachments = [{ form: 'embedded', id: 'a', fileName: 'a.txt', mediaType: 'text/plain', bytes: Buffer.from('ab') } as const]; // prettier-ignore
    const xml = written({ attachments });
    for (const wrong of ['YW=I', 'YW', '*WI=']) {
      await expect(read(xml.replace('YWI=', wrong))).rejects.toThrow(
        refusal('INVOICE_FIELD_MALFORMED', { term: 'BT-125' }),
      );
    }
  });
});
