import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import type { MappingColumns } from '#ledger';
import { mappings } from '#read-models';
import type { ColumnMapping } from '#tabular';

import { savedMapping } from './saved-mapping.js';
import { Scene } from './scene.fixture.js';

// The ledger room keeps a mapping as data and the adapter reads by it, and neither knows the other: here they are one.
type Deep<T> = T extends object ? { readonly [Name in keyof T]-?: Deep<T[Name]> } : T;
type Same<A, B> = [A, B] extends [B, A] ? true : false;
const isSame: Same<Deep<MappingColumns>, Deep<ColumnMapping>> = true;

const column = (heading: string) => ({ heading });
const COLUMNS = {
  decimalSign: ',',
  dateForm: 'iso',
  account: { form: 'column', column: column('Konto') },
  voucher: { form: 'columns', series: column('Serie'), number: column('Vernr') },
  date: column('Datum'),
  amount: { form: 'signed', column: column('Belopp') },
  dimensions: [{ dimension: '6', column: column('Projekt') }],
} as const satisfies ColumnMapping;
const LATER = { ...COLUMNS, decimalSign: '.' } as const satisfies ColumnMapping;

describe('a saved mapping', () => {
  it('is what the adapter of tables reads by, field by field', () => {
    expect(isSame).toBe(true);
  });

  let scene: Scene;
  beforeEach(async () => {
    scene = await Scene.open();
  });
  afterEach(() => scene.close());

  it('is found as it was saved last, with its version', async () => {
    await scene.tell('SaveMapping', { mapping: 'raindance', columns: COLUMNS });
    expect(await savedMapping(scene.book, 'raindance')).toEqual({ mapping: COLUMNS, revision: 0 });
    await scene.tell('SaveMapping', { mapping: 'raindance', columns: LATER, reason: 'Nytt decimaltecken' });
    expect(await savedMapping(scene.book, 'raindance')).toEqual({ mapping: LATER, revision: 1 });
  });

  it('is listed as of any moment', async () => {
    await scene.tell('SaveMapping', { mapping: 'raindance', columns: COLUMNS });
    const before = await scene.book.moment();
    await scene.tell('SaveMapping', { mapping: 'raindance', columns: LATER });
    await scene.tell('SaveMapping', { mapping: 'agresso', columns: COLUMNS });
    const rows = async (moment: typeof before, mapping?: string) =>
      (await mappings(scene.book.models.db, moment, mapping)).map((row) => [row.mapping, row.revision, row.columns]);
    expect(await rows(before)).toEqual([['raindance', 0, COLUMNS]]);
    const now = await scene.book.moment();
    expect(await rows(now)).toEqual([
      ['agresso', 0, COLUMNS],
      ['raindance', 1, LATER],
    ]);
    expect(await rows(now, 'agresso')).toEqual([['agresso', 0, COLUMNS]]);
    expect(await rows(now, 'heroma')).toEqual([]);
  });

  it('is refused where there is none of that name', async () => {
    await expect(savedMapping(scene.book, 'raindance')).rejects.toMatchObject({ code: 'MAPPING_UNKNOWN' });
  });

  it('must not contradict itself', async () => {
    const text = column(' BELOPP');
    const save = (columns: ColumnMapping) => scene.tell('SaveMapping', { mapping: 'raindance', columns });
    await expect(save({ ...COLUMNS, text })).rejects.toMatchObject({ code: 'MAPPING_COLUMN_TWICE' });
    const dimensions = ['Projekt', 'Aktivitet'].map((heading) => ({ dimension: '6', column: column(heading) }));
    await expect(save({ ...COLUMNS, dimensions })).rejects.toMatchObject({ code: 'MAPPING_DIMENSION_TWICE' });
  });
});
