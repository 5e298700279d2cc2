import { readdirSync, readFileSync } from 'node:fs';

import { expect, it } from '@jest/globals';

import { documentText } from './documents.js';
import { doubtWords } from './doubt-words.js';

const sources = ['libs/peppol/src', 'libs/intake/src/evidence'].flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => /(?:-checks|facts)\.ts$/.test(name))
    .map((name) => readFileSync(`${folder}/${name}`, 'utf8')),
);
const CODES =
  /'((?:BR|SE-R|PEPPOL|CREDIT-NOTE|XML|PDF|PAYROLL_FILE(?!_NOT)|PAYROLL_VOUCHER|NOT_AN|INVOICE_FIELD)[-_][A-Z\d_-]+)'/g;

it('says every doubt in words', () => {
  const codes = sources.flatMap((text) => [...text.matchAll(CODES)].map(([, code = '']) => code.replaceAll('-', '_')));
  expect(codes.length).toBeGreaterThan(30);
  expect(codes.filter((code) => doubtWords[code] === undefined)).toEqual([]);
});

it('names the term and both sums', () => {
  const row = {
    ...{
      document: 'ab'.repeat(16),
      position: 4,
      archivedAt: '2026-03-02T10:00:00.000Z',
      format: 'ubl-invoice' as const,
    },
    ...{
      size: 1,
      parent: null,
      kind: null,
      basis: 'suggested' as const,
      facts: {},
      described: 5,
      copyOf: null,
      held: false,
    },
    doubts: [{ code: 'BR_CO_15', term: 'BT-112', said: '1240.00', reckoned: '1250.00' }],
  };
  const text = documentText(row, { fileName: 'a.xml', facts: null }).replace(/\s+/g, ' ');
  expect(text).toContain('Totalen är inte nettot plus momsen (BT-112): där står 1 240,00, och det blir 1 250,00.');
});
