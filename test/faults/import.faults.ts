import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';

import { applyCommands, Bidragsbok, importSie, seededSalt } from '#intake';

import { folder } from './processes.js';
import { BOOK, isCompleted, options, Runner, tell, year } from './year.js';

jest.setTimeout(180_000);

const KILLS = 6;
const commands = fileURLToPath(new URL('../e2e/fixtures/commands.json', import.meta.url));

const isOf = (divisor: number) => (at: number) => at % divisor === 0;
const before = year(
  () => '1.00',
  (at) => at < 600,
);
const now = year(
  (at) => (isOf(7)(at) ? '2.00' : '1.00'),
  (at) => !isOf(11)(at),
);

const all = folder();
const pristine = join(all, 'pristine');
const file = join(all, 'now.se');
let copies = 0;
/** A data folder with an organisation and its book, in which the year was taken in once as far as it had come. */
const copy = (): string => {
  const data = join(all, `copy-${(copies++).toString()}`);
  cpSync(pristine, data, { recursive: true });
  return data;
};

beforeAll(async () => {
  const genesis = {
    organisation: '2321000164',
    name: 'Region Exempel',
    software: 'faults',
    salt: seededSalt('before'),
  };
  const book = await Bidragsbok.init({ ...options(pristine), ...genesis });
  for await (const { events } of applyCommands(book, readFileSync(commands))) expect(events).not.toEqual([]);
  const early = join(all, 'before.se');
  writeFileSync(early, before);
  writeFileSync(file, now);
  await importSie({ file: early, to: book, book: BOOK });
  await book.close();
});
afterAll(() => {
  rmSync(all, { recursive: true });
});

const importing = (data: string) => new Runner('importer.mjs', data, file, BOOK);

describe('an import that is killed', () => {
  it('is completed by the same call as if it had never been cut off', async () => {
    const whole = copy();
    const started = performance.now();
    const uncut = importing(whole);
    await uncut.begins();
    const begun = performance.now();
    const report = await uncut.report();
    const [setup, work] = [begun - started, performance.now() - begun];
    expect(report).toMatchObject({ vouchers: { read: 1363, changed: 78, missing: 55, refused: 0, quarantined: 0 } });
    const told = await tell(whole);

    let cutInTheMiddle = 0;
    for (let kill = 0; kill < KILLS; kill++) {
      const data = copy();
      const dying = importing(data);
      // From before the first voucher to just before the end.
      if (kill === 0) await setTimeout(setup / 2);
      else await dying.begins();
      await setTimeout((work * kill) / KILLS);
      await dying.kill();
      if (await isCompleted(data)) continue;
      cutInTheMiddle += 1;
      expect(await importing(data).report()).toEqual(report);
      expect(await tell(data)).toEqual(told);
    }
    expect(cutInTheMiddle).toBeGreaterThan(KILLS / 3);
  });
});

describe('two imports of one file at once', () => {
  it('end as one', async () => {
    const [alone, together] = [copy(), copy()];
    const report = await importing(alone).report();
    const both = await Promise.all([importing(together).report(), importing(together).report()]);
    for (const one of both) expect(one).toMatchObject({ vouchers: { read: 1363, refused: 0, quarantined: 0 } });
    expect(both).toContainEqual(report);
    expect((await tell(together)).said).toEqual((await tell(alone)).said);
  });
});
