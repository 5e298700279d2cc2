import { describe, expect, it } from '@jest/globals';

import type { CostLine, DocumentRow, LinkRow } from '#read-models';

import { Population } from './population.js';

const line = (number: string, ore: number): CostLine => ({
  ...{ projectCode: 'kod', book: 'ett', series: 'A', number, line: 1, date: '2026-06-01', area: 1, pot: null, ore },
  ...{ allocation: null, onward: null, kind: 'cost', counts: 'used', heldOut: null, position: 1, gone: 9 },
});
const link = (number: string, ore: number, { form, evidence }: Pick<LinkRow, 'form' | 'evidence'>): LinkRow => ({
  ...{
    book: 'ett',
    series: 'A',
    number,
    line: 1,
    form,
    evidence,
    ore,
    rule: null,
    position: 2,
    kind: null,
    supplier: null,
  },
});
const document = (id: string, facts: DocumentRow['facts']): DocumentRow => ({
  ...{
    document: id,
    position: 1,
    archivedAt: '',
    format: 'pdf',
    size: 1,
    parent: null,
    kind: 'invoice',
    basis: 'read',
  },
  ...{ facts, doubts: [], described: 1, copyOf: null, held: false },
});

describe('a population', () => {
  it('takes a credit note off the invoice that it names, and leaves out what is left of it', () => {
    const lines = [line('1', 1000), line('2', -300), line('3', 40)];
    const documents = [document('f', { invoiceKey: 'k' }), document('k', { precedingKey: 'k' })];
    const links = [
      link('1', 1000, { form: 'document', evidence: 'f' }),
      link('2', -300, { form: 'document', evidence: 'k' }),
    ];
    const population = new Population({ links, pay: new Set(), documents });
    const units = population.units(lines, 'lines', 'net');
    expect(units.map(({ id, ore }) => [id, ore])).toEqual([
      ['ett/A/1/1', 700],
      ['ett/A/3/1', 40],
    ]);
    expect(population.netted).toEqual([{ credit: 'ett/A/2/1', against: 'ett/A/1/1', ore: 300 }]);
    expect(population.leftOut).toEqual([{ reason: 'zero', id: 'ett/A/2/1', ore: 0 }]);
  });

  it('has moved costs, accruals and pay in strata of their own', () => {
    const links = [
      link('1', 5, { form: 'reposting', evidence: '["ett","B","9"]' }),
      link('2', 5, { form: 'accrual', evidence: '["ett","B","8"]' }),
    ];
    const population = new Population({ links, pay: new Set(['ett/A/3/1']), documents: [] });
    const units = population.units([line('1', 5), line('2', 5), line('3', 5), line('4', 5)], 'vouchers', 'leave-out');
    expect(units.map(({ stratum }) => stratum)).toEqual(['repostings', 'accruals', 'salaries', 'costs']);
  });
});
