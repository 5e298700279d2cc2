import { createHmac } from 'node:crypto';

import { describe, expect, it } from '@jest/globals';

import { LocalDate, Money } from '#kernel';
import { writePdf } from '#pdf';
import { type Invoice, writeInvoice } from '#peppol';

import { factsOf } from './facts.js';
import { supplierKeys } from './supplier-keys.js';

const naming = {
  idOf: (what: string, text: string) =>
    createHmac('sha256', 'nyckel').update(`${what}\n${text}`).digest('hex').slice(0, 32),
};
const asked = { naming, ownNumbers: ['2120001967'] };
const day = (text: string) => LocalDate.parse(text);
const kronor = (text: string) => Money.parse(text);
const once = async function* (bytes: Uint8Array | string) {
  yield await Promise.resolve(Buffer.from(bytes));
};

const party = (name: string, organisationNumber: string): Invoice['supplier'] => ({
  ...{ name, organisationNumber, vatNumber: `SE${organisationNumber}01` },
  ...{ taxRegistration: 'Godkänd för F-skatt', country: 'SE' },
});
const totals = {
  ...{ lines: kronor('1000.00'), allowances: Money.zero, charges: Money.zero, net: kronor('1000.00') },
  ...{ tax: kronor('250.00'), total: kronor('1250.00'), prepaid: Money.zero, rounding: Money.zero },
  payable: kronor('1250.00'),
};
const invoice = (changes: Partial<Invoice> = {}): string =>
  writeInvoice({
    ...{ format: 'ubl-invoice', typeCode: '380', number: 'F-4711', currency: 'SEK', accountedTax: null },
    customization: 'urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0',
    ...{ issued: day('2026-03-02'), due: day('2026-04-01'), delivered: null },
    period: { from: day('2026-02-01'), to: day('2026-02-28') },
    supplier: party('Vårdkraft AB', '5560360793'),
    buyer: party('Örebro kommun', '2120001967'),
    references: { buyer: 'DLL 1', order: null, contract: 'A-7', project: null, invoicedObject: null, accounting: null },
    ...{ preceding: [], payments: [], adjustments: [], attachments: [], totals },
    taxGroups: [{ category: 'S', rate: '25', taxable: kronor('1000.00'), tax: kronor('250.00') }],
    lines: [
      {
        ...{ id: '1', name: 'Handledning', quantity: '2', price: '500', baseQuantity: '1', adjustments: [] },
        ...{ net: kronor('1000.00'), period: null, accounting: null, category: 'S', rate: '25' },
      },
    ],
    ...changes,
  });
const printed = (texts: readonly string[]) =>
  writePdf([texts.map((text, at) => ({ x: 50, y: 50 + at * 30, text }))], {
    title: 'Faktura',
    made: '2026-03-02T08:00:00Z',
  });
const keys = supplierKeys(naming, 'invoice', { supplier: { organisationNumber: '556036-0793' }, number: 'f-4711' });

describe('the facts of an electronic invoice', () => {
  it('are read, with its period, amounts and references, and keys that no number can be told from', async () => {
    expect(await factsOf(once(invoice()), 'ubl-invoice', asked)).toEqual({
      data: {
        kind: 'invoice',
        basis: 'read',
        facts: {
          ...{ type: 'invoice', issued: '2026-03-02', due: '2026-04-01', from: '2026-02-01', to: '2026-02-28' },
          ...{ currency: 'SEK', net: '1000.00', tax: '250.00', total: '1250.00' },
          ...keys,
        },
      },
      private: {
        supplier: { name: 'Vårdkraft AB', organisationNumber: '5560360793', vatNumber: 'SE556036079301' },
        number: 'F-4711',
        references: { buyer: 'DLL 1', contract: 'A-7' },
      },
      attachments: [],
    });
  });

  it('are only suggested where a sum does not hold, which is a doubt', async () => {
    const wrong = invoice({ totals: { ...totals, total: kronor('1240.00'), payable: kronor('1240.00') } });
    expect(await factsOf(once(wrong), 'ubl-invoice', asked)).toMatchObject({
      data: {
        basis: 'suggested',
        doubts: [{ code: 'BR_CO_15', term: 'BT-112', said: '1240.00', reckoned: '1250.00' }],
      },
    });
  });

  it('of a credit note name what it credits, and doubt one that credits nothing', async () => {
    const credit = { format: 'ubl-credit-note', typeCode: '381', number: 'K-1' } as const;
    const named = await factsOf(once(invoice({ ...credit, preceding: [{ number: 'F-4711', issued: null }] })), 'ubl-credit-note', asked); // prettier-ignore
    expect(named?.data.facts).toMatchObject({ type: 'credit-note', precedingKey: keys.invoiceKey });
    expect(named?.data.facts.invoiceKey).not.toBe(keys.invoiceKey);
    const lone = await factsOf(once(invoice(credit)), 'ubl-credit-note', asked);
    expect(lone?.data.doubts).toEqual([{ code: 'CREDIT_NOTE_WITHOUT_INVOICE', term: 'BT-25' }]);
  });

  it('have the day of delivery, or the days of its lines, where the whole has no period', async () => {
    const delivered = await factsOf(
      once(invoice({ period: null, delivered: day('2026-02-17') })),
      'ubl-invoice',
      asked,
    );
    expect(delivered?.data.facts).toMatchObject({ from: '2026-02-17', to: '2026-02-17' });
    const none = await factsOf(once(invoice({ period: null })), 'ubl-invoice', asked);
    expect(none?.data.facts).not.toHaveProperty('from');
  });

  it('come with the files that it carries, and never with one from elsewhere', async () => {
    const attachments = [
      { form: 'embedded', id: 't', fileName: 'tid.csv', mediaType: 'text/csv', bytes: Buffer.from('a;b') },
      { form: 'external', id: 'u', uri: 'https://leverantor.example/avtal' },
    ] as const;
    const read = await factsOf(once(invoice({ attachments })), 'ubl-invoice', asked);
    expect(read?.attachments).toEqual([{ fileName: 'tid.csv', bytes: Buffer.from('a;b') }]);
  });
});

