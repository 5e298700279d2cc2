import { describe, expect, it } from '@jest/globals';

import { given } from '#spec-kit';

import { mappingCommands, type MappingEvent, MappingSaved } from './mapping.events.js';
import { COLUMNS, MAPPING, saveMapping } from './mapping.fixture.js';
import { mappingDecider } from './mapping.js';

const saved = (columns = COLUMNS, reason?: string): MappingEvent =>
  MappingSaved.read({
    type: 'MappingSaved',
    version: 1,
    data: { mapping: MAPPING, columns },
    ...(reason === undefined ? {} : { private: { reason } }),
  });
const other = { ...COLUMNS, decimalSign: '.' } as const;

describe('a column mapping', () => {
  it('is recorded whole when it is saved', () => {
    given(mappingDecider).when(saveMapping()).then([saved()]);
  });

  it('is recorded anew when it has changed, with why beside it', () => {
    given(mappingDecider, [saved()])
      .when(saveMapping(other, 'Exporten har bytt decimaltecken'))
      .then([saved(other, 'Exporten har bytt decimaltecken')]);
  });

  it('is no event when it is there already, in whatever order it is written', () => {
    const reordered = Object.fromEntries(Object.entries(COLUMNS).reverse()) as typeof COLUMNS;
    given(mappingDecider, [saved()]).when(saveMapping(reordered)).then([]);
    given(mappingDecider, [saved(), saved(other)])
      .when(saveMapping(other, 'Igen'))
      .then([]);
  });

  it('may be what it was before', () => {
    given(mappingDecider, [saved(), saved(other)])
      .when(saveMapping())
      .then([saved()]);
  });

  it.each([
    ['a field that it does not know', { ...COLUMNS, book: 'raindance-2026' }],
    ['an amount of no form', { ...COLUMNS, amount: { form: 'signed', debit: { heading: 'Debet' } } }],
    ['a heading without letters', { ...COLUMNS, date: { heading: '' } }],
    [
      'a dimension that is no number',
      { ...COLUMNS, dimensions: [{ dimension: 'proj', column: { heading: 'Projekt' } }] },
    ],
    [
      'no words for debit',
      { ...COLUMNS, amount: { form: 'side', column: { heading: 'a' }, side: { heading: 'b' }, debitWords: [] } },
    ],
  ])('has not %s', (_, columns) => {
    expect(mappingCommands.SaveMapping.safeParse({ mapping: MAPPING, columns }).success).toBe(false);
  });
});
