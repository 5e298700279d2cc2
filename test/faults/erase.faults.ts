import { cpSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';

import { Bidragsbok, importSie, seededSalt } from '#intake';
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
/** A data folder in which an erasure is proposed. */
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
  const by = { subject: 'person-arkivarie', role: 'archivist' };
  const opening = {
    ...{ book: BOOK, kind: 'erp', system: 'Ekonomisystemet', scope: 'all', dimensions: {} },
    financialYear: { from: '2026-01-01', to: '2026-12-31' },
    accountRoles: [{ from: '1000', to: '7999', role: 'cost' }],
  };
  await book.execute({ type: 'OpenBook', data: opening }, 'open');
  for (const [index, count] of [20, 30].entries()) {
    const vouchers = Array.from({ length: count }, (_, at) =>
      voucher(`LR ${at + 1}`, '20260401', [
        ['7411', '', '1.00'],
        ['2511', '', '-1.00'],
      ]),
    );
    const file = join(all, `${index}.se`);
    writeFileSync(file, sieFile(...vouchers));
    await importSie({ file, to: book, book: BOOK });
  }
  const vouchers = Array.from({ length: 30 }, (_, at) => ({ book: BOOK, series: 'LR', number: `${at + 1}` }));
  const decision = { body: 'Regionarkivet', date: '2034-01-10', caseNumber: 'ARK-1' };
  const data = { act: 'gallring', vouchers, decision, ground: 'retention-ended', paragraph: 'LKBR 3 kap. 13 §' };
  await book.execute({ type: 'ErasePrivateParts', by, data }, 'propose');
  await book.close();
});
afterAll(() => {
  rmSync(all, { recursive: true });
});

async function erasing(data: string, step = 'none'): Promise<unknown> {
  return new Runner('eraser.mjs', data, step).report();
}

/** What the next process finds: whether the decision stands, and what its first question has left of the texts. */
async function found(data: string) {
  const book = await Bidragsbok.open({ data, clock, organisation: ORGANISATION });
  try {
    await book.moment();
    const digest = await book.models.digest();
    const isRecorded = (await book.log.readStream('log')).some(({ type }) => type === 'PrivatePartErased');
    return { isRecorded, digest };
  } finally {
    await book.close();
  }
}

describe('an erasure that is killed', () => {
  it.each([
    ['before the file waits', false],
    ['after the file waits', false],
    ['before the decision', false],
    ['after the decision', true],
    ['before the file takes its place', true],
    ['after the file takes its place', true],
    ['before the old file goes', true],
    ['after the old file goes', true],
  ])('%s is not recorded, or completed by whoever comes next', async (step, isRecorded) => {
    const data = copy();
    const before = held(data);
    expect(before.length).toBeGreaterThan(2);
    expect(await erasing(data, step)).toBeNull();
    expect((await found(data)).isRecorded).toBe(isRecorded);
    if (isRecorded) expect(held(data)).toEqual([]);
    else expect(held(data).filter((name) => !name.startsWith('log.db-'))).toEqual(before);
    expect(await erasing(data)).toEqual({ events: 2 });
    expect(held(data)).toEqual([]);
    const { digest } = await found(data);
    expect(digest).toBe((await found(pristine)).digest);
  });
});
