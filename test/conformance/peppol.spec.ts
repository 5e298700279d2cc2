import { createReadStream, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from '@jest/globals';

import { readInvoice } from '#peppol';

// The standard's own examples lie beside the checkout where they may be had; they are never part of it.
const FOLDERS = ['peppol', 'en16931'].map((name) => join(import.meta.dirname, '../../../shared/data', name));
const isHere = FOLDERS.every((folder) => existsSync(folder));
if (!isHere) process.stderr.write('The examples of Peppol and EN 16931 are not beside this checkout: skipped.\n');

const files = FOLDERS.filter((folder) => existsSync(folder)).flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.xml'))
    .map((name) => ({ name, path: join(folder, name) })),
);

(isHere ? describe : describe.skip)('the examples of Peppol BIS Billing 3 and EN 16931', () => {
  it('are all there', () => {
    expect(files).toHaveLength(20);
  });

  it.each(files)('$name is read, and its sums hold', async ({ path }) => {
    const { invoice, checks } = await readInvoice(createReadStream(path));
    expect(checks.filter(({ concerns }) => concerns === 'sum')).toEqual([]);
    expect(invoice.lines.length).toBeGreaterThan(0);
    expect(invoice.supplier.name).not.toBe('');
  });

  it('carry their attachments', async () => {
    const read = await Promise.all(files.map(({ path }) => readInvoice(createReadStream(path))));
    const attachments = read.flatMap(({ invoice }) => invoice.attachments);
    expect(attachments.filter(({ form }) => form === 'embedded').length).toBeGreaterThanOrEqual(2);
    expect(attachments.filter(({ form }) => form === 'external').length).toBeGreaterThanOrEqual(1);
  });
});
