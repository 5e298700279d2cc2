import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';

import { applyCommands, Bidragsbok, importSie, seededSalt } from '#intake';

import { sieFile, voucher } from '../e2e/sie-file.js';
import { folder } from './processes.js';
import { BOOK, options, Runner, tell } from './year.js';

jest.setTimeout(180_000);

const KILLS = 3;
const COUNT = 600;
const commands = fileURLToPath(new URL('../e2e/fixtures/commands.json', import.meta.url));

/** A year of which every third voucher has a line of an open code and one of a late code, and the others of the late one. */
const year = sieFile(
  ...Array.from({ length: COUNT }, (_, at) => {
    const open = at % 3 === 0 ? ([['7411', '1 "31000" 6 "28101"', '1.00']] as const) : [];
    const contra = at % 3 === 0 ? '-3.00' : '-2.00';
    const lines = [...open, ['7411', '1 "31000" 6 "28999"', '2.00'], ['2511', '', contra]] as const;
    return voucher(`"LR" ${at + 1}`, '20260401', lines);
  }),
);
const late = {
  ...{ projectCode: 'nv26-sen', grant: 'narvard-2026', allocation: 'primarvard' },
  purposeAreas: [{ area: 1, share: '1' }],
  matches: [{ book: BOOK, all: [{ dimension: '6', code: '28999' }] }],
};

const all = folder();
const pristine = join(all, 'pristine');
let copies = 0;
/** A data folder of a year that was taken in before the late code was opened. */
const copy = (): string => {
  const data = join(all, `copy-${(copies++).toString()}`);
  cpSync(pristine, data, { recursive: true });
  return data;
};
const reposting = (data: string) => new Runner('reposter.mjs', data);

beforeAll(async () => {
  const genesis = { organisation: '2321000164', name: 'Region Exempel', software: 'faults' };
  const book = await Bidragsbok.init({ ...options(pristine), ...genesis, salt: seededSalt('before') });
  for await (const { events } of applyCommands(book, readFileSync(commands))) expect(events).not.toEqual([]);
  const file = join(all, 'year.se');
  writeFileSync(file, year);
  await importSie({ file, to: book, book: BOOK, scope: 'grant' });
  await book.execute({ type: 'OpenProjectCode', data: late }, 'late');
  await book.close();
});
afterAll(() => {
  rmSync(all, { recursive: true });
});

describe('a re-posting over kept files that is killed', () => {
  it('is completed by the same call as if it had never been cut off', async () => {
    const whole = copy();
    const uncut = reposting(whole);
    await uncut.begins();
    const begun = performance.now();
    expect(await uncut.report()).toMatchObject({
      files: [{ book: BOOK, vouchers: COUNT, taken: (COUNT * 2) / 3, extended: COUNT / 3 }],
    });
    const work = performance.now() - begun;
    const told = await tell(whole);

    let cutInTheMiddle = 0;
    for (let kill = 0; kill < KILLS; kill++) {
      const data = copy();
      const dying = reposting(data);
      await dying.begins();
      await setTimeout((work * kill) / KILLS);
      await dying.kill();
      if ((await dying.report()) !== null) continue;
      cutInTheMiddle += 1;
      await reposting(data).report();
      expect(await tell(data)).toEqual(told);
    }
    expect(cutInTheMiddle).toBeGreaterThan(KILLS / 3);
  });
});
