import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import type { SalaryMappingColumns } from '#ledger';
import { salaryMappings } from '#read-models';
import type { SalaryMapping } from '#tabular';

import { Scene } from '../scene.fixture.js';
import { salaryMappingInFile, savedSalaryMapping } from './salary-mapping.js';
import { MAPPING } from './salary.fixture.js';

let scene: Scene;
beforeEach(async () => {
  scene = await Scene.begin();
});
afterEach(() => scene.close());

describe('the mapping of a list of pay', () => {
  const read = (mapping: object) => salaryMappingInFile(Buffer.from(JSON.stringify(mapping)));

  it('says whose pay it is and where it is booked', () => {
    expect(read(MAPPING)).toEqual({ columns: MAPPING, saved: null });
    expect(() => read({ ...MAPPING, employmentNumber: undefined })).toThrow(/whose pay/);
    expect(() => read({ ...MAPPING, voucher: undefined, account: undefined })).toThrow(/where it is booked/);
  });

  // The ledger room keeps a mapping as data and the adapter reads by it, and neither knows the other: here they are one.
  type Deep<T> = T extends object ? { readonly [Name in keyof T]-?: Deep<T[Name]> } : T;
  // A list without vouchers has no such column, and no form that says so.
  type Unbooked<Mapping> = Omit<Mapping, 'voucher'>;
  type Same<A, B> = [A, B] extends [B, A] ? true : false;
  const isSame: Same<Deep<Unbooked<SalaryMappingColumns>>, Deep<Unbooked<SalaryMapping>>> = true;

  it('is found as it was saved last, with its version; it must not contradict itself', async () => {
    expect(isSame).toBe(true);
    const save = (columns: SalaryMapping) => scene.tell('SaveSalaryMapping', { mapping: 'lonelista', columns });
    await expect(savedSalaryMapping(scene.book, 'lonelista')).rejects.toMatchObject({ code: 'SALARY_MAPPING_UNKNOWN' });
    await save(MAPPING);
    const before = await scene.book.moment();
    const later: SalaryMapping = { ...MAPPING, decimalSign: '.' };
    await save(later);
    expect(await savedSalaryMapping(scene.book, 'lonelista')).toEqual({
      columns: later,
      saved: { mapping: 'lonelista', revision: 1 },
    });
    const rows = await salaryMappings(scene.book.models.db, before);
    expect(rows).toMatchObject([{ mapping: 'lonelista', revision: 0, columns: MAPPING }]);
    await expect(save({ ...MAPPING, name: { heading: 'LÖN' } })).rejects.toMatchObject({
      code: 'MAPPING_COLUMN_TWICE',
    });
  });
});
