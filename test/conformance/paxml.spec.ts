import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from '@jest/globals';

import { readPaxml } from '#paxml';

const samples = new URL('../../../shared/data/paxml/', import.meta.url).pathname;
const isHere = existsSync(samples);
const files = isHere ? readdirSync(samples).filter((name) => name.endsWith('.xml')) : [];
const read = (name: string) => readPaxml(readFileSync(join(samples, name)));

// Skipped where the published samples are not at hand: they are not ours to hand on.
(isHere ? describe : describe.skip)('payroll files as others publish them (../shared/data/paxml)', () => {
  it('are read, all of them, with nothing refused but what is wrong in them', () => {
    const refused = files.map((name) => [name, read(name).refusals.map(({ field, code }) => `${field} ${code}`)]);
    const wrong = Array.from({ length: 2 }, () => 'persnr PERSONAL_NUMBER_MALFORMED');
    expect(Object.fromEntries(refused)).toEqual({ 'expected.xml': wrong, 'sample_01.xml': [], 'sample_02.xml': [] });
  });

  it('give what they say, without anybody’s absence', () => {
    expect(read('expected.xml')).toMatchObject({ employees: [{ employmentNumber: '1', name: 'Jon Gotlin' }] });
    const { transactions, workedTime, dropped } = read('sample_01.xml');
    expect(transactions.map(({ ore }) => ore)).toEqual([18500, 12000, 154000]);
    expect({ hours: workedTime.length, dropped }).toEqual({ hours: 17, dropped: { absence: 7, other: 1 } });
    expect(read('sample_02.xml').dropped).toEqual({ absence: 2, other: 3 });
  });
});
