import { cpSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';

import { Bidragsbok, importSie, seededSalt, verify } from '#intake';
import { filesThatHold } from '#spec-kit';

import { sieFile, TEXT, voucher } from '../e2e/sie-file.js';
import { folder } from './processes.js';
import { BOOK, Runner } from './year.js';

jest.setTimeout(180_000);

const ORGANISATION = '2321000164';
const clock = () => Date.parse('2034-01-15T06:00:00.000Z');
const all = folder();
const pristine = join(all, 'pristine');
let copies = 0;
/** A data folder in which the pruning of a year is proposed. */
const copy = (): string => {
  const data = join(all, `copy-${(copies++).toString()}`);
  cpSync(pristine, data, { recursive: true });
  return data;
};
const held = (data: string) => filesThatHold(join(data, ORGANISATION), [TEXT]);

beforeAll(async () => {
  const book = await Bidragsbok.init({
    ...{ data: pristine, clock, salt: seededSalt('before') },
    ...{ organisation: ORGANISATION, name: 'Region Exempel', software: 'faults' },
  });
  const opening = {
    ...{ book: BOOK, kind: 'erp', system: 'Ekonomisystemet', scope: 'all', dimensions: {} },
    financialYear: { from: '2026-01-01', to: '2026-12-31' },
    accountRoles: [{ from: '1000', to: '7999', role: 'cost' }],
  };
  await book.execute({ type: 'OpenBook', data: opening }, 'open');
  const vouchers = Array.from({ length: 300 }, (_, at) =>
    voucher(`LR ${at + 1}`, '20260401', [
      ['7411', '', '1.00'],
      ['2511', '', '-1.00'],
    ]),
  );
  const file = join(all, 'year.se');
  writeFileSync(file, sieFile(...vouchers));
  await importSie({ file, to: book, book: BOOK });
  const by = { subject: 'person-arkivarie', role: 'archivist' };
  const decision = { body: 'Regionarkivet', date: '2034-01-10', caseNumber: 'ARK-1' };
  const data = { act: 'gallring', year: 2026, decision, ground: 'retention-ended', paragraph: 'LKBR 3 kap. 13 §' };
  await book.execute({ type: 'PruneYear', by, data }, 'propose');
  await book.close();
});
afterAll(() => {
  rmSync(all, { recursive: true });
});

/** Confirms what is proposed, as the one who confirms an erasure does. */
const pruning = (data: string, step = 'none'): Promise<unknown> => new Runner('eraser.mjs', data, step).report();

/** What the next process finds: whether the decision stands, and whether all is as it was signed and as it is built anew. */
async function found(data: string) {
  const book = await Bidragsbok.open({ data, clock, organisation: ORGANISATION });
  try {
    const { intact, pruned, keptFiles } = await verify(book, { withFiles: true });
    const digest = await book.models.digest();
    await book.models.rebuild();
    return { isRecorded: pruned.length > 0, intact, keptFiles, agrees: digest === (await book.models.digest()) };
  } finally {
    await book.close();
  }
}

describe('a pruning that is killed', () => {
  it.each([
    ['before the decision', false],
    ['after the decision', true],
    ['before the old file goes', true],
    ['after the old file goes', true],
  ])('%s is not recorded, or completed by whoever comes next', async (step, isRecorded) => {
    const data = copy();
    expect(held(data).length).toBeGreaterThan(1);
    expect(await pruning(data, step)).toBeNull();
    const keptFiles = isRecorded ? 0 : 1;
    expect(await found(data)).toEqual({ isRecorded, intact: true, keptFiles, agrees: true });
    if (isRecorded) expect(held(data)).toEqual([]);
    else expect(held(data).length).toBeGreaterThan(1);
    expect(await pruning(data)).toEqual({ events: 2 });
    expect(held(data)).toEqual([]);
    expect(await found(data)).toEqual({ isRecorded: true, intact: true, keptFiles: 0, agrees: true });
  });
});
