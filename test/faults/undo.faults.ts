import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';

import { applyCommands, Bidragsbok, importSie, seededSalt } from '#intake';
import { imports } from '#read-models';

import { folder } from './processes.js';
import { BOOK, options, Runner, tell, year } from './year.js';

jest.setTimeout(180_000);

const KILLS = 8;
const commands = fileURLToPath(new URL('../e2e/fixtures/commands.json', import.meta.url));
const all = folder();
const pristine = join(all, 'pristine');
let undone = '';
let copies = 0;
/** A data folder in which a year was taken in, and another file of it that changes, lacks and adds. */
const copy = (): string => {
  const data = join(all, `copy-${(copies++).toString()}`);
  cpSync(pristine, data, { recursive: true });
  return data;
};
const undoing = (data: string) => new Runner('undoer.mjs', data, undone);

beforeAll(async () => {
  const genesis = {
    organisation: '2321000164',
    name: 'Region Exempel',
    software: 'faults',
    salt: seededSalt('before'),
  };
  const book = await Bidragsbok.init({ ...options(pristine), ...genesis });
  for await (const { events } of applyCommands(book, readFileSync(commands))) expect(events).not.toEqual([]);
  const take = (name: string, content: string) => {
    const file = join(all, name);
    writeFileSync(file, content);
    return importSie({ file, to: book, book: BOOK, acceptChanges: true });
  };
  await take(
    'before.se',
    year(
      () => '1.00',
      (at) => at < 600,
    ),
  );
  const second = await take(
    'now.se',
    year(
      (at) => (at % 7 === 0 ? '2.00' : '1.00'),
      (at) => at % 11 !== 0,
    ),
  );
  undone = second.import ?? '';
  await book.close();
});
afterAll(() => {
  rmSync(all, { recursive: true });
});

describe('an undoing that is killed', () => {
  it('is completed by the same call as if it had never been cut off', async () => {
    const whole = copy();
    const started = performance.now();
    const uncut = undoing(whole);
    await uncut.begins();
    const begun = performance.now();
    const report = await uncut.report();
    const [setup, work] = [begun - started, performance.now() - begun];
    expect(report).toEqual({ vouchers: { withdrawn: 818, restored: 133, left: 0 }, left: 0 });
    const told = await tell(whole);

    let cutInTheMiddle = 0;
    for (let kill = 0; kill < KILLS; kill++) {
      const data = copy();
      const dying = undoing(data);
      // From before the first voucher to just before the end.
      if (kill === 0) await setTimeout(setup / 2);
      else await dying.begins();
      await setTimeout((work * kill) / KILLS);
      await dying.kill();
      if (await isUndone(data)) continue;
      cutInTheMiddle += 1;
      expect(await undoing(data).report()).toEqual(report);
      expect(await tell(data)).toEqual(told);
    }
    expect(cutInTheMiddle).toBeGreaterThan(KILLS / 3);
  });
});

async function isUndone(data: string): Promise<boolean> {
  const book = await Bidragsbok.open(options(data));
  const told = await imports(book.models.db, await book.moment());
  await book.close();
  return told.some((one) => one.undone !== null);
}
