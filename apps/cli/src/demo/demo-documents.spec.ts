import { beforeAll, describe, expect, it } from '@jest/globals';

import { readPdf, suggestionsOf } from '#pdf';
import { readInvoice } from '#peppol';

import { demoDocuments } from './demo-documents.js';

const once = async function* (bytes: Uint8Array) {
  yield await Promise.resolve(bytes);
};

describe('the documents of the demo', () => {
  let files: readonly (readonly [string, Uint8Array])[];
  beforeAll(async () => {
    files = await demoDocuments();
  });
  const named = (pattern: RegExp) => files.filter(([name]) => pattern.test(name));

  it('are the same bytes each time, and each has a name of its own', async () => {
    const again = await demoDocuments();
    expect(again.map(([, bytes]) => Buffer.from(bytes).toString('base64'))).toEqual(
      files.map(([, bytes]) => Buffer.from(bytes).toString('base64')),
    );
    expect(new Set(files.map(([name]) => name)).size).toBe(files.length);
  });

  it('are electronic invoices whose sums hold and that break no rule, and a credit note that names its invoice', async () => {
    const read = await Promise.all(named(/\.xml$/).map(([, bytes]) => readInvoice(once(bytes))));
    expect(read.length).toBeGreaterThan(50);
    expect(read.flatMap(({ checks }) => checks)).toEqual([]);
    const credits = read.filter(({ invoice }) => invoice.format === 'ubl-credit-note');
    expect(credits.map(({ invoice }) => invoice.preceding.length)).toEqual([1]);
  });

  it('are printed ones too, of which the text says what there is to say; one is an invoice that came before', async () => {
    const [copy] = named(/-kopia\.pdf$/);
    const said = suggestionsOf(await readPdf(once(copy?.[1] ?? new Uint8Array())), ['2321000164']);
    const facts = Object.fromEntries(said.map(({ field, value }) => [field, value]));
    const [original] = named(/\.xml$/);
    const { invoice } = await readInvoice(once(original?.[1] ?? new Uint8Array()));
    expect(facts).toMatchObject({
      number: invoice.number,
      organisationNumber: invoice.supplier.organisationNumber,
      net: invoice.totals.net.toString(),
      total: invoice.totals.total.toString(),
    });
  });
});
