import { describe, expect, it } from '@jest/globals';
import type { z } from 'zod';

import { given } from '#spec-kit';

import { salaryMappingCommands, type SalaryMappingEvent, SalaryMappingSaved } from './salary-mapping.events.js';
import { type SalaryMappingCommand, salaryMappingDecider } from './salary-mapping.js';

type Columns = z.input<(typeof salaryMappingCommands)['SaveSalaryMapping']>['columns'];
const MAPPING = 'lonesystemet';
const column = (heading: string) => ({ heading });
const COLUMNS: Columns = {
  ...{ decimalSign: ',', dateForm: 'iso', employmentNumber: column('Anst.nr') },
  ...{ period: { form: 'month', column: column('Månad') }, gross: column('Lön') },
  onCost: { form: 'one-rate', percent: '46.15', basis: 'flat' },
  charged: { form: 'share', column: column('Andel') },
  account: column('Konto'),
};
const other: Columns = { ...COLUMNS, decimalSign: '.' };

const save = (columns: Columns = COLUMNS, reason?: string): SalaryMappingCommand => ({
  type: 'SaveSalaryMapping',
  data: salaryMappingCommands.SaveSalaryMapping.parse({
    ...{ mapping: MAPPING, columns },
    ...(reason === undefined ? {} : { reason }),
  }),
});
const saved = (columns: Columns = COLUMNS, reason?: string): SalaryMappingEvent =>
  SalaryMappingSaved.read({
    ...{ type: 'SalaryMappingSaved', version: 1, data: { mapping: MAPPING, columns } },
    ...(reason === undefined ? {} : { private: { reason } }),
  });

describe('the mapping of a list of pay', () => {
  it('is recorded whole when it is saved, and anew when it has changed, with why beside it', () => {
    given(salaryMappingDecider).when(save()).then([saved()]);
    given(salaryMappingDecider, [saved()])
      .when(save(other, 'Nytt lönesystem'))
      .then([saved(other, 'Nytt lönesystem')]);
  });

  it('is no event when it is there already, in whatever order it is written; it may be what it was before', () => {
    const reordered = Object.fromEntries(Object.entries(COLUMNS).reverse()) as Columns;
    given(salaryMappingDecider, [saved()]).when(save(reordered)).then([]);
    given(salaryMappingDecider, [saved(), saved(other)])
      .when(save())
      .then([saved()]);
  });

  it.each([
    ['a field that it does not know', { ...COLUMNS, book: 'raindance-2026' }],
    ['nobody whose pay it is', { ...COLUMNS, employmentNumber: undefined }],
    ['no place where it is booked', { ...COLUMNS, account: undefined }],
    ['a rate that is no percent', { ...COLUMNS, onCost: { form: 'one-rate', percent: '146', basis: 'flat' } }],
  ])('has not %s', (_, columns) => {
    expect(salaryMappingCommands.SaveSalaryMapping.safeParse({ mapping: MAPPING, columns }).success).toBe(false);
  });
});
