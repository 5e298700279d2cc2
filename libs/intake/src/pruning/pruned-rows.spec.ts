import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, it } from '@jest/globals';

import { Years } from './pruning.fixture.js';

// Of the other voucher there is a day of the grant's own, which stays.
const GOING = ['2026-02-10', '2026-04-10'];
const STAYING = ['2027-02-10', '2027-03-10', '2027-04-10'];

it('the file of the rows holds nothing of a year that went, though its rows were built again before', async () => {
  const years = await Years.begin();
  const { book } = years.scene;
  const found = (days: readonly string[]): readonly string[] => {
    const bytes = ['read.db', 'read.db-wal'].map((name) => readFileSync(join(book.dir, name), 'latin1')).join('');
    return days.filter((day) => bytes.includes(day));
  };
  try {
    await book.moment();
    await book.models.rebuild();
    expect(found(GOING)).toEqual(GOING);
    await years.prune();
    await book.moment();
    expect(found(STAYING)).toEqual(STAYING);
    expect(found(GOING)).toEqual([]);
  } finally {
    await years.scene.close();
  }
});
