import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';

import { applyCommands, Bidragsbok, importSie, seededSalt } from '#intake';
import { figuresDigest, grantPosition } from '#read-models';

import { sieFile, voucher } from '../e2e/sie-file.js';
import { folder } from './processes.js';

jest.setTimeout(180_000);

const KILLS = 8;
const COUNT = 1500;
const BOOK = 'ekonomi-2026';
const script = fileURLToPath(new URL('reposter.mjs', import.meta.url));
const commands = fileURLToPath(new URL('../e2e/fixtures/commands.json', import.meta.url));

/** A year of which every third voucher has a line of an open code and one of a late code, and the others of the late one. */
const year = sieFile(
  ...Array.from({ length: COUNT }, (_, at) => {
    const open = at % 3 === 0 ? ([['7411', '1 "31000" 6 "28101"', '1.00']] as const) : [];
    const contra = at % 3 === 0 ? '-3.00' : '-2.00';
    const lines = [...open, ['7411', '1 "31000" 6 "28999"', '2.00'], ['2511', '', contra]] as const;
    return voucher(`"LR" ${(at + 1).toString()}`, '20260401', lines);
  }),
);
const late = {
  ...{ projectCode: 'nv26-sen', grant: 'narvard-2026', allocation: 'primarvard' },
  purposeAreas: [{ area: 1, share: '1' }],
  matches: [{ book: BOOK, all: [{ dimension: '6', code: '28999' }] }],
};

const all = folder();
const pristine = join(all, 'pristine');
const options = (data: string) => ({ data, clock: () => Date.parse('2027-01-15T06:00:00.000Z') });
let copies = 0;
const copy = (): string => {
  const data = join(all, `copy-${(copies++).toString()}`);
  cpSync(pristine, data, { recursive: true });
  return data;
};

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

/** A re-posting in a process of its own, which may be killed so many milliseconds after it is ready. */
async function reposted(data: string, killAfter?: number): Promise<{ report: unknown; took: number }> {
  let said = '';
  const child = spawn(process.execPath, [script, data], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'close');
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
  while (!said.includes('ready') && child.exitCode === null) {
    await Promise.race([ended, new Promise((resolve) => child.stdout.once('data', resolve))]);
  }
  const ready = performance.now();
  if (killAfter !== undefined) {
    await setTimeout(killAfter);
    child.kill('SIGKILL');
  }
  await ended;
  const last = said.trimEnd().split('\n').at(-1) ?? '';
  return { report: last.startsWith('{') ? JSON.parse(last) : null, took: performance.now() - ready };
}

/** What a book says: its figures and lines, its rows' digest, live and built anew, and the log's end. */
async function tell(data: string) {
  const book = Bidragsbok.open(options(data));
  try {
    const moment = await book.moment();
    const live = await book.models.digest();
    await book.models.rebuild();
    expect(await book.models.digest()).toBe(live);
    const { used } = grantPosition(book.models.db, 'narvard-2026', moment) ?? {};
    return { used, live, figures: figuresDigest(book.models.db, moment), position: moment.position };
  } finally {
    await book.close();
  }
}

describe('a re-posting over kept files that is killed', () => {
  it('is completed by the same call as if it had never been cut off', async () => {
    const whole = copy();
    const { report, took } = await reposted(whole);
    expect(report).toMatchObject({ files: [{ book: BOOK, vouchers: COUNT, taken: 1000, extended: 500 }] });
    const told = await tell(whole);

    let cutInTheMiddle = 0;
    for (let kill = 0; kill < KILLS; kill++) {
      const data = copy();
      const { report: cut } = await reposted(data, (took * kill) / KILLS);
      if (cut !== null) continue;
      cutInTheMiddle += 1;
      await reposted(data);
      expect(await tell(data)).toEqual(told);
    }
    expect(cutInTheMiddle).toBeGreaterThan(KILLS / 3);
  });
});