describe('the facts of a PDF', () => {
  const texts = ['Org.nr 556036-0793', 'Fakturanummer F-4711', 'Fakturadatum 2026-03-02', 'Summa exkl. moms 1 000,00', 'Moms 250,00', 'Att betala 1 250,00 kr']; // prettier-ignore

  it('are suggested, under the keys that the electronic invoice has', async () => {
    expect(await factsOf(once(await printed(texts)), 'pdf', asked)).toMatchObject({
      data: {
        kind: 'invoice',
        basis: 'suggested',
        facts: { type: 'invoice', net: '1000.00', total: '1250.00', ...keys },
      },
      private: { number: 'F-4711', supplier: { organisationNumber: '5560360793' } },
    });
  });

  it('doubt amounts that do not agree, and a credit note of nothing', async () => {
    const wrong = ['Kreditfaktura', ...texts.map((text) => text.replace('Moms 250,00', 'Moms 200,00'))];
    expect((await factsOf(once(await printed(wrong)), 'pdf', asked))?.data).toMatchObject({
      facts: { type: 'credit-note' },
      doubts: [
        { code: 'CREDIT_NOTE_WITHOUT_INVOICE', term: 'BT-25' },
        { code: 'BR_CO_15', term: 'BT-112', said: '1250.00', reckoned: '1200.00' },
      ],
    });
  });

  it('are none where it is no invoice', async () => {
    const read = await factsOf(once(await printed(['Verksamhetsberättelse'])), 'pdf', asked);
    expect(read?.data).toEqual({ kind: null, basis: 'suggested', facts: {} });
  });
});

describe('a file that cannot be read', () => {
  it('is a doubt that says why, and a failure of ours is none', async () => {
    const doubt = async (bytes: Uint8Array | string, format: 'pdf' | 'ubl-invoice') =>
      (await factsOf(once(bytes), format, asked))?.data.doubts;
    expect(await doubt('%PDF-1.7 nothing', 'pdf')).toEqual([{ code: 'PDF_BROKEN' }]);
    expect(await doubt('<!DOCTYPE a><a/>', 'ubl-invoice')).toEqual([{ code: 'XML_DOCTYPE_FORBIDDEN' }]);
    expect(await doubt(invoice().replace('2026-03-02', '2026-02-30'), 'ubl-invoice')).toEqual([
      { code: 'INVOICE_FIELD_MALFORMED', term: 'BT-2' },
    ]);
    const failing = async function* (): AsyncGenerator<Uint8Array> {
      yield await Promise.reject(new Error('The disk went away.'));
    };
    await expect(factsOf(failing(), 'pdf', asked)).rejects.toThrow('The disk went away.');
  });

  it('says nothing in a format that says nothing', async () => {
    expect(await factsOf(once('a'), 'text', asked)).toBeNull();
  });
});

describe('the keys of a supplier', () => {
  it('are the same by organisation number and VAT number, and others for another type', () => {
    const byVat = supplierKeys(naming, 'invoice', { supplier: { vatNumber: 'SE556036079301' }, number: 'F -4711' });
    expect(byVat).toEqual(keys);
    expect(supplierKeys(naming, 'credit-note', { supplier: { vatNumber: 'SE556036079301' }, number: 'F-4711' }).invoiceKey).not.toBe(keys.invoiceKey); // prettier-ignore
    expect(supplierKeys(naming, 'invoice', { number: 'F-4711' })).toEqual({});
  });
});
