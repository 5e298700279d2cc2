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
    const population = new Population({ links, pay: [], documents });
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
    const pay = [{ line: 'ett/A/3/1', ore: 5, payslip: null, others: [] }];
    const population = new Population({ links, pay, documents: [] });
    const units = population.units([line('1', 5), line('2', 5), line('3', 5), line('4', 5)], 'vouchers', 'leave-out');
    expect(units.map(({ stratum }) => stratum)).toEqual(['repostings', 'accruals', 'salaries', 'costs']);
  });

  it('draws payslips as the documents of pay, with contract and certificate, and leaves out what none tells of', () => {
    const pay = [
      { line: 'ett/A/1/1', ore: 600, payslip: 'slip-1', others: ['contract-1', 'certificate-1'] },
      { line: 'ett/A/1/1', ore: 250, payslip: null, others: ['contract-2'] },
      { line: 'ett/A/2/1', ore: 190, payslip: 'slip-1', others: ['contract-1', 'certificate-1'] },
    ];
    const population = new Population({ links: [], pay, documents: [] });
    expect(population.units([line('1', 1000), line('2', 190)], 'documents', 'leave-out')).toEqual([
      {
        ...{ id: 'slip-1', stratum: 'salaries', ore: 790, lines: ['ett/A/1/1', 'ett/A/2/1'] },
        documents: ['slip-1', 'contract-1', 'certificate-1'],
      },
    ]);
    expect(population.leftOut).toEqual([{ reason: 'without-document', id: 'ett/A/1/1', ore: 400 }]);
  });

  it('draws a moved cost by its line, with the documents of the voucher that it was moved from', () => {
    const links = [
      link('1', 80, { form: 'reposting', evidence: '["ett","A","2"]' }),
      link('2', 500, { form: 'reposting', evidence: '["ett","A","3"]' }),
      link('3', 500, { form: 'document', evidence: 'invoice' }),
      link('4', 70, { form: 'reposting', evidence: '["ett","A","9"]' }),
    ];
    const population = new Population({ links, pay: [], documents: [] });
    expect(population.units([line('1', 80), line('4', 70)], 'documents', 'leave-out')).toEqual([
      { id: 'ett/A/1/1', stratum: 'repostings', ore: 80, lines: ['ett/A/1/1'], documents: ['invoice'] },
    ]);
    expect(population.leftOut).toEqual([{ reason: 'without-document', id: 'ett/A/4/1', ore: 70 }]);
  });

  it('counts a line that two kinds of documents prove once in what is left out', () => {
    const links = [
      { ...link('1', 100, { form: 'document' as const, evidence: 'invoice' }), kind: 'invoice' as const },
      { ...link('1', 60, { form: 'document' as const, evidence: 'payment' }), kind: 'payment' as const },
    ];
    const population = new Population({ links, pay: [], documents: [] });
    population.units([line('1', 130)], 'documents', 'leave-out');
    expect(population.leftOut).toEqual([{ reason: 'without-document', id: 'ett/A/1/1', ore: 30 }]);
  });
});
